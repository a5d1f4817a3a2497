package io.atlasoperator.spec;

import io.atlasoperator.schema.EnumType;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which relations and enums are written with their schema. Those whose name several schemas have are; so is whatever has
 * the name of a schema that then qualifies another, as a reference could not tell them apart.
 */
final class Qualification {
    private final Set<String> tables;
    private final Set<String> enums;

    Qualification(Realm realm) {
        tables = names(realm.schemas().stream()
                .flatMap(schema -> Stream.concat(
                        schema.tables().stream().map(Table::name),
                        schema.objects().stream()
                                .filter(object -> object.key().namespace() == ObjectKey.Namespace.RELATION)
                                .map(SchemaObject::name)))
                .toList());
        enums = names(realm.schemas().stream()
                .flatMap(schema -> schema.enums().stream())
                .map(EnumType::name)
                .toList());
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
        return labels(tables, name);
    }

    /** The labels of an enum's block. */
    List<String> enumLabels(QualifiedName name) {
        return labels(enums, name);
    }

    private static List<String> labels(Set<String> qualified, QualifiedName name) {
        return qualified.contains(name.name()) ? List.of(name.schema(), name.name()) : List.of(name.name());
    }
}
