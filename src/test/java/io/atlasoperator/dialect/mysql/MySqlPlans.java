package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.dialect.mariadb.MariaDbFlavor;
import io.atlasoperator.diff.AlterMode;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.Differ;
import io.atlasoperator.plan.ChangeOrder;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.plan.Planner;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.DefaultValue;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.ForeignKey.Deferrability;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.ReferenceAction;
import io.atlasoperator.schema.Rename;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableBuilder;
import java.util.ArrayList;
import java.util.List;

/** Small states and what leads from the one to the other. */
final class MySqlPlans {
    static final MySqlFlavor MYSQL = new MySqlVersion(new ServerVersion("8.4.3", 8_04_03));
    static final MySqlFlavor MARIADB =
            MariaDbFlavor.detect(new ServerVersion("10.11.5-MariaDB", 10_11_05)).orElseThrow();

    private MySqlPlans() {}

    static QualifiedName name(String name) {
        return new QualifiedName("app", name);
    }

    static TableBuilder table(String name, Column... columns) {
        return Table.builder(name(name)).columns(List.of(columns));
    }

    static Column column(String name, String type) {
        return Column.of(name, MySqlTypes.parse(type), false);
    }

    static Column nullable(String name, String type) {
        return Column.of(name, MySqlTypes.parse(type), true);
    }

    static Column computed(String name, String type, String expression, Generated.Storage storage) {
        return nullable(name, type).withGenerated(new Generated(expression, storage));
    }

    static Column text(String name, String type, String charset, String collation) {
        return column(name, type).withCollation(collation).withOptions(MySqlColumnOptions.NONE.withCharset(charset));
    }

    static Column numbered(String name, String type) {
        return column(name, type).withOptions(new MySqlColumnOptions(null, true, null, false, null, false, false));
    }

    static Column literal(Column column, String sql) {
        return column.withDefault(new DefaultValue.Literal(sql));
    }

    static Column expression(Column column, String sql) {
        return column.withDefault(new DefaultValue.Expression(sql));
    }

    static ForeignKey foreignKey(String name, String column, String table, ReferenceAction onDelete) {
        return new ForeignKey(
                name,
                List.of(column),
                name(table),
                List.of("id"),
                ReferenceAction.NO_ACTION,
                onDelete,
                Deferrability.NOT_DEFERRABLE,
                null);
    }

    static Realm realm(TableBuilder... tables) {
        return realm(List.of(), tables);
    }

    static Realm realm(List<SchemaObject> objects, TableBuilder... tables) {
        List<Table> built = new ArrayList<>();
        for (TableBuilder table : tables) {
            built.add(table.build());
        }
        return new Realm(List.of(new Schema("app", built, objects, null, null, null)));
    }

    static Realm renaming(Realm realm, Rename.What what, String table, String part, String old) {
        return realm.withRenames(List.of(new Rename(what, name(table), part, old, null)));
    }

    static List<Statement> statements(MySqlFlavor flavor, Realm from, Realm to) {
        return statements(flavor, from, to, AlterMode.DEFAULT);
    }

    static List<Statement> statements(MySqlFlavor flavor, Realm from, Realm to, AlterMode mode) {
        Differ.Comparison found = new Differ(new MySqlDiffRules(flavor), DiffPolicy.DEFAULT).compare(from, to);
        Planner planner = new MySqlPlanner(flavor).between(found.from(), found.to());
        return planner.plan(
                ChangeOrder.sort(found.changes(), planner, found.from(), found.to()),
                new PlanOptions("", new Qualifier.None(), mode));
    }

    static List<String> plan(MySqlFlavor flavor, Realm from, Realm to) {
        return statements(flavor, from, to).stream().map(Statement::text).toList();
    }

    /** The statements that undo the plan, in the order in which they have to run. */
    static List<String> undo(MySqlFlavor flavor, Realm from, Realm to) {
        List<String> all = new ArrayList<>();
        for (Statement statement : statements(flavor, from, to).reversed()) {
            all.addAll(statement.reverse());
        }
        return all;
    }
}
