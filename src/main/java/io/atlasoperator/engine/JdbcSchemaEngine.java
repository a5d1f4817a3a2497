package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.hcl.HclPrinter;
import io.atlasoperator.inspect.ObjectFilter;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.spec.SpecWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The declarative use cases over JDBC. */
public final class JdbcSchemaEngine implements SchemaEngine {

    private static final int REMEMBERED_TARGETS = 4_096;

    private final Databases databases;
    private final StateLoader loader;
    private final Clock clock;
    private final Progress progress;
    private final Optional<SettledTargets> settled;

    /**
     * @param databases opens targets
     * @param devDatabase where desired states are tried out
     * @param clock tells when a run began and ended
     */
    public JdbcSchemaEngine(Databases databases, DevDatabase devDatabase, Clock clock) {
        this(databases, devDatabase, clock, Progress.NONE, false);
    }

    /**
     * @param databases opens targets
     * @param devDatabase where desired states are tried out
     * @param clock tells when a run began and ended
     * @param progress is told what a run is at
     * @param asksAgain whether the same states are asked for again and again, so that it pays to remember which targets
     *     are in them
     */
    public JdbcSchemaEngine(
            Databases databases, DevDatabase devDatabase, Clock clock, Progress progress, boolean asksAgain) {
        this.databases = databases;
        this.progress = progress;
        this.loader = new StateLoader(databases, devDatabase);
        this.clock = clock;
        this.settled = asksAgain ? Optional.of(new SettledTargets(REMEMBERED_TARGETS)) : Optional.empty();
    }

    @Override
    public SchemaState inspect(SchemaInspectRequest request) {
        progress.doing("reading the state");
        try (Session anchor = databases.open(anchor(request.source(), request.dev()))) {
            ObjectFilter filter = request.selection().filter(anchor);
            Realm realm = request.source() instanceof StateSource.Database
                    ? StateLoader.inspect(anchor, request.selection().schemas()).realm()
                    : loader.load(
                            request.source(),
                            loader.purpose(
                                    anchor, request.dev(), request.selection().schemas()));
            return new SchemaState(anchor.dialect(), anchor.version(), anchor.scope(), filter.apply(realm));
        } finally {
            progress.doing("");
        }
    }

    @Override
    public Plan diff(SchemaDiffRequest request) {
        DatabaseUrl url = request.from() instanceof StateSource.Database(DatabaseUrl from)
                ? from
                : anchor(request.to(), request.dev());
        progress.doing("reading both states");
        try (Session anchor = databases.open(url)) {
            ObjectFilter filter = request.selection().filter(anchor);
            StateLoader.Purpose purpose =
                    loader.purpose(anchor, request.dev(), request.selection().schemas());
            Realm from = loader.current(request.from(), purpose);
            Realm wanted = request.from() instanceof StateSource.Migrations
                    ? loader.loadUpon(from, request.to(), purpose)
                    : loader.load(request.to(), purpose);
            Realm to = Untouched.keep(filter, from, wanted);
            progress.doing("comparing the states");
            PlanOptions.Qualifier qualifier = request.qualifier()
                    .map(JdbcSchemaEngine::qualifier)
                    .orElseGet(() -> StatePlanner.qualifier(anchor.scope()));
            return StatePlanner.plan(anchor, from, to, request.policy(), new PlanOptions(request.indent(), qualifier));
        } finally {
            progress.doing("");
        }
    }

    @Override
    public SchemaApplyReport apply(SchemaApplyRequest request, PlanGate gate) {
        Instant start = clock.instant();
        progress.doing("looking at the target and the desired state");
        try (Session target = databases.open(request.target())) {
            StateLoader.Purpose purpose =
                    loader.purpose(target, request.dev(), request.selection().schemas());
            DesiredState state = loader.read(request.desired(), purpose);
            SchemaApplyRun run = new SchemaApplyRun(
                    request, gate, target, purpose, request.selection().filter(target), state, progress, clock, start);
            SchemaApplyReport report =
                    changesAreLikely(request, target, state) ? run.withoutWaiting() : run.lookFirst();
            if (report.failure().isEmpty() && report.pending().isEmpty()) {
                settled.ifPresent(targets -> targets.settle(target, state.key()));
            }
            return report;
        } finally {
            progress.doing("");
        }
    }

    /** Whether a state is wanted that the target was not in before; a state that a server need not see is another matter. */
    private boolean changesAreLikely(SchemaApplyRequest request, Session target, DesiredState state) {
        return !request.dryRun()
                && state.written().isEmpty()
                && settled.isPresent()
                && !settled.get().isSettled(target, state.key());
    }

    @Override
    public String hash(SchemaState state) {
        return new Digest().add(hcl(state)).base64();
    }

    @Override
    public String hcl(SchemaState state) {
        return HclPrinter.print(SpecWriter.write(state.realm(), state.dialect().spec()));
    }

    @Override
    public Plan creation(SchemaState state, String indent, Optional<String> qualifier) {
        Realm before = switch (state.scope()) {
            case Scope.OneSchema(String name) ->
                new Realm(state.realm()
                        .schema(name)
                        .map(schema -> List.of(Schema.empty(name).withComment(schema.comment())))
                        .orElse(List.of()));
            case Scope.WholeRealm() -> Realm.EMPTY;
        };
        return StatePlanner.plan(
                state.dialect(),
                state.version(),
                before,
                state.realm(),
                DiffPolicy.DEFAULT,
                new PlanOptions(
                        indent,
                        qualifier
                                .map(JdbcSchemaEngine::qualifier)
                                .orElseGet(() -> StatePlanner.qualifier(state.scope()))));
    }

    private static PlanOptions.Qualifier qualifier(String name) {
        return name.isEmpty() ? new PlanOptions.Qualifier.None() : new PlanOptions.Qualifier.Fixed(name);
    }

    /** The database that tells the dialect, version and scope: the source itself, or else the dev database. */
    private DatabaseUrl anchor(StateSource source, Optional<DatabaseUrl> dev) {
        return source instanceof StateSource.Database(DatabaseUrl url)
                ? url
                : databases
                        .bundled()
                        .resolve(dev.orElseThrow(() -> databases.bundled().missing(source)));
    }
}
