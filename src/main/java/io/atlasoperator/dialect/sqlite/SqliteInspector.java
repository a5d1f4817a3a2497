package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.dialect.sqlite.SqliteCatalog.ObjectRow;
import io.atlasoperator.dialect.sqlite.SqliteCatalog.TableRow;
import io.atlasoperator.inspect.Dependent;
import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.inspect.Inspector;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the catalog of a database file: six queries, however many tables there are. */
final class SqliteInspector implements Inspector {
    /** The name of the one schema. */
    static final String MAIN = "main";

    /** None: there is but one schema, and it can't be dropped. */
    @Override
    public List<Dependent> dependents(Connection connection, Collection<String> schemas) {
        return List.of();
    }

    @Override
    public Inspection inspect(Connection connection, InspectOptions options) throws SQLException {
        for (String name : options.schemas()) {
            if (!name.equals(MAIN)) {
                throw new SQLException("sqlite: schema \"" + name + "\" was not found");
            }
        }
        SqliteCatalog catalog = SqliteCatalog.read(connection);
        SqliteTableReader tables = new SqliteTableReader(catalog);
        List<Table> found = new ArrayList<>();
        List<SchemaObject> objects = new ArrayList<>();
        for (ObjectRow object : catalog.objects()) {
            switch (object.type()) {
                case "table" -> {
                    TableRow table = catalog.tables().get(SqliteCatalog.key(object.name()));
                    if (table == null || table.type().equals("table")) {
                        found.add(tables.read(object));
                    } else if (table.type().equals("virtual")) {
                        objects.add(parser(object).virtualTable());
                    }
                }
                case "view" -> objects.add(parser(object).view());
                case "trigger" -> objects.add(parser(object).trigger(name -> spelling(catalog, name)));
                default -> {
                    // an index, which is read along with its table
                }
            }
        }
        Schema main = Schema.empty(MAIN).withTables(found).withObjects(objects);
        return new Inspection(new Realm(List.of(main)), List.of());
    }

    private static SqliteObjectParser parser(ObjectRow object) throws SQLException {
        if (object.sql() == null) {
            throw new SQLException(
                    "sqlite: the definition of " + object.type() + " \"" + object.name() + "\" is missing");
        }
        return new SqliteObjectParser(MAIN, object.sql());
    }

    /** The own spelling of a table's or view's name. */
    private static String spelling(SqliteCatalog catalog, String name) {
        @Nullable TableRow table = catalog.tables().get(SqliteCatalog.key(name));
        return table == null ? name : table.name();
    }
}
