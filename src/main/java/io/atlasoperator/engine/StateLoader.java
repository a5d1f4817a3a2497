package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.hcl.HclEvaluator;
import io.atlasoperator.hcl.HclException;
import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.ChecksumException;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.spec.SpecReader;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns any source of a state into the canonical model that inspecting a database gives. */
final class StateLoader {
    private static final int REMEMBERED = 256;
    /** Of more statements than this, what a transaction has locked already slows each down noticeably. */
    private static final int MANY = 500;

    private final Databases databases;
    private final DevDatabase devDatabase;
    private final RealizedStates remembered = new RealizedStates(REMEMBERED);

    StateLoader(Databases databases, DevDatabase devDatabase) {
        this.databases = databases;
        this.devDatabase = devDatabase;
    }

    /**
     * What a state is loaded for.
     *
     * @param dialect the kind of database
     * @param version the server's version, if there is a server to ask
     * @param scope the scope of the state wanted
     * @param dev the dev database that the user named
     * @param target the target, if the state is to be tried out on its server
     * @param schemas the only schemas wanted; empty means all
     * @param surroundings what makes a dev database like the target, as {@link Dialect#surroundings} says
     */
    record Purpose(
            Dialect dialect,
            Optional<ServerVersion> version,
            Scope scope,
            Optional<DatabaseUrl> dev,
            Optional<DatabaseUrl> target,
            List<String> schemas,
            List<String> surroundings) {

        /** Whether a written state passes through a dev database. */
        boolean normalizes() {
            return switch (dialect.normalization()) {
                case NEVER -> false;
                case IF_NAMED -> dev.isPresent();
                case ALWAYS -> true;
            };
        }
    }

    /** What a state is loaded for that is to be compared with, or to become that of, a session's database. */
    Purpose purpose(Session session, Optional<DatabaseUrl> dev, List<String> schemas) {
        boolean shadow = devDatabase.usesTargets()
                && dev.isEmpty()
                && session.dialect().devSpace().inMemory().isEmpty();
        return new Purpose(
                session.dialect(),
                Optional.of(session.version()),
                session.scope(),
                dev,
                shadow ? Optional.of(session.url()) : Optional.empty(),
                schemas,
                surroundings(session));
    }

    private static List<String> surroundings(Session session) {
        try {
            return session.dialect().surroundings(session.connection(), session.scope());
        } catch (SQLException e) {
            throw session.failure(Reason.INSPECT, "", e);
        }
    }

    /** What a session's database holds, limited to the schemas wanted. */
    Inspection inspect(Session session, List<String> schemas) {
        try {
            return session.work(() -> session.dialect()
                    .inspector(session.version())
                    .inspect(session.connection(), new InspectOptions(session.scope(), schemas)));
        } catch (SQLException e) {
            throw session.failure(Reason.INSPECT, "", e);
        }
    }

    /** The state that a source tells, of which what is not supported may be left out: it is to be left alone. */
    Realm current(StateSource source, Purpose purpose) {
        return source instanceof StateSource.Database(DatabaseUrl url)
                ? inScope(url, look(url, purpose).realm(), purpose)
                : load(source, purpose);
    }

    private Inspection look(DatabaseUrl url, Purpose purpose) {
        try (Session session = databases.open(url)) {
            return inspect(session, purpose.schemas());
        }
    }

    /** What a database holds, under the name of the schema that it is wanted for if both URLs are bound to one. */
    private Realm inScope(DatabaseUrl url, Realm realm, Purpose purpose) {
        Scope scope = databases.dialects().of(url).scope(url);
        return switch (scope) {
            case Scope.OneSchema(String name) ->
                switch (purpose.scope()) {
                    case Scope.OneSchema(String wanted) -> realm.renameSchema(name, wanted);
                    case Scope.WholeRealm() ->
                        throw EngineException.permanent(
                                Reason.PLAN,
                                "cannot diff a database connection with a schema \"" + name
                                        + "\". See: https://atlasgo.io/url");
                };
            case Scope.WholeRealm() ->
                switch (purpose.scope()) {
                    case Scope.WholeRealm() -> realm;
                    case Scope.OneSchema(String wanted) ->
                        throw EngineException.permanent(
                                Reason.PLAN,
                                "cannot diff a schema \"" + wanted
                                        + "\" with a database connection. See: https://atlasgo.io/url");
                };
        };
    }

