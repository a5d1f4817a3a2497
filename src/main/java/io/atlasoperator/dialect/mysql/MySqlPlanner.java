package io.atlasoperator.dialect.mysql;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.ObjectKinds;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.plan.Planner;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Changes to statements. Each statement commits by itself, and leaves the table as it was or as it should be: the server
 * does not stop in the middle of one, so that after a crash the next plan goes on from there.
 */
final class MySqlPlanner implements Planner {
    private static final MySqlSyntax SYNTAX = MySqlSyntax.INSTANCE;

    private final MySqlFlavor flavor;
    private final Realm current;
    private final Realm desired;
    private final ObjectKinds kinds;

    MySqlPlanner(MySqlFlavor flavor) {
        this(flavor, Realm.EMPTY, Realm.EMPTY);
    }

    private MySqlPlanner(MySqlFlavor flavor, Realm current, Realm desired) {
        this.flavor = flavor;
        this.current = current;
        this.desired = desired;
        this.kinds = MySqlKinds.of(flavor);
    }

    @Override
    public Planner between(Realm from, Realm to) {
        return new MySqlPlanner(flavor, from, to);
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
        return MySqlTriggerOrder.placed(changes, from, to);
    }

    /** The server takes a key from under a foreign key only if another over the same columns comes along with it. */
    @Override
    public boolean rebuildsKey(TableChange change) {
        return switch (change) {
            case TableChange.DropPrimaryKey _, TableChange.DropIndex _ -> true;
            case TableChange.ModifyOptions(var before, var after) ->
                MySqlKeyColumns.mayHaveNoKeys(MySqlTableOptions.of(before), MySqlTableOptions.of(after));
            case TableChange.ModifyPrimaryKey(var before, var after, var kinds) ->
                !before.columns().equals(after.columns());
            case TableChange.ModifyIndex modified ->
                !modified.from().columns().equals(modified.to().columns())
                        || modified.from().unique() != modified.to().unique();
            case TableChange _ -> false;
        };
    }

    @Override
    public boolean disturbsKeys(TableChange.ModifyColumn change) {
        return MySqlKeyColumns.disturbs(change, flavor);
    }

