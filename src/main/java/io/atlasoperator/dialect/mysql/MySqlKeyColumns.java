package io.atlasoperator.dialect.mysql;

import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the server refuses to change of columns and tables at the ends of foreign keys. */
final class MySqlKeyColumns {
    private MySqlKeyColumns() {}

    /**
     * Whether a foreign key can't be there while a column at one of its ends changes. Both ends have the same type and collation
     * at all times; texts may be of other lengths, but get longer in place alone, and not everywhere.
     */
    static boolean disturbs(TableChange.ModifyColumn change, MySqlFlavor flavor) {
        boolean grows =
                flavor.keepsKeysOfLongerTexts() && MySqlTypeChanges.growsInPlace(change.from(), change.to(), false);
        boolean countsAnew = MySqlColumnOptions.of(change.from()).autoIncrement()
                != MySqlColumnOptions.of(change.to()).autoIncrement();
        return change.kinds().contains(ChangeKind.COLLATION)
                || change.kinds().contains(ChangeKind.TYPE) && !grows
                || countsAnew && !flavor.keepsKeysOfNumberedColumns();
    }

    /** Whether a table becomes one that no foreign key may lead to: of another engine, or in partitions. */
    static boolean mayHaveNoKeys(MySqlTableOptions before, MySqlTableOptions after) {
        return MySqlTableOptionsRules.engineChanged(before, after)
                || before.partitioning() == null && after.partitioning() != null;
    }

    /** The columns that foreign keys of a state lead to, by table. */
    static Map<QualifiedName, Set<String>> referred(Realm state) {
        Map<QualifiedName, Set<String>> columns = new HashMap<>();
        for (Schema schema : state.schemas()) {
            for (Table table : schema.tables()) {
                table.foreignKeys()
                        .forEach(key -> columns.computeIfAbsent(key.refTable(), unused -> new HashSet<>())
                                .addAll(key.refColumns()));
            }
        }
        return columns;
    }
}
