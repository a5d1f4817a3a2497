package io.atlasoperator.lint;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Finds changes that throw data away: dropped schemas (DS101), tables (DS102) and columns that hold values (DS103). */
public final class DestructiveAnalyzer implements Analyzer {

    @Override
    public String name() {
        return "destructive";
    }

    @Override
    public String title() {
        return "destructive changes detected";
    }

    @Override
    public List<Diagnostic> analyze(List<Change> changes) {
        List<Diagnostic> found = new ArrayList<>();
        for (Change change : changes) {
            switch (change) {
                case Change.DropSchema(Schema schema) -> found.add(new Diagnostic("DS101", text(schema), change));
                case Change.DropTable(Table table) ->
                    found.add(new Diagnostic(
                            "DS102", "Dropping table " + quoted(table.name().name()), change));
                case Change.ModifyTable(Table from, Table to, List<TableChange> inside) ->
                    columns(change, inside, found);
                case Change.AddSchema c -> {}
                case Change.ModifySchema c -> {}
                case Change.AddObject c -> {}
                case Change.DropObject c -> {}
                case Change.ModifyObject c -> {}
                case Change.AddTable c -> {}
                case Change.RenameObject c -> {}
                case Change.RenameTable c -> {}
            }
        }
        return List.copyOf(found);
    }

    private static void columns(Change change, List<TableChange> inside, List<Diagnostic> found) {
        List<String> dropped = inside.stream()
                .filter(TableChange.DropColumn.class::isInstance)
                .map(part -> ((TableChange.DropColumn) part).column())
                .filter(DestructiveAnalyzer::holdsValues)
                .map(column -> quoted(column.name()))
                .toList();
        if (dropped.size() == 1) {
            found.add(new Diagnostic("DS103", "Dropping non-virtual column " + dropped.getFirst(), change));
        } else if (!dropped.isEmpty()) {
            String list = dropped.subList(0, dropped.size() - 1).stream().collect(Collectors.joining(", ")) + " and "
                    + dropped.getLast();
            found.add(new Diagnostic("DS103", "Dropping non-virtual columns " + list, change));
        }
    }

    private static boolean holdsValues(Column column) {
        return column.generated() == null || column.generated().storage() != Generated.Storage.VIRTUAL;
    }

    private static String text(Schema schema) {
        int tables = schema.tables().size();
        return switch (tables) {
            case 0 -> "Dropping schema " + quoted(schema.name());
            case 1 -> "Dropping non-empty schema " + quoted(schema.name()) + " with 1 table";
            default -> "Dropping non-empty schema " + quoted(schema.name()) + " with " + tables + " tables";
        };
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
