package io.atlasoperator.engine;

import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What lies outside the schemas that a state is about. A script that makes something there wants something that is not
 * looked at, so it would be ignored without a word.
 */
final class Outskirts {
    private static final String EXTENSION = "extension";

    private final Session dev;
    private final List<String> inside;
    private final Set<String> before;

    private Outskirts(Session dev, List<String> inside, Set<String> before) {
        this.dev = dev;
        this.inside = inside;
        this.before = before;
    }

    /** What is there before the scripts run. */
    static Outskirts of(Session dev, List<String> schemas) {
        // Where others have their schemas beside, what comes and goes there is theirs.
        boolean alone = !dev.dialect().devSpace().hasNeighbors();
        List<String> inside =
                dev.scope() instanceof Scope.OneSchema(String name) ? alone ? List.of(name) : List.of() : schemas;
        return new Outskirts(dev, inside, inside.isEmpty() ? Set.of() : names(dev, inside));
    }

    /**
     * Looks again.
     *
     * @param seen the state as it is looked at
     * @throws EngineException that names what the scripts made outside
     */
    void requireUnchanged(Realm seen) {
        if (inside.isEmpty()) {
            return;
        }
        Set<String> made = names(dev, inside);
        made.removeAll(before);
        made.removeAll(ofRealm(seen));
        if (!made.isEmpty()) {
            throw EngineException.permanent(
                    Reason.DESIRED_STATE,
                    "the desired state makes " + String.join(", ", made) + ", but only "
                            + (inside.size() == 1 ? "schema " : "schemas ") + String.join(", ", inside)
                            + " is looked at: name the schema of each object, list its schema too (schemas, --schema),"
                            + " or use a URL that is not bound to one schema");
        }
    }

    /** What lives in no schema. */
    private static Set<String> ofRealm(Realm realm) {
        return realm.objects().stream().map(Outskirts::named).collect(Collectors.toSet());
    }

    /**
     * Refuses what lives in no schema and is written in a state of which only some schemas are looked at.
     *
     * @param seen the state as it is looked at
     * @param schemas the only schemas that are listed; empty if the URL is bound to one
     * @throws EngineException that names it
     */
    static void requireSeen(Realm written, Realm seen, List<String> schemas) {
        Set<String> lost = new TreeSet<>();
        for (SchemaObject object : written.objects()) {
            // Where schemas are listed, extensions are looked at whatever these are.
            boolean isLookedAt = !schemas.isEmpty() && object.kind().equals(EXTENSION);
            if (!isLookedAt && seen.object(object.key()).isEmpty()) {
                lost.add(named(object));
            }
        }
        if (!lost.isEmpty()) {
            throw EngineException.permanent(
                    Reason.DESIRED_STATE,
                    "the desired state has " + String.join(", ", lost)
                            + (schemas.isEmpty()
                                    ? ", which lives in no schema, but the URL is bound to one: use a URL that is not,"
                                            + " or remove it"
                                    : ", which is about more than the schemas " + String.join(", ", schemas)
                                            + ", and no other is looked at: list the others too (schemas, --schema),"
                                            + " or take it out"));
        }
    }

    private static String named(SchemaObject object) {
        return object.kind() + " " + object.name().name();
    }

    private static Set<String> names(Session dev, List<String> inside) {
        Inspection all;
        try {
            all = dev.dialect()
                    .inspector(dev.version())
                    .inspect(dev.connection(), new InspectOptions(new Scope.WholeRealm(), List.of()));
        } catch (SQLException e) {
            throw dev.failure(Reason.INSPECT, "dev database", e);
        }
        Set<String> names = new TreeSet<>();
        for (Schema schema : all.realm().schemas()) {
            if (!inside.contains(schema.name())) {
                names.add("schema " + schema.name());
                schema.tables().forEach(table -> names.add("table " + table.name()));
                schema.objects().forEach(object -> names.add(object.kind() + " " + object.name()));
            }
        }
        names.addAll(ofRealm(all.realm()));
        all.unsupported().stream()
                .filter(object -> !inside.contains(object.name().schema()))
                .forEach(object -> names.add(object.kind() + " " + object.name()));
        return names;
    }
}
