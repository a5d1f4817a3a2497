package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.hcl.HclPrinter;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.inspect.ObjectFilter;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.lint.LintRules;
import io.atlasoperator.lint.Linter;
import io.atlasoperator.lint.Suppressions;
import io.atlasoperator.lint.Work;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.spec.SpecWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The declarative use cases over JDBC. */
public final class JdbcSchemaEngine implements SchemaEngine {
    /** The indentation of what is shown to people and run on targets. */
    private static final String INDENT = "  ";

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
            return plan(anchor, from, to, request.policy(), new PlanOptions(request.indent(), qualifier));
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
            Run run =
                    new Run(request, gate, target, purpose, request.selection().filter(target), state, start);
            SchemaApplyReport report =
                    changesAreLikely(request, target, state) ? applyWithoutWaiting(run) : lookAndApply(run);
            if (report.failure().isEmpty() && report.pending().isEmpty()) {
                settled.ifPresent(targets -> targets.settle(target, state.key()));
            }
            return report;
        } finally {
            progress.doing("");
        }
    }

    /** One call of {@link #apply}. */
    private record Run(
            SchemaApplyRequest request,
            PlanGate gate,
            Session target,
            StateLoader.Purpose purpose,
            ObjectFilter filter,
            DesiredState state,
            Instant start) {}

    /** Whether a state is wanted that the target was not in before; a state that a server need not see is another matter. */
    private boolean changesAreLikely(SchemaApplyRequest request, Session target, DesiredState state) {
        return !request.dryRun()
                && state.written().isEmpty()
                && settled.isPresent()
                && !settled.get().isSettled(target, state.key());
    }

    /** With the lock in hand one look is enough: to look first without it, and then again, would take twice as long. */
    private SchemaApplyReport applyWithoutWaiting(Run run) {
        Realm desired = run.filter().apply(run.state().realm());
        Optional<TargetHold> hold =
                TargetHold.atOnce(run.target(), run.request().lockName());
        if (hold.isEmpty()) {
            return lookAndApply(run);
        }
        try (TargetHold held = hold.get()) {
            progress.doing("planning");
            Inspection now = look(run);
            Plan plan = plan(run, now, desired);
            tellUnmatched(run, now, run.state().realm(), plan);
            return plan.isEmpty() ? unchanged(run, plan, desired) : runLocked(run, now, desired, plan);
        }
    }

    private SchemaApplyReport lookAndApply(Run run) {
        DesiredState state = run.state();
        SchemaApplyRequest request = run.request();
        Session target = run.target();
        // Neither an unchanged target nor one that is only looked at needs a lock: looking often disturbs nobody.
        Optional<Inspection> seen = state.written().map(written -> look(run));
        Optional<Realm> held = seen.flatMap(current -> new TextualMatch(target, run.filter(), request.policy())
                .find(
                        current.realm(),
                        untouched(current, request, run.filter()),
                        state.written().orElseThrow()));
        if (held.isPresent()) {
            tellUnmatched(run, seen.orElseThrow(), state.written().orElseThrow(), Plan.EMPTY);
            return unchanged(run, Plan.EMPTY, held.get());
        }
        Realm desired;
        Inspection before;
        // The state is tried out on another database: the target is looked at in the meantime.
        try (Meanwhile<Inspection> looking = Meanwhile.begin(() -> seen.orElseGet(() -> look(run)))) {
            desired = run.filter().apply(state.realm());
            before = looking.get();
        }
        Plan plan = plan(run, before, desired);
        tellUnmatched(run, before, state.realm(), plan);
        if (plan.isEmpty() || request.dryRun()) {
            if (!plan.isEmpty()) {
                run.gate().planned(() -> proposal(run, before, desired, plan));
            }
            return unchanged(run, plan, desired);
        }
        progress.doing("waiting for the lock of the target");
        try (TargetHold hold = TargetHold.of(target, request.lockName(), request.lockTimeout())) {
            // Whoever held the lock before may have changed the target.
            Inspection now = look(run);
            Plan planned = planAgain(run, desired, before, now, plan);
            return planned.isEmpty() ? unchanged(run, planned, desired) : runLocked(run, now, desired, planned);
        }
    }

    private SchemaApplyReport runLocked(Run run, Inspection now, Realm desired, Plan planned) {
        Session target = run.target();
        PlanProposal proposal = proposal(run, now, desired, planned);
        progress.doing("");
        Optional<Plan> edited =
                run.gate().rewrite(proposal).map(text -> EditedPlan.of(planned, text, target.dialect()));
        Plan plan = edited.orElse(planned);
        run.gate()
                .check(new PlanProposal(
                        edited.isPresent() ? plan.shown() : plan,
                        proposal.found(),
                        proposal.diagnostics(),
                        proposal.current(),
                        proposal.desired()));
        PlanRunner.Outcome outcome = new PlanRunner(target, LockPatience.USUAL, progress)
                .run(plan, run.request().txMode());
        if (edited.isEmpty()) {
            if (outcome.failure().isEmpty()) {
                tellRepeated(run, desired, plan);
            }
            return report(run, plan, outcome, Plan.EMPTY, desired);
        }
        // Our own statements set no password; those that somebody typed may.
        Plan shown = plan.shown();
        PlanRunner.Outcome told = outcome.shown();
        if (outcome.failure().isPresent()) {
            return report(run, shown, told, Plan.EMPTY, desired);
        }
        try {
            return report(run, shown, told, planNow(run, desired), desired);
        } catch (EngineException e) {
            // What ran is to be told, whatever became of the second look.
            return report(run, shown, told.unseen(e), Plan.EMPTY, desired);
        }
    }

    private static PlanProposal proposal(Run run, Inspection now, Realm desired, Plan plan) {
        Session target = run.target();
        Suppressions silenced = SourceSuppressions.of(run.request().desired(), target.dialect());
        List<Diagnostic> found = diagnostics(target, plan, Suppressions.NONE);
        return new PlanProposal(
                plan,
                found,
                silenced.equals(Suppressions.NONE) ? found : diagnostics(target, plan, silenced),
                state(target, run.filter().apply(now.realm())),
                state(target, desired));
    }

    /** Whoever applies the same again and again is told once that this changes something each time. */
    private void tellRepeated(Run run, Realm desired, Plan plan) {
        AsWritten written = new AsWritten(run.target(), desired);
        if (!AsWritten.is(run.request().desired(), run.purpose(), desired) || !written.mayRepeat(plan)) {
            return;
        }
        try {
            run.gate().undecided(AsWritten.repeated(planNow(run, desired)));
        } catch (EngineException e) {
            // What ran is told in any case; whatever fails here fails again at the next apply, and is told then.
        }
    }

    private static SchemaState state(Session target, Realm realm) {
        return new SchemaState(target.dialect(), target.version(), target.scope(), realm);
    }

    private Inspection look(Run run) {
        return StateLoader.inspect(run.target(), run.request().selection().schemas());
    }

    private Plan planAgain(Run run, Realm desired, Inspection before, Inspection now, Plan planned) {
        progress.doing("planning");
        if (!now.equals(before)) {
            return plan(run, now, desired);
        }
        // Others may have come to depend on a schema without a trace in what is looked at.
        DroppedSchemas.in(planned).requireNoDependents(run.target(), planned);
        return planned;
    }

    private Plan planNow(Run run, Realm desired) {
        progress.doing("planning");
        return plan(run, look(run), desired);
    }

    private static Plan plan(Run run, Inspection current, Realm desired) {
        SchemaApplyRequest request = run.request();
        Untouched untouched = untouched(current, request, run.filter());
        PlanOptions options =
                new PlanOptions(INDENT, StatePlanner.qualifier(run.target().scope()));
        Plan plan = plan(run.target(), current.realm(), untouched.in(desired), request.policy(), options);
        untouched.check(plan);
        requireSomething(request.desired(), desired, plan);
        DroppedSchemas.in(plan).requireNoDependents(run.target(), plan);
        return plan;
    }

    /** A pattern with a slip in it protects nothing, or lets nothing be looked at; what is hidden may lose what it needs. */
    private static void tellUnmatched(Run run, Inspection current, Realm wanted, Plan plan) {
        List<String> unmatched = run.filter().unmatched(List.of(current.realm(), wanted), plan.isEmpty());
        if (!unmatched.isEmpty()) {
            run.gate().unmatched(unmatched);
        }
        if (!plan.isEmpty() && !current.hidden().isEmpty()) {
            run.gate().hidden(current.hidden());
        }
        if (!plan.isEmpty() && AsWritten.is(run.request().desired(), run.purpose(), wanted)) {
            run.gate().undecided(new AsWritten(run.target(), run.filter().apply(wanted)).undecided(current.realm()));
        }
    }

    private static Untouched untouched(Inspection current, SchemaApplyRequest request, ObjectFilter filter) {
        return new Untouched(current, filter, !wantsNothing(request.desired()));
    }

    /** Whether the target is to be emptied, its history of migrations included. */
    private static boolean wantsNothing(StateSource desired) {
        return desired instanceof StateSource.Hcl hcl && hcl.files().isEmpty();
    }

    /** Files that make nothing are a mistake, and not the wish to have everything dropped. */
    private static void requireSomething(StateSource source, Realm desired, Plan plan) {
        boolean nothing = switch (source) {
            case StateSource.Sql sql -> makesNothing(desired);
            case StateSource.Migrations migrations -> makesNothing(desired);
            case StateSource.Composite composite -> makesNothing(desired);
            // An empty schema is a word; no schema at all is none.
            case StateSource.Hcl hcl ->
                !hcl.files().isEmpty() && desired.schemas().isEmpty();
            case StateSource.Database database -> makesNothing(desired);
        };
        boolean drops = plan.changes().stream()
                .anyMatch(change -> change instanceof Change.DropTable
                        || change instanceof Change.DropObject
                        || change instanceof Change.DropSchema);
        if (nothing && drops) {
            throw EngineException.permanent(
                    Reason.DESIRED_STATE,
                    "the desired state makes nothing, so all that is there would be dropped: check its files; to"
                            + " drop everything on purpose, use \"atlas schema clean\" or HCL with an empty schema");
        }
    }

    /** What belongs to no schema, such as extensions that a dev database had before, is not counted. */
    private static boolean makesNothing(Realm desired) {
        return desired.schemas().stream()
                .allMatch(
                        schema -> schema.tables().isEmpty() && schema.objects().isEmpty());
    }

    private static List<Diagnostic> diagnostics(Session target, Plan plan, Suppressions silenced) {
        return new Linter(
                        target.dialect().analyzers(LintRules.DEFAULT, Optional.of(target.version())), LintRules.DEFAULT)
                .lint(Work.of(plan), silenced).stream()
                        .flatMap(report -> report.diagnostics().stream())
                        .toList();
    }

    private SchemaApplyReport unchanged(Run run, Plan plan, Realm desired) {
        return report(run, plan, PlanRunner.Outcome.NOTHING, Plan.EMPTY, desired);
    }

    private SchemaApplyReport report(Run run, Plan plan, PlanRunner.Outcome outcome, Plan remaining, Realm desired) {
        Session target = run.target();
        List<String> pending = plan.statements().stream()
                .map(Statement::text)
                .skip(outcome.applied().size())
                .toList();
        return new SchemaApplyReport(
                target.dialect().name(),
                target.target(),
                plan,
                outcome.applied(),
                pending,
                outcome.failure(),
                outcome.undone(),
                outcome.doubtful(),
                remaining,
                new SchemaState(target.dialect(), target.version(), target.scope(), desired),
                run.start(),
                clock.instant());
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

    private static Plan plan(Session session, Realm from, Realm to, DiffPolicy policy, PlanOptions options) {
        Realm wanted = session.scope() instanceof Scope.OneSchema(String name) ? inside(from, to, name) : to;
        return StatePlanner.plan(
                session.dialect(), session.version(), from, session.computed(from, wanted), policy, options);
    }

    /**
     * A URL bound to a schema is about what is in it: the schema itself stays, even if nothing is wanted in it, and
     * keeps its comment unless another is asked for.
     */
    private static Realm inside(Realm from, Realm to, String name) {
        Schema current = from.schema(name).orElse(Schema.empty(name));
        Schema wanted = to.schema(name).orElse(Schema.empty(name));
        return to.withSchemas(List.of(wanted.comment() == null ? wanted.withComment(current.comment()) : wanted));
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