    @Override
    public List<Statement> plan(List<Change> changes, PlanOptions options) {
        MySqlBystanders.check(changes, current, desired, this);
        MySqlTableWriter writer = new MySqlTableWriter(flavor, options);
        Set<String> oldNames = oldNames(changes);
        Set<String> namesBefore = new HashSet<>(oldNames);
        namesBefore.addAll(droppedColumns(changes));
        Map<QualifiedName, Set<String>> referred = MySqlKeyColumns.referred(current);
        List<Statement> statements = new ArrayList<>();
        for (Change change : MySqlFreedNames.early(
                MySqlTriggerOrder.lastFirst(MySqlLosses.last(ordered(changes))), flavor.namesChecksBySchema())) {
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
                case Change.ModifyTable modify ->
                    statements.addAll(new MySqlTableChangePlanner(
                                    writer,
                                    modify,
                                    referred.getOrDefault(modify.from().name(), Set.of()))
                            .plan());
                case Change.RenameTable(Table from, Table to) ->
                    statements.add(rename("table", from.name(), to.name(), writer));
                case Change.AddObject(SchemaObject object) ->
                    statements.addAll(kinds.add(said(object, desired, options), options));
                case Change.DropObject(SchemaObject object) ->
                    statements.addAll(
                            reversible(kinds.drop(said(object, current, options), options), object, oldNames));
                case Change.RenameObject(SchemaObject from, SchemaObject to) ->
                    statements.add(rename(from.kind(), from.name(), to.name(), writer));
                case Change.ModifyObject(SchemaObject from, SchemaObject to) ->
                    statements.addAll(reversible(
                            kinds.modify(said(from, current, options), said(to, desired, options), options),
                            from,
                            namesBefore));
            }
        }
        for (Statement statement : statements) {
            MySqlUnreadable.reason(statement.text(), flavor)
                    .or(() -> MySqlUnseen.reason(statement.text()))
                    .ifPresent(reason -> {
                        throw new PlanException(statement.comment() + ": " + reason);
                    });
        }
        return List.copyOf(MySqlMode.joined(statements));
    }

    /**
     * A view goes before another that it may look at gets other columns, so that on the way back it comes after it. A schema goes
     * last, as tables of others may lead to its own.
     */
    private static List<Change> ordered(List<Change> changes) {
        List<Change> ordered = new ArrayList<>();
        List<Change> last = new ArrayList<>();
        int first = -1;
        for (Change change : changes) {
            if (change instanceof Change.DropSchema) {
                last.add(change);
                continue;
            }
            boolean drops = change instanceof Change.DropObject(View _);
            if (drops && first >= 0) {
                ordered.add(first++, change);
                continue;
            }
            boolean changesView = change instanceof Change.ModifyObject(View _, View _);
            if (first < 0 && changesView) {
                first = ordered.size();
            }
            ordered.add(change);
        }
        ordered.addAll(last);
        return ordered;
    }

    /** Names that mean another thing than before while a plan is taken back: of what is renamed, and of changed views. */
    private static Set<String> oldNames(List<Change> changes) {
        Set<String> names = new HashSet<>();
        for (Change change : changes) {
            switch (change) {
                case Change.RenameTable(Table from, Table to) ->
                    names.add(from.name().name());
                case Change.RenameObject(SchemaObject from, SchemaObject to) ->
                    names.add(from.name().name());
                case Change.ModifyObject(View from, View to) ->
                    names.add(from.name().name());
                case Change.ModifyTable modify ->
                    modify.changes().forEach(part -> {
                        if (part instanceof TableChange.RenameColumn(Column before, Column after)) {
                            names.add(before.name());
                        }
                    });
                case Change _ -> {}
            }
        }
        return names;
    }

    /** The columns that come back after all that is over them has, where the plan is taken back. */
    private static Set<String> droppedColumns(List<Change> changes) {
        Set<String> names = new HashSet<>();
        for (Change change : changes) {
            if (change instanceof Change.ModifyTable modify) {
                modify.changes().forEach(part -> {
                    if (part instanceof TableChange.DropColumn(Column column)) {
                        names.add(column.name());
                    }
                });
            }
        }
        return names;
    }

    /** What spoke of a thing by its old name, or of other columns of a view, can't be made again before those are back. */
    private static List<Statement> reversible(List<Statement> statements, SchemaObject object, Set<String> oldNames) {
        boolean speaks = !oldNames.isEmpty()
                && object.texts().stream()
                        .flatMap(text -> MySqlLexer.meaning(text).stream())
                        .anyMatch(token -> token.isName() && oldNames.contains(token.anyName()));
        return speaks
                ? statements.stream()
                        .map(known -> new Statement(
                                known.text(), known.comment(), List.of(), known.transactional(), known.hazards()))
                        .toList()
                : statements;
    }

    /** Where names are qualified the session may be in another schema, whose character set a routine would take. */
    private SchemaObject said(SchemaObject object, Realm state, PlanOptions options) {
        return object instanceof Routine routine && options.qualifier() instanceof Qualifier.BySchema
                ? state.schema(routine.name().schema())
                        .map(schema -> MySqlRoutineTexts.said(routine, schema, flavor))
                        .orElse(routine)
                : object;
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

    /** Without a name it is the database that the session is in; CHARSET would be taken for a name then. */
    private static Statement modifySchema(Schema from, Schema to, Qualifier qualifier) {
        boolean unnamed = qualifier instanceof Qualifier.None;
        String start = "ALTER DATABASE" + (unnamed ? "" : " " + SYNTAX.quoteIdentifier(from.name()));
        return Statement.of(
                start + changed(MySqlSchemaOptions.of(to), unnamed),
                "modify \"" + from.name() + "\" schema",
                start + changed(MySqlSchemaOptions.of(from), unnamed));
    }

    private static String changed(MySqlSchemaOptions options, boolean unnamed) {
        String text = text(options);
        return unnamed ? text.replaceFirst("^ CHARSET ", " CHARACTER SET ") : text;
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
