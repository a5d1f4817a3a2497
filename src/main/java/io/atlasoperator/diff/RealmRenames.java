package io.atlasoperator.diff;

import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Dependencies;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a state is after something in it got another name, as the server carries the name through all references. */
final class RealmRenames {

    private RealmRenames() {}

    /** The realm with a table under another name. */
    static Realm table(Realm realm, QualifiedName from, QualifiedName to) {
        Map<ObjectKey, ObjectKey> keys = new HashMap<>();
        keys.put(ObjectKey.relation(from), ObjectKey.relation(to));
        UnaryOperator<SchemaObject> renameOwner = object -> {
            SchemaObject renamed = object.renameTable(from, to);
            keys.put(object.key(), renamed.key());
            return renamed;
        };
        Realm renamed = mapTables(realm, table -> {
                    Table references = table.toBuilder()
                            .foreignKeys(table.foreignKeys().stream()
                                    .map(key -> key.refTable().equals(from) ? withTable(key, to) : key)
                                    .toList())
                            .options(
                                    table.options() == null
                                            ? null
                                            : table.options().renameTable(from, to))
                            .build();
                    return table.name().equals(from) ? withName(references, to) : references;
                })
                .mapSchemas(schema -> schema.withObjects(
                        schema.objects().stream().map(renameOwner).toList()));
        return withDependencies(renamed, renamed.dependencies().renameKeys(keys));
    }

    /** The realm with an object under another name, or nothing if such an object can't be renamed. */
    static Optional<Realm> object(Realm realm, SchemaObject object, QualifiedName to) {
        return object.renamed(to).map(renamed -> {
            Realm changed = realm.mapSchemas(schema -> schema.withObjects(schema.objects().stream()
                    .map(other -> other.equals(object) ? renamed : other)
                    .toList()));
            Map<ObjectKey, ObjectKey> keys = new HashMap<>();
            keys.put(object.key(), renamed.key());
            if (object.key().namespace() == ObjectKey.Namespace.TYPE) {
                changed = mapTables(
                                changed,
                                table -> table.toBuilder()
                                        .columns(table.columns().stream()
                                                .map(column -> column.withType(
                                                        column.type().renameType(object.name(), to)))
                                                .toList())
                                        .build())
                        .mapSchemas(schema -> schema.withObjects(schema.objects().stream()
                                .map(other -> {
                                    SchemaObject speaking = other.renameType(object.name(), to);
                                    // Routines are told apart by the types of their arguments.
                                    keys.putIfAbsent(other.key(), speaking.key());
                                    return speaking;
                                })
                                .toList()));
            }
            if (object.key().namespace() == ObjectKey.Namespace.RELATION) {
                changed = changed.mapSchemas(schema -> schema.withObjects(schema.objects().stream()
                        .map(other -> {
                            SchemaObject part = other.renameTable(object.name(), to);
                            keys.put(other.key(), part.key());
                            return part;
                        })
                        .toList()));
            }
            return withDependencies(changed, changed.dependencies().renameKeys(keys));
        });
    }

    /** The realm with a column under another name, in the tables below that inherit it too. */
    static Realm column(Realm realm, QualifiedName name, String from, String to, DiffRules rules) {
        Realm renamed = columnAlone(realm, name, from, to, rules);
        ObjectKey above = ObjectKey.relation(name);
        for (Table below : renamed.schemas().stream()
                .flatMap(schema -> schema.tables().stream())
                .toList()) {
            if (below.options() != null
                    && below.options().needs().contains(above)
                    && below.column(from).isPresent()) {
                renamed = column(renamed, below.name(), from, to, rules);
            }
        }
        return renamed;
    }

    private static Realm columnAlone(Realm realm, QualifiedName name, String from, String to, DiffRules rules) {
        UnaryOperator<String> rename = column -> column.equals(from) ? to : column;
        Realm renamed = mapTables(realm, table -> {
                    Table own = table.name().equals(name) ? column(table, from, to, rules) : table;
                    return own.toBuilder()
                            .foreignKeys(own.foreignKeys().stream()
                                    .map(key -> key.refTable().equals(name)
                                            ? withColumns(
                                                    key,
                                                    key.columns(),
                                                    key.refColumns().stream()
                                                            .map(rename)
                                                            .toList())
                                            : key)
                                    .toList())
                            .build();
                })
                .mapSchemas(schema -> schema.withObjects(schema.objects().stream()
                        .map(object -> object.renameColumn(name, from, to))
                        .toList()));
        return withDependencies(renamed, renamed.dependencies().renameColumn(ObjectKey.relation(name), from, to));
    }

