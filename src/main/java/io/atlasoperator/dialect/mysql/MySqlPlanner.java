package io.atlasoperator.dialect.mysql;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.ObjectKinds;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.plan.Planner;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.ColumnType.StringType;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Changes to statements. Each statement commits by itself, and leaves the table as it was or as it should be: the server
 * does not stop in the middle of one, so that after a crash the next plan goes on from there.
 */
final class MySqlPlanner implements Planner {
    private static final MySqlSyntax SYNTAX = MySqlSyntax.INSTANCE;

    private final MySqlFlavor flavor;
    private final ObjectKinds kinds;

    MySqlPlanner(MySqlFlavor flavor) {
        this.flavor = flavor;
        this.kinds = MySqlKinds.of(flavor);
    }

    @Override
    public boolean takesAlterModes() {
        return true;
    }

    @Override
    public boolean changesInPlace(SchemaObject from, SchemaObject to) {
        return kinds.changesInPlace(from, to);
    }

    @Override
    public List<Change> entailed(List<Change> changes, Realm from, Realm to) {
        return MySqlTriggerOrder.placed(changes, to, flavor.replacesRoutines());
    }

    /** The server takes a key from under a foreign key only if another over the same columns comes along with it. */
    @Override
    public boolean rebuildsKey(TableChange change) {
        return switch (change) {
            case TableChange.DropPrimaryKey _, TableChange.DropIndex _ -> true;
            case TableChange.ModifyPrimaryKey(var before, var after, var kinds) ->
                !before.columns().equals(after.columns());
            case TableChange.ModifyIndex modified ->
                !modified.from().columns().equals(modified.to().columns())
                        || modified.from().unique() != modified.to().unique();
            case TableChange _ -> false;
        };
    }

    /** The two ends of a foreign key have the same type and collation at all times; texts may be of other lengths. */
    @Override
    public boolean disturbsKeys(TableChange.ModifyColumn change) {
        boolean isLength = change.from().type() instanceof StringType(String name, Integer size)
                && change.to().type() instanceof StringType(String newName, Integer newSize)
                && name.equals(newName)
                && size != null
                && newSize != null
                && size <= newSize;
        return change.kinds().contains(ChangeKind.COLLATION) || change.kinds().contains(ChangeKind.TYPE) && !isLength;
    }

    @Override
    public List<Statement> plan(List<Change> changes, PlanOptions options) {
        MySqlTableWriter writer = new MySqlTableWriter(flavor, options);
        List<Statement> statements = new ArrayList<>();
        for (Change change : changes) {
            switch (change) {
                case Change.AddSchema(Schema schema) -> statements.add(addSchema(schema, options.qualifier()));
                case Change.DropSchema(Schema schema) -> statements.add(dropSchema(schema, options.qualifier()));
                case Change.ModifySchema(Schema from, Schema to) ->
                    statements.add(modifySchema(from, to, options.qualifier()));
                case Change.AddTable(Table table) ->
                    statements.add(Statement.of(
                            writer.createTable(table),
                            "create \"" + table.name().name() + "\" table",
                            "DROP TABLE " + writer.name(table.name())));
                case Change.DropTable(Table table) ->
                    statements.add(new Statement(
                            "DROP TABLE " + writer.name(table.name()),
                            "drop \"" + table.name().name() + "\" table",
                            List.of(writer.createTable(table)),
                            true,
                            Set.of(Hazard.DATA_LOSS)));
                case Change.ModifyTable modify -> statements.addAll(new MySqlTableChangePlanner(writer, modify).plan());
                case Change.RenameTable(Table from, Table to) ->
                    statements.add(rename("table", from.name(), to.name(), writer));
                case Change.AddObject(SchemaObject object) -> statements.addAll(kinds.add(object, options));
                case Change.DropObject(SchemaObject object) -> statements.addAll(kinds.drop(object, options));
                case Change.RenameObject(SchemaObject from, SchemaObject to) ->
                    statements.add(rename(from.kind(), from.name(), to.name(), writer));
                case Change.ModifyObject(SchemaObject from, SchemaObject to) ->
                    statements.addAll(kinds.modify(from, to, options));
            }
        }
        return List.copyOf(statements);
    }

    /** Tables, views and sequences share the statement. */
    private static Statement rename(String kind, QualifiedName from, QualifiedName to, MySqlTableWriter writer) {
        return Statement.of(
                "RENAME TABLE " + writer.name(from) + " TO " + writer.name(to),
                "rename a " + kind + " from \"" + from.name() + "\" to \"" + to.name() + "\"",
                "RENAME TABLE " + writer.name(to) + " TO " + writer.name(from));
    }

    private static Statement addSchema(Schema schema, Qualifier qualifier) {
        refuseInOneSchema("AddSchema", schema, qualifier);
        String name = SYNTAX.quoteIdentifier(schema.name());
        return Statement.of(
                "CREATE DATABASE " + name + text(MySqlSchemaOptions.of(schema)),
                "add new schema named \"" + schema.name() + "\"",
                "DROP DATABASE " + name);
    }

    private static Statement dropSchema(Schema schema, Qualifier qualifier) {
        refuseInOneSchema("DropSchema", schema, qualifier);
        return new Statement(
                "DROP DATABASE " + SYNTAX.quoteIdentifier(schema.name()),
                "drop schema named \"" + schema.name() + "\"",
                List.of(),
                true,
                schema.tables().isEmpty() ? Set.of() : Set.of(Hazard.DATA_LOSS));
    }

    private static Statement modifySchema(Schema from, Schema to, Qualifier qualifier) {
        refuseInOneSchema("ModifySchema", from, qualifier);
        String start = "ALTER DATABASE " + SYNTAX.quoteIdentifier(from.name());
        return Statement.of(
                start + text(MySqlSchemaOptions.of(to)),
                "modify \"" + from.name() + "\" schema",
                start + text(MySqlSchemaOptions.of(from)));
    }

    private static String text(MySqlSchemaOptions options) {
        return (options.charset() == null ? "" : " CHARSET " + options.charset())
                + (options.collation() == null ? "" : " COLLATE " + options.collation());
    }

    private static void refuseInOneSchema(String change, Schema schema, Qualifier qualifier) {
        if (qualifier instanceof Qualifier.None) {
            throw new PlanException("*schema." + change + " is not allowed when migration plan is scoped to one schema"
                    + " (schema \"" + schema.name() + "\")");
        }
    }
}
