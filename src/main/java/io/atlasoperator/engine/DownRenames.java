package io.atlasoperator.engine;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Rename;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Follows names through what was renamed on the way up, so that the way back renames too, and does not drop and add.
 *
 * @param renames what the statements that rename have changed, in order
 * @param drops the statements that drop something, whatever has a name of theirs is not followed
 */
record DownRenames(List<Change> renames, List<String> drops) {

    /**
     * The hints.
     *
     * @param now what there is
     * @param before the state to go back to
     */
    List<Rename> between(Realm now, Realm before) {
        List<Rename> found = new ArrayList<>();
        for (Schema schema : before.schemas()) {
            for (Table table : schema.tables()) {
                QualifiedName name = followed(table.name());
                boolean isRenamed = !name.equals(table.name())
                        && now.table(name).isPresent()
                        && now.table(table.name()).isEmpty()
                        && before.table(name).isEmpty()
                        && !isDropped(name.name());
                if (isRenamed) {
                    found.add(new Rename(Rename.What.RELATION, table.name(), "", name.name(), null));
                }
                now.table(isRenamed ? name : table.name()).ifPresent(other -> columns(table, other, found));
            }
        }
        return found;
    }

    private void columns(Table before, Table now, List<Rename> found) {
        for (Column column : before.columns()) {
            String name = followed(before.name(), column.name());
            if (!name.equals(column.name())
                    && has(now, name)
                    && !has(now, column.name())
                    && !has(before, name)
                    && !isDropped(name)) {
                found.add(new Rename(Rename.What.COLUMN, before.name(), column.name(), name, null));
            }
        }
    }

    private static boolean has(Table table, String column) {
        return table.columns().stream().anyMatch(other -> other.name().equals(column));
    }

    private boolean isDropped(String name) {
        String word = name.toUpperCase(Locale.ROOT);
        return drops.stream().anyMatch(text -> text.toUpperCase(Locale.ROOT).contains(word));
    }

    private QualifiedName followed(QualifiedName name) {
        QualifiedName current = name;
        for (Change change : renames) {
            if (change instanceof Change.RenameTable(Table from, Table to)
                    && from.name().equals(current)) {
                current = to.name();
            }
        }
        return current;
    }

    private String followed(QualifiedName table, String column) {
        QualifiedName currentTable = table;
        String current = column;
        for (Change change : renames) {
            if (change instanceof Change.RenameTable(Table from, Table to)
                    && from.name().equals(currentTable)) {
                currentTable = to.name();
            } else if (change instanceof Change.ModifyTable modify
                    && modify.name().equals(currentTable)) {
                for (TableChange part : modify.changes()) {
                    if (part instanceof TableChange.RenameColumn(Column from, Column to)
                            && from.name().equals(current)) {
                        current = to.name();
                    }
                }
            }
        }
        return current;
    }
}
