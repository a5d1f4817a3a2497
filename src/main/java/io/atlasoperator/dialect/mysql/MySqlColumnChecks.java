package io.atlasoperator.dialect.mysql;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.CheckOptions;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Rename;
import io.atlasoperator.schema.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

    /**
     * A new table with its columns' checks for checks of its own, which mean the same and stay when a column is defined anew;
     * but for one whose name another check has.
     */
    static Table ofTable(Table table) {
        return table.toBuilder()
                .checks(table.checks().stream()
                        .map(check -> MySqlCheckOptions.isOfColumn(check) && isUnique(table, check)
                                ? with(check, null)
                                : check)
                        .toList())
                .build();
    }

    private static boolean isUnique(Table table, Check check) {
        return table.checks().stream().noneMatch(other -> !other.equals(check) && same(other, check));
    }

    private static boolean same(Check one, Check other) {
        return one.name() != null && one.name().equalsIgnoreCase(other.name());
    }

    private static Check with(Check check, @Nullable CheckOptions options) {
        return new Check(check.name(), check.expression(), check.enforced(), check.noInherit(), options, check.range());
    }

    /** The current realm with the checks of columns that have new names under these, as on the server. */
    static Realm renamed(Realm current, List<Rename> hints) {
        Map<QualifiedName, Map<String, String>> columns = new HashMap<>();
        hints.stream()
                .filter(hint -> hint.what() == Rename.What.COLUMN)
                .forEach(hint -> columns.computeIfAbsent(hint.object(), table -> new HashMap<>())
                        .put(hint.oldName(), hint.part()));
        return columns.isEmpty()
                ? current
                : current.mapSchemas(schema -> schema.withTables(schema.tables().stream()
                        .map(table -> renamed(table, columns.getOrDefault(table.name(), Map.of())))
                        .toList()));
    }

    private static Table renamed(Table table, Map<String, String> columns) {
        return table.toBuilder()
                .checks(table.checks().stream()
                        .map(check -> {
                            @Nullable String now = check.name() == null ? null : columns.get(check.name());
                            boolean follows = MySqlCheckOptions.isOfColumn(check)
                                    && now != null
                                    && table.column(now).isPresent()
                                    && table.column(String.valueOf(check.name()))
                                            .isEmpty();
                            return follows
                                    ? new Check(
                                            now,
                                            check.expression(),
                                            check.enforced(),
                                            check.noInherit(),
                                            check.options(),
                                            check.range())
                                    : check;
                        })
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
                .map(known -> with(check, known.options()))
                .orElse(check);
    }
}
