package io.atlasoperator.dialect.mysql;

import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.inspect.Inspection.UnsupportedObject;
import io.atlasoperator.inspect.Inspector;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import io.atlasoperator.testing.MySqlDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the inspector finds in a database. */
record Inspected(Schema schema, Inspection inspection) {

    /** The database of a test, bound to it. */
    static Inspected of(MySqlDatabase database) throws SQLException {
        Inspection inspection = in(database, new InspectOptions(new Scope.OneSchema(database.name()), List.of()));
        return new Inspected(inspection.realm().schemas().getFirst(), inspection);
    }

    /** The server of a test. */
    static Inspection in(MySqlDatabase database, InspectOptions options) throws SQLException {
        try (Connection connection = database.connect()) {
            return inspector(database, connection).inspect(connection, options);
        }
    }

    static Inspector inspector(MySqlDatabase database, Connection connection) throws SQLException {
        return database.dialect().inspector(database.dialect().version(connection));
    }

    Table table(String name) {
        return schema.table(name).orElseThrow();
    }

    Column column(String table, String name) {
        return table(table).column(name).orElseThrow();
    }

    MySqlColumnOptions columnOptions(String table, String name) {
        return MySqlColumnOptions.of(column(table, name));
    }

    Index index(String table, String name) {
        return table(table).index(name).orElseThrow();
    }

    MySqlTableOptions options(String table) {
        return MySqlTableOptions.of(table(table));
    }

    /** The one object of a kind and name. */
    <T extends SchemaObject> T object(Class<T> kind, String name) {
        return schema.objects(kind).stream()
                .filter(object -> object.name().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What is not in the model, as {@code kind name}. */
    List<String> unsupported() {
        return inspection.unsupported().stream()
                .map((UnsupportedObject object) ->
                        object.kind() + " " + object.name().name())
                .toList();
    }

    /** The names of what a relation needs. */
    List<String> needs(String relation) {
        return needs(ObjectKey.relation(new QualifiedName(schema.name(), relation)));
    }

    List<String> needs(ObjectKey key) {
        Realm realm = inspection.realm();
        return realm.dependencies().needs(key).stream()
                .map(dependency -> dependency.needed().name().name())
                .sorted()
                .toList();
    }
}
