package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ColumnType.IntegerType;
import io.atlasoperator.schema.DefaultValue;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Identity;
import io.atlasoperator.schema.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads columns. For one inspection. */
final class PostgresColumnReader {
    private final PostgresSequences sequences;
    private final PostgresTypeReader types;

    PostgresColumnReader(PostgresSequences sequences, PostgresTypeReader types) {
        this.sequences = sequences;
        this.types = types;
    }

    /** Adds the column of a row to its table; that of an extension's table is passed over. */
    void read(ResultSet row, Map<Long, PostgresTableReader.Draft> tables) throws SQLException {
        long table = row.getLong("attrelid");
        PostgresTableReader.@Nullable Draft draft = tables.get(table);
        if (draft == null) {
            return;
        }
        int number = row.getInt("attnum");
        String name = row.getString("attname");
        draft.columns().put(number, name);
        ColumnType type = types.type(row);
        boolean nullable = !row.getBoolean("attnotnull");
        PostgresSequences.Owner owner = new PostgresSequences.Owner(table, number);
        @Nullable String expression = row.getString("expression");
        @Nullable Generated generated = generated(row.getString("attgenerated"), expression);
        @Nullable DefaultValue defaultValue = null;
        if (expression != null && generated == null) {
            Optional<QualifiedName> serial = type instanceof IntegerType integer && !nullable
                    ? sequences.ofSerial(owner, integer, expression)
                    : Optional.empty();
            if (serial.isPresent() && type instanceof IntegerType integer) {
                type = PostgresTypes.serial(integer, sequenceName(draft.name(), name, serial.get()));
            } else {
                defaultValue = PostgresDefaults.inspected(type, expression);
            }
        }
        Column column = new Column(
                name,
                type,
                nullable,
                defaultValue,
                generated,
                identity(row.getString("attidentity"), draft.name(), name, type, owner),
                row.getString("collname"),
                row.getString("description"),
                draft.view() ? null : options(row, draft, name, nullable).orNull(),
                null);
        draft.builder().column(column);
    }

    private static PostgresColumnOptions options(
            ResultSet row, PostgresTableReader.Draft draft, String column, boolean nullable) throws SQLException {
        int statistics = row.getInt("statistics");
        @Nullable Integer target = row.wasNull() ? null : statistics;
        @Nullable String notNull = row.getString("not_null_name");
        boolean inherited = !row.getBoolean("attislocal") && !row.getBoolean("relispartition");
        return new PostgresColumnOptions(
                storage(row.getString("storage")),
                compression(row.getString("compression")),
                target,
                PostgresSettings.inOrder(CatalogReader.texts(row, "parameters")),
                null,
                inherited ? new PostgresColumnOptions.Inherited(false, false) : null,
                nullable || notNull == null || notNull.equals(draft.name().name() + "_" + column + "_not_null")
                        ? null
                        : notNull);
    }

    private static @Nullable String storage(@Nullable String code) {
        return code == null
                ? null
                : switch (code) {
                    case "p" -> "PLAIN";
                    case "e" -> "EXTERNAL";
                    case "m" -> "MAIN";
                    default -> "EXTENDED";
                };
    }

    private static @Nullable String compression(@Nullable String code) {
        return code == null ? null : code.equals("l") ? "lz4" : "pglz";
    }

    /** The name of a serial column's sequence where it is not the one that the server gives. */
    private static @Nullable String sequenceName(QualifiedName table, String column, QualifiedName sequence) {
        return sequence.name().equals(table.name() + "_" + column + "_seq") ? null : sequence.name();
    }

    private static @Nullable Generated generated(String kind, @Nullable String expression) {
        if (expression == null) {
            return null;
        }
        return switch (kind) {
            case "s" -> new Generated(expression, Generated.Storage.STORED);
            case "v" -> new Generated(expression, Generated.Storage.VIRTUAL);
            default -> null;
        };
    }

    /** A partition numbers its column by its table's sequence, and has none of its own. */
    private @Nullable Identity identity(
            String kind, QualifiedName table, String column, ColumnType type, PostgresSequences.Owner owner) {
        if (kind.isEmpty()) {
            return null;
        }
        Identity.Generation generation = kind.equals("a") ? Identity.Generation.ALWAYS : Identity.Generation.BY_DEFAULT;
        return sequences
                .ofIdentity(owner)
                .map(sequence -> {
                    PostgresNumbering numbering = sequence.numbering();
                    long step = numbering.increment();
                    return new Identity(
                            generation,
                            numbering.start(),
                            step,
                            orUsual(numbering.minimum(), PostgresNumbering.least(type.name(), step)),
                            orUsual(numbering.maximum(), PostgresNumbering.greatest(type.name(), step)),
                            numbering.cache(),
                            numbering.cycle(),
                            sequenceName(table, column, sequence.name()));
                })
                .orElse(null);
    }

    private static @Nullable Long orUsual(long value, long usual) {
        return value == usual ? null : Long.valueOf(value);
    }
}
