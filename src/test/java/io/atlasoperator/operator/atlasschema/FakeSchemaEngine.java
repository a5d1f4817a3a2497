package io.atlasoperator.operator.atlasschema;

import com.fasterxml.jackson.databind.JsonNode;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.diff.Change;
import io.atlasoperator.engine.Dialects;
import io.atlasoperator.engine.EngineException;
import io.atlasoperator.engine.PlanFindings;
import io.atlasoperator.engine.PlanGate;
import io.atlasoperator.engine.PlanProposal;
import io.atlasoperator.engine.SchemaApplyReport;
import io.atlasoperator.engine.SchemaApplyRequest;
import io.atlasoperator.engine.SchemaDiffRequest;
import io.atlasoperator.engine.SchemaEngine;
import io.atlasoperator.engine.SchemaInspectRequest;
import io.atlasoperator.engine.SchemaState;
import io.atlasoperator.engine.StatementFailure;
import io.atlasoperator.engine.TargetUrl;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.operator.reconcile.ReconcileCase;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Does what a case says. {@code throws: {reason, message, transient, target}} is an error before the first statement, of
 * any target or of one whose URL has that text;
 * {@code statements: [{text, destructive}]} is the plan; {@code failure: {message, transient}} ends it at the first
 * statement; {@code undo: [text]} is what leads from a target back to its migrations, {@code lookThrows: message} keeps
 * that from being found; {@code unmatched}, {@code hidden} and {@code undecided} are told before the plan is looked at; {@code unexpected: message} is an exception nobody foresaw, {@code error: message} an error.
 */
public final class FakeSchemaEngine implements SchemaEngine {
    private static final SchemaState DESIRED = new SchemaState(
            Dialects.all().of(DatabaseUrl.parse("sqlite://any")),
            new ServerVersion("3.40", 34_000),
            new Scope.WholeRealm(),
            Realm.EMPTY);

    private final JsonNode script;
    private final Runnable meanwhile;
    private final List<String> asked = new ArrayList<>();

    public FakeSchemaEngine(JsonNode script) {
        this(script, () -> {});
    }

    /** @param meanwhile what happens while it looks for differences */
    public FakeSchemaEngine(JsonNode script, Runnable meanwhile) {
        this.script = script;
        this.meanwhile = meanwhile;
    }

    /** What it was asked for. */
    public List<String> asked() {
        return asked;
    }

    @Override
    public SchemaApplyReport apply(SchemaApplyRequest request, PlanGate gate) {
        // The order of a set is another one in each run.
        asked.add(request.toString()
                .replace(
                        request.policy().skip().toString(),
                        new TreeSet<>(request.policy().skip()).toString()));
        if (script.has("unexpected")) {
            throw new IllegalStateException(script.get("unexpected").asText());
        }
        if (script.has("error")) {
            throw new NoClassDefFoundError(script.get("error").asText());
        }
        JsonNode error = script.path("throws");
        if (!error.isMissingNode()
                && request.target().reveal().contains(error.path("target").asText())) {
            throw new EngineException(
                    EngineException.Reason.valueOf(error.get("reason").asText()),
                    error.path("transient").asBoolean(),
                    error.get("message").asText(),
                    null);
        }
        List<Statement> statements = new ArrayList<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (JsonNode statement : script.path("statements")) {
            boolean destructive = statement.path("destructive").asBoolean();
            statements.add(new Statement(
                    statement.get("text").asText(),
                    "",
                    List.of(),
                    true,
                    destructive ? Set.of(Hazard.DATA_LOSS) : Set.of()));
            if (destructive) {
                diagnostics.add(new Diagnostic("DS102", "Dropping table", new Change.DropSchema(Schema.empty("x"))));
            }
        }
        Plan plan = new Plan(List.of(), statements);
        List<String> unmatched = texts(script.path("unmatched"));
        if (!unmatched.isEmpty()) {
            gate.unmatched(unmatched);
        }
        List<String> hidden = texts(script.path("hidden"));
        if (!hidden.isEmpty()) {
            gate.hidden(hidden);
        }
        List<String> undecided = texts(script.path("undecided"));
        if (!undecided.isEmpty()) {
            gate.undecided(undecided);
        }
        if (!plan.isEmpty()) {
            gate.check(new PlanProposal(plan, PlanFindings.of(diagnostics), DESIRED, DESIRED));
        }
        return report(request, plan);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private SchemaApplyReport report(SchemaApplyRequest request, Plan plan) {
        JsonNode failed = script.path("failure");
        List<String> texts = plan.statements().stream().map(Statement::text).toList();
        Optional<StatementFailure> failure = failed.isMissingNode()
                ? Optional.empty()
                : Optional.of(new StatementFailure(
                        texts.get(failed.path("after").asInt()),
                        failed.get("message").asText(),
                        failed.get("message").asText(),
                        failed.path("transient").asBoolean()));
        int done = failure.isPresent() ? failed.path("after").asInt() : texts.size();
        Instant now = ReconcileCase.CLOCK.instant();
        return new SchemaApplyReport(
                "postgres",
                TargetUrl.of(request.target(), new Scope.WholeRealm()),
                plan,
                texts.subList(0, done),
                texts.subList(done, texts.size()),
                failure,
                0,
                0,
                Plan.EMPTY,
                DESIRED,
                now,
                now);
    }

    @Override
    public SchemaState inspect(SchemaInspectRequest request) {
        throw new UnsupportedOperationException("the operator does not inspect");
    }

    @Override
    public Plan diff(SchemaDiffRequest request) {
        asked.add(request.to().getClass().getSimpleName() + " against "
                + request.from().getClass().getSimpleName());
        meanwhile.run();
        JsonNode error = script.path("lookThrows");
        if (!error.isMissingNode()) {
            throw new EngineException(EngineException.Reason.DEV_DATABASE, true, error.asText(), null);
        }
        List<Statement> statements = new ArrayList<>();
        script.path("undo").forEach(statement -> statements.add(Statement.of(statement.asText(), "")));
        return new Plan(List.of(), statements);
    }

    @Override
    public Plan creation(SchemaState state, String indent, Optional<String> qualifier) {
        throw new UnsupportedOperationException("the operator does not print states");
    }

    @Override
    public String hcl(SchemaState state) {
        throw new UnsupportedOperationException("the operator does not print states");
    }

    @Override
    public String hash(SchemaState state) {
        return script.path("hash").asText("hash-1");
    }
}
