package io.atlasoperator.plan;

import io.atlasoperator.schema.Dependencies;
import io.atlasoperator.schema.Dependencies.Dependency;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the things of a state seem to need: whatever their SQL mentions by name. It only serves to order what is made, so
 * a mention too many does no harm.
 */
final class WrittenDependencies {
    /** A name as it stands in SQL, quoted or not; names inside literals, as in {@code nextval('s')}, count too. */
    private static final Pattern NAME =
            Pattern.compile("\"((?:[^\"]++|\"\")++)\"|`((?:[^`]++|``)++)`|([\\p{L}_][\\p{L}\\p{N}_$]*)");

    private final Map<String, List<ObjectKey>> byName = new HashMap<>();
    private final List<Dependency> found = new ArrayList<>();

    private WrittenDependencies(Realm realm) {
        realm.schemas().forEach(schema -> schema.tables().forEach(table -> add(table.key())));
        realm.allObjects().filter(SchemaObject::isNamedInSql).forEach(object -> add(object.key()));
    }

    /** What each thing can't be made without, as far as its texts say it. */
    static Dependencies of(Realm realm) {
        WrittenDependencies written = new WrittenDependencies(realm);
        realm.schemas()
                .forEach(schema -> schema.tables().forEach(table -> written.mentions(table.key(), texts(table))));
        realm.schemas().forEach(schema -> schema.tables().forEach(written::options));
        realm.allObjects().forEach(object -> written.mentions(object.key(), object.texts()));
        return Dependencies.of(written.found);
    }

    /** What the bodies of routines mention that the server looks into, which no server tells. */
    static Dependencies ofBodies(Realm realm) {
        List<Routine> looked = realm.allObjects()
                .filter(Routine.class::isInstance)
                .map(Routine.class::cast)
                .filter(routine -> !routine.body().checked().isEmpty())
                .toList();
        if (looked.isEmpty()) {
            return Dependencies.NONE;
        }
        WrittenDependencies written = new WrittenDependencies(realm);
        looked.forEach(routine -> written.mentions(routine.key(), routine.body().checked()));
        return Dependencies.of(written.found);
    }

    private void options(Table table) {
        if (table.options() != null) {
            table.options().needs().forEach(needed -> found.add(new Dependency(table.key(), needed, null)));
        }
    }

    private void add(ObjectKey key) {
        byName.computeIfAbsent(key.name().name().toLowerCase(Locale.ROOT), unused -> new ArrayList<>())
                .add(key);
    }

    private void mentions(ObjectKey dependent, List<String> texts) {
        Set<String> names = new HashSet<>();
        for (String text : texts) {
            for (String name : names(text)) {
                if (names.add(name)) {
                    byName.getOrDefault(name, List.of())
                            .forEach(key -> found.add(new Dependency(dependent, key, null)));
                }
            }
        }
    }

    /** Every name in a piece of SQL, in lower case. */
    static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        Matcher name = NAME.matcher(text);
        while (name.find()) {
            String mentioned = name.group(1) != null
                    ? name.group(1).replace("\"\"", "\"")
                    : name.group(2) != null ? name.group(2).replace("``", "`") : name.group(3);
            names.add(mentioned.toLowerCase(Locale.ROOT));
        }
        return names;
    }

    /** The pieces of SQL in a table. */
    static List<String> texts(Table table) {
        List<String> texts = new ArrayList<>();
        table.columns().forEach(column -> {
            texts.add(column.type().name());
            if (column.defaultValue() != null) {
                texts.add(column.defaultValue().sql());
            }
            if (column.generated() != null) {
                texts.add(column.generated().expression());
            }
            if (column.collation() != null) {
                texts.add(column.collation());
            }
        });
        table.checks().forEach(check -> texts.add(check.expression()));
        table.indexes().forEach(index -> texts.addAll(texts(index)));
        return texts;
    }

    /** The pieces of SQL in an index. */
    static List<String> texts(Index index) {
        List<String> texts = new ArrayList<>();
        if (index.predicate() != null) {
            texts.add(index.predicate());
        }
        for (IndexPart part : index.parts()) {
            if (part instanceof IndexPart.OfExpression expression) {
                texts.add(expression.expression());
            }
            if (part.options() != null) {
                texts.addAll(part.options().texts());
            }
        }
        return texts;
    }
}