    private static Table column(Table table, String from, String to, DiffRules rules) {
        UnaryOperator<String> rename = column -> column.equals(from) ? to : column;
        UnaryOperator<String> inText = text -> rules.renameInText(text, from, to);
        @Nullable PrimaryKey key = table.primaryKey();
        @Nullable TableOptions options = table.options();
        return table.toBuilder()
                .columns(table.columns().stream()
                        .map(column -> {
                            Column renamed = column.name().equals(from) ? column.withName(to) : column;
                            @Nullable Generated generated = renamed.generated();
                            return generated == null
                                    ? renamed
                                    : renamed.withGenerated(
                                            new Generated(inText.apply(generated.expression()), generated.storage()));
                        })
                        .toList())
                .primaryKey(
                        key == null
                                ? null
                                : new PrimaryKey(
                                        key.name(),
                                        parts(key.parts(), rename, inText),
                                        key.include().stream().map(rename).toList(),
                                        key.options(),
                                        key.range()))
                .indexes(table.indexes().stream()
                        .map(index -> new Index(
                                index.name(),
                                index.unique(),
                                index.constraint(),
                                parts(index.parts(), rename, inText),
                                index.include().stream().map(rename).toList(),
                                index.predicate() == null ? null : inText.apply(index.predicate()),
                                index.comment(),
                                index.options(),
                                index.range()))
                        .toList())
                .foreignKeys(table.foreignKeys().stream()
                        .map(foreign -> withColumns(
                                foreign, foreign.columns().stream().map(rename).toList(), foreign.refColumns()))
                        .toList())
                .checks(table.checks().stream()
                        .map(check -> new Check(
                                check.name(),
                                inText.apply(check.expression()),
                                check.enforced(),
                                check.noInherit(),
                                check.options(),
                                check.range()))
                        .toList())
                .options(options == null ? null : options.renameColumn(from, to))
                .build();
    }

    private static List<IndexPart> parts(
            List<IndexPart> parts, UnaryOperator<String> rename, UnaryOperator<String> inText) {
        return parts.stream()
                .<IndexPart>map(part -> switch (part) {
                    case IndexPart.OfColumn column ->
                        new IndexPart.OfColumn(rename.apply(column.column()), column.descending(), column.options());
                    case IndexPart.OfExpression expression ->
                        new IndexPart.OfExpression(
                                inText.apply(expression.expression()), expression.descending(), expression.options());
                })
                .toList();
    }

    /** The realm with an index of a table under another name. */
    static Realm index(Realm realm, Table table, String from, String to) {
        return replace(
                realm,
                table.toBuilder()
                        .indexes(table.indexes().stream()
                                .map(index -> index.name().equals(from) ? index.withName(to) : index)
                                .toList())
                        .build());
    }

    /** The table with a check, a foreign key or the primary key under another name. */
    static Table constraint(Table table, String from, String to) {
        @Nullable PrimaryKey key = table.primaryKey();
        return table.toBuilder()
                .primaryKey(
                        key != null && from.equals(key.name())
                                ? new PrimaryKey(to, key.parts(), key.include(), key.options(), key.range())
                                : key)
                .foreignKeys(table.foreignKeys().stream()
                        .map(foreign -> foreign.name().equals(from) ? withName(foreign, to) : foreign)
                        .toList())
                .checks(table.checks().stream()
                        .map(check -> from.equals(check.name()) ? check.withName(to) : check)
                        .toList())
                .build();
    }

    /** The realm with this table in the place of the one of its name. */
    static Realm replace(Realm realm, Table table) {
        return mapTables(realm, other -> other.name().equals(table.name()) ? table : other);
    }

    private static Realm mapTables(Realm realm, UnaryOperator<Table> change) {
        return realm.mapSchemas(
                schema -> schema.withTables(schema.tables().stream().map(change).toList()));
    }

    private static Realm withDependencies(Realm realm, Dependencies dependencies) {
        return new Realm(realm.schemas(), realm.objects(), dependencies, realm.renames());
    }

    private static Table withName(Table table, QualifiedName name) {
        return new Table(
                name,
                table.columns(),
                table.primaryKey(),
                table.indexes(),
                table.foreignKeys(),
                table.checks(),
                table.comment(),
                table.options(),
                table.range());
    }

    private static ForeignKey withTable(ForeignKey key, QualifiedName table) {
        return new ForeignKey(
                key.name(),
                key.columns(),
                table,
                key.refColumns(),
                key.onUpdate(),
                key.onDelete(),
                key.deferrability(),
                key.options(),
                key.range());
    }

    private static ForeignKey withColumns(ForeignKey key, List<String> columns, List<String> refColumns) {
        return new ForeignKey(
                key.name(),
                columns,
                key.refTable(),
                refColumns,
                key.onUpdate(),
                key.onDelete(),
                key.deferrability(),
                key.options(),
                key.range());
    }

    private static ForeignKey withName(ForeignKey key, String name) {
        return new ForeignKey(
                name,
                key.columns(),
                key.refTable(),
                key.refColumns(),
                key.onUpdate(),
                key.onDelete(),
                key.deferrability(),
                key.options(),
                key.range());
    }
}
