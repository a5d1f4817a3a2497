package io.atlasoperator.dialect.mysql;

import io.atlasoperator.diff.DiffException;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.CompositeType;
import io.atlasoperator.schema.DialectObject;
import io.atlasoperator.schema.Domain;
import io.atlasoperator.schema.EnumType;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Rename;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Sequence;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.Trigger;
import io.atlasoperator.schema.View;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names that are the same whatever the case of their letters: those of columns, indexes, constraints, routines and events
 * always, those of schemas, tables and triggers where the server takes them so. To drop {@code Email} and add {@code email} would lose
 * what it holds.
 */
final class MySqlSpelling {
    private final boolean foldsNames;
    private final boolean foldsTriggers;
    private final Map<QualifiedName, QualifiedName> relations = new HashMap<>();
    private final Map<ObjectKey, String> objects = new HashMap<>();
    private final Map<QualifiedName, Parts> parts = new HashMap<>();

    private MySqlSpelling(Realm current, MySqlFlavor flavor) {
        this.foldsNames = flavor.foldsNames();
        this.foldsTriggers = flavor.foldsTriggers();
        current.schemas().forEach(schema -> {
            schema.tables().forEach(table -> {
                relations.put(folded(table.name()), table.name());
                parts.put(table.name(), Parts.of(table));
            });
            schema.objects().forEach(this::add);
        });
    }

    private void add(SchemaObject object) {
        if (object.key().namespace() == ObjectKey.Namespace.RELATION) {
            relations.put(folded(object.name()), object.name());
        } else {
            objects.put(folded(object.key()), object.name().name());
        }
    }

    /**
     * How the parts of a table are spelt, by their names in lower case.
     *
     * @param constraints foreign keys and checks
     */
    private record Parts(Map<String, String> columns, Map<String, String> indexes, Map<String, String> constraints) {
        static final Parts NONE = new Parts(Map.of(), Map.of(), Map.of());

        static Parts of(Table table) {
            return new Parts(
                    byFolded(table.columns().stream().map(Column::name)),
                    byFolded(table.indexes().stream().map(Index::name)),
                    byFolded(Stream.concat(
                            table.foreignKeys().stream().map(ForeignKey::name),
                            table.checks().stream().flatMap(check -> Stream.ofNullable(check.name())))));
        }

        private static Map<String, String> byFolded(Stream<String> names) {
            Map<String, String> found = new HashMap<>();
            names.forEach(name -> found.put(folded(name), name));
            return found;
        }

        String column(String name) {
            return columns.getOrDefault(folded(name), name);
        }

        String index(String name) {
            return indexes.getOrDefault(folded(name), name);
        }

        @Nullable
        String constraint(@Nullable String name) {
            return name == null ? null : constraints.getOrDefault(folded(name), name);
        }
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private QualifiedName folded(QualifiedName name) {
        return foldsNames ? new QualifiedName(folded(name.schema()), folded(name.name())) : name;
    }

    private ObjectKey folded(ObjectKey key) {
        String schema = foldsNames ? folded(key.name().schema()) : key.name().schema();
        boolean keeps = key.namespace() == ObjectKey.Namespace.TRIGGER && !foldsTriggers;
        return new ObjectKey(
                key.namespace(),
                new QualifiedName(
                        schema, keeps ? key.name().name() : folded(key.name().name())),
                foldsNames ? folded(key.detail()) : key.detail());
    }

    /**
     * The wanted realm, in which what is there already is spelt as it is there.
     *
     * @throws DiffException if two names of it are one to the server
     */
    static Realm align(Realm current, Realm wanted, MySqlFlavor flavor) {
        Realm spelt = flavor.foldsNames() ? schemas(current, wanted) : wanted;
        MySqlSpelling spelling = new MySqlSpelling(current, flavor);
        return spelt.mapSchemas(spelling::align)
                .withRenames(spelt.renames().stream().map(spelling::align).toList());
    }

    private static Realm schemas(Realm current, Realm wanted) {
        requireDistinct("schema", "the server", wanted.schemas().stream().map(Schema::name));
        Map<String, String> known = new HashMap<>();
        current.schemas().forEach(schema -> known.put(folded(schema.name()), schema.name()));
        Realm spelt = wanted;
        for (Schema schema : wanted.schemas()) {
            spelt = spelt.renameSchema(schema.name(), known.getOrDefault(folded(schema.name()), schema.name()));
        }
        return spelt;
    }

    private static void requireDistinct(String kind, String where, Stream<String> names) {
        Map<String, String> known = new HashMap<>();
        names.forEach(name -> {
            @Nullable String other = known.put(folded(name), name);
            if (other != null) {
                throw new DiffException(kind + " \"" + other + "\" and " + kind + " \"" + name + "\" are one to "
                        + where + ", which does not tell upper from lower case: give one of them another name");
            }
        });
    }

    private Schema align(Schema wanted) {
        if (foldsNames) {
            Stream<QualifiedName> names = Stream.concat(
                    wanted.tables().stream().map(Table::name),
                    wanted.objects().stream()
                            .filter(object -> object.key().namespace() == ObjectKey.Namespace.RELATION)
                            .map(SchemaObject::name));
            requireDistinct("table", "the server", names.map(QualifiedName::name));
        }
        return wanted.withTables(wanted.tables().stream().map(this::align).toList())
                .withObjects(wanted.objects().stream().map(this::align).toList());
    }

