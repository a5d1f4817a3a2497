package io.atlasoperator.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.source.SourceFile;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingPlanTest {

    private static List<MigrationFile> files(String... names) {
        return MigrationDirectory.atlas(
                        "file://migrations",
                        Arrays.stream(names)
                                .map(name -> new SourceFile(
                                        name,
                                        name.contains("checkpoint") ? "-- atlas:checkpoint\n\nSELECT 1;" : "SELECT 1;"))
                                .toList())
                .files();
    }

    private static Revision done(String version) {
        return revision(version, Revision.EXECUTED, 1, 1, List.of(), "");
    }

    private static Revision revision(
            String version, int type, int applied, int total, List<String> hashes, String error) {
        return new Revision(
                version, "x", type, applied, total, Instant.EPOCH, Duration.ZERO, error, error, "", hashes, "");
    }

    private static List<String> pending(PendingPlan plan) {
        return plan.pending().stream().map(MigrationFile::version).toList();
    }

    @Test
    void runsEverythingOnADatabaseWithoutRevisions() {
        assertThat(pending(PendingPlan.of(files("1_a.sql", "2_b.sql"), List.of())))
                .containsExactly("1", "2");
    }

    @Test
    void startsAtTheLastCheckpointAndSkipsCheckpointsLater() {
        List<MigrationFile> files = files("1_a.sql", "2_checkpoint.sql", "3_c.sql", "4_checkpoint.sql", "5_e.sql");
        assertThat(pending(PendingPlan.of(files, List.of()))).containsExactly("4", "5");
        assertThat(pending(PendingPlan.of(files, List.of(done("1"))))).containsExactly("3", "5");
        Revision begun = revision("4", Revision.EXECUTED, 1, 2, List.of("h1:x"), "no");
        assertThat(pending(PendingPlan.of(files, List.of(begun)))).containsExactly("4", "5");
    }

    @Test
    void comparesVersionsAsTexts() {
        assertThat(pending(PendingPlan.of(files("10_a.sql", "2_b.sql"), List.of(done("10")))))
                .containsExactly("2");
    }

    @Test
    void goesOnWithAFileThatWasBegun() {
        Revision begun = revision("2", Revision.EXECUTED, 1, 2, List.of("h1:x"), "no");
        assertThat(pending(PendingPlan.of(files("1_a.sql", "2_b.sql", "3_c.sql"), List.of(done("1"), begun))))
                .containsExactly("2", "3");
        assertThatThrownBy(() -> PendingPlan.of(files("1_a.sql"), List.of(done("1"), begun)))
                .hasMessage("sql/migrate: missing migration: revision \"2_x.sql\" is partially applied but migration"
                        + " file was not found");
    }

    @Test
    void takesResolvedAndFinishedRowsForDoneWhateverTheirTotalSays() {
        List<MigrationFile> files = files("1_a.sql", "2_b.sql");
        Revision resolved = revision("1", Revision.EXECUTED | Revision.RESOLVED, 1, 3, List.of("h1:x"), "no");
        assertThat(pending(PendingPlan.of(files, List.of(resolved)))).containsExactly("2");
        Revision staleTotal = revision("1", Revision.EXECUTED, 2, 3, List.of(), "");
        assertThat(pending(PendingPlan.of(files, List.of(staleTotal)))).containsExactly("2");
    }

    @Test
    void refusesSkipsOrRunsFilesOutOfOrder() {
        PendingPlan plan = PendingPlan.of(
                files("0_old.sql", "1_a.sql", "2_b.sql", "3_c.sql", "4_d.sql"), List.of(done("1"), done("3")));
        assertThatThrownBy(() -> plan.in(ExecOrder.LINEAR))
                .isInstanceOf(RevisionException.class)
                .hasMessage("migration file 2_b.sql was added out of order. See:"
                        + " https://atlasgo.io/versioned/apply#non-linear-error");
        assertThat(plan.in(ExecOrder.LINEAR_SKIP))
                .extracting(MigrationFile::version)
                .containsExactly("4");
        assertThat(plan.in(ExecOrder.NON_LINEAR))
                .extracting(MigrationFile::version)
                .containsExactly("2", "4");
        assertThat(PendingPlan.of(files("1_a.sql", "2_b.sql", "3_c.sql", "4_d.sql"), List.of(done("1"), done("4")))
                        .outOfOrderMessage())
                .startsWith("migration files 2_b.sql, 3_c.sql were added out of order.");
    }

    @Test
    void startsAfterABaseline() {
        assertThat(PendingPlan.after(files("1_a.sql", "2_b.sql", "3_checkpoint.sql", "4_d.sql"), "2"))
                .extracting(MigrationFile::version)
                .containsExactly("4");
        assertThatThrownBy(() -> PendingPlan.after(files("1_a.sql", "3_checkpoint.sql"), "3"))
                .hasMessage("baseline version \"3\" not found");
    }

    @Test
    void refusesTwoPendingFilesOfOneVersion() {
        assertThatThrownBy(() ->
                        PendingPlan.of(files("1_a.sql", "1_b.sql"), List.of()).in(ExecOrder.LINEAR))
                .hasMessageContaining("1_b.sql has the same version as another: 1");
    }
}
