package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.inspect.Scope;
import io.atlasoperator.migrate.RevisionException;
import io.atlasoperator.migrate.RevisionTable;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** {@code atlas_schema_revisions} in SQLite, whose only place is the main database. */
final class SqliteRevisionTable implements RevisionTable {
    private static final String MAIN = "main";

    /** {@code 2026-11-21 23:51:41.766365699+00:00}, as the reference's driver writes moments. */
    private static final DateTimeFormatter MOMENT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[xxx][XXX]")
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter();

    private static final DateTimeFormatter WRITTEN_MOMENT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("xxx")
            .toFormatter();

    @Override
    public String schema(Scope scope, Optional<String> requested) {
        requested.filter(name -> !name.equals(MAIN)).ifPresent(name -> {
            throw new RevisionException(
                    "cannot store revisions-table in a separate schema (\"" + name + "\") with SQLite driver");
        });
        return MAIN;
    }

    @Override
    public String schemaQuery() {
        return "SELECT name FROM pragma_database_list WHERE name = ?";
    }

    @Override
    public String columnsQuery() {
        return "SELECT c.name FROM pragma_database_list d, pragma_table_info(?2, d.name) c WHERE d.name = ?1 ORDER BY c.cid";
    }

    @Override
    public String createSchema(String schema) {
        throw new RevisionException("SQLite has no schemas to create: " + schema);
    }

    @Override
    public LinkedHashMap<String, String> definitions() {
        LinkedHashMap<String, String> columns = new LinkedHashMap<>();
        columns.put("version", "text NOT NULL");
        columns.put("description", "text NOT NULL");
        columns.put("type", "integer NOT NULL DEFAULT (2)");
        columns.put("applied", "integer NOT NULL DEFAULT (0)");
        columns.put("total", "integer NOT NULL DEFAULT (0)");
        columns.put("executed_at", "datetime NOT NULL");
        columns.put("execution_time", "integer NOT NULL");
        columns.put("error", "text NULL");
        columns.put("error_stmt", "text NULL");
        columns.put("hash", "text NOT NULL");
        columns.put("partial_hashes", "json NULL");
        columns.put("operator_version", "text NOT NULL");
        return columns;
    }

    @Override
    public String momentOfExistingRows() {
        return "'1970-01-01 00:00:00+00:00'";
    }

    @Override
    public String qualifiedName(String schema) {
        return quote(MAIN) + "." + quote(NAME);
    }

    @Override
    public String quote(String column) {
        return "`" + column + "`";
    }

    @Override
    public Object moment(Instant instant) {
        return WRITTEN_MOMENT.format(instant.atOffset(ZoneOffset.UTC));
    }

    @Override
    public Instant readMoment(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        try {
            return OffsetDateTime.parse(text.replace('T', ' '), MOMENT).toInstant();
        } catch (DateTimeParseException e) {
            throw new SQLException(
                    "the column " + column + " of " + NAME + " does not hold a moment: \"" + text + "\"", e);
        }
    }

    @Override
    public Optional<String> notClean(Realm realm, Scope scope) {
        List<Table> tables = realm.schemas().stream()
                .flatMap(schema -> schema.tables().stream())
                .toList();
        return switch (tables.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of("found table \"" + tables.getFirst().name().name() + "\"");
            default -> Optional.of("found multiple tables: " + tables.size());
        };
    }
}
