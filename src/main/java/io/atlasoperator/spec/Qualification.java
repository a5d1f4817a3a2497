package io.atlasoperator.spec;

import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which relations and types are written with their schema. Those whose name several schemas have are; so is whatever has
 * the name of a schema that then qualifies another, as a reference could not tell them apart.
 */
final class Qualification {
    private final Set<String> tables;
    private final Set<String> types;
    private final Map<QualifiedName, String> relationKinds = new HashMap<>();
    /** The functions that are called without arguments. */
    private final Set<QualifiedName> functions;

    private final Set<String> schemas;

    private final Set<String> qualifiedFunctions;

    Qualification(Realm realm) {
        tables = names(realm.schemas().stream()
                .flatMap(schema -> Stream.concat(
                        schema.tables().stream().map(Table::name),
                        schema.objects().stream()
                                .filter(object -> object.key().namespace() == ObjectKey.Namespace.RELATION)
                                .map(SchemaObject::name)))
                .toList());
        types = names(realm.schemas().stream()
                .flatMap(schema -> schema.objects().stream())
                .filter(object -> object.key().namespace() == ObjectKey.Namespace.TYPE)
                .map(SchemaObject::name)
                .toList());
        List<QualifiedName> plain = realm.allObjects()
                .filter(object -> object.kind().equals("function")
                        && object.key().detail().isEmpty())
                .map(SchemaObject::name)
                .toList();
        realm.schemas().forEach(schema -> schema.tables().forEach(table -> relationKinds.put(table.name(), "table")));
        realm.allObjects()
                .filter(object -> object.key().namespace() == ObjectKey.Namespace.RELATION)
                .forEach(object -> relationKinds.put(object.name(), object.kind()));
        functions = Set.copyOf(plain);
        qualifiedFunctions = names(plain);
        schemas = realm.schemas().stream().map(Schema::name).collect(Collectors.toSet());
    }

    private static Set<String> names(List<QualifiedName> all) {
        Map<String, Integer> count = new HashMap<>();
        all.forEach(name -> count.merge(name.name(), 1, Integer::sum));
        Set<String> qualified = new HashSet<>();
        count.forEach((name, times) -> {
            if (times > 1) {
                qualified.add(name);
            }
        });
        boolean grew = true;
        while (grew) {
            Set<String> qualifiers = new HashSet<>();
            all.stream().filter(name -> qualified.contains(name.name())).forEach(name -> qualifiers.add(name.schema()));
            qualifiers.retainAll(count.keySet());
            grew = qualified.addAll(qualifiers);
        }
        return qualified;
    }

    /** The labels of the block of a table, a view or a sequence. */
    List<String> tableLabels(QualifiedName name) {
        // What is in a schema that nobody looks at is no table of this file.
        return schemas.contains(name.schema()) ? labels(tables, name) : List.of(name.schema(), name.name());
    }

    /** Whether there is a table, a view or a sequence of that name. */
    boolean hasRelation(QualifiedName name) {
        return relationKinds.containsKey(name);
    }

    /** The type of the block of a table, a view or a sequence. */
    String relationKind(QualifiedName name) {
        return relationKinds.getOrDefault(name, "table");
    }

    /** The labels of the block of an enum or another type. */
    List<String> typeLabels(QualifiedName name) {
        return labels(types, name);
    }

    /** How a reference to a function without arguments goes on, or nothing if there is none of that name. */
    Optional<List<String>> functionLabels(QualifiedName name) {
        return functions.contains(name) ? Optional.of(labels(qualifiedFunctions, name)) : Optional.empty();
    }

    private static List<String> labels(Set<String> qualified, QualifiedName name) {
        return qualified.contains(name.name()) ? List.of(name.schema(), name.name()) : List.of(name.name());
    }
}
