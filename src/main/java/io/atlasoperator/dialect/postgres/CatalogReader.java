package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.QualifiedName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs catalog queries on one connection. For one thread. */
final class CatalogReader {
    private final Connection connection;

    CatalogReader(Connection connection) {
        this.connection = connection;
    }

    /** What is made of a row. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What is done with a row. */
    interface RowConsumer {
        void accept(ResultSet row) throws SQLException;
    }

    /**
     * The settings that matter to catalog queries.
     *
     * @param searchPath the schemas whose names are left out where expressions are printed
     * @param joinCollapseLimit how many joins the server may put into another order
     */
    record Settings(String searchPath, String joinCollapseLimit) {}

    /** The settings of the session. */
    Settings settings() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                        SELECT pg_catalog.current_setting('search_path'), pg_catalog.current_setting('join_collapse_limit')
                        """);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new Settings(row.getString(1), row.getString(2));
        }
    }

    /** Changes the settings of the session. */
    void set(Settings settings) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT pg_catalog.set_config('search_path', ?, false), pg_catalog.set_config('join_collapse_limit', ?, false)
                """)) {
            statement.setString(1, settings.searchPath());
            statement.setString(2, settings.joinCollapseLimit());
            statement.executeQuery().close();
        }
    }

    /** The rows of a query without parameters, by a key and in order. */
    <K, V> Map<K, V> map(String query, RowReader<K> key, RowReader<V> value) throws SQLException {
        Map<K, V> found = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.put(key.read(rows), value.read(rows));
            }
        }
        return found;
    }

    /** The rows of a query on the schemas of those numbers. */
    <T> List<T> list(String query, Collection<Long> schemas, RowReader<T> reader) throws SQLException {
        return list(query, schemas, List.of(), reader);
    }

    /** The rows of a query on the schemas of those numbers, with further parameters. */
    <T> List<T> list(String query, Collection<Long> schemas, List<String> parameters, RowReader<T> reader)
            throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setArray(1, connection.createArrayOf("int8", schemas.toArray()));
            for (int i = 0; i < parameters.size(); i++) {
                statement.setString(i + 2, parameters.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
        }
        return found;
    }

    /** Hands on each row of a query on the schemas of those numbers. */
    void each(String query, Collection<Long> schemas, RowConsumer consumer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setArray(1, connection.createArrayOf("int8", schemas.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    consumer.accept(rows);
                }
            }
        }
    }

    /** Hands on each row of a query without parameters. */
    void each(String query, RowConsumer consumer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                consumer.accept(rows);
            }
        }
    }

    static QualifiedName name(ResultSet row, String schema, String name) throws SQLException {
        return new QualifiedName(row.getString(schema), row.getString(name));
    }

    /** An array of texts; empty if it is null. */
    static List<String> texts(ResultSet row, String column) throws SQLException {
        @Nullable Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
