package io.atlasoperator.lint;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.QualifiedName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Finds changes that may fail on existing rows: new unique indexes, columns that have to be filled. */
public final class DataDependAnalyzer implements Analyzer {
    private static final LintCode UNIQUE_ADDED = new LintCode("MF101", "unique index added to existing columns");
    private static final LintCode BECAME_UNIQUE = new LintCode("MF102", "index made unique");
    private static final LintCode FILLED_ADDED = new LintCode("MF103", "non-nullable column added");

    private final TypeChange.Rules types;
    private final FillCheck fill;

    /**
     * How a database takes a column that becomes non-nullable.
     *
     * @param code the code
     * @param text what to say; the one {@code %s} is the quoted name of the column
     * @param defaultFills whether a default is put into the rows that have NULL
     */
    public record FillCheck(LintCode code, String text, boolean defaultFills) {

        /** Databases that put nothing into the rows: the change fails if there is a NULL. */
        public static final FillCheck USUAL = new FillCheck(
                new LintCode("MF104", "nullable column made non-nullable"),
                "Modifying nullable column %s to non-nullable might fail in case it contains NULL values",
                false);
    }

    /**
     * @param types how types are named
     * @param fill how the database takes a column that becomes non-nullable
     */
    public DataDependAnalyzer(TypeChange.Rules types, FillCheck fill) {
        this.types = types;
        this.fill = fill;
    }

    @Override
    public String name() {
        return "data_depend";
    }

    @Override
    public String title() {
        return "data dependent changes detected";
    }

    @Override
    public List<LintCode> codes() {
        return List.of(UNIQUE_ADDED, BECAME_UNIQUE, FILLED_ADDED, fill.code());
    }

    @Override
    public List<Diagnostic> analyze(Work work) {
        return Look.at(work, this::look);
    }

    private void look(Change change, Look look) {
        if (!(change instanceof Change.ModifyTable modify) || look.isNew(modify.name())) {
            return;
        }
        QualifiedName table = modify.to().name();
        for (TableChange part : modify.changes()) {
            if (part instanceof TableChange.AddIndex(Index index, boolean concurrently)) {
                uniqueAdded(modify, index, look);
            } else if (part instanceof TableChange.ModifyIndex change2
                    && change2.kinds().contains(ChangeKind.UNIQUE)
                    && change2.to().unique()) {
                look.found(
                        BECAME_UNIQUE,
                        "Modifying an index " + Names.quoted(change2.to().name()) + " on table "
                                + Names.quoted(table.name()) + " might fail in case of duplicate entries");
            } else if (part instanceof TableChange.AddColumn(Column column)
                    && mustBeFilled(column)
                    && !types.fillsByItself(column)) {
                look.found(
                        FILLED_ADDED,
                        "Adding a non-nullable " + Names.quoted(types.text(column.type())) + " column "
                                + Names.quoted(column.name()) + " will fail in case table "
                                + Names.quoted(table.name()) + " is not empty");
            } else if (part instanceof TableChange.ModifyColumn(Column from, Column to, var kinds)
                    && kinds.contains(ChangeKind.NULL)
                    && from.nullable()
                    && !to.nullable()
                    && !look.isNewColumn(table, to.name())
                    && !(fill.defaultFills() && to.defaultValue() != null)) {
                look.found(fill.code(), fill.text().formatted(Names.quoted(to.name())));
            }
        }
    }

    private static boolean mustBeFilled(Column column) {
        return !column.nullable()
                && column.defaultValue() == null
                && column.generated() == null
                && column.identity() == null
                && !(column.type() instanceof io.atlasoperator.schema.ColumnType.SerialType);
    }

    private static void uniqueAdded(Change.ModifyTable modify, Index index, Look look) {
        QualifiedName table = modify.to().name();
        boolean isAllNew = index.parts().size() == index.columns().size()
                && index.columns().stream().allMatch(column -> look.isNewColumn(table, column));
        if (!index.unique() || isAllNew || replacesUnique(index, look.work(), table)) {
            return;
        }
        List<String> columns = index.columns();
        String reason = switch (columns.size()) {
            case 0 -> "of duplicate entries";
            case 1 -> "column " + Names.list(columns) + " contains duplicate entries";
            default -> "columns " + Names.list(columns) + " contain duplicate entries";
        };
        look.found(
                UNIQUE_ADDED,
                "Adding a unique index " + Names.quoted(index.name()) + " on table " + Names.quoted(table.name())
                        + " might fail in case " + reason);
    }

    /** Whether a unique index on the same columns is dropped, so that there can't be duplicates. */
    private static boolean replacesUnique(Index added, Work work, QualifiedName table) {
        List<Index> dropped = new ArrayList<>();
        work.changes().forEach(change -> {
            if (change instanceof Change.ModifyTable modify && modify.name().equals(table)) {
                modify.changes().forEach(part -> {
                    if (part instanceof TableChange.DropIndex(Index index, boolean concurrently)) {
                        dropped.add(index);
                    }
                });
            }
        });
        return dropped.stream()
                .anyMatch(index -> index.unique()
                        && index.predicate() == null
                        && index.parts().size() == index.columns().size()
                        && new HashSet<>(index.columns()).equals(new HashSet<>(added.columns())));
    }
}
