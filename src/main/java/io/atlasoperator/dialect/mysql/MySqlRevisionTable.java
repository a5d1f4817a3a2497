package io.atlasoperator.dialect.mysql;

import io.atlasoperator.inspect.Scope;
import io.atlasoperator.migrate.RevisionTable;
import io.atlasoperator.schema.Realm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code atlas_schema_revisions} in MySQL. Moments are written as the reference writes them: by the clock of UTC. */
final class MySqlRevisionTable implements RevisionTable {
    private static final String COLUMNS = """
            SELECT column_name
            FROM information_schema.columns
            WHERE table_schema = ? AND table_name = ?
            ORDER BY ordinal_position
            """;

    private static final String SCHEMA_EXISTS = "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?";

    private static final DateTimeFormatter MOMENT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .toFormatter();

    @Override
    public String schemaQuery() {
        return SCHEMA_EXISTS;
    }

    @Override
    public String columnsQuery() {
        return COLUMNS;
    }

    @Override
    public String createSchema(String schema) {
        return "CREATE DATABASE IF NOT EXISTS " + quote(schema);
    }

    @Override
    public LinkedHashMap<String, String> definitions() {
        LinkedHashMap<String, String> columns = new LinkedHashMap<>();
        columns.put("version", "varchar(255) NOT NULL");
        columns.put("description", "varchar(255) NOT NULL");
        columns.put("type", "bigint unsigned NOT NULL DEFAULT 2");
        columns.put("applied", "bigint NOT NULL DEFAULT 0");
        columns.put("total", "bigint NOT NULL DEFAULT 0");
        columns.put("executed_at", "timestamp NULL");
        columns.put("execution_time", "bigint NOT NULL");
        columns.put("error", "longtext NULL");
        columns.put("error_stmt", "longtext NULL");
        columns.put("hash", "varchar(255) NOT NULL");
        columns.put("partial_hashes", "json NULL");
        columns.put("operator_version", "varchar(255) NOT NULL");
        return columns;
    }

    @Override
    public String createTable(String schema) {
        return RevisionTable.super.createTable(schema) + " CHARSET utf8mb4 COLLATE utf8mb4_bin";
    }

    @Override
    public String momentOfExistingRows() {
        return "NULL";
    }

    @Override
    public String qualifiedName(String schema) {
        return quote(schema) + "." + quote(NAME);
    }

    @Override
    public String quote(String column) {
        return MySqlSyntax.INSTANCE.quoteIdentifier(column);
    }

    @Override
    public Object moment(Instant instant) {
        return MOMENT.format(instant.atOffset(ZoneOffset.UTC));
    }

    @Override
    public Instant readMoment(ResultSet row, String column) throws SQLException {
        @Nullable String text = row.getString(column);
        if (text == null) {
            return Instant.EPOCH;
        }
        try {
            return LocalDateTime.parse(text, MOMENT).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new SQLException(
                    "the column " + column + " of " + NAME + " does not hold a moment: \"" + text + "\"", e);
        }
    }

    @Override
    public Optional<String> notClean(Realm realm, Scope scope) {
        return switch (scope) {
            case Scope.OneSchema(String name) ->
                realm.schema(name)
                        .flatMap(schema -> schema.tables().stream().findFirst())
                        .map(table -> "found table \"" + table.name().name() + "\" in schema \"" + name + "\"");
            case Scope.WholeRealm() ->
                realm.schemas().stream().findFirst().map(schema -> "found schema \"" + schema.name() + "\"");
        };
    }
}
