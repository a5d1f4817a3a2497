package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.SchemaObject;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the bodies that name things where the session will not look for them: a script may have set a search path of
 * its own, or switched the look into bodies off, as a dump does. Such routines are made without that look.
 */
final class PostgresBodyReach {
    private static final String SEARCH_PATH = "search_path=";
    /** What a new session would have, whatever a script has set in this one. */
    private static final String SESSION_PATH =
            "SELECT reset_val FROM pg_catalog.pg_settings WHERE name = 'search_path'";

    private final Set<String> path;
    private final Map<String, Set<String>> schemasOf = new HashMap<>();

    private PostgresBodyReach(Realm realm, String searchPath) {
        this.path = schemas(searchPath);
        realm.schemas().forEach(schema -> schema.tables().forEach(table -> add(table.key())));
        realm.allObjects().map(SchemaObject::key).forEach(this::add);
    }

    /** The realm, with routines unchecked that a new session's server could not look into. */
    static Realm uncheck(Realm realm, CatalogReader catalog) throws SQLException {
        boolean any = realm.allObjects()
                .anyMatch(object -> object instanceof Routine routine
                        && !routine.body().checked().isEmpty());
        if (!any) {
            return realm;
        }
        String searchPath = String.join(
                ", ",
                catalog.map(SESSION_PATH, row -> row.getString(1), row -> 1).keySet());
        PostgresBodyReach reach = new PostgresBodyReach(realm, searchPath);
        return realm.mapSchemas(schema ->
                schema.withObjects(schema.objects().stream().map(reach::uncheck).toList()));
    }

    /** The realm, with written routines unchecked that the server could not look into with its usual search path. */
    static Realm uncheckWritten(Realm realm) {
        boolean any = realm.allObjects().anyMatch(object -> object instanceof Routine && object.range() != null);
        if (!any) {
            return realm;
        }
        PostgresBodyReach reach = new PostgresBodyReach(realm, "public");
        return realm.mapSchemas(schema -> schema.withObjects(schema.objects().stream()
                .map(object -> object.range() == null ? object : reach.uncheck(object))
                .toList()));
    }

    private void add(ObjectKey key) {
        if (key.namespace() != ObjectKey.Namespace.TRIGGER && key.namespace() != ObjectKey.Namespace.OTHER) {
            schemasOf
                    .computeIfAbsent(key.name().name(), unused -> new HashSet<>())
                    .add(key.name().schema());
        }
    }

    private SchemaObject uncheck(SchemaObject object) {
        if (!(object instanceof Routine routine) || routine.body().checked().isEmpty()) {
            return object;
        }
        Set<String> own = PostgresRoutineOptions.of(routine).settings().stream()
                .filter(setting -> setting.startsWith(SEARCH_PATH))
                .findFirst()
                .map(setting -> schemas(setting.substring(SEARCH_PATH.length())))
                .orElse(path);
        boolean found = routine.body().checked().stream()
                .flatMap(piece -> PostgresRoutineBody.unqualifiedNames(piece).stream())
                .map(name -> schemasOf.getOrDefault(name, Set.of()))
                .allMatch(schemas -> schemas.isEmpty() || !Collections.disjoint(schemas, own));
        return found ? routine : routine.unchecked();
    }

    private static Set<String> schemas(String searchPath) {
        List<String> names = PostgresExpressions.splitList(searchPath).stream()
                .map(PostgresSyntax::unquote)
                .toList();
        return Set.copyOf(names);
    }
}
