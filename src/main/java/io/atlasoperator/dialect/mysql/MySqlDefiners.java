package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Trigger;
import io.atlasoperator.schema.View;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whose rights objects have: what a desired state does not say of one that is there stays as it is. */
final class MySqlDefiners {
    private MySqlDefiners() {}

    /** The desired realm with the definers that its objects have now where it says none. */
    static Realm align(Realm from, Realm to) {
        Map<ObjectKey, SchemaObject> current = new HashMap<>();
        from.allObjects()
                .filter(object -> definer(object) != null)
                .forEach(object -> current.put(object.key(), object));
        if (current.isEmpty()) {
            return to;
        }
        return to.mapSchemas(schema -> schema.withObjects(schema.objects().stream()
                .map(object -> {
                    @Nullable SchemaObject known = current.get(object.key());
                    return known == null || definer(object) != null ? object : with(object, definer(known));
                })
                .toList()));
    }

    private static @Nullable String definer(SchemaObject object) {
        return switch (object) {
            case View view -> MySqlViewOptions.of(view).definer();
            case Routine routine -> MySqlRoutineOptions.of(routine).definer();
            case Trigger trigger -> MySqlTriggerOptions.of(trigger).definer();
            case MySqlEvent event -> event.definer();
            case SchemaObject _ -> null;
        };
    }

    private static SchemaObject with(SchemaObject object, @Nullable String definer) {
        return switch (object) {
            case View view -> {
                MySqlViewOptions own = MySqlViewOptions.of(view);
                yield new View(
                        view.name(),
                        view.materialized(),
                        view.columns(),
                        view.definition(),
                        view.indexes(),
                        view.comment(),
                        new MySqlViewOptions(own.algorithm(), definer, own.invoker(), own.checkOption()),
                        view.range());
            }
            case Routine routine -> {
                MySqlRoutineOptions own = MySqlRoutineOptions.of(routine);
                yield new Routine(
                        routine.name(),
                        routine.type(),
                        routine.arguments(),
                        routine.returns(),
                        routine.language(),
                        routine.body(),
                        routine.comment(),
                        new MySqlRoutineOptions(
                                definer, own.invoker(), own.deterministic(), own.dataAccess(), own.parameters()),
                        routine.range());
            }
            case Trigger trigger -> {
                MySqlTriggerOptions own = MySqlTriggerOptions.of(trigger);
                yield new Trigger(
                        trigger.table(),
                        trigger.triggerName(),
                        trigger.timing(),
                        trigger.events(),
                        trigger.updateOf(),
                        trigger.forEachRow(),
                        trigger.condition(),
                        trigger.action(),
                        trigger.comment(),
                        new MySqlTriggerOptions(definer, own.follows(), own.precedes()),
                        trigger.range());
            }
            case MySqlEvent event ->
                new MySqlEvent(
                        event.name(),
                        event.schedule(),
                        event.preserve(),
                        event.status(),
                        event.body(),
                        definer,
                        event.comment(),
                        event.range());
            case SchemaObject other -> other;
        };
    }
}
