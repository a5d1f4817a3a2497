package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.cli.console.ProductVersion;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.Databases;
import io.atlasoperator.engine.Dialects;
import io.atlasoperator.engine.Session;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rows of {@code atlas_schema_revisions}, value by value: what is written is what the established command line would have
 * written, and what that leaves is gone on with. What is expected is worked out here, and not by the program.
 */
class RevisionRowsTest {
    private static final String A = "CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);\n";
    private static final String COLUMNS = "version, description, type, applied, total, error, error_stmt, hash,"
            + " partial_hashes, operator_version";
    private static final String OURS = "Atlas CLI v" + ProductVersion.NUMBER;
    private static final String THEIRS = "Atlas CLI v0.38.0";
    private static final String IDENTITY = "0b1de4c2-8a65-4e0c-9d1e-5b3a9d0c7f11";

    @TempDir
    private Path folder;

    private CommandRun atlas = new CommandRun(Path.of(""));

    /** Where migrations run; the table is made as the established command line makes it. */
    enum Place {
        SQLITE(
                "CREATE TABLE `atlas_schema_revisions` (`version` text NOT NULL, `description` text NOT NULL, `type` integer"
                        + " NOT NULL DEFAULT (2), `applied` integer NOT NULL DEFAULT (0), `total` integer NOT NULL DEFAULT (0),"
                        + " `executed_at` datetime NOT NULL, `execution_time` integer NOT NULL, `error` text NULL,"
                        + " `error_stmt` text NULL, `hash` text NOT NULL, `partial_hashes` json NULL, `operator_version` text"
                        + " NOT NULL, PRIMARY KEY (`version`))",
                "2026-11-21 23:51:41.766365699+00:00"),
        POSTGRES(
                "CREATE TABLE \"atlas_schema_revisions\" (\"version\" character varying NOT NULL, \"description\" character"
                        + " varying NOT NULL, \"type\" bigint NOT NULL DEFAULT 2, \"applied\" bigint NOT NULL DEFAULT 0,"
                        + " \"total\" bigint NOT NULL DEFAULT 0, \"executed_at\" timestamptz NOT NULL, \"execution_time\""
                        + " bigint NOT NULL, \"error\" text NULL, \"error_stmt\" text NULL, \"hash\" character varying NOT"
                        + " NULL, \"partial_hashes\" jsonb NULL, \"operator_version\" character varying NOT NULL, PRIMARY KEY"
                        + " (\"version\"))",
                "2026-11-21 23:51:41.766365+00"),
        MYSQL(mysqlTable(), "2026-11-21 23:51:41"),
        MARIADB10(mysqlTable(), "2026-11-21 23:51:41"),
        MARIADB11(mysqlTable(), "2026-11-21 23:51:41");

        private final String table;
        private final String moment;

        Place(String table, String moment) {
            this.table = table;
            this.moment = moment;
        }

        private static String mysqlTable() {
            return "CREATE TABLE `atlas_schema_revisions` (`version` varchar(255) NOT NULL, `description` varchar(255) NOT"
                    + " NULL, `type` bigint unsigned NOT NULL DEFAULT 2, `applied` bigint NOT NULL DEFAULT 0, `total` bigint"
                    + " NOT NULL DEFAULT 0, `executed_at` timestamp NULL, `execution_time` bigint NOT NULL, `error` longtext"
                    + " NULL, `error_stmt` longtext NULL, `hash` varchar(255) NOT NULL, `partial_hashes` json NULL,"
                    + " `operator_version` varchar(255) NOT NULL, PRIMARY KEY (`version`)) CHARSET utf8mb4 COLLATE"
                    + " utf8mb4_bin";
        }
    }

    /** What is done with an open database. */
    private interface Work {
        void on(Target target) throws SQLException, IOException;
    }

    private record Target(Place place, DatabaseUrl url) {

        void execute(String... statements) throws SQLException {
            try (Session session = new Databases(Dialects.all()).open(url);
                    Statement statement = session.connection().createStatement()) {
                for (String text : statements) {
                    statement.execute(text);
                }
            }
        }

