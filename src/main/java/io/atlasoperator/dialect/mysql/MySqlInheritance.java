package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What tables have from their schema and columns from their table: the character set and the collation. A server keeps
 * what came of it with each of them, so that states are compared in these effective terms.
 */
final class MySqlInheritance {
    private MySqlInheritance() {}

    /** A character set and a collation of it; either may be unsaid. */
    private record Text(@Nullable String charset, @Nullable String collation) {

        /** What has this as its own, inside what has the other. */
        Text inside(Text outer, MySqlFlavor flavor) {
            if (collation != null) {
                return new Text(MySqlCharsets.ofCollation(collation), collation);
            }
            if (charset == null) {
                return outer;
            }
            // The set of the schema with its collation stays as it is if a table says the set again.
            return charset.equals(outer.charset)
                            && outer.collation != null
                            && flavor.defaultCollation(charset).isEmpty()
                    ? outer
                    : new Text(charset, flavor.defaultCollation(charset).orElse(null));
        }
    }

    /**
     * A realm in which nothing says what it has from what is around it, nor the usual engine, and indexes that a server
     * tells of, as they were made, come by name.
     */
    static Realm withoutInherited(Realm realm) {
        return realm.mapSchemas(schema -> mapTables(schema, table -> withoutInherited(table, schema)));
    }

    private static Schema mapTables(Schema schema, UnaryOperator<Table> change) {
        return schema.withTables(schema.tables().stream().map(change).toList());
    }

    private static List<Index> inOrder(List<Index> indexes) {
        return indexes.stream().anyMatch(index -> index.range() != null)
                ? indexes
                : indexes.stream().sorted(Comparator.comparing(Index::name)).toList();
    }

    private static Table withoutInherited(Table table, Schema schema) {
        MySqlTableOptions options = MySqlTableOptions.of(table);
        Text own = new Text(options.charset(), options.collation());
        MySqlSchemaOptions around = MySqlSchemaOptions.of(schema);
        MySqlTableOptions kept =
                own.equals(new Text(around.charset(), around.collation())) ? options.withText(null, null) : options;
        if (options.engine() != null && options.engine().equals(MySqlEngines.USUAL)) {
            kept = kept.withEngine(null);
        }
        return table.toBuilder()
                .options(kept.orNull())
                .indexes(inOrder(table.indexes()))
                .columns(table.columns().stream()
                        .map(column -> withoutInherited(column, own))
                        .toList())
                .build();
    }

    private static Column withoutInherited(Column column, Text table) {
        MySqlColumnOptions options = MySqlColumnOptions.of(column);
        return new Text(options.charset(), column.collation()).equals(table)
                ? column.withCollation(null)
                        .withOptions(options.withCharset(null).orNull())
                : column;
    }

    /**
     * A written realm in effective terms.
     *
     * @param current what is there, whose schemas say what a written schema does not
     */
    static Realm effective(Realm written, Realm current, MySqlFlavor flavor) {
        return written.mapSchemas(schema -> {
            MySqlSchemaOptions own = MySqlSchemaOptions.of(schema);
            MySqlSchemaOptions there =
                    current.schema(schema.name()).map(MySqlSchemaOptions::of).orElse(MySqlSchemaOptions.NONE);
            Text text = new Text(own.charset(), own.collation())
                    .inside(new Text(there.charset(), there.collation()), flavor);
            return mapTables(
                    new Schema(
                            schema.name(),
                            schema.tables(),
                            schema.objects(),
                            schema.comment(),
                            new MySqlSchemaOptions(text.charset(), text.collation()).orNull(),
                            schema.range()),
                    table -> effective(table, text, flavor));
        });
    }

    private static Table effective(Table table, Text schema, MySqlFlavor flavor) {
        MySqlTableOptions options = MySqlTableOptions.of(table);
        Text text = new Text(options.charset(), options.collation()).inside(schema, flavor);
        return table.toBuilder()
                .options(options.withText(text.charset(), text.collation())
                        .withOthers(MySqlEngines.withoutImplied(options.engine(), options.others()))
                        .orNull())
                .columns(table.columns().stream()
                        .map(column -> effective(column, text, flavor))
                        .toList())
                .build();
    }

    private static Column effective(Column column, Text table, MySqlFlavor flavor) {
        MySqlColumnOptions options = MySqlColumnOptions.of(column);
        if (!MySqlTypes.isText(column.type())) {
            return column;
        }
        Text text = new Text(options.charset(), column.collation()).inside(table, flavor);
        return Objects.equals(text.charset(), options.charset()) && Objects.equals(text.collation(), column.collation())
                ? column
                : column.withCollation(text.collation())
                        .withOptions(options.withCharset(text.charset()).orNull());
    }
}
