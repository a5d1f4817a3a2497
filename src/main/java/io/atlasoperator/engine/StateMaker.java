package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes states in leased dev databases, for whoever goes on to work there. */
final class StateMaker {
    private final Databases databases;
    private final StateLoader loader;

    StateMaker(Databases databases, StateLoader loader) {
        this.databases = databases;
        this.loader = loader;
    }

    /**
     * Makes a state.
     *
     * @return the schemas that it names
     * @throws EngineException if the source is wrong, or the server refuses what it says
     */
    Set<String> make(DevDatabase.Lease lease, StateSource source, StateLoader.Purpose purpose) {
        StateTrial.prepare(lease, purpose);
        return add(lease, lease.session(), source, Optional.empty(), purpose);
    }

    /**
     * Makes a state beside what is there already.
     *
     * @param session what scripts run in
     * @param name the schema that it makes or extends, if it does not say so itself
     */
    private Set<String> add(
            DevDatabase.Lease lease,
            Session session,
            StateSource source,
            Optional<String> name,
            StateLoader.Purpose purpose) {
        return switch (source) {
            case StateSource.Hcl hcl -> build(lease, named(WrittenState.read(hcl, purpose), name));
            case StateSource.Database database -> build(lease, named(loader.load(database, purpose), name));
            case StateSource.Sql sql ->
                run(lease, session, DevScripts.schema(purpose.dialect(), sql.parts()), DevScripts.Origin.SCHEMA_FILE);
            case StateSource.Migrations(MigrationDirectory directory, Optional<String> version) -> {
                List<MigrationFile> files = StateLoader.filesUpTo(directory, version);
                yield run(
                        lease,
                        session,
                        DevScripts.migrations(purpose.dialect(), files),
                        DevScripts.Origin.MIGRATION_FILE);
            }
            case StateSource.Composite(List<StateSource.Composite.Part> parts) -> {
                Set<String> claimed = new TreeSet<>();
                for (StateSource.Composite.Part part : parts) {
                    Optional<String> schema = part.schema().or(() -> name);
                    claimed.addAll(
                            schema.isPresent()
                                    ? within(lease, part.source(), schema.get(), purpose)
                                    : add(lease, session, part.source(), schema, purpose));
                }
                yield claimed;
            }
        };
    }

    /** Makes a state in a schema that it does not name itself. */
    private Set<String> within(DevDatabase.Lease lease, StateSource source, String name, StateLoader.Purpose purpose) {
        Session dev = lease.session();
        return switch (dev.scope()) {
            case Scope.OneSchema(String own) -> {
                if (!(purpose.scope() instanceof Scope.OneSchema(String wanted)) || !wanted.equals(name)) {
                    throw EngineException.permanent(
                            Reason.DESIRED_STATE,
                            "a composite schema has the schema \"" + name + "\", but the URL is bound to "
                                    + (purpose.scope() instanceof Scope.OneSchema(String bound)
                                            ? "the schema \"" + bound + "\""
                                            : "the schema \"" + own + "\" of the dev database")
                                    + ": use URLs that are not bound to one");
                }
                yield add(lease, dev, source, Optional.of(name), purpose);
            }
            case Scope.WholeRealm() -> {
                lease.claim(Set.of(name));
                Realm before = current(dev);
                if (before.schema(name).isEmpty()) {
                    List<Schema> schemas = new ArrayList<>(before.schemas());
                    schemas.add(Schema.empty(name));
                    StateTrial.extend(dev, before, before.withSchemas(schemas));
                }
                DatabaseUrl url = dev.dialect().bind(dev.url(), name);
                Set<String> claimed = new TreeSet<>(Set.of(name));
                try (Session bound = databases.open(url)) {
                    claimed.addAll(add(lease, bound, source, Optional.of(name), purpose));
                }
                yield claimed;
            }
        };
    }

    private static Realm current(Session dev) {
        return StateLoader.inspect(dev, List.of()).realm();
    }

    /** A state of one schema under the name that it is wanted for. */
    private static Realm named(Realm written, Optional<String> name) {
        if (name.isEmpty() || written.schemas().isEmpty()) {
            return written;
        }
        if (written.schemas().size() > 1) {
            throw EngineException.permanent(
                    Reason.DESIRED_STATE,
                    "the part of a composite schema for \"" + name.get()
                            + "\" is about several schemas: give it a block without a name");
        }
        return written.renameSchema(written.schemas().getFirst().name(), name.get());
    }

    private static Set<String> build(DevDatabase.Lease lease, Realm written) {
        Session dev = lease.session();
        Realm before = current(dev);
        Realm added = written;
        Set<String> names = new TreeSet<>();
        if (dev.scope() instanceof Scope.OneSchema(String own)) {
            Schema schema = WrittenState.only(written, own);
            added = written.withSchemas(List.of(schema)).renameSchema(schema.name(), own);
        } else {
            written.schemas().forEach(schema -> names.add(schema.name()));
            lease.claim(names);
        }
        StateTrial.extend(dev, before, together(before, added));
        return names;
    }

    private static Realm together(Realm before, Realm added) {
        List<Schema> schemas = new ArrayList<>(before.schemas());
        for (Schema schema : added.schemas()) {
            Optional<Schema> there = before.schema(schema.name());
            there.ifPresent(schemas::remove);
            schemas.add(there.map(found -> together(found, schema)).orElse(schema));
        }
        List<SchemaObject> objects = new ArrayList<>(before.objects());
        for (SchemaObject object : added.objects()) {
            // Two parts may both ask for an extension.
            if (before.object(object.key()).isEmpty()) {
                objects.add(object);
            }
        }
        return new Realm(schemas, objects, added.dependencies(), added.renames());
    }

    private static Schema together(Schema there, Schema added) {
        List<Table> tables = new ArrayList<>(there.tables());
        for (Table table : added.tables()) {
            if (there.table(table.name().name()).isPresent()) {
                throw twice(there, "table", table.name().name());
            }
            tables.add(table);
        }
        List<SchemaObject> objects = new ArrayList<>(there.objects());
        for (SchemaObject object : added.objects()) {
            if (objects.stream().anyMatch(other -> other.key().equals(object.key()))) {
                throw twice(
                        there, object.kind().replace('_', ' '), object.name().name());
            }
            objects.add(object);
        }
        return there.withTables(tables).withObjects(objects);
    }

    private static EngineException twice(Schema schema, String kind, String name) {
        return EngineException.permanent(
                Reason.DESIRED_STATE,
                "two parts of a composite schema make the " + kind + " \"" + name + "\" of the schema \""
                        + schema.name() + "\"");
    }

    private static Set<String> run(
            DevDatabase.Lease lease, Session session, List<DevScripts.Step> steps, DevScripts.Origin origin) {
        Set<String> claimed = DevScripts.stayInside(lease, steps, origin);
        DevScripts.readAsServer(session);
        DevStatements.run(
                session, steps, step -> step.statement().text(), step -> DevScripts.run(session, step, origin));
        return claimed;
    }
}
