package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.MySqlServers.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What migrate lint says of migrations that ran on a server, for all kinds of changes. */
class MySqlLintCommandTest {
    private static final String BASE = """
            CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20), c varchar(10) CHARACTER SET utf8mb4, k decimal(9,3), KEY k (a));
            CREATE TABLE u (id int PRIMARY KEY, t int, CONSTRAINT f FOREIGN KEY (t) REFERENCES t (id));
            CREATE TABLE gone (id int);
            CREATE TABLE l (e enum('a','b'), w text, v int AS (1) VIRTUAL);
            """;

    private static final String CODES =
            "{{ range .Files }}{{ range .Reports }}{{ range .Diagnostics }}{{ .Code }} {{ .Text }}\n"
                    + "{{ end }}{{ end }}{{ end }}";

    /** A change, and what is said of it. */
    private record Change(String statement, List<String> found) {
        static Change of(String statement, String... found) {
            return new Change(statement, List.of(found));
        }
    }

    private static List<Change> changes(Kind kind) {
        List<Change> all = new ArrayList<>(List.of(
                Change.of("DROP TABLE gone", "DS102 Dropping table \"gone\""),
                Change.of("ALTER TABLE t DROP COLUMN b", "DS103 Dropping non-virtual column \"b\""),
                Change.of("ALTER TABLE l DROP COLUMN v"),
                Change.of(
                        "ALTER TABLE t ADD UNIQUE INDEX n (c)",
                        "MF101 Adding a unique index \"n\" on table \"t\" might fail in case column \"c\" contains duplicate"
                                + " entries"),
                Change.of(
                        "ALTER TABLE t DROP INDEX k, ADD UNIQUE INDEX k (a)",
                        "MF102 Modifying an index \"k\" on table \"t\" might fail in case of duplicate entries"),
                Change.of(
                        "ALTER TABLE t ADD COLUMN d date NOT NULL",
                        "MF103 Adding a non-nullable \"date\" column \"d\" will fail in case table \"t\" is not empty"),
                Change.of(
                        "ALTER TABLE t ADD COLUMN n int NOT NULL",
                        "MY101 Adding a non-nullable \"int\" column \"n\" on table \"t\" without a default value implicitly"
                                + " sets existing rows with 0"),
                Change.of(
                        "ALTER TABLE t MODIFY a int NOT NULL",
                        "MF104 Modifying nullable column \"a\" to non-nullable might fail in case it contains NULL values"),
                Change.of("ALTER TABLE u DROP FOREIGN KEY f", "CD101 Dropping foreign-key constraint \"f\""),
                Change.of("ALTER TABLE u RENAME TO w", "BC101 Renaming table \"u\" to \"w\""),
                Change.of("ALTER TABLE w RENAME COLUMN t TO x", "BC102 Renaming column \"t\" to \"x\""),
                Change.of("ALTER TABLE t MODIFY c varchar(10) CHARACTER SET latin1", "MY103"),
                Change.of("ALTER TABLE l MODIFY e enum('a')", "DS106"),
                Change.of("ALTER TABLE t MODIFY k decimal(9,1)", "DS106"),
                Change.of("ALTER TABLE t MODIFY a bigint NOT NULL", "MY301"),
                Change.of("ALTER TABLE l ADD FULLTEXT INDEX w (w)", "MY303")));
        if (kind.isMariaDb()) {
            all.add(Change.of("ALTER TABLE l ADD SYSTEM VERSIONING"));
            all.add(Change.of("ALTER TABLE l DROP SYSTEM VERSIONING", "DS108"));
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyChangeIsKnown(Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        List<String> wrong = new ArrayList<>();
        try (MySqlDatabase dev = MySqlServers.database(kind)) {
            StringBuilder before = new StringBuilder(BASE);
            for (Change change : changes(kind)) {
                atlas.write("migrations/1.sql", before.toString());
                atlas.write("migrations/2.sql", change.statement() + ";\n");
                atlas.run("migrate", "hash");
                atlas.run(
                        "migrate",
                        "lint",
                        "--latest",
                        "1",
                        "--dev-url",
                        dev.url().reveal(),
                        "--format",
                        CODES);
                String said = atlas.out();
                boolean isRight = change.found().isEmpty()
                        ? said.lines().noneMatch(line -> !line.startsWith("MY30"))
                        : change.found().stream().allMatch(line -> said.lines().anyMatch(one -> one.startsWith(line)));
                if (!isRight || !atlas.err().isBlank()) {
                    wrong.add(change + ":\n" + said + atlas.err());
                }
                before.append(change.statement()).append(";\n");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @TempDir
    private Path folder;
}
