package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.dialect.sqlite.SqliteCatalog.ObjectRow;
import io.atlasoperator.dialect.sqlite.SqliteCatalog.TableRow;
import io.atlasoperator.inspect.Dependent;
import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.inspect.Inspection.UnsupportedObject;
import io.atlasoperator.inspect.Inspector;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

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
        List<UnsupportedObject> unsupported = new ArrayList<>();
        for (ObjectRow object : catalog.objects()) {
            switch (object.type()) {
                case "table" -> {
                    TableRow table = catalog.tables().get(SqliteCatalog.key(object.name()));
                    if (table == null || table.type().equals("table")) {
                        Table read = tables.read(object);
                        found.add(read);
                        if (SqliteTableOptions.of(read).conflictClause()) {
                            unsupported.add(unsupported("ON CONFLICT clause", object));
                        }
                    } else if (table.type().equals("virtual")) {
                        unsupported.add(unsupported("virtual table", object));
                    }
                }
                case "view", "trigger" -> unsupported.add(unsupported(object.type(), object));
                default -> {
                    // an index, which is read along with its table
                }
            }
        }
        Schema main = Schema.empty(MAIN).withTables(found);
        return new Inspection(new Realm(List.of(main)), unsupported);
    }

    private static UnsupportedObject unsupported(String kind, ObjectRow object) {
        return new UnsupportedObject(kind, new QualifiedName(MAIN, object.name()));
    }
}
