package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SQLite's names, which are the same whatever the case of their letters: {@code Email} and {@code email} are one column,
 * and to drop the one and add the other would lose what it holds.
 */
final class SqliteSpelling {
    private final Map<String, String> tables = new HashMap<>();
    private final Map<String, Map<String, String>> columns = new HashMap<>();

    private SqliteSpelling(Schema current) {
        for (Table table : current.tables()) {
            Map<String, String> names = new HashMap<>();
            table.columns().forEach(column -> names.put(folded(column.name()), column.name()));
            tables.put(folded(table.name().name()), table.name().name());
            columns.put(folded(table.name().name()), names);
        }
    }

    /** The wanted realm, in which what is there already is spelt as it is there. */
    static Realm align(Realm current, Realm wanted) {
        return wanted.mapSchemas(schema -> current.schema(schema.name())
                .map(SqliteSpelling::new)
                .map(names -> names.align(schema))
                .orElse(schema));
    }

    private Schema align(Schema wanted) {
        return wanted.withTables(wanted.tables().stream().map(this::align).toList());
    }

    private Table align(Table wanted) {
        String table = wanted.name().name();
        if (!tables.containsKey(folded(table))) {
            return wanted.toBuilder()
                    .foreignKeys(wanted.foreignKeys().stream()
                            .map(key -> align(table, key))
                            .toList())
                    .build();
        }
        return Table.builder(new QualifiedName(wanted.name().schema(), name(table)))
                .columns(wanted.columns().stream()
                        .map(column -> align(table, column))
                        .toList())
                .primaryKey(align(table, wanted.primaryKey()))
                .indexes(wanted.indexes().stream()
                        .map(index -> align(table, index))
                        .toList())
                .foreignKeys(wanted.foreignKeys().stream()
                        .map(key -> align(table, key))
                        .toList())
                .checks(wanted.checks())
                .comment(wanted.comment())
                .options(wanted.options())
                .range(wanted.range())
                .build();
    }

    private Column align(String table, Column column) {
        return new Column(
                name(table, column.name()),
                column.type(),
                column.nullable(),
                column.defaultValue(),
                column.generated(),
                column.identity(),
                column.collation(),
                column.comment(),
                column.options(),
                column.range());
    }

    private @Nullable PrimaryKey align(String table, @Nullable PrimaryKey key) {
        return key == null ? null : new PrimaryKey(key.name(), parts(table, key.parts()), key.include(), key.range());
    }

    private Index align(String table, Index index) {
        return new Index(
                index.name(),
                index.unique(),
                index.constraint(),
                parts(table, index.parts()),
                index.include(),
                index.predicate(),
                index.comment(),
                index.options(),
                index.range());
    }

    private List<IndexPart> parts(String table, List<IndexPart> parts) {
        return parts.stream()
                .map(part -> part instanceof IndexPart.OfColumn(var column, var descending, var options)
                        ? new IndexPart.OfColumn(name(table, column), descending, options)
                        : part)
                .toList();
    }

    private ForeignKey align(String table, ForeignKey key) {
        String referenced = key.refTable().name();
        return new ForeignKey(
                key.name(),
                key.columns().stream().map(column -> name(table, column)).toList(),
                new QualifiedName(key.refTable().schema(), name(referenced)),
                key.refColumns().stream()
                        .map(column -> name(referenced, column))
                        .toList(),
                key.onUpdate(),
                key.onDelete(),
                key.deferrability(),
                key.range());
    }

    private String name(String table) {
        return tables.getOrDefault(folded(table), table);
    }

    private String name(String table, String column) {
        return columns.getOrDefault(folded(table), Map.of()).getOrDefault(folded(column), column);
    }

    /** SQLite folds the letters of ASCII alone. */
    private static String folded(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            folded.append(c < 0x80 ? String.valueOf(c).toLowerCase(Locale.ROOT).charAt(0) : c);
        }
        return folded.toString();
    }
}
