package io.atlasoperator.lint;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds drops that go with an addition that looks the same: probably something has a new name and nobody said so. What
 * would be thrown away is kept if the hint is written.
 */
public final class RenameHintAnalyzer implements Analyzer {
    private static final LintCode TABLE = new LintCode("RN101", "table dropped and a similar one added");
    private static final LintCode COLUMN = new LintCode("RN102", "column dropped and a similar one added");
    /** Tables of which at least this share of columns is the same may be one. */
    private static final double SIMILAR = 0.6;

    @Override
    public String name() {
        return "rename_hint";
    }

    @Override
    public String title() {
        return "possible renames detected";
    }

    @Override
    public List<LintCode> codes() {
        return List.of(TABLE, COLUMN);
    }

    @Override
    public List<Diagnostic> analyze(Work work) {
        List<Table> added = new ArrayList<>();
        work.changes().forEach(change -> {
            if (change instanceof Change.AddTable(Table table)) {
                added.add(table);
            }
        });
        return Look.at(work, (change, look) -> look(change, added, look));
    }

    private static void look(Change change, List<Table> added, Look look) {
        if (change instanceof Change.DropTable(Table dropped) && !look.isNew(dropped.name())) {
            List<Table> similar = added.stream()
                    .filter(table -> sameSchema(table.name(), dropped.name())
                            && !table.name().equals(dropped.name())
                            && similar(table, dropped))
                    .toList();
            if (similar.size() == 1) {
                added.remove(similar.getFirst());
                report(
                        TABLE,
                        "Table",
                        dropped.name().name(),
                        similar.getFirst().name().name(),
                        look);
            }
        } else if (change instanceof Change.ModifyTable modify) {
            columns(modify, look);
        }
    }

    private static boolean sameSchema(QualifiedName one, QualifiedName other) {
        return one.schema().equals(other.schema());
    }

    private static boolean similar(Table one, Table other) {
        Set<List<Object>> first = shapes(one);
        Set<List<Object>> second = shapes(other);
        Set<List<Object>> both = new HashSet<>(first);
        both.retainAll(second);
        int most = Math.max(first.size(), second.size());
        return most > 0 && both.size() >= SIMILAR * most;
    }

    private static Set<List<Object>> shapes(Table table) {
        Set<List<Object>> shapes = new HashSet<>();
        table.columns().forEach(column -> shapes.add(List.of(column.name(), column.type())));
        return shapes;
    }

    /** Only where it is plain which column became which: one of a type went, and one of that type came. */
    private static void columns(Change.ModifyTable modify, Look look) {
        List<Column> dropped = new ArrayList<>();
        List<Column> added = new ArrayList<>();
        for (TableChange part : modify.changes()) {
            if (part instanceof TableChange.DropColumn(Column column)) {
                dropped.add(column);
            } else if (part instanceof TableChange.AddColumn(Column column)) {
                added.add(column);
            }
        }
        for (Column old : dropped) {
            List<Column> successors =
                    added.stream().filter(column -> sameShape(column, old)).toList();
            boolean isOnly =
                    dropped.stream().filter(column -> sameShape(column, old)).count() == 1;
            if (isOnly && successors.size() == 1 && old.generated() == null) {
                report(COLUMN, "Column", old.name(), successors.getFirst().name(), look);
            }
        }
    }

    private static boolean sameShape(Column one, Column other) {
        return one.type().equals(other.type())
                && one.nullable() == other.nullable()
                && (one.generated() == null) == (other.generated() == null);
    }

    private static void report(LintCode code, String what, String old, String current, Look look) {
        look.found(
                code,
                what + " " + Names.quoted(old) + " is dropped and " + Names.quoted(current)
                        + " that looks the same is added: if it has a new name, its data is lost",
                "Write \"-- atlas:renamed_from " + old + "\" right before " + Names.quoted(current)
                        + " (SQL), or renamed_from = " + Names.quoted(old) + " in it (HCL)");
    }
}
