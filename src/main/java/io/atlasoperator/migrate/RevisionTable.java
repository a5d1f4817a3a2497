package io.atlasoperator.migrate;

import io.atlasoperator.inspect.Scope;
import io.atlasoperator.schema.Realm;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statements of one database on {@code atlas_schema_revisions}. Stateless and safe for use by several threads.
 */
public interface RevisionTable {

    /** The table's name, and the name of its schema where a URL is bound to none. */
    String NAME = "atlas_schema_revisions";

    /**
     * The schema that holds the table.
     *
     * @param scope what the URL means
     * @param requested the schema that the user named
     * @throws RevisionException if the database can't have it there
     */
    default String schema(Scope scope, Optional<String> requested) {
        return requested.orElseGet(() -> switch (scope) {
            case Scope.OneSchema(String name) -> name;
            case Scope.WholeRealm() -> NAME;
        });
    }

    /** The query that gives a row if there is a schema of the name that its parameter is. */
    String schemaQuery();

    /**
     * The query for the names of a table's columns, in order. Its parameters are the schema and the table; it gives no rows if
     * there is no table.
     */
    String columnsQuery();

    /** Whether the schema exists. */
    default boolean schemaExists(Connection connection, String schema) throws SQLException {
        return !names(connection, schemaQuery(), schema).isEmpty();
    }

    /** The statement that creates the schema. */
    String createSchema(String schema);

    /** The names of the columns that the table has, in order; empty if there is no table. */
    default Set<String> columns(Connection connection, String schema) throws SQLException {
        return names(connection, columnsQuery(), schema, NAME);
    }

    private static Set<String> names(Connection connection, String query, String... parameters) throws SQLException {
        Set<String> found = new LinkedHashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    /** The columns that the table must have, in order, each with its definition without the name. */
    LinkedHashMap<String, String> definitions();

    /** The statement that creates the table. */
    default String createTable(String schema) {
        return definitions().entrySet().stream()
                .map(column -> quote(column.getKey()) + " " + column.getValue())
                .collect(Collectors.joining(
                        ", ",
                        "CREATE TABLE " + qualifiedName(schema) + " (",
                        ", PRIMARY KEY (" + quote("version") + "))"));
    }

    /** The statement that adds a column which an older version of the table lacks; rows that are there get a value. */
    default String addColumn(String schema, String column) {
        String definition = Objects.requireNonNull(definitions().get(column));
        String forExistingRows = switch (column) {
            case "executed_at" -> " DEFAULT " + momentOfExistingRows();
            case "execution_time" -> " DEFAULT 0";
            case "version", "description", "hash", "operator_version" -> " DEFAULT ''";
            default -> "";
        };
        return "ALTER TABLE " + qualifiedName(schema) + " ADD COLUMN " + quote(column) + " " + definition
                + forExistingRows;
    }

    /** The moment, as an expression, that rows get which were there before their column of moments. */
    String momentOfExistingRows();

    /** The table as statements name it, quoted. */
    String qualifiedName(String schema);

    /** A quoted column name. */
    String quote(String column);

    /** The placeholder of a column's value in a statement. */
    default String placeholder(String column) {
        return "?";
    }

    /** What is bound for a moment. */
    Object moment(Instant instant);

    /** Reads a moment. */
    Instant readMoment(ResultSet row, String column) throws SQLException;

    /**
     * Why a database is not clean, in the reference's words, or nothing if it is.
     *
     * @param realm what is in the database, without the revisions table
     * @param scope how much of it counts
     */
    Optional<String> notClean(Realm realm, Scope scope);

    /** The SQL states with which a statement says that it can't run inside a transaction. */
    default List<String> outsideTransactionStates() {
        return List.of();
    }
}
