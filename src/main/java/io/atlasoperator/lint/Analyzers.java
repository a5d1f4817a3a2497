package io.atlasoperator.lint;

import java.util.ArrayList;
import java.util.List;

/** Puts together the analyzers of a database. */
public final class Analyzers {

    private Analyzers() {}

    /**
     * The checks for all databases, and then a database's own.
     *
     * @param types what becomes of values when a type changes
     * @param fill how the database takes a column that becomes non-nullable
     * @param own its own checks
     */
    public static List<Analyzer> of(
            LintRules rules, TypeChange.Rules types, DataDependAnalyzer.FillCheck fill, List<Analyzer> own) {
        List<Analyzer> all = new ArrayList<>(List.of(
                new DestructiveAnalyzer(types, rules.allowed()),
                new DataDependAnalyzer(types, fill),
                new ConstraintDropAnalyzer(),
                new IncompatibleAnalyzer(),
                new NamingAnalyzer(rules.naming()),
                new RenameHintAnalyzer(),
                new NestedTransactionAnalyzer()));
        all.addAll(own);
        return List.copyOf(all);
    }
}
