package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ColumnType.ArrayType;
import io.atlasoperator.schema.ColumnType.TypeReference;
import io.atlasoperator.schema.CompositeType;
import io.atlasoperator.schema.Domain;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.SchemaObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the named types of columns are made of, under the names they have while changes are made.
 *
 * @param composites composite types that are made anew, and what they were until then
 * @param bases what domains are over
 */
record PostgresNamedTypes(Map<QualifiedName, CompositeType> composites, Map<QualifiedName, ColumnType> bases) {
    static final PostgresNamedTypes NONE = new PostgresNamedTypes(Map.of(), Map.of());

    PostgresNamedTypes {
        composites = Map.copyOf(composites);
        bases = Map.copyOf(bases);
    }

    /** The domains of two states, of which the second is wanted. */
    static PostgresNamedTypes between(Realm from, Realm to) {
        Map<QualifiedName, ColumnType> bases = new HashMap<>();
        from.allObjects().forEach(object -> addBase(object, bases));
        to.allObjects().forEach(object -> addBase(object, bases));
        return new PostgresNamedTypes(Map.of(), bases);
    }

    private static void addBase(SchemaObject object, Map<QualifiedName, ColumnType> bases) {
        if (object instanceof Domain domain) {
            bases.put(domain.name(), domain.base());
        }
    }

    /** These, and those that some changes make anew. */
    PostgresNamedTypes with(List<Change> changes) {
        Map<QualifiedName, CompositeType> anew = new HashMap<>();
        Map<QualifiedName, ColumnType> all = new HashMap<>(bases);
        for (Change change : changes) {
            switch (change) {
                case Change.RenameObject(CompositeType _, CompositeType aside) -> anew.put(aside.name(), aside);
                case Change.AddObject(CompositeType made) -> anew.put(made.name(), made);
                case Change.RenameObject(Domain _, Domain aside) -> addBase(aside, all);
                case Change _ -> {}
            }
        }
        return new PostgresNamedTypes(anew, all);
    }

    /** The composite type that a type is, if that is made anew or was until now. */
    Optional<CompositeType> composite(ColumnType type) {
        return type instanceof TypeReference(String kind, QualifiedName name)
                ? Optional.ofNullable(composites.get(name))
                : Optional.empty();
    }

    /** What a type is where domains do not count, as far as it is known. */
    ColumnType plain(ColumnType type) {
        return switch (type) {
            case ArrayType(ColumnType element) -> new ArrayType(plain(element));
            case TypeReference(String kind, QualifiedName name) when bases.containsKey(name) -> plain(bases.get(name));
            case ColumnType _ -> type;
        };
    }
}
