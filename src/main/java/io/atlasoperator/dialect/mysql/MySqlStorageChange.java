package io.atlasoperator.dialect.mysql;

import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A computed column whose values are to be stored from now on, or no longer. No server changes that, but as the values
 * can be computed again the column can be dropped and added in the same statement, along with the indexes and checks that
 * it is part of.
 */
final class MySqlStorageChange {
    private static final MySqlSyntax SYNTAX = MySqlSyntax.INSTANCE;

    private final MySqlTableWriter writer;
    private final Table from;
    private final Table to;
    private final boolean explicit;

    MySqlStorageChange(MySqlTableWriter writer, Table from, Table to, boolean explicit) {
        this.writer = writer;
        this.from = from;
        this.to = to;
        this.explicit = explicit;
    }

    List<MySqlClause> of(Column before, Column after) {
        refuse(before, after);
        String name = SYNTAX.quoteIdentifier(before.name());
        List<MySqlClause> found = new ArrayList<>();
        List<MySqlClause> again = new ArrayList<>();
        for (Index index : from.indexes()) {
            Optional<Index> wanted =
                    to.index(index.name()).filter(same -> same.parts().equals(index.parts()));
            if (index.columns().contains(before.name()) && wanted.isPresent()) {
                String drop = "DROP INDEX " + SYNTAX.quoteIdentifier(index.name());
                found.add(MySqlClause.of(drop, "ADD " + writer.index(from, index)));
                again.add(MySqlClause.of("ADD " + writer.index(to, wanted.get()), drop));
            }
        }
        for (Check check : from.checks()) {
            boolean stays = to.checks().stream()
                    .anyMatch(wanted -> Objects.equals(wanted.name(), check.name())
                            && MySqlTableChangePlanner.isSame(wanted, check));
            if (check.name() != null
                    && stays
                    && !MySqlColumnWriter.isOfColumn(from, check)
                    && MySqlExpressions.mentions(check.expression(), before.name())) {
                String drop = writer.flavor().dropCheck() + " " + SYNTAX.quoteIdentifier(check.name());
                found.add(MySqlClause.of(drop, "ADD " + writer.check(check)));
                again.add(MySqlClause.of("ADD " + writer.check(check), drop));
            }
        }
        String place = place(before.name(), false);
        found.add(new MySqlClause(
                "DROP COLUMN " + name,
                List.of("ADD COLUMN " + writer.column(from, before, explicit) + place(before.name(), true)),
                Set.of(Hazard.TABLE_REWRITE)));
        found.add(MySqlClause.of("ADD COLUMN " + writer.column(to, after, explicit) + place, "DROP COLUMN " + name));
        found.addAll(again);
        return found;
    }

    private void refuse(Column before, Column after) {
        Generated old = Objects.requireNonNull(before.generated());
        Generated now = Objects.requireNonNull(after.generated());
        @Nullable PrimaryKey key = from.primaryKey();
        boolean isKey = key != null && key.columns().contains(before.name())
                || from.foreignKeys().stream()
                        .anyMatch(foreign -> foreign.columns().contains(before.name()));
        boolean isUsed = from.columns().stream()
                .anyMatch(column -> column.generated() != null
                        && !column.name().equals(before.name())
                        && MySqlExpressions.mentions(column.generated().expression(), before.name()));
        if (isKey || isUsed) {
            throw new PlanException("changing the store type of generated column \"" + before.name() + "\" from \""
                    + old.storage() + "\" to \"" + now.storage() + "\" is not supported"
                    + (isKey ? " as it is part of a key" : " as another column is computed from it")
                    + " (drop and add is required)");
        }
    }

    /**
     * Behind the column that stands before it. On the way back the last column comes first, so that one that is made anew
     * too is no place yet.
     */
    private String place(String column, boolean back) {
        @Nullable Column previous = null;
        for (Column other : from.columns()) {
            if (other.name().equals(column)) {
                break;
            }
            boolean isPlace = to.column(other.name())
                    .filter(same -> !back || !changesStorage(other, same))
                    .isPresent();
            previous = isPlace ? other : previous;
        }
        return previous == null ? " FIRST" : " AFTER " + SYNTAX.quoteIdentifier(previous.name());
    }

    private static boolean changesStorage(Column before, Column after) {
        return before.generated() != null
                && after.generated() != null
                && before.generated().storage() != after.generated().storage();
    }
}