    private QualifiedName relation(QualifiedName name) {
        return relations.getOrDefault(folded(name), name);
    }

    private QualifiedName object(SchemaObject object) {
        return new QualifiedName(
                object.name().schema(),
                objects.getOrDefault(folded(object.key()), object.name().name()));
    }

    private SchemaObject align(SchemaObject wanted) {
        return switch (wanted) {
            case View view -> view.renamed(relation(view.name())).orElseThrow();
            case Sequence sequence ->
                sequence.renamed(relation(sequence.name())).orElse(sequence);
            case Trigger trigger -> align(trigger);
            case Routine routine ->
                new Routine(
                        object(routine),
                        routine.type(),
                        routine.arguments(),
                        routine.returns(),
                        routine.language(),
                        routine.body(),
                        routine.comment(),
                        routine.options(),
                        routine.range());
            case MySqlEvent event -> event.renamed(object(event)).orElseThrow();
            case EnumType other -> other;
            case Domain other -> other;
            case CompositeType other -> other;
            case DialectObject other -> other;
        };
    }

    private Trigger align(Trigger trigger) {
        Trigger moved = trigger.renameTable(trigger.table(), relation(trigger.table()));
        MySqlTriggerOptions own = MySqlTriggerOptions.of(trigger);
        return new Trigger(
                moved.table(),
                object(moved).name(),
                moved.timing(),
                moved.events(),
                moved.updateOf(),
                moved.forEachRow(),
                moved.condition(),
                moved.action(),
                moved.comment(),
                new MySqlTriggerOptions(
                                own.definer(),
                                trigger(moved, own.follows()),
                                trigger(moved, own.precedes()),
                                own.mode())
                        .orNull(),
                moved.range());
    }

    /** Another trigger of the same table. */
    private @Nullable String trigger(Trigger one, @Nullable String other) {
        return other == null
                ? null
                : objects.getOrDefault(
                        folded(new ObjectKey(
                                ObjectKey.Namespace.TRIGGER,
                                new QualifiedName(one.table().schema(), other),
                                one.table().name())),
                        other);
    }

    private Table align(Table wanted) {
        QualifiedName name = relation(wanted.name());
        Parts own = parts.getOrDefault(name, Parts.NONE);
        String where = "table \"" + name.name() + "\"";
        requireDistinct("column", where, wanted.columns().stream().map(Column::name));
        requireDistinct(
                "index", where, wanted.indexes().stream().map(Index::name).filter(index -> !index.isEmpty()));
        @Nullable PrimaryKey key = wanted.primaryKey();
        return new Table(
                name,
                wanted.columns().stream()
                        .map(column -> column.withName(own.column(column.name())))
                        .toList(),
                key == null
                        ? null
                        : new PrimaryKey(
                                key.name(), align(own, key.parts()), key.include(), key.options(), key.range()),
                wanted.indexes().stream().map(index -> align(own, index)).toList(),
                wanted.foreignKeys().stream()
                        .map(foreign -> align(own, foreign))
                        .toList(),
                wanted.checks().stream()
                        .map(check -> new Check(
                                own.constraint(check.name()),
                                check.expression(),
                                check.enforced(),
                                check.noInherit(),
                                check.options(),
                                check.range()))
                        .toList(),
                wanted.comment(),
                wanted.options(),
                wanted.range());
    }

    private static Index align(Parts own, Index index) {
        return new Index(
                own.index(index.name()),
                index.unique(),
                index.constraint(),
                align(own, index.parts()),
                index.include(),
                index.predicate(),
                index.comment(),
                index.options(),
                index.range());
    }

    private static List<IndexPart> align(Parts own, List<IndexPart> written) {
        return written.stream()
                .map(part -> part instanceof IndexPart.OfColumn(var column, var descending, var options)
                        ? new IndexPart.OfColumn(own.column(column), descending, options)
                        : part)
                .toList();
    }

    private ForeignKey align(Parts own, ForeignKey key) {
        QualifiedName target = relation(key.refTable());
        Parts other = parts.getOrDefault(target, Parts.NONE);
        return new ForeignKey(
                String.valueOf(own.constraint(key.name())),
                key.columns().stream().map(own::column).toList(),
                target,
                key.refColumns().stream().map(other::column).toList(),
                key.onUpdate(),
                key.onDelete(),
                key.deferrability(),
                key.options(),
                key.range());
    }

    private Rename align(Rename hint) {
        QualifiedName object = relation(hint.object());
        Parts own = parts.getOrDefault(object, Parts.NONE);
        return switch (hint.what()) {
            case RELATION ->
                new Rename(
                        hint.what(),
                        object,
                        hint.part(),
                        relation(hint.oldObject()).name(),
                        hint.range());
            case COLUMN ->
                new Rename(hint.what(), object, own.column(hint.part()), own.column(hint.oldName()), hint.range());
            case INDEX ->
                new Rename(hint.what(), object, own.index(hint.part()), own.index(hint.oldName()), hint.range());
            case CONSTRAINT ->
                new Rename(
                        hint.what(),
                        object,
                        String.valueOf(own.constraint(hint.part())),
                        String.valueOf(own.constraint(hint.oldName())),
                        hint.range());
            case TYPE -> hint;
        };
    }
}
