package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.ChecksumException;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.migrate.PendingPlan;
import io.atlasoperator.plan.CalledRoutines;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.source.SourceFile;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns any source of a state into the canonical model that inspecting a database gives. */
final class StateLoader {
    private static final int REMEMBERED = 256;

    private final Databases databases;
    private final DevDatabase devDatabase;
    private final StateTrial trial;
    private final RealizedStates remembered = new RealizedStates(REMEMBERED);

    StateLoader(Databases databases, DevDatabase devDatabase) {
        this.databases = databases;
        this.devDatabase = devDatabase;
        this.trial = new StateTrial(devDatabase);
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
     * @param server what tells the server that whoever asks has described from others, as {@link DevDatabase#description}
     *     says
     * @param standsIn whether there is a dev database where none is named, as {@link DevDatabase#standsIn} says
     */
    record Purpose(
            Dialect dialect,
            Optional<ServerVersion> version,
            Scope scope,
            Optional<DatabaseUrl> dev,
            Optional<DatabaseUrl> target,
            List<String> schemas,
            List<String> surroundings,
            String server,
            boolean standsIn) {

        /** Whether a written state passes through a dev database. */
        boolean normalizes(Realm written) {
            return switch (dialect.normalization()) {
                case NEVER -> false;
                case IF_NAMED -> dev.isPresent() || !server.isEmpty() || standsIn && dialect.isReworded(written);
                case ALWAYS -> true;
            };
        }
    }

    /** What a state is loaded for that is to be compared with, or to become that of, a session's database. */
    Purpose purpose(Session session, Optional<DatabaseUrl> dev, List<String> schemas) {
        String described = devDatabase.description();
        boolean shadow = devDatabase.usesTargets()
                && dev.isEmpty()
                && described.isEmpty()
                && session.dialect().devSpace().inMemory().isEmpty();
        return new Purpose(
                session.dialect(),
                Optional.of(session.version()),
                session.scope(),
                dev,
                shadow ? Optional.of(session.url()) : Optional.empty(),
                schemas,
                surroundings(session),
                described,
                devDatabase.standsIn());
    }

    private static List<String> surroundings(Session session) {
        try {
            return session.dialect().surroundings(session.connection(), session.scope());
        } catch (SQLException e) {
            throw session.failure(Reason.INSPECT, "", e);
        }
    }

    /** What a session's database holds, limited to the schemas wanted. */
    static Inspection inspect(Session session, List<String> schemas) {
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

    /** A state of one schema, for a schema of maybe another name. */
    static Realm renamed(Dialect dialect, Realm realm, String from, String to) {
        return from.equals(to)
                ? realm
                : realm.mapSchemas(schema -> schema.name().equals(from) ? dialect.underAnotherName(schema) : schema)
                        .renameSchema(from, to);
    }

    /** What a database holds, under the name of the schema that it is wanted for if both URLs are bound to one. */
    private Realm inScope(DatabaseUrl url, Realm realm, Purpose purpose) {
        Scope scope = databases.dialects().of(url).scope(url);
        return switch (scope) {
            case Scope.OneSchema(String name) ->
                switch (purpose.scope()) {
                    case Scope.OneSchema(String wanted) ->
                        renamed(databases.dialects().of(url), realm, name, wanted);
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
            case StateSource.Database(DatabaseUrl url) -> inScope(url, whole(look(url, purpose)), purpose);
            case StateSource.Hcl hcl ->
                remember(source, purpose, () -> canonical(WrittenState.read(hcl, purpose), purpose));
            case StateSource.Sql sql ->
                remember(
                        source,
                        purpose,
                        () -> trial.ofScript(
                                DevScripts.schema(purpose.dialect(), sql.parts()),
                                sql.files(),
                                purpose,
                                DevScripts.Origin.SCHEMA_FILE));
            case StateSource.Composite composite ->
                remember(
                        source,
                        purpose,
                        () -> trial.ofMade(
                                purpose, lease -> new StateMaker(databases, this).make(lease, composite, purpose)));
            case StateSource.Migrations(MigrationDirectory directory, Optional<String> version) -> {
                List<MigrationFile> files = filesUpTo(directory, version);
                yield remember(source, purpose, () -> {
                    return trial.ofScript(
                            DevScripts.migrations(purpose.dialect(), files),
                            files.stream()
                                    .map(file -> new SourceFile(file.name(), file.content()))
                                    .toList(),
                            purpose,
                            DevScripts.Origin.MIGRATION_FILE);
                });
            }
        };
    }

    /**
     * The state that a source tells which is to follow upon another. HCL may call routines that the other has, and that it does
     * not say itself: they stay.
     */
    Realm loadUpon(Realm base, StateSource source, Purpose purpose) {
        return source instanceof StateSource.Hcl hcl
                ? canonical(CalledRoutines.borrowed(WrittenState.read(hcl, purpose), base), purpose)
                : load(source, purpose);
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
        if (isKnown || !(source instanceof StateSource.Hcl hcl)) {
            return new DesiredState(key, Optional.empty(), () -> load(source, purpose));
        }
        Realm written = WrittenState.read(hcl, purpose);
        return new DesiredState(
                key,
                Optional.of(written).filter(realm -> !realm.schemas().isEmpty() && purpose.normalizes(realm)),
                () -> remember(source, purpose, () -> canonical(written, purpose)));
    }

    private Realm remember(StateSource source, Purpose purpose, java.util.function.Supplier<Realm> work) {
        return remembered.get(StateKey.of(source, purpose), work);
    }

    private Realm canonical(Realm written, Purpose purpose) {
        // Nothing needs no server to be put into canonical form.
        return written.schemas().isEmpty() || !purpose.normalizes(written)
                ? written
                : trial.ofWritten(written, purpose);
    }

    /** What is hidden would be dropped from the target. */
    private static Realm whole(Inspection wanted) {
        if (!wanted.hidden().isEmpty()) {
            throw EngineException.permanent(
                    Reason.DESIRED_STATE,
                    "the desired state can't be seen in full: " + String.join("; ", wanted.hidden())
                            + ": grant the user these rights");
        }
        return supported(wanted);
    }

    /**
     * What was made on a dev database, or is wanted of a database.
     *
     * @throws EngineException if there is something in it that no plan could make
     */
    static Realm supported(Inspection inspection) {
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

    /**
     * What makes the directory's state at a version, or at its end.
     *
     * @throws EngineException if the directory is not what its checksums say, or has no such version
     */
    static List<MigrationFile> filesUpTo(MigrationDirectory directory, Optional<String> version) {
        requireUnchanged(directory);
        return upTo(directory, version);
    }

    /** What makes the directory's state at a version, or at its end: the last checkpoint before and what comes after it. */
    private static List<MigrationFile> upTo(MigrationDirectory directory, Optional<String> version) {
        List<MigrationFile> files = directory.files();
        if (version.isPresent()) {
            String last = version.get();
            if (files.stream().noneMatch(file -> file.version().equals(last))) {
                throw EngineException.permanent(Reason.DIRECTORY, PendingPlan.notFound(files, last));
            }
            files = PendingPlan.upTo(files, last);
        }
        return PendingPlan.fromLastCheckpoint(files);
    }
}
