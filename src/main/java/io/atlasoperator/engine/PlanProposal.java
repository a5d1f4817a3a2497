package io.atlasoperator.engine;

import io.atlasoperator.diff.Change;
import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.SchemaObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A plan about to run.
 *
 * @param plan the plan
 * @param findings what the analyzers find in it
 * @param current the state that it starts from, as far as it is looked at
 * @param desired the state that it leads to
 */
public record PlanProposal(Plan plan, PlanFindings findings, SchemaState current, SchemaState desired) {

    /** What the codes of all that loses data begin with. */
    public static final String DESTRUCTIVE = "DS";

    private static final Set<String> RIGHTS = Set.of("permission", "default_permission");

    public PlanProposal {
        Objects.requireNonNull(plan);
        Objects.requireNonNull(findings);
        Objects.requireNonNull(current);
        Objects.requireNonNull(desired);
    }

    /** The statements that throw data away, in order. */
    public List<Statement> destructiveStatements() {
        return plan.statements().stream()
                .filter(statement -> statement.hazards().contains(Hazard.DATA_LOSS))
                .toList();
    }

    /** The same about a plan that took the place of this one's. */
    PlanProposal with(Plan other) {
        return new PlanProposal(other, findings, current, desired);
    }

    /** What the destructive-changes analyzer finds, and nothing silences. */
    public List<Diagnostic> destructive() {
        return destructive(findings.unsilenced());
    }

    /** All that it finds: who writes a desired state does not decide whether anybody is asked about what it loses. */
    public List<Diagnostic> losses() {
        return destructive(findings.all());
    }

    private static List<Diagnostic> destructive(List<Diagnostic> all) {
        return all.stream()
                .filter(diagnostic -> diagnostic.code().startsWith(DESTRUCTIVE))
                .toList();
    }

    /**
     * What of that drops something, rather than changing its type; and what drops an object that holds no data, such as a
     * view or a publication, and does not make it anew. Rights are no objects.
     */
    public List<Diagnostic> drops() {
        List<Diagnostic> drops = new ArrayList<>(losses().stream()
                .filter(diagnostic -> !diagnostic.code().equals("DS106"))
                .toList());
        for (Change change : plan.changes()) {
            if (change instanceof Change.DropObject(SchemaObject object)
                    && !RIGHTS.contains(object.kind())
                    && !comesBack(object.key())
                    && drops.stream().noneMatch(drop -> change.equals(drop.change()))) {
                drops.add(new Diagnostic(
                        "DS104",
                        "Dropping " + object.kind().replace('_', ' ') + " \""
                                + object.name().name() + '"',
                        change));
            }
        }
        return List.copyOf(drops);
    }

    /** Whether an object of that key is made in the same plan, be it that the old one has made room for it meanwhile. */
    private boolean comesBack(ObjectKey key) {
        Stream<ObjectKey> names = Stream.concat(
                Stream.of(key),
                plan.changes().stream()
                        .flatMap(change -> change instanceof Change.RenameObject(SchemaObject from, SchemaObject to)
                                        && to.key().equals(key)
                                ? Stream.of(from.key())
                                : Stream.of()));
        Set<ObjectKey> wanted = names.collect(Collectors.toSet());
        return plan.changes().stream()
                .anyMatch(change ->
                        change instanceof Change.AddObject(SchemaObject added) && wanted.contains(added.key()));
    }
}
