package io.atlasoperator.lint;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The place of the change that is looked at, with what the work made before it: what is new has neither rows nor
 * clients. For one analysis; not safe for use by several threads.
 */
public final class Look {
    private final Work work;
    private final Set<String> schemas = new HashSet<>();
    private final Set<QualifiedName> tables = new HashSet<>();
    private final Set<Part> columns = new HashSet<>();
    private final Set<Part> foreignKeys = new HashSet<>();
    private final List<Diagnostic> found = new ArrayList<>();
    private int step;
    private @Nullable Change change;

    private record Part(QualifiedName table, String name) {}

    private Look(Work work) {
        this.work = work;
    }

    /** What to do with each change. */
    @FunctionalInterface
    public interface Check {
        /** Looks at one change, and reports what it finds. */
        void look(Change change, Look look);
    }

    /** Shows all changes to a check; gives what it reported. */
    public static List<Diagnostic> at(Work work, Check check) {
        Look look = new Look(work);
        for (Work.Step one : work.steps()) {
            for (Change next : one.changes()) {
                look.change = next;
                check.look(next, look);
                look.remember(next);
            }
            look.step++;
        }
        return List.copyOf(look.found);
    }

    /** The statement that makes the change; empty for a plan. */
    public String statement() {
        return work.steps().get(step).text();
    }

    private void remember(Change done) {
        if (done instanceof Change.AddSchema(var schema)) {
            schemas.add(schema.name());
        } else if (done instanceof Change.AddTable(Table table)) {
            tables.add(table.name());
        } else if (done instanceof Change.RenameTable(Table from, Table to) && tables.contains(from.name())) {
            tables.add(to.name());
        } else if (done instanceof Change.ModifyTable modify) {
            modify.changes().forEach(part -> remember(modify.to().name(), part));
        }
    }

    private void remember(QualifiedName table, TableChange part) {
        if (part instanceof TableChange.AddColumn(var column)) {
            columns.add(new Part(table, column.name()));
        } else if (part instanceof TableChange.AddForeignKey(var key)) {
            foreignKeys.add(new Part(table, key.name()));
        }
    }

    /** All that is judged. */
    public Work work() {
        return work;
    }

    /** Whether the work made the schema. */
    public boolean isNewSchema(String schema) {
        return schemas.contains(schema);
    }

    /** Whether the work made the table. */
    public boolean isNew(QualifiedName table) {
        return tables.contains(table);
    }

    /** Whether the work made the column, before this change or in it. */
    public boolean isNewColumn(QualifiedName table, String column) {
        return isNew(table)
                || columns.contains(new Part(table, column))
                || change instanceof Change.ModifyTable modify
                        && modify.to().name().equals(table)
                        && modify.changes().stream()
                                .anyMatch(part -> part instanceof TableChange.AddColumn(var added)
                                        && added.name().equals(column));
    }

    /** Whether the work made the foreign key. */
    public boolean isNewForeignKey(QualifiedName table, String key) {
        return isNew(table) || foreignKeys.contains(new Part(table, key));
    }

    /** Reports something about the change that is looked at. */
    public void found(LintCode code, String text, String... fixes) {
        found.add(new Diagnostic(code.code(), text, step, change, List.of(fixes)));
    }
}