        /** The rows of a query, with a null as {@code <null>}. */
        List<List<String>> rows(String query) throws SQLException {
            List<List<String>> found = new ArrayList<>();
            try (Session session = new Databases(Dialects.all()).open(url);
                    Statement statement = session.connection().createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        String value = rows.getString(i);
                        row.add(value == null ? "<null>" : value);
                    }
                    found.add(row);
                }
            }
            return found;
        }

        List<List<String>> revisions() throws SQLException {
            return rows("SELECT " + COLUMNS + " FROM atlas_schema_revisions ORDER BY version");
        }

        void insert(
                String version,
                String description,
                int type,
                int applied,
                int total,
                String error,
                String statement,
                String hash,
                String partial)
                throws SQLException {
            execute("INSERT INTO atlas_schema_revisions (version, description, type, applied, total, executed_at,"
                    + " execution_time, error, error_stmt, hash, partial_hashes, operator_version) VALUES ('" + version
                    + "', '" + description + "', " + type + ", " + applied + ", " + total + ", '" + place.moment
                    + "', 1234567, '" + error + "', '" + statement + "', '" + hash + "', '" + partial + "', '" + THEIRS
                    + "')");
        }
    }

    @BeforeEach
    void useTheFolder() {
        atlas = new CommandRun(folder);
    }

    private void on(Place place, Work work) throws SQLException, IOException {
        switch (place) {
            case SQLITE -> work.on(new Target(place, DatabaseUrl.parse(atlas.url())));
            case POSTGRES -> {
                try (PostgresDatabase target = PostgresServers.database()) {
                    work.on(new Target(place, target.url().withParameter("search_path", "public")));
                }
            }
            case MYSQL, MARIADB10, MARIADB11 -> {
                try (MySqlDatabase target = MySqlServers.database(MySqlServers.Kind.valueOf(place.name()))) {
                    work.on(new Target(place, target.url()));
                }
            }
        }
    }

    private void file(String name, String text) throws IOException {
        atlas.write("migrations/" + name, text);
        assertThat(atlas.run("migrate", "hash")).isZero();
    }

    private int run(Target target, String... arguments) {
        List<String> all = new ArrayList<>(List.of("migrate"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--url", target.url().reveal()));
        return atlas.run(all.toArray(String[]::new));
    }

    private void ok(Target target, String... arguments) {
        assertThat(run(target, arguments)).as(() -> atlas.err() + atlas.out()).isZero();
    }

    /** What one hash after the other says of the texts so far. */
    private static List<String> chain(String... texts) {
        try {
            MessageDigest running = MessageDigest.getInstance("SHA-256");
            List<String> hashes = new ArrayList<>();
            for (String text : texts) {
                running.update(text.getBytes(StandardCharsets.UTF_8));
                hashes.add(Base64.getEncoder().encodeToString(((MessageDigest) running.clone()).digest()));
            }
            return hashes;
        } catch (NoSuchAlgorithmException | CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /** The hashes of files, each of which counts with its name before it. */
    private static List<String> files(String... namesAndTexts) {
        List<String> all = chain(namesAndTexts);
        List<String> hashes = new ArrayList<>();
        for (int i = 1; i < all.size(); i += 2) {
            hashes.add(all.get(i));
        }
        return hashes;
    }

    private static String compact(String json) {
        return json.replace(" ", "");
    }

    @ParameterizedTest
    @EnumSource
    void theTableHasTheColumnsOfTheOther(Place place) throws SQLException, IOException {
        file("1_a.sql", A);
        String columns = switch (place) {
            case SQLITE -> "SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info('%s') ORDER BY cid";
            case POSTGRES ->
                "SELECT column_name, data_type, is_nullable, column_default, character_maximum_length FROM"
                        + " information_schema.columns WHERE table_name = '%s' ORDER BY ordinal_position";
            case MYSQL, MARIADB10, MARIADB11 ->
                "SELECT column_name, column_type, is_nullable, column_default, collation_name FROM"
                        + " information_schema.columns WHERE table_schema = DATABASE() AND table_name = '%s' ORDER BY"
                        + " ordinal_position";
        };
        on(place, target -> {
            ok(target, "apply");
            List<List<String>> ours = target.rows(columns.formatted("atlas_schema_revisions"));
            target.execute(place.table.replaceFirst("atlas_schema_revisions", "theirs"));

            assertThat(ours).hasSize(12).isEqualTo(target.rows(columns.formatted("theirs")));
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDoneIsWrittenAsTheOtherWritesIt(Place place) throws SQLException, IOException {
        String checkpoint = "-- atlas:checkpoint\n\nCREATE TABLE a (id int);\n";
        file("1_a.sql", A);
        file("2.sql", "CREATE TABLE b (id int);");
        file("3_both_of_them.sql", checkpoint);
        file("4_c.sql", "CREATE TABLE c (id int);\n");
        List<String> hashes = files(
                "1_a.sql",
                A,
                "2.sql",
                "CREATE TABLE b (id int);",
                "3_both_of_them.sql",
                checkpoint,
                "4_c.sql",
                "CREATE TABLE c (id int);\n");
        on(place, target -> {
            ok(target, "apply");
            assertThat(target.revisions())
                    .containsExactly(
                            List.of("3", "both_of_them", "2", "1", "1", "", "", hashes.get(2), "null", OURS),
                            List.of("4", "c", "2", "1", "1", "", "", hashes.get(3), "null", OURS));
            assertThat(target.rows(
                            "SELECT count(*) FROM atlas_schema_revisions WHERE execution_time >= 0 AND executed_at"
                                    + " IS NOT NULL"))
                    .containsExactly(List.of("2"));
        });
        on(place, target -> {
            target.execute(
                    "DROP TABLE IF EXISTS atlas_schema_revisions", "DROP TABLE IF EXISTS a", "DROP TABLE IF EXISTS c");
            ok(target, "apply", "--baseline", "2");
            assertThat(target.revisions())
                    .containsExactly(
                            List.of("2", "", "1", "0", "0", "", "", hashes.get(1), "null", OURS),
                            List.of("4", "c", "2", "1", "1", "", "", hashes.get(3), "null", OURS));
            ok(target, "set", "4");
            target.execute("DELETE FROM atlas_schema_revisions");
            ok(target, "set", "2");
            assertThat(target.revisions())
                    .containsExactly(
                            List.of("1", "a", "4", "0", "0", "", "", hashes.get(0), "null", OURS),
                            List.of("2", "", "4", "0", "0", "", "", hashes.get(1), "null", OURS));
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatFailedHalfwayIsWrittenAsTheOtherWritesIt(Place place) throws SQLException, IOException {
        String broken = "INSERT INTO a SELECT nowhere FROM a;";
        String text = "-- atlas:txmode none\n\nINSERT INTO a VALUES (2);\nINSERT INTO a VALUES (3);\n" + broken + "\n";
        file("1_a.sql", A);
        file("2_b.sql", text);
        List<String> hashes = files("1_a.sql", A, "2_b.sql", text);
        List<String> partial = chain("INSERT INTO a VALUES (2);", "INSERT INTO a VALUES (3);");
        on(place, target -> {
            assertThat(run(target, "apply")).isOne();
            List<String> row = target.revisions().get(1);
            String error = row.get(5);
            assertThat(error).contains("nowhere");
            assertThat(atlas.err()).contains(error);
            assertThat(row.subList(0, 5)).containsExactly("2", "b", "2", "2", "3");
            assertThat(row.get(6)).isEqualTo(broken);
            assertThat(row.get(7)).isEqualTo(hashes.get(1));
            assertThat(compact(row.get(8))).isEqualTo("[\"h1:" + partial.get(0) + "\",\"h1:" + partial.get(1) + "\"]");

            Files.writeString(folder.resolve("migrations/2_b.sql"), text.replace(broken, "INSERT INTO a VALUES (4);"));
            assertThat(atlas.run("migrate", "hash")).isZero();
            ok(target, "apply");
            String mended = text.replace(broken, "INSERT INTO a VALUES (4);");
            assertThat(target.revisions().get(1))
                    .containsExactly(
                            "2",
                            "b",
                            "2",
                            "3",
                            "3",
                            "",
                            "",
                            files("1_a.sql", A, "2_b.sql", mended).get(1),
                            "null",
                            OURS);
            assertThat(target.rows("SELECT id FROM a ORDER BY id").stream().map(List::getFirst))
                    .containsExactly("1", "2", "3", "4");
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatTheOtherLeftIsGoneOnWith(Place place) throws SQLException, IOException {
        String text = "INSERT INTO a VALUES (2);\nINSERT INTO a VALUES (3);\nINSERT INTO a VALUES (4);\n";
        file("1_a.sql", A);
        file("2_b.sql", text);
        file("3_c.sql", "CREATE TABLE c (id int);\n");
        List<String> hashes = files("1_a.sql", A, "2_b.sql", text, "3_c.sql", "CREATE TABLE c (id int);\n");
        String done = chain("INSERT INTO a VALUES (2);").getFirst();
        on(place, target -> {
            target.execute(
                    place.table, "CREATE TABLE a (id int)", "INSERT INTO a VALUES (1)", "INSERT INTO a VALUES (2)");
            target.insert(".atlas_cloud_identifier", IDENTITY, 2, 0, 0, "", "", "", "null");
            target.insert("1", "a", 2, 2, 2, "", "", hashes.get(0), "null");
            target.insert(
                    "2", "b", 2, 1, 3, "it did not work", "INSERT INTO a VALUES (x);", "old", "[\"h1:" + done + "\"]");
            List<List<String>> before = target.revisions();
            List<List<String>> moments = target.rows("SELECT executed_at FROM atlas_schema_revisions ORDER BY version");

            ok(target, "status");
            assertThat(atlas.out())
                    .contains(
                            "Current Version: 2 (1 statement applied)",
                            "Next Version:    2 (2 statements left)",
                            "Executed Files:  2 (last one partially)",
                            "Pending Files:   2",
                            "SQL:   INSERT INTO a VALUES (x);",
                            "ERROR: it did not work");
            assertThat(target.revisions()).isEqualTo(before);

            ok(target, "apply");
            assertThat(target.revisions())
                    .containsExactly(
                            before.get(0),
                            before.get(1),
                            List.of("2", "b", "2", "3", "3", "", "", hashes.get(1), "null", OURS),
                            List.of("3", "c", "2", "1", "1", "", "", hashes.get(2), "null", OURS));
            assertThat(target.rows("SELECT executed_at FROM atlas_schema_revisions ORDER BY version")
                            .subList(0, 3))
                    .isEqualTo(moments);
            assertThat(target.rows("SELECT id FROM a ORDER BY id").stream().map(List::getFirst))
                    .containsExactly("1", "2", "3", "4");
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatTheOtherBeganWithABaselineIsGoneOnWith(Place place) throws SQLException, IOException {
        file("1_a.sql", A);
        file("2_b.sql", "CREATE TABLE b (id int);\n");
        file("3_all.sql", "-- atlas:checkpoint\n\nCREATE TABLE a (id int);\n");
        file("4_c.sql", "CREATE TABLE c (id int);\n");
        Function<Integer, String> hash = index -> files(
                        "1_a.sql",
                        A,
                        "2_b.sql",
                        "CREATE TABLE b (id int);\n",
                        "3_all.sql",
                        "-- atlas:checkpoint\n\nCREATE TABLE a (id int);\n",
                        "4_c.sql",
                        "CREATE TABLE c (id int);\n")
                .get(index);
        on(place, target -> {
            target.execute(place.table, "CREATE TABLE a (id int)");
            target.insert("1", "a", 1, 0, 0, "", "", hash.apply(0), "null");
            target.insert("2", "b", 4, 0, 0, "", "", hash.apply(1), "null");
            List<List<String>> before = target.revisions();

            ok(target, "status", "--format", "{{ range .Applied }}{{ .Version }} {{ .Type }}; {{ end }}{{ .Next }}");
            assertThat(atlas.out()).isEqualTo("1 baseline; 2 manually set; 4");
            ok(target, "apply");
            assertThat(target.revisions())
                    .containsExactly(
                            before.get(0),
                            before.get(1),
                            List.of("4", "c", "2", "1", "1", "", "", hash.apply(3), "null", OURS));
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatRanHalfwayAndWasChangedSinceIsNotGoneOnWith(Place place) throws SQLException, IOException {
        file("1_a.sql", "CREATE TABLE a (id int);\nINSERT INTO a VALUES (9);\n");
        on(place, target -> {
            target.execute(place.table, "CREATE TABLE b (id int)");
            target.insert(
                    "1",
                    "a",
                    2,
                    1,
                    2,
                    "x",
                    "y",
                    "old",
                    "[\"h1:" + chain("CREATE TABLE b (id int);").getFirst() + "\"]");
            List<List<String>> before = target.revisions();

            assertThat(run(target, "apply")).isOne();
            assertThat(atlas.err()).contains("history changed: statement 1 from file \"1_a.sql\" changed");
            assertThat(target.revisions()).isEqualTo(before);
        });
    }
}
