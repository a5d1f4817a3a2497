package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that work on migration directories, of all formats. */
class MigrateDirectoryCommandTest {
    private static final String DEV = "sqlite://dev?mode=memory";

    @TempDir
    private Path folder;

    private CommandRun atlas = new CommandRun(Path.of(""));

    @BeforeEach
    void useTheFolder() {
        atlas = new CommandRun(folder);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void threeFiles() throws IOException {
        write("migrations/1_a.sql", "CREATE TABLE a (id int);\n");
        write("migrations/2_b.sql", "CREATE TABLE b (id int);\n");
        write("migrations/3.sql", "CREATE TABLE c (id int);\n");
        ok("migrate", "hash");
    }

    private String ok(String... arguments) {
        assertThat(atlas.run(arguments)).as(atlas.err()).isZero();
        return atlas.out();
    }

    private String refused(String... arguments) {
        assertThat(atlas.run(arguments)).as(atlas.out()).isOne();
        return atlas.err();
    }

    private List<String> names(String directory) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(directory))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aLinkAndItsRightsStayWhenAFileIsWritten() throws IOException {
        threeFiles();
        Path sum = folder.resolve("migrations/atlas.sum");
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(sum, elsewhere);
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-rw----"));
        Files.createSymbolicLink(sum, elsewhere);

        ok("migrate", "rm", "3");

        assertThat(sum).isSymbolicLink();
        assertThat(Files.readString(elsewhere)).contains("2_b.sql").doesNotContain("3.sql");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(elsewhere)))
                .isEqualTo("rw-rw----");
        assertThat(names("migrations")).containsExactly("1_a.sql", "2_b.sql", "atlas.sum");
    }

    @Test
    void aReportThatCannotBePrintedIsToldAllTheSame() throws IOException {
        threeFiles();
        assertThat(refused("migrate", "apply", "-u", atlas.url(), "--format", "{{ .Aplied }}"))
                .contains(
                        "can't evaluate field Aplied",
                        "The report without the template:\nMigrating to version 3 (3 migrations in total):",
                        "-- 3 migrations");
        write("migrations/4.sql", "BAD;\n");
        ok("migrate", "hash");
        assertThat(refused("migrate", "apply", "-u", atlas.url(), "--format", "{{ .Aplied }}"))
                .contains("can't evaluate field Aplied", "-> BAD;", "executing statement \"BAD;\" from version \"4\"");
    }

    @Test
    void setsVersionsThereAndBack() throws IOException {
        threeFiles();

        assertThat(refused("migrate", "set", "-u", atlas.url())).isEqualTo("Error: accepts 1 arg(s), received 0\n");
        assertThat(refused("migrate", "set", "-u", atlas.url(), "7"))
                .isEqualTo("Error: migration with version \"7\" not found\n");
        assertThat(ok("migrate", "set", "-u", atlas.url(), "2"))
                .isEqualTo("Current version is 2 (2 set):\n\n  + 1 (a)\n  + 2 (b)\n\n");
        assertThat(ok("migrate", "set", "-u", atlas.url(), "2")).isEmpty();
        assertThat(ok("migrate", "set", "-u", atlas.url())).isEqualTo("Current version is 3 (1 set):\n\n  + 3\n\n");
        assertThat(ok("migrate", "apply", "-u", atlas.url())).isEqualTo("No migration files to execute\n");
        assertThat(ok("migrate", "set", "-u", atlas.url(), "1"))
                .isEqualTo("Current version is 1 (2 removed):\n\n  - 2 (b)\n  - 3\n\n");
        assertThat(ok("migrate", "status", "-u", atlas.url())).contains("Current Version: 1\n", "Pending Files:   2\n");
    }

    @Test
    void setsAFileThatFailedAsDone() throws IOException {
        write("migrations/1_a.sql", "-- atlas:txmode none\n\nCREATE TABLE a (id int);\nNONSENSE;\n");
        write("migrations/2_b.sql", "CREATE TABLE b (id int);\n");
        ok("migrate", "hash");
        refused("migrate", "apply", "-u", atlas.url());

        assertThat(ok("migrate", "set", "-u", atlas.url(), "1"))
                .isEqualTo("Current version is 1 (1 set):\n\n  + 1 (a)\n\n");
        assertThat(ok("migrate", "apply", "-u", atlas.url()))
                .contains("Migrating to version 2 from 1 (1 migrations in total)");
    }

    @Test
    void takesAllRevisionsAwayWithTheFiles() throws IOException {
        threeFiles();
        ok("migrate", "set", "-u", atlas.url(), "3");
        for (int i = 0; i < 3; i++) {
            ok("migrate", "rm");
        }

        assertThat(names("migrations")).containsExactly("atlas.sum");
        assertThat(ok("migrate", "set", "-u", atlas.url()))
                .isEqualTo("All revisions deleted (3 in total):\n\n  - 1 (a)\n  - 2 (b)\n  - 3\n\n");
    }

    @Test
    void mergesJsonInReports() throws IOException {
        threeFiles();

        assertThat(
                        ok(
                                "migrate",
                                "status",
                                "-u",
                                atlas.url(),
                                "--format",
                                "{{ json_merge \"{\\\"z\\\":1.5,\\\"Status\\\":0}\" (printf \"{\\\"Status\\\":%q}\" .Status) }}"))
                .isEqualTo("{\"Status\":\"PENDING\",\"z\":1.5}");
    }

    @Test
    void tellsOfALinkThatLeadsBack() throws IOException {
        write("db/sub/V1__a.sql", "CREATE TABLE a (id int);");
        Files.createSymbolicLink(folder.resolve("db/sub/again"), folder.resolve("db"));

        assertThat(refused("migrate", "ls", "--dir", "file://db?format=flyway"))
                .startsWith("Error: reading file://db?format=flyway: java.nio.file.FileSystemLoopException");
    }

    @Test
    void listsAndRemovesFiles() throws IOException {
        threeFiles();

        assertThat(ok("migrate", "ls")).isEqualTo("1_a.sql\n2_b.sql\n3.sql\n");
        assertThat(ok("migrate", "ls", "--short", "--latest")).isEqualTo("3\n");
        ok("migrate", "rm", "2");
        assertThat(ok("migrate", "ls", "--short")).isEqualTo("1\n3\n");
        ok("migrate", "validate");
        assertThat(refused("migrate", "rm", "9"))
                .isEqualTo("Error: no migration file with the name or version \"9\"\n");
    }

    @Test
    void putsFilesLastWhateverTheChecksums() throws IOException {
        write("migrations/20250101000000_a.sql", "CREATE TABLE a (id int);\n");
        write("migrations/20250102000000_b.sql", "CREATE TABLE b (id int);\n");
        write("migrations/20990103000000_c.sql", "CREATE TABLE c (id int);\n");
        write("migrations/atlas.sum", "<<<<<<< ours\n");

        ok("migrate", "rebase", "20250102000000", "20250101000000_a.sql");

        assertThat(names("migrations"))
                .containsExactly("20990103000000_c.sql", "20990103000001_a.sql", "20990103000002_b.sql", "atlas.sum");
        ok("migrate", "validate");
    }

    @Test
    void editsAFileAndItsChecksum() throws IOException {
        threeFiles();

        assertThat(atlas.run(
                        InputStream.nullInputStream(),
                        Map.of("EDITOR", "echo 'CREATE TABLE d (id int);' >>"),
                        "migrate",
                        "edit",
                        "2_b.sql"))
                .as(atlas.err())
                .isZero();

        assertThat(Files.readString(folder.resolve("migrations/2_b.sql"))).endsWith("CREATE TABLE d (id int);\n");
        ok("migrate", "validate");
    }

    @Test
    void importsEveryFormat() throws IOException {
        write(
                "goose/1_a.sql",
                "-- +goose NO TRANSACTION\n-- +goose Up\n-- the first\nCREATE TABLE a (id int);\n"
                        + "-- +goose StatementBegin\nCREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM a; SELECT 1; END;\n"
                        + "-- +goose StatementEnd\n-- +goose Down\nDROP TABLE a;\n");
        write("flyway/V1__a.sql", "CREATE TABLE a (id int);");
        write("flyway/V10__c.sql", "CREATE TABLE c (id int);");
        write("flyway/V2__b.sql", "CREATE TABLE b (id int);");
        write("flyway/R__views.sql", "CREATE VIEW v AS SELECT 1;");

        ok("migrate", "import", "--from", "file://goose?format=goose", "--to", "file://g");
        assertThat(Files.readString(folder.resolve("g/1_a.sql"))).isEqualTo("""
                -- atlas:txmode none

                -- the first
                CREATE TABLE a (id int);
                DELIMITER //
                CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM a; SELECT 1; END
                //
                DELIMITER ;
                """);
        ok("migrate", "apply", "-u", atlas.url(), "--dir", "file://g");
        ok("migrate", "import", "--from", "file://flyway?format=flyway", "--to", "file://f");
        assertThat(names("f")).containsExactly("10R_views.sql", "10_c.sql", "1_a.sql", "2_b.sql", "atlas.sum");

        assertThat(refused("migrate", "import", "--from", "file://flyway?format=flyway", "--to", "file://f"))
                .isEqualTo("Error: target migration directory must be empty\n");
        assertThat(refused("migrate", "import", "--from", "file://f", "--to", "file://h"))
                .isEqualTo("Error: cannot import a migration directory already in \"atlas\" format\n");
        Files.createDirectories(folder.resolve("empty"));
        assertThat(ok("migrate", "import", "--from", "file://empty?format=dbmate", "--to", "file://h"))
                .isEqualTo("nothing to import");
    }

    @Test
    void writesAndAppliesDirectoriesOfOtherTools() throws IOException {
        write("s.sql", "CREATE TABLE a (id int);");
        String dir = "file://db?format=golang-migrate";

        ok("migrate", "diff", "one", "--dir", dir, "--to", "file://s.sql", "--dev-url", DEV);

        assertThat(names("db")).hasSize(3).anyMatch(name -> name.endsWith("_one.down.sql"));
        ok("migrate", "apply", "-u", atlas.url(), "--dir", dir);
        assertThat(ok("migrate", "status", "-u", atlas.url(), "--dir", dir, "--format", "{{ .Status }} {{ .Env.Dir }}"))
                .isEqualTo("OK " + dir);
        assertThat(ok("migrate", "diff", "--dir", dir, "--to", "file://s.sql", "--dev-url", DEV))
                .contains("synced");
        ok("migrate", "rm", "--dir", dir);
        assertThat(names("db")).containsExactly("atlas.sum");
    }

    @Test
    void showsWhatADiffWouldWrite() throws IOException {
        write("s.sql", "CREATE TABLE a (id int);");

        String out = ok("migrate", "diff", "one", "--dry-run", "--to", "file://s.sql", "--dev-url", DEV);

        assertThat(out)
                .startsWith("{\"Files\":[{\"Name\":\"20")
                .contains(
                        "\"Description\":\"one\",\"Content\":\"-- Create \\\"a\\\" table\\nCREATE TABLE `a` (`id` int NULL);\\n\"}]")
                .endsWith(",\"Dir\":\"file://migrations?format=atlas\"}\n");
        assertThat(folder.resolve("migrations")).doesNotExist();
    }

    @Test
    void editsAndFormatsWhatADiffWrites() throws IOException {
        write("s.sql", "CREATE TABLE a (id int);");
        assertThat(atlas.run(
                        InputStream.nullInputStream(),
                        Map.of("EDITOR", "echo 'SELECT 1;' >>"),
                        "migrate",
                        "diff",
                        "--edit",
                        "--qualifier",
                        "q",
                        "--to",
                        "file://s.sql",
                        "--dev-url",
                        DEV))
                .as(atlas.err())
                .isZero();
        String name = names("migrations").getFirst();
        assertThat(Files.readString(folder.resolve("migrations").resolve(name)))
                .isEqualTo("-- Create \"a\" table\nCREATE TABLE `q`.`a` (`id` int NULL);\nSELECT 1;\n");
        ok("migrate", "rm");

        ok(
                "migrate",
                "diff",
                "n",
                "--format",
                "{{ .Name }}:{{ range .Changes }}{{ .Comment }}={{ .Cmd }}{{ end }}",
                "--to",
                "file://s.sql",
                "--dev-url",
                DEV);
        assertThat(Files.readString(
                        folder.resolve("migrations").resolve(names("migrations").getFirst())))
                .isEqualTo("n:create \"a\" table=CREATE TABLE `a` (`id` int NULL)");
        assertThat(refused("migrate", "diff", "--format", "{{ sql .Name }}", "--to", "file://s.sql", "--dev-url", DEV))
                .isEqualTo("Error: 'sql' can only be used to indent statements. got: {{ sql .Name }}\n");
    }

    @Test
    void beginsAnEmptyDatabaseWithTheLastCheckpoint() throws IOException {
        write("migrations/20250101000000_a.sql", "CREATE TABLE a (id int);\n");
        write("migrations/20250102000000_c.sql", "CREATE TABLE c (id int);\n");
        ok("migrate", "hash");

        ok("migrate", "checkpoint", "first", "--dev-url", DEV);

        String name = names("migrations").stream()
                .filter(file -> file.endsWith("_checkpoint.sql"))
                .findFirst()
                .orElseThrow();
        assertThat(name).startsWith("20");
        assertThat(Files.readString(folder.resolve("migrations").resolve(name)))
                .startsWith("-- atlas:checkpoint first\n\n-- Create \"a\" table\nCREATE TABLE `a` (`id` int NULL);\n")
                .contains("CREATE TABLE `c`");
        assertThat(ok("migrate", "status", "-u", atlas.url())).contains("Pending Files:   1\n");
        ok("migrate", "apply", "-u", atlas.url());
        assertThat(ok("migrate", "status", "-u", atlas.url())).contains("Migration Status: OK");
        assertThat(refused("migrate", "checkpoint", "--dev-url", DEV, "--dir-format", "goose"))
                .contains("supports only atlas directories");
        write("migrations/3_d.sql", "CREATE TABLE d (id int);\n");
        ok("migrate", "hash");
        assertThat(refused("migrate", "checkpoint", "--dev-url", DEV)).contains("version 3 comes after 20");
    }

    @Test
    void lintsWhatGitDoesNotKnowInTheBase() throws Exception {
        write("migrations/20250101000000_a.sql", "CREATE TABLE a (id int);\n");
        ok("migrate", "hash");
        git("init", "-q", "-b", "main");
        git("add", ".");
        git("commit", "-q", "-m", "one");
        git("checkout", "-q", "-b", "change");
        write("migrations/20250102000000_b.sql", "DROP TABLE a;\n");
        ok("migrate", "hash");
        git("add", ".");
        git("commit", "-q", "-m", "two");

        assertThat(atlas.run("migrate", "lint", "--dev-url", DEV, "--git-base", "main", "--git-dir", folder.toString()))
                .as(atlas.err())
                .isOne();
        assertThat(atlas.out()).contains("from version 20250101000000 to 20250102000000 (1 migration in total)");
        assertThat(ok("migrate", "lint", "--dev-url", DEV, "--git-base", "change", "--git-dir", folder.toString()))
                .isEmpty();
        assertThat(refused(
                        "migrate", "lint", "--dev-url", DEV, "--git-base", "nowhere", "--git-dir", folder.toString()))
                .contains("git diff with nowhere");
    }

    private void git(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(
                List.of("git", "-C", folder.toString(), "-c", "user.name=a", "-c", "user.email=a@example.com"));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
