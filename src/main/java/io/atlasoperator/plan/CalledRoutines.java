package io.atlasoperator.plan;

import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The routines that a state's SQL calls by name. */
public final class CalledRoutines {
    private static final Pattern CALL =
            Pattern.compile("(?:\"((?:[^\"]++|\"\")++)\"|`((?:[^`]++|``)++)`|([\\p{L}_][\\p{L}\\p{N}_$]*+))\\s*+\\(");

    private CalledRoutines() {}

    /**
     * A state together with the routines of another that it calls, or that these call, and that it does not have itself.
     *
     * @param state the state as it is written
     * @param base where the routines may be; its schemas are called as those of the state
     */
    public static Realm borrowed(Realm state, Realm base) {
        Set<String> known = new HashSet<>();
        List<String> texts = new ArrayList<>();
        for (SchemaObject object : state.allObjects().toList()) {
            texts.addAll(object.texts());
            if (object instanceof Routine routine) {
                known.add(name(routine));
            }
        }
        for (Schema schema : state.schemas()) {
            for (Table table : schema.tables()) {
                texts.addAll(WrittenDependencies.texts(table));
            }
        }
        Set<Routine> called = new HashSet<>();
        for (int next = 0; next < texts.size(); next++) {
            Set<String> names = calls(texts.get(next));
            for (SchemaObject object : base.allObjects().toList()) {
                if (object instanceof Routine routine
                        && names.contains(name(routine))
                        && !known.contains(name(routine))
                        && called.add(routine)) {
                    texts.addAll(routine.texts());
                }
            }
        }
        return called.isEmpty() ? state : state.mapSchemas(schema -> with(schema, called, base));
    }

    private static Schema with(Schema schema, Set<Routine> called, Realm base) {
        List<SchemaObject> objects = new ArrayList<>(schema.objects());
        base.schema(schema.name())
                .ifPresent(other -> other.objects().stream()
                        .filter(object -> object instanceof Routine routine && called.contains(routine))
                        .forEach(objects::add));
        return schema.withObjects(objects);
    }

    private static Set<String> calls(String text) {
        Set<String> names = new HashSet<>();
        Matcher call = CALL.matcher(text);
        while (call.find()) {
            String name = call.group(1) != null
                    ? call.group(1).replace("\"\"", "\"")
                    : call.group(2) != null ? call.group(2).replace("``", "`") : call.group(3);
            names.add(name.toLowerCase(Locale.ROOT));
        }
        return names;
    }

    private static String name(Routine routine) {
        return routine.name().name().toLowerCase(Locale.ROOT);
    }
}
