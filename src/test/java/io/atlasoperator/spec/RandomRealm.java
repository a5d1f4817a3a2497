package io.atlasoperator.spec;

import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.DefaultValue;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.ForeignKey.Deferrability;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.ReferenceAction;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes up realms with everything that all databases have; a dialect's own parts are put in by subclasses. */
public abstract class RandomRealm {
    private static final List<String> NAMES =
            List.of("users", "a b", "Order", "table", "public", "s1", "x", "has\"quote", "schließen", "9lives", "id");
    private static final List<String> TEXTS =
            List.of("", "plain", "it's", "two\nlines", "${not.a.template}", "\"quoted\"", "back\\slash", "日本");
    private static final List<String> EXPRESSIONS =
            List.of("a > 0", "lower(x)", "a + (b * 2)", "x <> ')'", "f(a) || g(b)");

    private final List<QualifiedName> enums = new ArrayList<>();

    /** The randomness of this realm. */
    protected final Random random;

    protected RandomRealm(Random random) {
        this.random = random;
    }

    /** The schemas it may have. */
    protected abstract List<String> schemaNames();

    /** A type other than an enum. */
    protected abstract ColumnType type();

    /** What may be in a schema beside tables. */
    protected List<SchemaObject> objects(String schema) {
        return List.of();
    }

    /** The column with whatever only the dialect has. */
    protected Column decorate(Column column) {
        return column;
    }

    /** The index with whatever only the dialect has. */
    protected Index decorate(Index index) {
        return index;
    }

    /** The part with whatever only the dialect has. */
    protected IndexPart decorate(IndexPart part) {
        return part;
    }

    /** The primary key with whatever only the dialect has. */
    protected PrimaryKey decorate(PrimaryKey key, List<String> columns) {
        return key;
    }

    /** The check with whatever only the dialect has. */
    protected Check decorate(Check check) {
        return check;
    }

    /** Adds whatever only the dialect has. */
    protected void decorate(TableBuilder table) {}

    /** Makes the realm. */
    public Realm make() {
        List<Schema> schemas = new ArrayList<>();
        for (String name : schemaNames()) {
            List<SchemaObject> objects = objects(name);
            objects.forEach(object -> enums.add(object.name()));
            schemas.add(new Schema(name, List.of(), objects, maybe(this::text), null, null));
        }
        List<Schema> filled = schemas.stream()
                .map(schema -> schema.withTables(tables(schema.name())))
                .toList();
        List<Table> all =
                filled.stream().flatMap(schema -> schema.tables().stream()).toList();
        return new Realm(filled.stream()
                .map(schema -> schema.withTables(schema.tables().stream()
                        .map(table -> withForeignKeys(table, all))
                        .toList()))
                .toList());
    }

    private List<Table> tables(String schema) {
        return names(random.nextInt(4)).stream()
                .map(name -> table(new QualifiedName(schema, name)))
                .toList();
    }

    private Table table(QualifiedName name) {
        List<String> columns = names(1 + random.nextInt(4));
        TableBuilder table = Table.builder(name).comment(maybe(this::text));
        columns.forEach(column -> table.column(decorate(column(column))));
        if (random.nextBoolean()) {
            List<IndexPart> parts = some(columns).stream()
                    .<IndexPart>map(IndexPart.OfColumn::of)
                    .toList();
            table.primaryKey(decorate(new PrimaryKey(maybe(this::name), parts, List.of(), null), columns));
        }
        for (String index : names(random.nextInt(3))) {
            table.index(decorate(index(index, columns)));
        }
        for (String check : names(random.nextInt(3))) {
            table.check(decorate(Check.of(random.nextInt(4) == 0 ? null : check, pick(EXPRESSIONS))));
        }
        decorate(table);
        return table.build();
    }

    private Column column(String name) {
        ColumnType type = enums.isEmpty() || random.nextInt(4) > 0
                ? type()
                : random.nextBoolean()
                        ? new ColumnType.EnumReference(pick(enums))
                        : new ColumnType.ArrayType(new ColumnType.EnumReference(pick(enums)));
        @Nullable
        Generated generated = random.nextInt(6) == 0 ? new Generated(pick(EXPRESSIONS), pick(storages())) : null;
        return new Column(
                name,
                type,
                random.nextBoolean(),
                generated == null ? maybe(this::defaultValue) : null,
                generated,
                null,
                null,
                maybe(this::text),
                null,
                null);
    }

    /** How a generated column may be kept. */
    protected abstract List<Generated.Storage> storages();

    private DefaultValue defaultValue() {
        return switch (random.nextInt(5)) {
            case 0 -> new DefaultValue.Literal("'" + text().replace("'", "''") + "'");
            case 1 -> new DefaultValue.Literal(pick(List.of("0", "-7", "1.5", "100000000000000000000", "0.1")));
            case 2 -> new DefaultValue.Literal(pick(List.of("true", "false")));
            case 3 -> new DefaultValue.Literal(pick(List.of("1e10", "x'ff'", "NULL", "007", "-0")));
            default -> new DefaultValue.Expression(pick(List.of("now()", "'a'::text", "(1 + 1)", "CURRENT_DATE")));
        };
    }

    private Index index(String name, List<String> columns) {
        List<IndexPart> parts = new ArrayList<>();
        for (String column : some(columns)) {
            boolean descending = random.nextInt(4) == 0;
            parts.add(decorate(
                    random.nextInt(4) == 0
                            ? new IndexPart.OfExpression(pick(EXPRESSIONS), descending, null)
                            : new IndexPart.OfColumn(column, descending, null)));
        }
        return new Index(
                name,
                random.nextBoolean(),
                false,
                parts,
                List.of(),
                maybe(() -> pick(EXPRESSIONS)),
                maybe(this::text),
                null,
                null);
    }

    private Table withForeignKeys(Table table, List<Table> all) {
        TableBuilder builder = table.toBuilder();
        for (String key : names(random.nextInt(3))) {
            Table target = pick(all);
            int count = 1
                    + random.nextInt(
                            Math.min(table.columns().size(), target.columns().size()));
            builder.foreignKey(new ForeignKey(
                    key,
                    table.columns().stream().limit(count).map(Column::name).toList(),
                    target.name(),
                    target.columns().stream().limit(count).map(Column::name).toList(),
                    pick(List.of(ReferenceAction.values())),
                    pick(List.of(ReferenceAction.values())),
                    pick(List.of(Deferrability.values())),
                    null));
        }
        return builder.build();
    }

    protected String name() {
        return pick(NAMES);
    }

    protected String text() {
        return pick(TEXTS);
    }

    protected <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    protected <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextInt(3) == 0 ? value.get() : null;
    }

    protected List<String> names(int count) {
        Set<String> names = new HashSet<>();
        List<String> ordered = new ArrayList<>();
        while (ordered.size() < count) {
            String name = name();
            if (names.add(name)) {
                ordered.add(name);
            }
        }
        return ordered;
    }

    /** At least one of these. */
    protected List<String> some(List<String> from) {
        return from.subList(0, 1 + random.nextInt(from.size()));
    }
}
