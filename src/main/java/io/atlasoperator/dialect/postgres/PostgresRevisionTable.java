package io.atlasoperator.dialect.postgres;

import io.atlasoperator.inspect.Scope;
import io.atlasoperator.migrate.RevisionTable;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** {@code atlas_schema_revisions} in PostgreSQL. */
final class PostgresRevisionTable implements RevisionTable {
    private static final String COLUMNS = """
            SELECT a.attname
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum
            """;

    private static final String SCHEMA_EXISTS = "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ?";

    /** Active transaction, invalid transaction termination. */
    private static final List<String> OUTSIDE_TRANSACTION = List.of("25001", "2D000");

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
        return "CREATE SCHEMA IF NOT EXISTS " + quote(schema);
    }

    @Override
    public LinkedHashMap<String, String> definitions() {
        LinkedHashMap<String, String> columns = new LinkedHashMap<>();
        columns.put("version", "character varying NOT NULL");
        columns.put("description", "character varying NOT NULL");
        columns.put("type", "bigint NOT NULL DEFAULT 2");
        columns.put("applied", "bigint NOT NULL DEFAULT 0");
        columns.put("total", "bigint NOT NULL DEFAULT 0");
        columns.put("executed_at", "timestamptz NOT NULL");
        columns.put("execution_time", "bigint NOT NULL");
        columns.put("error", "text NULL");
        columns.put("error_stmt", "text NULL");
        columns.put("hash", "character varying NOT NULL");
        columns.put("partial_hashes", "jsonb NULL");
        columns.put("operator_version", "character varying NOT NULL");
        return columns;
    }

    @Override
    public String momentOfExistingRows() {
        return "now()";
    }

    @Override
    public String qualifiedName(String schema) {
        return quote(schema) + "." + quote(NAME);
    }

    @Override
    public String quote(String column) {
        return PostgresSyntax.INSTANCE.quoteIdentifier(column);
    }

    @Override
    public String placeholder(String column) {
        return column.equals("partial_hashes") ? "?::jsonb" : "?";
    }

    @Override
    public Object moment(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    @Override
    public Instant readMoment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    @Override
    public Optional<String> notClean(Realm realm, Scope scope) {
        return switch (scope) {
            case Scope.OneSchema(String name) ->
                realm.schema(name)
                        .flatMap(schema -> schema.tables().stream().findFirst())
                        .map(table -> "found table \"" + table.name().name() + "\" in schema \"" + name + "\"");
            case Scope.WholeRealm() ->
                realm.schemas().stream()
                        .filter(schema -> !schema.name().equals("public")
                                || !schema.tables().isEmpty())
                        .findFirst()
                        .map(PostgresRevisionTable::found);
        };
    }

    private static String found(Schema schema) {
        return schema.name().equals("public")
                ? "found " + schema.tables().size() + " tables in schema \"public\""
                : "found schema \"" + schema.name() + "\"";
    }

    @Override
    public List<String> outsideTransactionStates() {
        return OUTSIDE_TRANSACTION;
    }
}