    /** The state that a source tells; what is not supported in it is an error. */
    Realm load(StateSource source, Purpose purpose) {
        return switch (source) {
            case StateSource.Database(DatabaseUrl url) -> inScope(url, supported(look(url, purpose)), purpose);
            case StateSource.Hcl hcl -> remember(source, purpose, () -> canonical(written(hcl, purpose), purpose));
            case StateSource.Sql sql ->
                remember(
                        source,
                        purpose,
                        () -> replay(
                                DevScripts.schema(purpose.dialect(), sql.parts()),
                                sql.files(),
                                purpose,
                                DevScripts.Origin.SCHEMA_FILE));
            case StateSource.Migrations(MigrationDirectory directory, Optional<String> version) -> {
                requireUnchanged(directory);
                yield remember(source, purpose, () -> {
                    List<SourceFile> files = upTo(directory, version);
                    return replay(
                            DevScripts.migrations(purpose.dialect(), files),
                            files,
                            purpose,
                            DevScripts.Origin.MIGRATION_FILE);
                });
            }
        };
    }

    /** Files that somebody edited behind the back of {@code atlas.sum} are not what was agreed on. */
    private static void requireUnchanged(MigrationDirectory directory) {
        if (directory.sumFile().isEmpty()) {
            return;
        }
        try {
            Checksum.validate(directory);
        } catch (ChecksumException e) {
            throw new EngineException(
                    Reason.DIRECTORY,
                    false,
                    e.getMessage() + " in \"" + directory.location() + "\" (atlas.sum)"
                            + e.difference().map(found -> ": " + found).orElse("")
                            + ": put the files back as they were, or run \"atlas migrate hash\" if this is as it should be",
                    e);
        }
    }

    /**
     * Reads a source, and leaves it for later to try it out: a state that is only written down may turn out to need no
     * server.
     */
    DesiredState read(StateSource source, Purpose purpose) {
        String key = StateKey.of(source, purpose);
        boolean isKnown = remembered.contains(key);
        if (isKnown || !(source instanceof StateSource.Hcl hcl) || !purpose.normalizes()) {
            return new DesiredState(key, Optional.empty(), () -> load(source, purpose));
        }
        Realm written = written(hcl, purpose);
        return new DesiredState(
                key,
                Optional.of(written).filter(realm -> !realm.schemas().isEmpty()),
                () -> remember(source, purpose, () -> canonical(written, purpose)));
    }

    private Realm remember(StateSource source, Purpose purpose, java.util.function.Supplier<Realm> work) {
        return remembered.get(StateKey.of(source, purpose), work);
    }

    private static Realm written(StateSource.Hcl source, Purpose purpose) {
        Realm written;
        try {
            written = SpecReader.read(
                    HclEvaluator.evaluate(source.files(), source.variables()),
                    purpose.dialect().spec());
        } catch (HclException e) {
            throw new EngineException(Reason.DESIRED_STATE, false, String.valueOf(e.getMessage()), e);
        }
        requireRequested(written, source, purpose);
        return purpose.scope() instanceof Scope.OneSchema(String name) ? matched(written, name) : written;
    }

    private Realm canonical(Realm written, Purpose purpose) {
        // Nothing needs no server to be put into canonical form.
        return written.schemas().isEmpty() || !purpose.normalizes() ? written : normalized(written, purpose);
    }

    private static void requireRequested(Realm written, StateSource.Hcl source, Purpose purpose) {
        if (purpose.schemas().isEmpty() || purpose.scope() instanceof Scope.OneSchema) {
            return;
        }
        for (Schema schema : written.schemas()) {
            if (!purpose.schemas().contains(schema.name())) {
                String paths = source.files().stream()
                        .map(file -> '"' + file.name() + '"')
                        .collect(Collectors.joining(", "));
                throw EngineException.permanent(
                        Reason.DESIRED_STATE,
                        "schema \"" + schema.name() + "\" from paths [" + paths
                                + "] is not requested (all schemas in HCL must be requested)");
            }
        }
    }

    /** For a URL bound to a schema, HCL must say that schema and no other. */
    private static Realm matched(Realm written, String name) {
        if (written.schemas().size() > 1) {
            throw EngineException.permanent(
                    Reason.DESIRED_STATE,
                    "cannot use HCL with more than 1 schema when url is limited to schema \"" + name + "\"");
        }
        if (!written.schemas().isEmpty() && !written.schemas().getFirst().name().equals(name)) {
            throw EngineException.permanent(
                    Reason.DESIRED_STATE,
                    "mismatched HCL and database schemas: \""
                            + written.schemas().getFirst().name() + "\" <> \"" + name + "\"");
        }
        return written;
    }

