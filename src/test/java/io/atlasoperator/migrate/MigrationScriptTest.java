package io.atlasoperator.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.plan.TxMode;
import io.atlasoperator.sql.ScannerOptions;
import io.atlasoperator.sql.StatementScanner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationScriptTest {

    private static MigrationScript script(String content, TxMode global) {
        return MigrationScript.of(
                new MigrationFile("2_b.sql", "2", "b", content), new StatementScanner(ScannerOptions.GENERIC), global);
    }

    private static Revision revision(int applied, List<String> hashes, String statement) {
        return new Revision(
                "2", "b", 2, applied, 3, Instant.EPOCH, Duration.ZERO, "", statement, "", hashes, "Atlas CLI v0.30.0");
    }

    @Test
    void letsAFileChooseItsTransactionMode() {
        assertThat(script("-- atlas:txmode none\r\n\r\nSELECT 1;", TxMode.FILE).txMode())
                .isEqualTo(TxMode.NONE);
        assertThat(script("-- atlas:txmode file\n\nSELECT 1;", TxMode.NONE).txMode())
                .isEqualTo(TxMode.FILE);
        assertThat(script("SELECT 1;", TxMode.ALL).txMode()).isEqualTo(TxMode.ALL);
    }

    @Test
    void refusesTransactionModesThatCanNotBe() {
        assertThatThrownBy(() -> script("-- atlas:txmode none\n\n", TxMode.ALL))
                .hasMessage(
                        "cannot set txmode directive to \"none\" in \"2_b.sql\" when txmode \"all\" is set globally");
        assertThatThrownBy(() -> script("-- atlas:txmode all\n\n", TxMode.FILE))
                .hasMessage("txmode \"all\" is not allowed in file directive \"2_b.sql\". Use \"file\" instead");
        assertThatThrownBy(() -> script("-- atlas:txmode zz\n\n", TxMode.FILE))
                .hasMessage("unknown txmode \"zz\" found in file directive \"2_b.sql\"");
        assertThatThrownBy(() -> script("-- atlas:txmode none\n-- atlas:txmode file\n\n", TxMode.FILE))
                .hasMessage("multiple txmode values found in file \"2_b.sql\": [\"none\" \"file\"]");
    }

    @Test
    void refusesArchivesWithoutAMigration() {
        assertThatThrownBy(() -> script("-- atlas:txtar\n\n-- checks.sql --\nSELECT 1;\n", TxMode.FILE))
                .hasMessageContaining("2_b.sql is an archive (atlas:txtar) without a line \"-- migration.sql --\"");
    }

    @Test
    void tellsWhereAFileCanNotBeSplit() {
        assertThatThrownBy(() -> script("SELECT 1;\nSELECT 'x", TxMode.FILE))
                .hasMessage("sql/migrate: scanning statements from \"2_b.sql\": 2:8: unclosed quote '\\''");
    }

    @Test
    void goesOnAfterWhatIsDone() {
        MigrationScript script = script("SELECT 1; SELECT 2; SELECT 3;", TxMode.FILE);
        List<String> hashes = script.hashes();
        // SHA-256 of "SELECT 1;", and of that with "SELECT 2;" after it.
        assertThat(hashes)
                .startsWith(
                        "h1:F9tP02ntuSRLn5HZru0UXD0ErYum6V0GJH8HpjUn0Ro=",
                        "h1:Q1ly6EfkxxrLjTZSKjT10nxKUSeL28wlIwaWHIiBBHw=");
        assertThat(script.resumeAt(revision(2, hashes.subList(0, 2), ""))).isEqualTo(2);
    }

    @Test
    void refusesToGoOnAfterWhatIsDoneHasChanged() {
        List<String> hashes = script("SELECT 1; SELECT 2;", TxMode.FILE).hashes();
        assertThatThrownBy(() -> script("SELECT 1; SELECT 9;", TxMode.FILE).resumeAt(revision(2, hashes, "")))
                .hasMessage("sql/migrate: history changed: statement 2 from file \"2_b.sql\" changed");
        assertThatThrownBy(() -> script("SELECT 1;", TxMode.FILE).resumeAt(revision(2, hashes, "")))
                .hasMessage("sql/migrate: history changed: statement 2 from file \"2_b.sql\" changed");
    }

    @Test
    void namesTheStatementInDoubtAndHowToGoOn() {
        MigrationScript script = script("SELECT 1; VACUUM\n; SELECT 3;", TxMode.FILE);
        List<String> hashes = script.hashes();
        assertThatThrownBy(() -> script.resumeAt(revision(1, hashes.subList(0, 1), "VACUUM\n;")))
                .hasMessage("sql/migrate: statement 2 from file \"2_b.sql\" was running when the last attempt was cut"
                        + " off, and it is not known whether it was executed: \"VACUUM\\n;\". Look into the database."
                        + " If it was not executed, run: UPDATE atlas_schema_revisions SET error_stmt = '' WHERE version"
                        + " = '2'; if it was, run: UPDATE atlas_schema_revisions SET error_stmt = '', applied = 2,"
                        + " partial_hashes = '[\"" + hashes.get(0) + "\",\"" + hashes.get(1)
                        + "\"]' WHERE version = '2'; then apply again");
    }

    @Test
    void quotesAsTheReferenceDoes() {
        assertThat(GoText.quote("a\"b\\c\n\té€😀\u0001\u00a0\u200b"))
                .isEqualTo("\"a\\\"b\\\\c\\n\\té€😀\\x01\\u00a0\\u200b\"");
    }

    @Test
    void namesNewFilesByTheMoment() {
        Clock clock = Clock.fixed(Instant.parse("2026-11-22T01:02:03Z"), ZoneOffset.ofHours(9));
        assertThat(DirectoryFiles.version(clock)).isEqualTo("20261122010203");
        assertThat(DirectoryFiles.requireName("add users")).isEqualTo("add users");
        assertThatThrownBy(() -> DirectoryFiles.requireName("../x")).isInstanceOf(IllegalArgumentException.class);
    }
}
