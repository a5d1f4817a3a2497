package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.CompositeType;
import io.atlasoperator.schema.DialectObject;
import io.atlasoperator.schema.Domain;
import io.atlasoperator.schema.EnumType;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Sequence;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.Trigger;
import io.atlasoperator.schema.View;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SQLite's names, which are the same whatever the case of their letters: {@code Email} and {@code email} are one column,
 * and to drop the one and add the other would lose what it holds.
 */
final class SqliteSpelling {
    private final Map<String, String> relations = new HashMap<>();
    private final Map<String, Map<String, String>> columns = new HashMap<>();
    private final Map<String, String> triggers = new HashMap<>();
    private final SqliteSurroundings around;

    private SqliteSpelling(Schema current, SqliteSurroundings around) {
        this.around = around;
        for (SchemaObject object : current.objects()) {
            (object instanceof Trigger ? triggers : relations)
                    .put(SqliteNames.folded(object.name().name()), object.name().name());
        }
        for (Table table : current.tables()) {
            Map<String, String> names = new HashMap<>();
            table.columns().forEach(column -> names.put(SqliteNames.folded(column.name()), column.name()));
            relations.put(SqliteNames.folded(table.name().name()), table.name().name());
            columns.put(SqliteNames.folded(table.name().name()), names);
        }
    }

    /** The wanted realm, in which what is there already is spelt as it is there. */
    static Realm align(Realm current, Realm wanted) {
        SqliteSurroundings around = SqliteSurroundings.of(current, wanted);
        return wanted.mapSchemas(schema -> current.schema(schema.name())
                .map(found -> new SqliteSpelling(found, around))
                .map(names -> names.align(schema))
                .orElse(schema));
    }

    private Schema align(Schema wanted) {
        return wanted.withTables(wanted.tables().stream().map(this::align).toList())
                .withObjects(wanted.objects().stream().map(this::align).toList());
    }

    private SchemaObject align(SchemaObject wanted) {
        return switch (wanted) {
            case View view ->
                new View(
                        relation(view.name()),
                        view.materialized(),
                        view.columns(),
                        view.definition(),
                        view.indexes(),
                        view.comment(),
                        view.options(),
                        view.range());
            case Trigger trigger ->
                new Trigger(
                        relation(trigger.table()),
                        triggers.getOrDefault(SqliteNames.folded(trigger.triggerName()), trigger.triggerName()),
                        trigger.timing(),
                        trigger.events(),
                        trigger.updateOf(),
                        trigger.forEachRow(),
                        trigger.condition(),
                        trigger.action(),
                        trigger.comment(),
                        trigger.options(),
                        trigger.range());
            case SqliteVirtualTable table ->
                new SqliteVirtualTable(relation(table.name()), table.using(), table.range());
            case EnumType other -> other;
            case Routine other -> other;
            case Sequence other -> other;
            case Domain other -> other;
            case CompositeType other -> other;
            case DialectObject other -> other;
        };
    }

    /** The spelling of a table's or view's name. */
    private QualifiedName relation(QualifiedName name) {
        return new QualifiedName(name.schema(), name(name.name()));
    }

    private Table align(Table wanted) {
        String table = wanted.name().name();
        return Table.builder(relation(wanted.name()))
                .columns(wanted.columns().stream()
                        .map(column -> align(wanted, column))
                        .toList())
                .primaryKey(align(table, wanted.primaryKey()))
                .indexes(wanted.indexes().stream()
                        .map(index -> align(table, index))
                        .toList())
                .foreignKeys(wanted.foreignKeys().stream()
                        .map(key -> align(table, key))
                        .toList())
                .checks(checks(wanted))
                .comment(wanted.comment())
                .options(SqliteTableOptions.of(wanted).within(around))
                .range(wanted.range())
                .build();
    }

    private static List<Check> checks(Table wanted) {
        return wanted.checks().stream()
                .map(check -> SqliteExpressions.unqualified(check, wanted.name().name()))
                .toList();
    }

    /** Columns of the key take no NULL where it is more than a promise, whether that is said or not. */
    private static boolean isNullable(Table table, Column column) {
        SqliteTableOptions options = SqliteTableOptions.of(table);
        return column.nullable()
                && !(table.primaryKey() != null
                        && table.primaryKey().columns().contains(column.name())
                        && (options.withoutRowid() || options.strict() && !SqliteTableWriter.isRowid(table, column)));
    }

    private Column align(Table table, Column column) {
        return new Column(
                name(table.name().name(), column.name()),
                column.type(),
                isNullable(table, column),
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
                key.options(),
                key.range());
    }

    private String name(String table) {
        return relations.getOrDefault(SqliteNames.folded(table), table);
    }

    private String name(String table, String column) {
        return columns.getOrDefault(SqliteNames.folded(table), Map.of())
                .getOrDefault(SqliteNames.folded(column), column);
    }
}