    private Realm normalized(Realm written, Purpose purpose) {
        Realm normal = tryOut(purpose, List.of(), size(written), lease -> {
            Session dev = lease.session();
            return switch (dev.scope()) {
                case Scope.OneSchema(String devSchema) -> {
                    Schema schema = onlySchema(written, devSchema);
                    build(dev, written.withSchemas(List.of(schema)).renameSchema(schema.name(), devSchema));
                    Realm realized = supported(inspect(dev, List.of()))
                            .renameSchema(devSchema, schema.name())
                            .withRenames(written.renames());
                    Outskirts.requireSeen(written, realized, List.of());
                    // What is said of the schema itself is about the target's: that of the dev database is as it was.
                    yield realized.mapSchemas(found -> new Schema(
                            found.name(),
                            found.tables(),
                            found.objects(),
                            schema.comment() == null ? found.comment() : schema.comment(),
                            schema.options() == null ? found.options() : schema.options(),
                            found.range()));
                }
                case Scope.WholeRealm() -> {
                    List<String> names =
                            written.schemas().stream().map(Schema::name).toList();
                    lease.claim(Set.copyOf(names));
                    build(dev, written);
                    yield names.isEmpty() ? Realm.EMPTY : realized(dev, written, names, purpose);
                }
            };
        });
        return WrittenPlaces.mark(normal, written);
    }

    /** What came of a state that was written down, without the schemas of the dev database that it says nothing of. */
    private Realm realized(Session dev, Realm written, List<String> names, Purpose purpose) {
        Realm found = supported(inspect(dev, purpose.schemas().isEmpty() ? List.of() : names));
        if (!purpose.schemas().isEmpty()) {
            Outskirts.requireSeen(written, found, purpose.schemas());
        }
        Realm spelt = dev.version().foldsNames() ? spelt(found, names) : found;
        return spelt.withSchemas(spelt.schemas().stream()
                        .filter(schema -> names.contains(schema.name()))
                        .toList())
                .withRenames(written.renames());
    }

    /** What was found with its schemas called as they are written, where a server has its own way to spell them. */
    private static Realm spelt(Realm found, List<String> names) {
        Realm spelt = found;
        for (String name : names) {
            for (Schema schema : found.schemas()) {
                if (schema.name().equalsIgnoreCase(name)) {
                    spelt = spelt.renameSchema(schema.name(), name);
                }
            }
        }
        return spelt;
    }

    private static int size(Realm realm) {
        return realm.schemas().stream()
                .mapToInt(
                        schema -> schema.objects().size() + 2 * schema.tables().size())
                .sum();
    }

    /** What is done on a dev database, in a transaction or outside of any. */
    private interface DevWork {
        Realm on(DevDatabase.Lease dev);
    }

    /**
     * Tries a state out: in a transaction that is rolled back if the statements allow that, which leaves the dev
     * database as it was and ready for the next one; else in a fresh one.
     *
     * @param statements those of which the text is known already
     * @param size about how many there will be
     */
    private Realm tryOut(Purpose purpose, List<String> statements, int size, DevWork work) {
        if (purpose.target().isEmpty() && purpose.dialect().devSpace().canBeUndone(statements)) {
            DevDatabase.Use use = size > MANY ? DevDatabase.Use.MUCH_UNDONE : DevDatabase.Use.UNDONE;
            try (DevDatabase.Lease lease = lease(purpose, use)) {
                prepare(lease, purpose);
                return work.on(lease);
            } catch (EngineException e) {
                if (e.getCause() == null || e.reason() == Reason.DEV_DATABASE) {
                    throw e;
                }
                // What the server refuses in a transaction may be right without; else it fails there for good. The
                // message is kept out of the log: it has the statement, and nothing has masked it yet.
                System.getLogger(StateLoader.class.getName())
                        .log(System.Logger.Level.DEBUG, "trying a state out without a transaction");
            }
        }
        try (DevDatabase.Lease lease = lease(purpose, DevDatabase.Use.FREE)) {
            prepare(lease, purpose);
            return work.on(lease);
        }
    }

    private static void prepare(DevDatabase.Lease lease, Purpose purpose) {
        Session session = lease.session();
        try {
            for (String text : purpose.surroundings()) {
                session.execute(text);
            }
        } catch (SQLException e) {
            throw session.failure(Reason.DEV_DATABASE, "dev database", e);
        }
    }

    private static Schema onlySchema(Realm written, String devSchema) {
        if (written.schemas().size() > 1) {
            throw EngineException.permanent(
                    Reason.DESIRED_STATE,
                    "cannot use HCL with more than 1 schema when dev-url is limited to schema \"" + devSchema + "\"");
        }
        return written.schemas().isEmpty()
                ? Schema.empty(devSchema)
                : written.schemas().getFirst();
    }

    private static void build(Session dev, Realm realm) {
        boolean bound = dev.scope() instanceof Scope.OneSchema;
        Realm before = bound
                ? realm.mapSchemas(schema -> Schema.empty(schema.name()).withComment(schema.comment()))
                        .withObjects(List.of())
                : Realm.EMPTY;
        Plan plan = StatePlanner.plan(
                dev.dialect(),
                dev.version(),
                before,
                realm,
                DiffPolicy.DEFAULT,
                new PlanOptions("", StatePlanner.qualifier(dev.scope())));
        DevStatements.run(dev, plan.statements(), Statement::text, statement -> build(dev, statement));
    }

