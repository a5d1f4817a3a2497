package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.lint.Analyzer;
import io.atlasoperator.lint.Analyzers;
import io.atlasoperator.lint.DataDependAnalyzer;
import io.atlasoperator.lint.LintRules;
import java.util.List;

/** The lint checks for MySQL and its relatives. */
final class MySqlAnalyzers {
    /** The version that is meant where nobody knows the server. */
    static final ServerVersion TODAY = new ServerVersion("8.4.0", 8_04_00);

    private MySqlAnalyzers() {}

    static List<Analyzer> of(LintRules rules, MySqlFlavor flavor) {
        return Analyzers.of(
                rules,
                new MySqlTypeChanges(),
                DataDependAnalyzer.FillCheck.USUAL,
                List.of(
                        new MySqlHistoryAnalyzer(),
                        new MySqlCharsetAnalyzer(),
                        new MySqlImplicitDefaultAnalyzer(),
                        new MySqlInlineReferenceAnalyzer(flavor),
                        new MySqlBlockingAnalyzer(flavor)));
    }
}
