package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.lint.Analyzer;
import io.atlasoperator.lint.Analyzers;
import io.atlasoperator.lint.DataDependAnalyzer;
import io.atlasoperator.lint.LintRules;
import java.util.List;

/** The lint checks for MySQL and its relatives. */
final class MySqlAnalyzers {
    /** What a change costs is told for a version of today, as lint is not told which server a migration is for. */
    private static final MySqlFlavor TODAY = new MySqlVersion(new ServerVersion("8.4.0", 8_04_00));

    private MySqlAnalyzers() {}

    static List<Analyzer> of(LintRules rules) {
        return Analyzers.of(
                rules,
                new MySqlTypeChanges(),
                DataDependAnalyzer.FillCheck.USUAL,
                List.of(new MySqlImplicitDefaultAnalyzer(), new MySqlBlockingAnalyzer(TODAY)));
    }
}
