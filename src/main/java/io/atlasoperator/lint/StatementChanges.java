package io.atlasoperator.lint;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a statement changed: the difference of the states before and after it, along with what only its text tells, which
 * is that something was renamed, or was done without blocking others.
 */
public final class StatementChanges {
    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|`[^`]+`|\\[[^\\]]+]|[\\w$]+)";
    private static final Pattern RENAME = Pattern.compile(
            "\\s*ALTER\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?(?:ONLY\\s+)?(?:" + NAME + "\\s*\\.\\s*)?" + NAME
                    + "\\s+RENAME\\s+(?:TO\\s+" + NAME + "|(?:COLUMN\\s+)?" + NAME + "\\s+TO\\s+" + NAME
                    + ")\\s*;?\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern RENAME_TABLE = Pattern.compile(
            "\\s*RENAME\\s+TABLE\\s+(?:" + NAME + "\\s*\\.\\s*)?" + NAME + "\\s+TO\\s+(?:" + NAME + "\\s*\\.\\s*)?"
                    + NAME + "\\s*;?\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CONCURRENTLY = Pattern.compile(
            "\\s*(?:CREATE\\s+(?:UNIQUE\\s+)?|DROP\\s+)INDEX\\s+CONCURRENTLY\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private StatementChanges() {}

    /**
     * The changes of a statement.
     *
     * @param statement its text
     * @param difference what differs between the states before and after it
     */
    public static List<Change> of(String statement, List<Change> difference) {
        Matcher rename = RENAME.matcher(statement);
        if (rename.matches()) {
            return rename.group(3) == null
                    ? columnRenamed(rename.group(4), rename.group(5), difference)
                    : tableRenamed(rename.group(2), rename.group(3), difference);
        }
        Matcher renameTable = RENAME_TABLE.matcher(statement);
        if (renameTable.matches()) {
            return tableRenamed(renameTable.group(2), renameTable.group(4), difference);
        }
        return CONCURRENTLY.matcher(statement).matches()
                ? difference.stream().map(StatementChanges::concurrently).toList()
                : difference;
    }

    /** Whether a statement renames a table or a column and does nothing else, as far as its text tells. */
    public static boolean isRename(String statement) {
        return RENAME.matcher(statement).matches()
                || RENAME_TABLE.matcher(statement).matches();
    }

    private static boolean isCalled(String written, String name) {
        boolean quoted = "\"`[".indexOf(written.charAt(0)) >= 0;
        return quoted
                ? written.substring(1, written.length() - 1)
                        .replace("\"\"", "\"")
                        .equalsIgnoreCase(name)
                : written.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT));
    }

    private static List<Change> tableRenamed(String from, String to, List<Change> difference) {
        Optional<Table> dropped = difference.stream()
                .filter(Change.DropTable.class::isInstance)
                .map(change -> ((Change.DropTable) change).table())
                .filter(table -> isCalled(from, table.name().name()))
                .findFirst();
        Optional<Table> added = difference.stream()
                .filter(Change.AddTable.class::isInstance)
                .map(change -> ((Change.AddTable) change).table())
                .filter(table -> isCalled(to, table.name().name()))
                .findFirst();
        if (dropped.isEmpty() || added.isEmpty()) {
            return difference;
        }
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.RenameTable(dropped.get(), added.get()));
        difference.stream()
                .filter(change -> !change.equals(new Change.DropTable(dropped.get()))
                        && !change.equals(new Change.AddTable(added.get())))
                // References to the table follow it.
                .filter(change -> !(change instanceof Change.ModifyTable))
                .forEach(changes::add);
        return changes;
    }

    private static List<Change> columnRenamed(String from, String to, List<Change> difference) {
        return difference.stream()
                .map(change -> change instanceof Change.ModifyTable modify ? columnRenamed(from, to, modify) : change)
                .toList();
    }

    private static Change columnRenamed(String from, String to, Change.ModifyTable modify) {
        Optional<Column> before = modify.from().columns().stream()
                .filter(column -> isCalled(from, column.name()))
                .findFirst();
        Optional<Column> after = modify.to().columns().stream()
                .filter(column -> isCalled(to, column.name()))
                .findFirst();
        boolean isRename = before.isPresent()
                && after.isPresent()
                && modify.changes().contains(new TableChange.DropColumn(before.get()))
                && modify.changes().contains(new TableChange.AddColumn(after.get()));
        // Indexes, keys and checks follow the column.
        return isRename
                ? new Change.ModifyTable(
                        modify.from(), modify.to(), List.of(new TableChange.RenameColumn(before.get(), after.get())))
                : modify;
    }

    private static Change concurrently(Change change) {
        return change instanceof Change.ModifyTable modify
                ? new Change.ModifyTable(
                        modify.from(),
                        modify.to(),
                        modify.changes().stream()
                                .map(StatementChanges::concurrently)
                                .toList())
                : change;
    }

    private static TableChange concurrently(TableChange part) {
        if (part instanceof TableChange.AddIndex(var index, boolean before)) {
            return new TableChange.AddIndex(index, true);
        }
        return part instanceof TableChange.DropIndex(var index, boolean before)
                ? new TableChange.DropIndex(index, true)
                : part;
    }
}
