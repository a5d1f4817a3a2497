package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.CatalogNumbers.Catalog;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.Routine.Argument;
import io.atlasoperator.schema.Routine.Mode;
import io.atlasoperator.schema.Routine.Returns;
import io.atlasoperator.schema.SchemaObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads functions and procedures. For one inspection. */
final class PostgresRoutineReader {
    private final CatalogReader catalog;
    private final PostgresVersion version;
    private final PostgresTypeReader types;

    PostgresRoutineReader(CatalogReader catalog, PostgresVersion version, PostgresTypeReader types) {
        this.catalog = catalog;
        this.version = version;
        this.types = types;
    }

    /** What a routine takes and gives, as its rows come. */
    private static final class Signature {
        private final List<Argument> arguments = new ArrayList<>();
        private final List<Argument> columns = new ArrayList<>();
        private @Nullable ColumnType result;

        boolean isOutput() {
            return arguments.stream().anyMatch(one -> one.mode() == Mode.OUT || one.mode() == Mode.INOUT);
        }
    }

    /** The functions, procedures and aggregates; {@code known} takes their numbers. */
    List<SchemaObject> read(Collection<Long> schemas, CatalogNumbers known) throws SQLException {
        Map<Long, Signature> signatures = new HashMap<>();
        catalog.each(
                PostgresRoutineQueries.ARGUMENTS,
                schemas,
                row -> argument(row, signatures.computeIfAbsent(row.getLong("oid"), unused -> new Signature())));
        List<SchemaObject> routines = new ArrayList<>();
        catalog.each(PostgresRoutineQueries.routines(version), schemas, row -> {
            @Nullable Signature signature = signatures.get(row.getLong("oid"));
            // One that was made between the queries is not there yet.
            if (signature != null) {
                Routine routine = routine(row, signature);
                known.put(Catalog.PG_PROC, row.getLong("oid"), routine.key());
                routines.add(routine);
            }
        });
        Map<Long, List<Argument>> arguments = new HashMap<>();
        signatures.forEach((number, signature) -> arguments.put(number, signature.arguments));
        routines.addAll(PostgresAggregateReader.read(catalog, schemas, arguments, types::named, known));
        return routines;
    }

    private void argument(ResultSet row, Signature signature) throws SQLException {
        ColumnType type = PostgresSignatures.bare(types.type(row));
        String mode = row.getString("mode");
        if (mode.equals("r")) {
            signature.result = type;
            return;
        }
        Argument argument = new Argument(mode(mode), row.getString("name"), type, row.getString("default_value"));
        (mode.equals("t") ? signature.columns : signature.arguments).add(argument);
    }

    private static Mode mode(String letter) {
        return switch (letter) {
            case "o", "t" -> Mode.OUT;
            case "b" -> Mode.INOUT;
            case "v" -> Mode.VARIADIC;
            default -> Mode.IN;
        };
    }

    private static Routine routine(ResultSet row, Signature signature) throws SQLException {
        boolean procedure = row.getString("prokind").equals("p");
        String language = row.getString("lanname");
        @Nullable String standard = row.getString("sql_body");
        return new Routine(
                CatalogReader.name(row, "nspname", "proname"),
                procedure ? Routine.Type.PROCEDURE : Routine.Type.FUNCTION,
                signature.arguments,
                procedure ? null : returns(row.getBoolean("proretset"), signature),
                language,
                PostgresRoutineBody.of(language, standard == null ? row.getString("prosrc") : standard.strip()),
                row.getString("description"),
                options(row).orNull(),
                null);
    }

    private static @Nullable Returns returns(boolean set, Signature signature) {
        if (!signature.columns.isEmpty()) {
            return new Returns.Rows(signature.columns);
        }
        return signature.result == null || signature.isOutput() && !set
                ? null
                : new Returns.Values(signature.result, set);
    }

    private static PostgresRoutineOptions options(ResultSet row) throws SQLException {
        return new PostgresRoutineOptions(
                switch (row.getString("provolatile")) {
                    case "i" -> "IMMUTABLE";
                    case "s" -> "STABLE";
                    default -> "VOLATILE";
                },
                row.getBoolean("proisstrict"),
                row.getBoolean("prosecdef"),
                row.getBoolean("proleakproof"),
                switch (row.getString("proparallel")) {
                    case "s" -> "SAFE";
                    case "r" -> "RESTRICTED";
                    default -> "UNSAFE";
                },
                row.getString("prokind").equals("w"),
                row.getString("cost"),
                row.getString("result_rows"),
                row.getString("support"),
                CatalogReader.texts(row, "settings"),
                CatalogReader.texts(row, "transforms"),
                row.getString("lanname").equals("c") ? row.getString("probin") : null);
    }
}
