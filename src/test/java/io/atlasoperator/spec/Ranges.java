package io.atlasoperator.spec;

import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.EnumType;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import org.jspecify.annotations.Nullable;

/** Takes the places in files out of a realm, so that what was read compares to what was never written. */
public final class Ranges {
    private Ranges() {}

    /** The realm without any range. */
    public static Realm drop(Realm realm) {
        return realm.mapSchemas(schema -> new Schema(
                schema.name(),
                schema.tables().stream().map(Ranges::drop).toList(),
                schema.objects().stream().map(Ranges::drop).toList(),
                schema.comment(),
                schema.options(),
                null));
    }

    /** Of all objects only enums are compared as values; the others have laws of their own. */
    private static SchemaObject drop(SchemaObject object) {
        return object instanceof EnumType type
                ? new EnumType(type.name(), type.values(), type.comment(), null)
                : object;
    }

    private static Table drop(Table table) {
        return table.toBuilder()
                .columns(table.columns().stream()
                        .map(column -> column.withRange(null))
                        .toList())
                .primaryKey(drop(table.primaryKey()))
                .indexes(table.indexes().stream()
                        .map(index -> index.withRange(null))
                        .toList())
                .foreignKeys(table.foreignKeys().stream().map(Ranges::drop).toList())
                .checks(table.checks().stream().map(Ranges::drop).toList())
                .range(null)
                .build();
    }

    private static @Nullable PrimaryKey drop(@Nullable PrimaryKey key) {
        return key == null ? null : new PrimaryKey(key.name(), key.parts(), key.include(), null);
    }

    private static ForeignKey drop(ForeignKey key) {
        return new ForeignKey(
                key.name(),
                key.columns(),
                key.refTable(),
                key.refColumns(),
                key.onUpdate(),
                key.onDelete(),
                key.deferrability(),
                null);
    }

    private static Check drop(Check check) {
        return new Check(check.name(), check.expression(), check.enforced(), check.noInherit(), null);
    }
}
