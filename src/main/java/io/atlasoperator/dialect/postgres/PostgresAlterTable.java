package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.QualifiedName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** ALTER TABLE with several clauses; its way back has their reverses, the last one first. */
final class PostgresAlterTable {

    private PostgresAlterTable() {}

    static Statement of(PostgresClauses clauses, QualifiedName table, List<AlterClause> all) {
        return of("ALTER TABLE ", clauses, table, all);
    }

    /** @param words {@code ALTER TABLE}, maybe with {@code ONLY}, and a space */
    static Statement of(String words, PostgresClauses clauses, QualifiedName table, List<AlterClause> all) {
        String start = words + clauses.name(table) + " ";
        List<String> reverse = new ArrayList<>();
        boolean reversible = true;
        Set<Hazard> hazards = new HashSet<>();
        for (AlterClause clause : all) {
            hazards.addAll(clause.hazards());
            reversible &= !clause.reverse().isEmpty();
            reverse.addAll(0, clause.reverse());
        }
        // A constraint that goes along with a column can't be dropped after it.
        List<String> back = new ArrayList<>();
        reverse.stream().filter(PostgresAlterTable::dropsConstraint).forEach(back::add);
        reverse.stream().filter(clause -> !dropsConstraint(clause)).forEach(back::add);
        return new Statement(
                start + all.stream().map(AlterClause::text).collect(Collectors.joining(", ")),
                "modify \"" + table.name() + "\" table",
                reversible ? List.of(start + String.join(", ", back)) : List.of(),
                true,
                hazards);
    }

    private static boolean dropsConstraint(String clause) {
        return clause.startsWith("DROP CONSTRAINT ");
    }
}
