package io.atlasoperator.dialect.mysql;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Table;
import java.util.Objects;

/** Checks that are part of the definition of a column (MariaDB), in a table that is changed. */
final class MySqlColumnChecks {
    private MySqlColumnChecks() {}

    /**
     * The wanted table, with each check that stays being part of what it is part of now, so that a column that is defined
     * anew does not lose it.
     */
    static Table kept(Change.ModifyTable change) {
        return change.to().toBuilder()
                .checks(change.to().checks().stream()
                        .map(check -> changes(change, check) ? check : current(change.from(), check))
                        .toList())
                .build();
    }

    private static boolean changes(Change.ModifyTable change, Check check) {
        return change.changes().stream()
                .anyMatch(part -> part instanceof TableChange.AddCheck(Check added) && added.equals(check)
                        || part instanceof TableChange.ModifyCheck(Check old, Check now) && now.equals(check));
    }

    private static Check current(Table from, Check check) {
        return from.checks().stream()
                .filter(known -> MySqlCheckOptions.isOfColumn(known) != MySqlCheckOptions.isOfColumn(check)
                        && Objects.equals(known.name(), check.name()))
                .findFirst()
                .map(known -> new Check(
                        check.name(),
                        check.expression(),
                        check.enforced(),
                        check.noInherit(),
                        known.options(),
                        check.range()))
                .orElse(check);
    }
}
