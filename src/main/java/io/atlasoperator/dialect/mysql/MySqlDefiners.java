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

/**
 * Whose rights objects have, and the mode that they were made in: what a desired state does not say of one that is there
 * stays as it is.
 */
final class MySqlDefiners {
    private MySqlDefiners() {}

    /**
     * What is said of an object.
     *
     * @param definer whose rights it has, or null
     * @param mode the mode that it was made in, or null
     */
    private record Said(@Nullable String definer, @Nullable MySqlMode mode) {
        static final Said NOTHING = new Said(null, null);

        boolean isAnything() {
            return definer != null || mode != null;
        }

        /** This, or what another says where this says nothing; a mode that our sessions have anyway need not be said. */
        Said or(Said other, MySqlMode usual) {
            @Nullable MySqlMode wanted = other.mode == null && mode != null ? mode.unless(usual) : mode;
            return new Said(definer == null ? other.definer : definer, wanted == null ? other.mode : wanted);
        }
    }

    /**
     * The desired realm with the definers and modes that its objects have now where it says none.
     *
     * @param usual the mode of our sessions
     */
    static Realm align(Realm from, Realm to, MySqlMode usual) {
        Map<ObjectKey, Said> current = new HashMap<>();
        from.allObjects()
                .filter(object -> said(object).isAnything())
                .forEach(object -> current.put(object.key(), said(object)));
        if (current.isEmpty() && to.allObjects().allMatch(object -> said(object).mode() == null)) {
            return to;
        }
        return to.mapSchemas(schema -> schema.withObjects(schema.objects().stream()
                .map(object -> {
                    Said own = said(object);
                    Said all = own.or(current.getOrDefault(object.key(), Said.NOTHING), usual);
                    return all.equals(own) ? object : with(object, all);
                })
                .toList()));
    }

    private static Said said(SchemaObject object) {
        return switch (object) {
            case View view -> new Said(MySqlViewOptions.of(view).definer(), null);
            case Routine routine ->
                new Said(
                        MySqlRoutineOptions.of(routine).definer(),
                        MySqlRoutineOptions.of(routine).mode());
            case Trigger trigger ->
                new Said(
                        MySqlTriggerOptions.of(trigger).definer(),
                        MySqlTriggerOptions.of(trigger).mode());
            case MySqlEvent event -> new Said(event.definer(), event.mode());
            case SchemaObject _ -> Said.NOTHING;
        };
    }

    private static SchemaObject with(SchemaObject object, Said said) {
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
                        new MySqlViewOptions(own.algorithm(), said.definer(), own.invoker(), own.checkOption()),
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
                                said.definer(),
                                own.invoker(),
                                own.deterministic(),
                                own.dataAccess(),
                                own.parameters(),
                                said.mode()),
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
                        new MySqlTriggerOptions(said.definer(), own.follows(), own.precedes(), said.mode()).orNull(),
                        trigger.range());
            }
            case MySqlEvent event ->
                new MySqlEvent(
                        event.name(),
                        event.schedule(),
                        event.preserve(),
                        event.status(),
                        event.body(),
                        said.definer(),
                        said.mode(),
                        event.comment(),
                        event.range());
            case SchemaObject other -> other;
        };
    }
}
