package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.ForeignKey.Deferrability;
import io.atlasoperator.schema.ReferenceAction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads foreign keys and checks. */
final class PostgresConstraintReader {

    private PostgresConstraintReader() {}

    /** Adds the constraint of a row to its table; that of an extension's table is passed over. */
    static void read(ResultSet row, Map<Long, PostgresTableReader.Draft> tables) throws SQLException {
        PostgresTableReader.@Nullable Draft table = tables.get(row.getLong("conrelid"));
        if (table == null) {
            return;
        }
        boolean merged = row.getBoolean("merged");
        if (row.getString("contype").equals("c")) {
            Check check = check(row);
            if (merged) {
                table.merging().checks.add(check);
            } else if (row.getBoolean("from_parent")) {
                table.merging().repeatedChecks.add(check);
            } else {
                table.builder().check(check);
            }
        } else {
            ForeignKey key = foreignKey(row);
            if (merged) {
                table.merging().foreignKeys.add(key);
            } else {
                table.builder().foreignKey(key);
            }
        }
    }

    private static Check check(ResultSet row) throws SQLException {
        boolean enforced = row.getBoolean("enforced");
        return new Check(
                row.getString("conname"),
                row.getString("expression"),
                enforced,
                row.getBoolean("connoinherit"),
                new PostgresCheckOptions(!enforced || row.getBoolean("convalidated"), row.getString("description"))
                        .orNull(),
                null);
    }

    private static ForeignKey foreignKey(ResultSet row) throws SQLException {
        boolean enforced = row.getBoolean("enforced");
        return new ForeignKey(
                row.getString("conname"),
                CatalogReader.texts(row, "columns"),
                CatalogReader.name(row, "ref_schema", "ref_table"),
                CatalogReader.texts(row, "ref_columns"),
                action(row.getString("confupdtype")),
                action(row.getString("confdeltype")),
                deferrability(row),
                new PostgresForeignKeyOptions(
                                row.getBoolean("match_full"),
                                CatalogReader.texts(row, "set_columns"),
                                !enforced || row.getBoolean("convalidated"),
                                enforced,
                                row.getBoolean("period"),
                                row.getString("description"))
                        .orNull(),
                null);
    }

    /** When the constraint of a row is checked; what has none is not deferrable. */
    static Deferrability deferrability(ResultSet row) throws SQLException {
        if (!row.getBoolean("condeferrable")) {
            return Deferrability.NOT_DEFERRABLE;
        }
        return row.getBoolean("condeferred") ? Deferrability.INITIALLY_DEFERRED : Deferrability.INITIALLY_IMMEDIATE;
    }

    private static ReferenceAction action(String code) {
        return switch (code) {
            case "r" -> ReferenceAction.RESTRICT;
            case "c" -> ReferenceAction.CASCADE;
            case "n" -> ReferenceAction.SET_NULL;
            case "d" -> ReferenceAction.SET_DEFAULT;
            default -> ReferenceAction.NO_ACTION;
        };
    }
}