    private static void build(Session dev, Statement statement) {
        try {
            dev.execute(statement.text());
        } catch (SQLException e) {
            boolean isTransient = dev.dialect().isTransient(e);
            String text = dev.describe(e);
            String message = statement.comment() + ": " + text;
            throw new EngineException(
                    isTransient ? Reason.DEV_DATABASE : Reason.DESIRED_STATE,
                    isTransient,
                    message,
                    new StatementFailedException(new StatementFailure(statement.text(), text, message, isTransient)));
        }
    }

    private Realm replay(
            List<DevScripts.Step> steps, List<SourceFile> files, Purpose purpose, DevScripts.Origin origin) {
        if (purpose.target().isPresent()) {
            DevScripts.requireHarmless(purpose.dialect(), steps, origin);
        }
        List<String> statements =
                steps.stream().map(step -> step.statement().text()).toList();
        return tryOut(purpose, statements, statements.size(), lease -> {
            Set<String> claimed = DevScripts.stayInside(lease, steps, origin);
            Session dev = lease.session();
            Outskirts outskirts = Outskirts.of(dev, purpose.schemas());
            readAsServer(dev);
            DevStatements.run(dev, steps, step -> step.statement().text(), step -> DevScripts.run(dev, step, origin));
            Inspection made = inspect(dev, purpose.schemas());
            outskirts.requireUnchanged(made.realm());
            DevScripts.requireNamed(dev, claimed, made.realm(), origin);
            Realm inspected = supported(made);
            Realm realized = inspected.withRenames(ScriptRenames.read(files, inspected, purpose.dialect(), origin));
            return dev.scope() instanceof Scope.OneSchema(String devSchema)
                            && purpose.scope() instanceof Scope.OneSchema(String wanted)
                    ? realized.renameSchema(devSchema, wanted)
                    : scoped(realized, dev, purpose);
        });
    }

    private static void readAsServer(Session dev) {
        try {
            dev.readAsServer();
        } catch (SQLException e) {
            throw dev.failure(Reason.DEV_DATABASE, "dev database", e);
        }
    }

    /** A state of one schema says nothing about the others of a realm, so it can't be compared with one. */
    private static Realm scoped(Realm realized, Session dev, Purpose purpose) {
        if (dev.scope() instanceof Scope.OneSchema(String devSchema) && purpose.scope() instanceof Scope.WholeRealm) {
            throw EngineException.permanent(
                    Reason.DEV_DATABASE,
                    "cannot diff a database connection with a schema \"" + devSchema
                            + "\": the dev database is limited to one schema and the target is not; bind both to a"
                            + " schema or none. See: https://atlasgo.io/url");
        }
        return realized;
    }

    private DevDatabase.Lease lease(Purpose purpose, DevDatabase.Use use) {
        DevDatabase.Lease lease = purpose.target().isPresent()
                ? devDatabase.shadow(purpose.dialect(), purpose.target().get())
                : devDatabase.lease(purpose.dialect(), purpose.version(), purpose.scope(), purpose.dev(), use);
        boolean keepsNames =
                purpose.version().map(version -> !version.foldsNames()).orElse(false);
        if (keepsNames && lease.session().version().foldsNames()) {
            lease.close();
            throw EngineException.permanent(
                    Reason.DEV_DATABASE,
                    "the target tells upper from lower case in the names of schemas and tables, and the dev database does"
                            + " not, so that names would come out of it otherwise: use a dev database on a server that is set"
                            + " up as the target's is");
        }
        return lease;
    }

    private static Realm supported(Inspection inspection) {
        if (!inspection.unsupported().isEmpty()) {
            String list = inspection.unsupported().stream()
                    .map(object -> object.kind() + " \"" + object.name().name() + "\"")
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw EngineException.permanent(
                    Reason.DESIRED_STATE,
                    "the desired state has objects that this version does not manage yet: " + list
                            + "; remove them from it, or create them in another way");
        }
        return inspection.realm();
    }

    private static List<SourceFile> upTo(MigrationDirectory directory, Optional<String> version) {
        List<MigrationFile> files = directory.files();
        if (version.isPresent()) {
            String last = version.get();
            if (files.stream().noneMatch(file -> file.version().equals(last))) {
                throw EngineException.permanent(
                        Reason.DIRECTORY, "sql/migrate: migration with version \"" + last + "\" not found");
            }
            files = files.stream()
                    .filter(file -> file.version().compareTo(last) <= 0)
                    .toList();
        }
        return files.stream()
                .map(file -> new SourceFile(file.name(), file.content()))
                .toList();
    }
}
