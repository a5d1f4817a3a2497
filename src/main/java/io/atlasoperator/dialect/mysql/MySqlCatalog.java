package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.QualifiedName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs queries of the information schema on one connection. Each is about one schema; those for several schemas are sent
 * together, since MariaDB looks into all schemas of a server unless it is told one. For one thread.
 */
final class MySqlCatalog {
    private static final int AT_ONCE = 50;

    private final Connection connection;
    private final List<String> schemas;

    MySqlCatalog(Connection connection, List<String> schemas) {
        this.connection = connection;
        this.schemas = List.copyOf(schemas);
    }

    /** What is made of a row. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What is done with a row. */
    interface RowConsumer {
        void accept(ResultSet row) throws SQLException;
    }

    Connection connection() {
        return connection;
    }

    /** Hands on each row of a query without parameters. */
    void all(String query, RowConsumer consumer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                consumer.accept(rows);
            }
        }
    }

    /**
     * Hands on each row of a query about one schema.
     *
     * @param query one whose two parameters are both the schema's name: its first column, and what its second column, the
     *     name by the catalog, is compared with
     */
    void each(String query, RowConsumer consumer) throws SQLException {
        for (int from = 0; from < schemas.size(); from += AT_ONCE) {
            List<String> some = schemas.subList(from, Math.min(from + AT_ONCE, schemas.size()));
            String all = String.join("\nUNION ALL\n", Collections.nCopies(some.size(), query));
            try (PreparedStatement statement = connection.prepareStatement(all)) {
                for (int i = 0; i < some.size(); i++) {
                    statement.setString(2 * i + 1, some.get(i));
                    statement.setString(2 * i + 2, some.get(i));
                }
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        // The catalog does not tell a from A, nor é from e.
                        if (rows.getString(1).equals(rows.getString(2))) {
                            consumer.accept(rows);
                        }
                    }
                }
            }
        }
    }

    /** The rows of a query about one schema. */
    <T> List<T> list(String query, RowReader<T> reader) throws SQLException {
        List<T> found = new ArrayList<>();
        each(query, row -> found.add(reader.read(row)));
        return found;
    }

    /** The thing that a row is about: its second column is the schema, its third the name. */
    static QualifiedName name(ResultSet row) throws SQLException {
        return new QualifiedName(row.getString(2), row.getString(3));
    }

    static QualifiedName name(ResultSet row, String schema, String name) throws SQLException {
        return new QualifiedName(row.getString(schema), row.getString(name));
    }

    /** A text, or null if it is empty. */
    static @Nullable String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null || text.isEmpty() ? null : text;
    }
}
