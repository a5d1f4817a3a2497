package io.atlasoperator.migrate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rows of {@code atlas_schema_revisions} in one database. Columns that it does not know are left alone. For one
 * thread at a time.
 */
public final class Revisions {
    /** A row that is no revision: the reference keeps the database's identity in it. */
    private static final String RESERVED_VERSION = ".atlas_cloud_identifier";

    private static final List<String> MUTABLE = List.of(
            "type",
            "applied",
            "total",
            "execution_time",
            "error",
            "error_stmt",
            "hash",
            "partial_hashes",
            "operator_version");

    private final Connection connection;
    private final RevisionTable table;
    private final String schema;

    /**
     * @param connection the connection; whether its statements commit by themselves is up to its owner
     * @param table the database's statements
     * @param schema the schema that holds the table
     */
    public Revisions(Connection connection, RevisionTable table, String schema) {
        this.connection = connection;
        this.table = table;
        this.schema = schema;
    }

    /** Whether the table exists. */
    public boolean exist() throws SQLException {
        return !table.columns(connection, schema).isEmpty();
    }

    /** Creates the schema and the table where they are missing, and adds the columns that the table lacks. */
    public void create() throws SQLException {
        Set<String> found = table.columns(connection, schema);
        List<String> statements = new ArrayList<>();
        if (found.isEmpty()) {
            if (!table.schemaExists(connection, schema)) {
                statements.add(table.createSchema(schema));
            }
            statements.add(table.createTable(schema));
        } else {
            table.definitions().keySet().stream()
                    .filter(column -> !found.contains(column))
                    .forEach(column -> statements.add(table.addColumn(schema, column)));
        }
        try (Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    /** The revisions in order of their versions; none if there is no table. */
    public List<Revision> read() throws SQLException {
        Set<String> found = table.columns(connection, schema);
        if (found.isEmpty()) {
            return List.of();
        }
        String columns = table.definitions().keySet().stream()
                .filter(found::contains)
                .map(table::quote)
                .collect(Collectors.joining(", "));
        List<Revision> revisions = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + columns + " FROM " + table.qualifiedName(schema))) {
            while (rows.next()) {
                Revision revision = revision(rows, found);
                if (!revision.version().equals(RESERVED_VERSION)) {
                    revisions.add(revision);
                }
            }
        }
        // Sorted here, because servers sort texts by their collation.
        revisions.sort(Comparator.comparing(Revision::version));
        return revisions;
    }

    private Revision revision(ResultSet row, Set<String> found) throws SQLException {
        return new Revision(
                text(row, found, "version"),
                text(row, found, "description"),
                found.contains("type") ? row.getInt("type") : Revision.EXECUTED,
                found.contains("applied") ? row.getInt("applied") : 0,
                found.contains("total") ? row.getInt("total") : 0,
                found.contains("executed_at") ? table.readMoment(row, "executed_at") : Instant.EPOCH,
                found.contains("execution_time") ? Duration.ofNanos(row.getLong("execution_time")) : Duration.ZERO,
                text(row, found, "error"),
                text(row, found, "error_stmt"),
                text(row, found, "hash"),
                PartialHashes.parse(text(row, found, "partial_hashes")),
                text(row, found, "operator_version"));
    }

    private static String text(ResultSet row, Set<String> found, String column) throws SQLException {
        String value = found.contains(column) ? row.getString(column) : null;
        return value == null ? "" : value;
    }

    /**
     * Writes a new row.
     *
     * @throws SQLException also if there is a row of that version: somebody else is running the file
     */
    public void insert(Revision revision) throws SQLException {
        Set<String> columns = table.definitions().keySet();
        String sql = "INSERT INTO " + table.qualifiedName(schema) + " ("
                + columns.stream().map(table::quote).collect(Collectors.joining(", ")) + ") VALUES ("
                + columns.stream().map(table::placeholder).collect(Collectors.joining(", ")) + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, List.copyOf(columns), revision);
            statement.executeUpdate();
        }
    }

    /**
     * Writes what changed in a row since it was read. Version, description and the moment of the first attempt stay.
     *
     * @param appliedBefore how many statements the row must say are done
     * @return false if the row is another by now: somebody else is running the file
     */
    public boolean update(Revision revision, int appliedBefore) throws SQLException {
        String sql = "UPDATE " + table.qualifiedName(schema) + " SET "
                + MUTABLE.stream()
                        .map(column -> table.quote(column) + " = " + table.placeholder(column))
                        .collect(Collectors.joining(", "))
                + " WHERE " + table.quote("version") + " = ? AND " + table.quote("applied") + " = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, MUTABLE, revision);
            statement.setString(MUTABLE.size() + 1, revision.version());
            statement.setInt(MUTABLE.size() + 2, appliedBefore);
            return statement.executeUpdate() == 1;
        }
    }

    /** Takes a row away. */
    public void delete(String version) throws SQLException {
        String sql = "DELETE FROM " + table.qualifiedName(schema) + " WHERE " + table.quote("version") + " = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, version);
            statement.executeUpdate();
        }
    }

    private void bind(PreparedStatement statement, List<String> columns, Revision revision) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            statement.setObject(i + 1, value(columns.get(i), revision));
        }
    }

    private Object value(String column, Revision revision) {
        return switch (column) {
            case "version" -> revision.version();
            case "description" -> revision.description();
            case "type" -> (long) revision.type();
            case "applied" -> (long) revision.applied();
            case "total" -> (long) revision.total();
            case "executed_at" -> table.moment(revision.executedAt());
            case "execution_time" -> revision.executionTime().toNanos();
            case "error" -> revision.error();
            case "error_stmt" -> revision.errorStatement();
            case "hash" -> revision.hash();
            case "partial_hashes" -> PartialHashes.format(revision.partialHashes());
            case "operator_version" -> revision.operatorVersion();
            default -> throw new IllegalArgumentException("no such column: " + column);
        };
    }
}
