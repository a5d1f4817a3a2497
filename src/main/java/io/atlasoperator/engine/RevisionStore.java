package io.atlasoperator.engine;

import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.migrate.RevisionException;
import io.atlasoperator.migrate.RevisionTable;
import io.atlasoperator.migrate.Revisions;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Where a target keeps its revisions.
 *
 * @param session the target
 * @param schema the schema of the table
 * @param revisions its rows
 */
record RevisionStore(Session session, String schema, Revisions revisions) {

    private static final String AMBIGUOUS = """
            We couldn't find a revision table in the connected schema but found one in\s
            the schema 'atlas_schema_revisions' and cannot determine the desired behavior.

            As a safety guard, we require you to specify whether to use the existing
            table in 'atlas_schema_revisions' or create a new one in the connected schema
            by providing the '--revisions-schema' flag or deleting the 'atlas_schema_revisions'
            schema if it is unused.

            """;

    /** Finds the table's place, and refuses if there are two. */
    static RevisionStore of(Session session, Optional<String> requested) {
        RevisionTable table = session.dialect().revisionTable();
        try {
            String schema = table.schema(session.scope(), requested);
            RevisionStore store =
                    new RevisionStore(session, schema, new Revisions(session.connection(), table, schema));
            if (session.scope() instanceof Scope.OneSchema
                    && requested.isEmpty()
                    && !schema.equals(RevisionTable.NAME)
                    && !store.revisions().exist()
                    && new Revisions(session.connection(), table, RevisionTable.NAME).exist()) {
                throw EngineException.permanent(EngineException.Reason.REVISIONS, AMBIGUOUS);
            }
            return store;
        } catch (RevisionException e) {
            throw new EngineException(EngineException.Reason.OPTION, false, String.valueOf(e.getMessage()), e);
        } catch (SQLException e) {
            throw session.failure(EngineException.Reason.REVISIONS, "sql/migrate: read revisions", e);
        }
    }

    List<Revision> read() {
        try {
            return revisions.read();
        } catch (SQLException e) {
            throw session.failure(EngineException.Reason.REVISIONS, "sql/migrate: read revisions", e);
        }
    }

    void create() {
        try {
            revisions.create();
        } catch (SQLException e) {
            throw session.failure(EngineException.Reason.REVISIONS, "sql/migrate: create the revisions table", e);
        }
    }

    void insert(Revision revision) {
        try {
            revisions.insert(revision);
        } catch (SQLException e) {
            throw session.failure(EngineException.Reason.REVISIONS, "sql/migrate: write revision", e);
        }
    }

    /** Refuses a database that holds anything beside the revisions table. */
    void requireClean() {
        Realm realm;
        try {
            realm = session.dialect()
                    .inspector(session.version())
                    .inspect(session.connection(), new InspectOptions(session.scope(), List.of()))
                    .realm();
        } catch (SQLException e) {
            throw session.failure(EngineException.Reason.INSPECT, "", e);
        }
        Realm others = realm.withSchemas(realm.schemas().stream()
                .map(this::withoutTable)
                .filter(found -> !found.name().equals(schema) || !found.tables().isEmpty())
                .toList());
        session.dialect().revisionTable().notClean(others, session.scope()).ifPresent(reason -> {
            throw EngineException.permanent(
                    EngineException.Reason.REVISIONS,
                    "sql/migrate: connected database is not clean: " + reason
                            + ". baseline version or allow-dirty is required");
        });
    }

    private Schema withoutTable(Schema found) {
        return found.name().equals(schema)
                ? found.withTables(found.tables().stream()
                        .filter(table -> !table.name().name().equals(RevisionTable.NAME))
                        .toList())
                : found;
    }
}
