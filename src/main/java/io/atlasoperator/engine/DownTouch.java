package io.atlasoperator.engine;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What changes touch, which has to be as it is thought to be: tables with their triggers, other objects, and schemas that
 * go with all that is in them.
 */
final class DownTouch {
    private final Set<String> dropped = new HashSet<>();
    private final Set<String> schemas = new HashSet<>();
    private final Set<QualifiedName> tables = new HashSet<>();
    private final Set<QualifiedName> droppedTables = new HashSet<>();
    private final Set<ObjectKey> objects = new HashSet<>();

    DownTouch(List<Change> changes) {
        changes.forEach(this::touch);
    }

    private void touch(Change change) {
        switch (change) {
            case Change.DropSchema(Schema schema) -> {
                dropped.add(schema.name());
                schema.tables().forEach(table -> droppedTables.add(table.name()));
            }
            case Change.AddSchema(Schema schema) -> schemas.add(schema.name());
            case Change.ModifySchema(Schema from, Schema to) -> schemas.add(from.name());
            case Change.DropTable(Table table) -> {
                tables.add(table.name());
                droppedTables.add(table.name());
            }
            case Change.AddTable(Table table) -> tables.add(table.name());
            case Change.ModifyTable modify -> tables.add(modify.name());
            case Change.RenameTable(Table from, Table to) -> {
                tables.add(from.name());
                tables.add(to.name());
            }
            case Change.AddObject(SchemaObject object) -> objects.add(object.key());
            case Change.DropObject(SchemaObject object) -> objects.add(object.key());
            case Change.ModifyObject(SchemaObject from, SchemaObject to) -> {
                objects.add(from.key());
                objects.add(to.key());
            }
            case Change.RenameObject(SchemaObject from, SchemaObject to) -> {
                objects.add(from.key());
                objects.add(to.key());
            }
        }
    }

    /**
     * What is not as it is thought to be.
     *
     * @param differences what leads from the database as it is to what it is thought to be
     * @return a few words on each, in order
     */
    List<String> among(List<Change> differences) {
        return differences.stream()
                .filter(isTouched())
                .map(DownTouch::described)
                .distinct()
                .sorted()
                .toList();
    }

    private Predicate<Change> isTouched() {
        return change -> switch (change) {
            case Change.DropSchema(Schema schema) -> isTouched(schema.name());
            case Change.AddSchema(Schema schema) -> isTouched(schema.name());
            case Change.ModifySchema(Schema from, Schema to) -> isTouched(from.name());
            case Change.DropTable(Table table) -> isTouched(table) || refersToDropped(table);
            case Change.AddTable(Table table) -> isTouched(table);
            case Change.ModifyTable modify -> isTouched(modify.from()) || refersToDropped(modify.from());
            case Change.RenameTable(Table from, Table to) -> isTouched(from) || isTouched(to);
            case Change.AddObject(SchemaObject object) -> isTouched(object);
            case Change.DropObject(SchemaObject object) -> isTouched(object);
            case Change.ModifyObject(SchemaObject from, SchemaObject to) -> isTouched(from) || isTouched(to);
            case Change.RenameObject(SchemaObject from, SchemaObject to) -> isTouched(from) || isTouched(to);
        };
    }

    private boolean isTouched(String schema) {
        return dropped.contains(schema) || schemas.contains(schema);
    }

    private boolean isTouched(Table table) {
        return tables.contains(table.name()) || dropped.contains(table.name().schema());
    }

    /** A table that the directory knows nothing of is left with a key that leads nowhere, where a database lets that pass. */
    private boolean refersToDropped(Table table) {
        return table.foreignKeys().stream().anyMatch(key -> droppedTables.contains(key.refTable()));
    }

    private boolean isTouched(SchemaObject object) {
        QualifiedName owner = object.owner();
        return objects.contains(object.key())
                || dropped.contains(object.name().schema())
                || owner != null && tables.contains(owner);
    }

    private static String described(Change change) {
        return switch (change) {
            case Change.DropSchema(Schema schema) -> "schema \"" + schema.name() + "\" is there";
            case Change.AddSchema(Schema schema) -> "schema \"" + schema.name() + "\" is missing";
            case Change.ModifySchema(Schema from, Schema to) -> "schema \"" + from.name() + "\" differs";
            case Change.DropTable(Table table) -> "table \"" + table.name().name() + "\" is there";
            case Change.AddTable(Table table) -> "table \"" + table.name().name() + "\" is missing";
            case Change.ModifyTable modify ->
                "table \"" + modify.name().name() + "\" differs ("
                        + String.join(
                                ", ",
                                modify.changes().stream()
                                        .map(DownTouch::described)
                                        .toList())
                        + ")";
            case Change.RenameTable(Table from, Table to) ->
                "table \"" + to.name().name() + "\" is called \"" + from.name().name() + "\"";
            case Change.AddObject(SchemaObject object) -> called(object) + " is missing";
            case Change.DropObject(SchemaObject object) -> called(object) + " is there";
            case Change.ModifyObject(SchemaObject from, SchemaObject to) -> called(from) + " differs";
            case Change.RenameObject(SchemaObject from, SchemaObject to) ->
                called(to) + " is called \"" + from.name().name() + "\"";
        };
    }

    private static String called(SchemaObject object) {
        return object.kind().replace('_', ' ') + " \"" + object.name().name() + "\"";
    }

    private static String described(TableChange part) {
        return switch (part) {
            case TableChange.AddColumn(var column) -> "column \"" + column.name() + "\" is missing";
            case TableChange.DropColumn(var column) -> "column \"" + column.name() + "\" is there";
            case TableChange.ModifyColumn modify -> "column \"" + modify.from().name() + "\" differs";
            case TableChange.RenameColumn(var from, var to) ->
                "column \"" + to.name() + "\" is called \"" + from.name() + "\"";
            case TableChange.AddPrimaryKey a -> "the primary key is missing";
            case TableChange.DropPrimaryKey d -> "a primary key is there";
            case TableChange.ModifyPrimaryKey m -> "the primary key differs";
            case TableChange.AddIndex(var index, var concurrently) -> "index \"" + index.name() + "\" is missing";
            case TableChange.DropIndex(var index, var concurrently) -> "index \"" + index.name() + "\" is there";
            case TableChange.ModifyIndex modify -> "index \"" + modify.from().name() + "\" differs";
            case TableChange.RenameIndex(var from, var to) ->
                "index \"" + to.name() + "\" is called \"" + from.name() + "\"";
            case TableChange.RenameConstraint(var from, var to) ->
                "constraint \"" + to + "\" is called \"" + from + "\"";
            case TableChange.AddForeignKey(var key) -> "foreign key \"" + key.name() + "\" is missing";
            case TableChange.DropForeignKey(var key) -> "foreign key \"" + key.name() + "\" is there";
            case TableChange.ModifyForeignKey modify ->
                "foreign key \"" + modify.from().name() + "\" differs";
            case TableChange.AddCheck(var check) -> "check \"" + check.name() + "\" is missing";
            case TableChange.DropCheck(var check) -> "check \"" + check.name() + "\" is there";
            case TableChange.ModifyCheck(var from, var to) -> "check \"" + from.name() + "\" differs";
            case TableChange.ModifyComment m -> "the comment differs";
            case TableChange.ModifyOptions m -> "the options differ";
        };
    }
}
