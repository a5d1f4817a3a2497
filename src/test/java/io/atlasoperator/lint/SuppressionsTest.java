package io.atlasoperator.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.diff.Change;
import io.atlasoperator.lint.Suppressions.Rule;
import io.atlasoperator.lint.Suppressions.Target;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuppressionsTest {
    private static final Change DROP = new Change.DropTable(
            Table.builder(new QualifiedName("main", "Pets")).build());

    @Test
    void readsDirectivesInEveryKindOfComment() {
        assertThat(Suppressions.directive(List.of("-- atlas:nolint\n"))).hasValue(List.of());
        assertThat(Suppressions.directive(List.of("-- other\n", "--atlas:nolint DS102 data_depend\n")))
                .hasValue(List.of("DS102", "data_depend"));
        assertThat(Suppressions.directive(List.of("# atlas:nolint DS102"))).hasValue(List.of("DS102"));
        assertThat(Suppressions.directive(List.of("/* atlas:nolint destructive */")))
                .hasValue(List.of("destructive"));
        assertThat(Suppressions.directive(List.of("-- atlas:nolint DS102\n", "-- atlas:nolint\n")))
                .hasValue(List.of());
        assertThat(Suppressions.directive(List.of("-- see atlas:nolint\n", "-- atlas:nolints\n")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "CREATE TABLE pets (id int) | pets",
                "create unlogged table if not exists public.\"My Pets\" (id int) | My Pets",
                "CREATE TABLE \"a.b\" (id int) | a.b",
                "CREATE UNIQUE INDEX CONCURRENTLY i ON ONLY public.pets (id) | pets",
                "CREATE MATERIALIZED VIEW `v` AS SELECT 1 | v",
                "ALTER TABLE ONLY pets ADD CONSTRAINT c CHECK (id > 0) | pets",
                "CREATE EXTENSION hstore | hstore"
            })
    void knowsWhatAStatementIsAbout(String statement, String name) {
        assertThat(Suppressions.object(statement)).hasValue(new Target.OneObject(name));
    }

    @Test
    void hidesByCodeByAnalyzerOrAltogether() {
        Diagnostic diagnostic = new Diagnostic("DS102", "Dropping table \"Pets\"", 1, DROP, List.of());

        assertThat(hides(diagnostic, new Target.Everything())).isTrue();
        assertThat(hides(diagnostic, new Target.Everything(), "destructive")).isTrue();
        assertThat(hides(diagnostic, new Target.Everything(), "MF101", "DS102")).isTrue();
        assertThat(hides(diagnostic, new Target.Everything(), "data_depend")).isFalse();
        assertThat(hides(diagnostic, new Target.OneStep(1))).isTrue();
        assertThat(hides(diagnostic, new Target.OneStep(0))).isFalse();
        assertThat(hides(diagnostic, new Target.OneObject("pets"))).isTrue();
        assertThat(hides(diagnostic, new Target.OneObject("pet"))).isFalse();
    }

    private static boolean hides(Diagnostic diagnostic, Target target, String... names) {
        return new Suppressions(List.of(Rule.of(target, List.of(names), "1.sql:1"))).hides("destructive", diagnostic);
    }
}
