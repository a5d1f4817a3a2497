package io.atlasoperator.engine;

import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.source.SourceFile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Tries states out on dev databases: makes them there, and looks at what the server made of them. */
final class StateTrial {
    /** Of more statements than this, what a transaction has locked already slows each down noticeably. */
    private static final int MANY = 500;

    private final DevDatabase devDatabase;

    StateTrial(DevDatabase devDatabase) {
        this.devDatabase = devDatabase;
    }

    /** A state that is written down, in the server's own words. */
    Realm ofWritten(Realm written, StateLoader.Purpose purpose) {
        Realm normal = tryOut(purpose, List.of(), size(written), lease -> {
            Session dev = lease.session();
            return switch (dev.scope()) {
                case Scope.OneSchema(String devSchema) -> {
                    Schema schema = WrittenState.only(written, devSchema);
                    build(dev, written.withSchemas(List.of(schema)).renameSchema(schema.name(), devSchema));
                    Realm realized = StateLoader.supported(StateLoader.inspect(dev, List.of()))
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
    private Realm realized(Session dev, Realm written, List<String> names, StateLoader.Purpose purpose) {
        Realm found =
                StateLoader.supported(StateLoader.inspect(dev, purpose.schemas().isEmpty() ? List.of() : names));
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

    /** The state that a script leads to. */
    Realm ofScript(
            List<DevScripts.Step> steps,
            List<SourceFile> files,
            StateLoader.Purpose purpose,
            DevScripts.Origin origin) {
        return along(steps, List.of(steps.size()), files, purpose, origin).getFirst();
    }

    /**
     * The states that a script passes through.
     *
     * @param marks after how many statements to look, in order; the last is that of all
     */
    List<Realm> along(
            List<DevScripts.Step> steps,
            List<Integer> marks,
            List<SourceFile> files,
            StateLoader.Purpose purpose,
            DevScripts.Origin origin) {
        if (purpose.target().isPresent()) {
            DevScripts.requireHarmless(purpose.dialect(), steps, origin);
        }
        List<String> statements =
                steps.stream().map(step -> step.statement().text()).toList();
        return tryOut(purpose, statements, statements.size(), lease -> {
            Set<String> claimed = DevScripts.stayInside(lease, steps, origin);
            Session dev = lease.session();
            Outskirts outskirts = Outskirts.of(dev, purpose.schemas());
            DevScripts.readAsServer(dev);
            List<Realm> states = new ArrayList<>();
            int done = 0;
            for (int mark : marks) {
                DevStatements.run(
                        dev,
                        steps.subList(done, mark),
                        step -> step.statement().text(),
                        step -> DevScripts.run(dev, step, origin));
                done = mark;
                Inspection made = StateLoader.inspect(dev, purpose.schemas());
                outskirts.requireUnchanged(made.realm());
                DevScripts.requireNamed(dev, claimed, made.realm(), origin);
                Realm inspected = StateLoader.supported(made);
                Realm realized = inspected.withRenames(ScriptRenames.read(files, inspected, purpose.dialect(), origin));
                states.add(wanted(realized, dev, purpose));
            }
            return states;
        });
    }

    /**
     * The state that something makes, which is not undone but given up.
     *
     * @param maker makes it; says which schemas it named
     */
    Realm ofMade(StateLoader.Purpose purpose, Function<DevDatabase.Lease, Set<String>> maker) {
        if (purpose.target().isPresent()) {
            throw EngineException.permanent(
                    Reason.DEV_DATABASE,
                    "a schema of several parts is not tried out on the target's server: name a dev database (devURL,"
                            + " --dev-url)");
        }
        try (DevDatabase.Lease lease = lease(purpose, DevDatabase.Use.FREE)) {
            Session dev = lease.session();
            Outskirts outskirts = Outskirts.of(dev, purpose.schemas());
            Set<String> claimed = maker.apply(lease);
            Inspection made = StateLoader.inspect(dev, purpose.schemas());
            outskirts.requireUnchanged(made.realm());
            DevScripts.requireNamed(dev, claimed, made.realm(), DevScripts.Origin.SCHEMA_FILE);
            return wanted(StateLoader.supported(made), dev, purpose);
        }
    }

    /** What was made, under the name of the schema that it is wanted for. */
    private static Realm wanted(Realm realized, Session dev, StateLoader.Purpose purpose) {
        return dev.scope() instanceof Scope.OneSchema(String devSchema)
                        && purpose.scope() instanceof Scope.OneSchema(String wanted)
                ? StateLoader.renamed(dev.dialect(), realized, devSchema, wanted)
                : scoped(realized, dev, purpose);
    }

    /** A state of one schema says nothing about the others of a realm, so it can't be compared with one. */
    private static Realm scoped(Realm realized, Session dev, StateLoader.Purpose purpose) {
        if (dev.scope() instanceof Scope.OneSchema(String devSchema) && purpose.scope() instanceof Scope.WholeRealm) {
            throw EngineException.permanent(
                    Reason.DEV_DATABASE,
                    "cannot diff a database connection with a schema \"" + devSchema
                            + "\": the dev database is limited to one schema and the target is not; bind both to a"
                            + " schema or none. See: https://atlasgo.io/url");
        }
        return realized;
    }

    private static int size(Realm realm) {
        return realm.schemas().stream()
                .mapToInt(
                        schema -> schema.objects().size() + 2 * schema.tables().size())
                .sum();
    }

    /** What is done on a dev database, in a transaction or outside of any. */
    private interface DevWork<T> {
        T on(DevDatabase.Lease dev);
    }

    /**
     * Tries a state out: in a transaction that is rolled back if the statements allow that, which leaves the dev
     * database as it was and ready for the next one; else in a fresh one.
     *
     * @param statements those of which the text is known already
     * @param size about how many there will be
     */
    private <T> T tryOut(StateLoader.Purpose purpose, List<String> statements, int size, DevWork<T> work) {
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
                System.getLogger(StateTrial.class.getName())
                        .log(System.Logger.Level.DEBUG, "trying a state out without a transaction");
            }
        }
        try (DevDatabase.Lease lease = lease(purpose, DevDatabase.Use.FREE)) {
            prepare(lease, purpose);
            return work.on(lease);
        }
    }

    static void prepare(DevDatabase.Lease lease, StateLoader.Purpose purpose) {
        Session session = lease.session();
        try {
            for (String text : purpose.surroundings()) {
                session.execute(text);
            }
        } catch (SQLException e) {
            throw session.failure(Reason.DEV_DATABASE, "dev database", e);
        }
    }

    private DevDatabase.Lease lease(StateLoader.Purpose purpose, DevDatabase.Use use) {
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

    static void build(Session dev, Realm realm) {
        boolean bound = dev.scope() instanceof Scope.OneSchema;
        Realm before = bound
                ? realm.mapSchemas(schema -> Schema.empty(schema.name()).withComment(schema.comment()))
                        .withObjects(List.of())
                : Realm.EMPTY;
        extend(dev, before, realm);
    }

    /** Makes what one state has more than another, which is there. */
    static void extend(Session dev, Realm before, Realm after) {
        run(
                dev,
                StatePlanner.plan(
                        dev.dialect(),
                        dev.version(),
                        before,
                        after,
                        DiffPolicy.DEFAULT,
                        new PlanOptions("", StatePlanner.qualifier(dev.scope()))));
    }

    private static void run(Session dev, Plan plan) {
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
}
