package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.diff.Change;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.schema.EnumType;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanProposalTest {
    private static final SchemaState NOWHERE = new SchemaState(
            Dialects.all().of(DatabaseUrl.parse("sqlite://any")),
            new ServerVersion("3.40", 34_000),
            new Scope.WholeRealm(),
            Realm.EMPTY);

    private static EnumType type(String name, String... values) {
        return new EnumType(new QualifiedName("public", name), List.of(values), null, null);
    }

    private static List<String> drops(List<Diagnostic> found, Change... changes) {
        return new PlanProposal(new Plan(List.of(changes), List.of()), PlanFindings.of(found), NOWHERE, NOWHERE)
                .drops().stream().map(Diagnostic::text).toList();
    }

    @Test
    void countsADroppedObjectThatHoldsNoData() {
        assertThat(drops(List.of(), new Change.DropObject(type("mood", "ok"))))
                .containsExactly("Dropping enum \"mood\"");
    }

    @Test
    void countsOnceWhatAnAnalyzerHasFound() {
        Change drop = new Change.DropObject(type("mood", "ok"));

        assertThat(drops(List.of(new Diagnostic("DS104", "Dropping enum type", drop)), drop))
                .containsExactly("Dropping enum type");
    }

    @Test
    void passesOverWhatIsMadeAgain() {
        assertThat(drops(
                        List.of(),
                        new Change.DropObject(type("mood", "ok")),
                        new Change.AddObject(type("mood", "ok", "sad"))))
                .isEmpty();
    }

    @Test
    void passesOverATypeThatHasMadeRoomForAnother() {
        assertThat(drops(
                        List.of(),
                        new Change.RenameObject(type("mood", "ok"), type("mood_old", "ok")),
                        new Change.AddObject(type("mood", "sad")),
                        new Change.DropObject(type("mood_old", "ok"))))
                .isEmpty();
    }
}
