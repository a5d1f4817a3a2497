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
        String name = row.getString("conname");
        if (row.getString("contype").equals("c")) {
            table.builder()
                    .check(new Check(
                            name,
                            row.getString("expression"),
                            row.getBoolean("enforced"),
                            row.getBoolean("connoinherit"),
                            null));
        } else {
            table.builder()
                    .foreignKey(new ForeignKey(
                            name,
                            CatalogReader.texts(row, "columns"),
                            CatalogReader.name(row, "ref_schema", "ref_table"),
                            CatalogReader.texts(row, "ref_columns"),
                            action(row.getString("confupdtype")),
                            action(row.getString("confdeltype")),
                            deferrability(row),
                            null));
        }
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
