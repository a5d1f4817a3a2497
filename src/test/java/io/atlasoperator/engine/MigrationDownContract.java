package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.MigrateDownReport.Leg;
import io.atlasoperator.engine.MigrateDownReport.Outcome;
import io.atlasoperator.migrate.DownGoal;
import io.atlasoperator.migrate.DownMark;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.plan.TxMode;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What undoing migrations means, on any database. */
abstract class MigrationDownContract extends MigrationEngineFixture {
    private static final String USERS =
            "CREATE TABLE users (id int NOT NULL, name varchar(40) NOT NULL, PRIMARY KEY (id));\n";
    private static final String LOGS = """
            ALTER TABLE users ADD COLUMN age int;
            CREATE TABLE logs (id int NOT NULL, u int, PRIMARY KEY (id),
              CONSTRAINT logs_u FOREIGN KEY (u) REFERENCES users (id));
            """;
    private static final String NAMES = """
            CREATE INDEX users_name ON users (name);
            CREATE VIEW names AS SELECT id, name FROM users;
            """;
    private static final String LAST = """
            DROP VIEW names;
            ALTER TABLE users DROP COLUMN age;
            ALTER TABLE users ADD COLUMN level int NOT NULL DEFAULT 7;
            CREATE TABLE more (id int);
            """;
    private static final MigrationDirectory ALL =
            directory("1_users.sql", USERS, "2_logs.sql", LOGS, "3_names.sql", NAMES, "4_last.sql", LAST);

    /** A dev database, if the dialect brings none. */
    abstract Optional<DatabaseUrl> dev();

    private MigrateDownReport down(MigrationDirectory directory, DownGoal goal) {
        return down(directory, goal, false);
    }

    private MigrateDownReport down(MigrationDirectory directory, DownGoal goal, boolean dryRun) {
        return engine().down(new MigrateDownRequest(
                url(),
                directory,
                dev(),
                Optional.empty(),
                goal,
                dryRun,
                MigrateApplyRequest.DEFAULT_LOCK,
                Duration.ofMillis(100)));
    }

    private MigrateDownReport done(MigrationDirectory directory, DownGoal goal) {
        MigrateDownReport report = down(directory, goal);
        assertThat(report.error()).isEmpty();
        assertThat(report.outcome()).isEqualTo(Outcome.APPLIED);
        return report;
    }

    private MigrateDownReport refused(MigrationDirectory directory, DownGoal goal) throws SQLException {
        String before = state();
        List<Revision> rows = revisions();
        MigrateDownReport report = down(directory, goal);
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(state()).isEqualTo(before);
        assertThat(revisions()).isEqualTo(rows);
        return report;
    }

    private static DownGoal one() {
        return new DownGoal.Amount(1);
    }

    private void upTo(int files) {
        assertThat(engine().apply(with(ALL, Optional.empty(), false, Optional.of(files), Optional.empty(), false))
                        .error())
                .isEmpty();
    }

    /** All that the database holds, the revisions table included. */
    private String state() {
        SchemaEngine schemas =
                new JdbcSchemaEngine(databases(), new DevDatabases(databases(), Duration.ZERO), Clock.systemUTC());
        String hcl = schemas.hcl(schemas.inspect(
                new SchemaInspectRequest(new StateSource.Database(url()), Optional.empty(), Selection.ALL)));
        // SQLite tells tables in the order in which they were made.
        return Stream.of(hcl.split("(?m)^(?=\\w)")).sorted().collect(Collectors.joining());
    }

    private static List<String> statements(MigrateDownReport report) {
        return report.legs().stream().flatMap(leg -> leg.statements().stream()).toList();
    }

    @Test
    void goesBackToEveryVersionItCameThrough() throws SQLException {
        for (int kept = 1; kept < 4; kept++) {
            upTo(kept);
            String before = state();
            List<Revision> rows = revisions();
            upTo(4 - kept);
            assertThat(state()).isNotEqualTo(before);

            MigrateDownReport report = done(ALL, new DownGoal.ToVersion(String.valueOf(kept)));

            assertThat(state()).isEqualTo(before);
            assertThat(revisions()).isEqualTo(rows);
            assertThat(report.current()).isEqualTo("4");
            assertThat(report.targetVersion()).isEqualTo(String.valueOf(kept));
            assertThat(report.planned()).hasSize(4 - kept);
            assertThat(report.planned().getFirst().name()).isEqualTo("4_last.sql");
            done(ALL, new DownGoal.Amount(kept));
            assertThat(revisions()).isEmpty();
        }
    }

    @Test
    void goesBackOneVersionAtATime() throws SQLException {
        upTo(4);
        for (int left = 3; left >= 0; left--) {
            MigrateDownReport report = done(ALL, one());
            assertThat(report.planned()).hasSize(1);
            assertThat(revisions()).hasSize(left);
            assertThat(status(ALL).error()).isEmpty();
        }
        assertThat(done(ALL, one()).planned()).isEmpty();
        assertThat(apply(ALL).error()).isEmpty();
    }

    @Test
    void keepsRowsThatWouldGoWithTheirTable() throws SQLException {
        upTo(2);
        execute("INSERT INTO users (id, name) VALUES (1, 'a')", "INSERT INTO logs VALUES (1, 1)");

        MigrateDownReport report = refused(ALL, one());

        assertThat(report.error().orElseThrow())
                .startsWith("sql/migrate: reverting version 2: data would be lost: table \"logs\" has rows");
        assertThat(report.transientFailure()).isFalse();
        assertThat(statements(report)).isEmpty();
        assertThat(values("SELECT id FROM logs")).containsExactly("1");
    }

    @Test
    void keepsValuesThatWouldGoWithTheirColumn() throws SQLException {
        upTo(2);
        execute("INSERT INTO users VALUES (1, 'a', NULL)", "INSERT INTO users VALUES (2, 'a', 30)");
        assertThat(refused(ALL, one()).error().orElseThrow())
                .contains("column \"age\" of table \"users\" holds values");
        execute("UPDATE users SET age = NULL");
        done(ALL, one());
        assertThat(values("SELECT id FROM users ORDER BY id")).containsExactly("1", "2");
    }

    @Test
    void lostDefaultsAreNoLoss() throws SQLException {
        upTo(4);
        execute("INSERT INTO users (id, name) VALUES (1, 'a')");
        execute("INSERT INTO users (id, name, level) VALUES (2, 'b', 8)");
        assertThat(refused(ALL, one()).error().orElseThrow())
                .contains("column \"level\" of table \"users\" holds values other than its default");
        execute("UPDATE users SET level = 7");
        done(ALL, one());
        assertThat(values("SELECT age FROM users")).containsExactly(null, null);
    }

    @Test
    void asksForTheWholeWayBeforeItsFirstStep() throws SQLException {
        upTo(3);
        execute("INSERT INTO users (id, name) VALUES (1, 'a')", "INSERT INTO logs VALUES (1, 1)");
        assertThat(refused(ALL, new DownGoal.Amount(2)).error().orElseThrow()).contains("table \"logs\" has rows");
    }

    @Test
    void refusesWhereSomebodyElseChangedWhatIsToBeChanged() throws SQLException {
        upTo(2);
        execute("ALTER TABLE users ADD COLUMN mine int");
        String before = state();
        assertThatThrownBy(() -> down(ALL, one()))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("table \"users\" differs (column \"mine\" is there)");
        assertThat(state()).isEqualTo(before);
        execute("ALTER TABLE users DROP COLUMN mine", "CREATE TABLE mine (a int)");
        done(ALL, one());
        assertThat(state()).contains("\"mine\"");
    }

    @Test
    void refusesToLeaveAKeyOfSomebodyElseThatLeadsNowhere() throws SQLException {
        upTo(1);
        execute("CREATE TABLE mine (u int, CONSTRAINT mine_u FOREIGN KEY (u) REFERENCES users (id))");
        assertThatThrownBy(() -> down(ALL, one())).hasMessageContaining("table \"mine\" is there");
        assertThat(revisions()).hasSize(1);
    }

    @Test
    void changesNothingInADryRun() throws SQLException {
        upTo(4);
        String before = state();
        List<Revision> rows = revisions();

        MigrateDownReport report = down(ALL, new DownGoal.Amount(2), true);

        assertThat(report.outcome()).isEqualTo(Outcome.PLANNED);
        assertThat(statements(report)).isNotEmpty();
        assertThat(report.legs().getFirst().checks()).isNotEmpty();
        assertThat(state()).isEqualTo(before);
        assertThat(revisions()).isEqualTo(rows);
        execute("INSERT INTO more VALUES (1)");
        assertThat(down(ALL, new DownGoal.Amount(2), true).error().orElseThrow())
                .contains("table \"more\" has rows");
        assertThatThrownBy(() -> {
                    execute("ALTER TABLE more ADD COLUMN mine int");
                    down(ALL, one(), true);
                })
                .hasMessageContaining("table \"more\" differs");
    }

    @Test
    void asksForTheWholeWayInADryRunToo() throws SQLException {
        upTo(3);
        execute("INSERT INTO users (id, name) VALUES (1, 'a')", "INSERT INTO logs VALUES (1, 1)");
        assertThat(down(ALL, new DownGoal.Amount(2), true).error().orElseThrow())
                .contains("table \"logs\" has rows")
                .contains("2_logs.sql");
    }

    @Test
    void saysInADryRunWhatItCouldNotAsk() throws SQLException {
        MigrationDirectory directory = directory("1_users.sql", USERS, "2_logs.sql", LOGS, "3_x.sql", """
                -- atlas:txtar

                -- migration.sql --
                CREATE TABLE x (id int);

                -- down.sql --
                DELETE FROM logs;
                DROP TABLE x;
                """);
        apply(directory);
        execute("INSERT INTO users (id, name) VALUES (1, 'a')", "INSERT INTO logs VALUES (1, 1)");

        MigrateDownReport report = down(directory, new DownGoal.Amount(2), true);

        assertThat(report.outcome()).isEqualTo(Outcome.PLANNED);
        assertThat(report.legs().getFirst().notAsked()).isEmpty();
        assertThat(report.legs().getLast().checks()).isEmpty();
        assertThat(report.legs().getLast().notAsked()).anyMatch(question -> question.contains("logs"));
        assertThat(values("SELECT id FROM logs")).containsExactly("1");
        done(directory, new DownGoal.Amount(2));
    }

    @Test
    void refusesAFileThatWasEditedAfterItRan() throws SQLException {
        MigrationDirectory directory =
                directory("1_users.sql", USERS, "2_two.sql", "CREATE TABLE a (id int);\nCREATE TABLE b (id int);\n");
        apply(directory);
        String before = state();
        List<Revision> rows = revisions();

        MigrationDirectory edited = directory("1_users.sql", USERS, "2_two.sql", "CREATE TABLE a (id int);\n");
        assertThatThrownBy(() -> down(edited, one()))
                .hasMessageContaining(
                        "2_two.sql was edited after it ran: version 2 ran 2 statements, and the file has 1");
        assertThat(state()).isEqualTo(before);
        assertThat(revisions()).isEqualTo(rows);

        // What other files are there by now, and comments, change the hash as well.
        done(
                directory(
                        "1_users.sql",
                        USERS,
                        "10_new.sql",
                        "CREATE TABLE n (id int);\n",
                        "2_two.sql",
                        "-- a note\nCREATE TABLE a (id int);\nCREATE TABLE b (id int);\n"),
                one());
        assertThat(state()).doesNotContain("table \"a\"", "table \"b\"");
    }

    @Test
    void aWayBackMayBeWrittenLater() throws SQLException {
        apply(directory("1_users.sql", USERS, "2_x.sql", "CREATE TABLE x (id int);\nCREATE TABLE y (id int);\n"));
        execute("INSERT INTO x VALUES (1)");
        done(directory("1_users.sql", USERS, "2_x.sql", """
                -- atlas:txtar

                -- migration.sql --
                CREATE TABLE x (id int);

                -- down.sql --
                DROP TABLE y;
                """), one());
        assertThat(values("SELECT id FROM x")).containsExactly("1");
    }

    @Test
    void theWayBackHasATransactionModeOfItsOwn() throws SQLException {
        String archive = """
                -- atlas:txtar

                -- migration.sql --
                CREATE TABLE x (id int);
                CREATE TABLE y (id int);

                -- down.sql --
                -- atlas:txmode %s

                DROP TABLE x;
                INSERT INTO users (id, name) VALUES (1, 'one');
                """;
        MigrationDirectory stepwise = directory("1_users.sql", USERS, "2_x.sql", archive.formatted("none"));
        apply(stepwise);
        assertThatThrownBy(() -> down(directory("1_users.sql", USERS, "2_x.sql", archive.formatted("nnoe")), one()))
                .hasMessageContaining("down.sql of \"2_x.sql\": atlas:txmode is \"nnoe\": use file or none");
        assertThat(state()).contains("table \"x\"");
        execute("INSERT INTO users (id, name) VALUES (1, 'other')");
        assertThat(down(stepwise, one()).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(state()).doesNotContain("table \"x\"").contains("table \"y\"");
        execute("DELETE FROM users");
        done(stepwise, one());
        assertThat(revisions()).hasSize(1);
        assertThat(values("SELECT name FROM users")).containsExactly("one");
    }

    @Test
    void givesWhatWasRenamedItsOldNameBack() throws SQLException {
        MigrationDirectory directory = directory(
                "1_users.sql",
                USERS,
                "2_people.sql",
                "ALTER TABLE users RENAME TO people;\nALTER TABLE people RENAME COLUMN name TO called;\n"
                        + "ALTER TABLE people ADD COLUMN age int;\n",
                "3_persons.sql",
                "ALTER TABLE people RENAME TO persons;\n");
        apply(directory("1_users.sql", USERS));
        execute("INSERT INTO users VALUES (1, 'a')");
        String before = state();
        apply(directory);
        execute("UPDATE persons SET age = 3");
        assertThat(refused(directory, new DownGoal.Amount(2)).error().orElseThrow())
                .contains("column \"age\" of table \"persons\" holds values");
        execute("UPDATE persons SET age = NULL");

        done(directory, new DownGoal.Amount(2));

        assertThat(values("SELECT name FROM users")).containsExactly("a");
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void takesWhatWasDroppedForNothingThatWasRenamed() throws SQLException {
        MigrationDirectory directory = directory(
                "1_users.sql",
                USERS,
                "2_people.sql",
                "ALTER TABLE users RENAME TO people;\nDROP TABLE people;\n"
                        + "CREATE TABLE people (id int NOT NULL, name varchar(40) NOT NULL, PRIMARY KEY (id));\n");
        apply(directory);
        execute("INSERT INTO people VALUES (1, 'a')");
        assertThat(refused(directory, one()).error().orElseThrow()).contains("table \"people\" has rows");
    }

    @Test
    void goesTheWayThatSomebodyWrote() throws SQLException {
        MigrationDirectory directory =
                directory("1_users.sql", USERS, "2_fill.sql", """
                -- atlas:txtar

                -- migration.sql --
                CREATE TABLE kept (id int);
                INSERT INTO kept VALUES (1);

                -- down.sql --
                CREATE TABLE aside (id int);
                INSERT INTO aside SELECT id FROM kept;
                DROP TABLE kept;
                """, "3_x.sql", "CREATE TABLE x (id int);\n");
        apply(directory);

        MigrateDownReport report = done(directory, new DownGoal.ToVersion("1"));

        assertThat(statements(report))
                .contains("CREATE TABLE aside (id int);", "INSERT INTO aside SELECT id FROM kept;", "DROP TABLE kept;");
        assertThat(values("SELECT id FROM aside")).containsExactly("1");
        assertThat(revisions()).extracting(Revision::version).containsExactly("1");
        assertThat(report.legs()).hasSize(2);
        done(directory, one());
        assertThat(values("SELECT id FROM aside")).containsExactly("1");
    }

    @Test
    void refusesTransactionsInTheWayThatSomebodyWrote() {
        MigrationDirectory directory = directory("1_a.sql", """
                -- atlas:txtar

                -- migration.sql --
                CREATE TABLE a (id int);

                -- down.sql --
                COMMIT;
                DROP TABLE a;
                """);
        apply(directory);
        assertThatThrownBy(() -> down(directory, one())).hasMessageContaining("1_a.sql:7 of down.sql");
    }

    @Test
    void undoesAFileThatIsDoneInPart() throws SQLException {
        MigrationDirectory directory = directory(
                "1_users.sql", USERS, "2_x.sql", "CREATE TABLE x (id int);\nTHIS FAILS;\nCREATE TABLE y (id int);\n");
        engine().apply(in(request(directory("1_users.sql", USERS)), TxMode.NONE));
        String before = state();
        engine().apply(in(request(directory), TxMode.NONE));
        assertThat(revisions().get(1).applied()).isEqualTo(1);

        MigrateDownReport report = done(directory, one());

        assertThat(statements(report)).anyMatch(text -> text.startsWith("DROP TABLE"));
        assertThat(state()).isEqualTo(before);
        assertThat(revisions()).hasSize(1);
    }

    @Test
    void findsOutWhetherAStatementInDoubtIsDone() throws SQLException {
        MigrationDirectory directory =
                directory("1_users.sql", USERS, "2_x.sql", "CREATE TABLE x (id int);\nCREATE TABLE y (id int);\n");
        for (boolean isDone : List.of(true, false)) {
            apply(directory);
            String what = isDone ? "both" : "one";
            execute("UPDATE " + table()
                    + " SET applied = 1, error_stmt = 'CREATE TABLE y (id int);' WHERE version = '2'");
            if (!isDone) {
                execute("DROP TABLE y");
            }
            done(directory, one());
            assertThat(revisions()).as(what).hasSize(1);
            assertThat(state()).as(what).doesNotContain("table \"x\"", "table \"y\"");
        }
    }

    @Test
    void goesBackToTheCheckpointOfATag() throws SQLException {
        MigrationDirectory directory = directory(
                "1_users.sql",
                USERS,
                "2_all.sql",
                "-- atlas:checkpoint first\n\n" + USERS,
                "3_logs.sql",
                LOGS,
                "4_names.sql",
                NAMES);
        apply(directory);
        assertThat(revisions()).extracting(Revision::version).containsExactly("2", "3", "4");
        done(directory, new DownGoal.ToTag("first"));
        assertThat(revisions()).extracting(Revision::version).containsExactly("2");
        MigrationDirectory later = directory(
                "1_users.sql",
                USERS,
                "2_all.sql",
                "-- atlas:checkpoint first\n\n" + USERS,
                "3_logs.sql",
                LOGS,
                "4_names.sql",
                NAMES,
                "5_all.sql",
                "-- atlas:checkpoint second\n\n" + USERS);
        assertThatThrownBy(() -> down(later, new DownGoal.ToTag("second")))
                .hasMessageContaining("version \"5\" is not applied on the database (2 is its last)");
        assertThatThrownBy(() -> down(directory, new DownGoal.ToTag("other")))
                .hasMessageContaining("tag \"other\" not found");
    }

    @Test
    void beginsWithACheckpointWhereOlderFilesAreGone() throws SQLException {
        apply(directory("1_users.sql", USERS, "3_logs.sql", LOGS, "4_names.sql", NAMES));
        MigrationDirectory directory =
                directory("2_all.sql", "-- atlas:checkpoint\n\n" + USERS, "3_logs.sql", LOGS, "4_names.sql", NAMES);
        done(directory, one());
        assertThat(revisions()).extracting(Revision::version).containsExactly("1", "3");
    }

    @Test
    void saysWhatIsMissingInTheDirectory() {
        upTo(3);
        MigrationDirectory shorter = directory("1_users.sql", USERS, "2_logs.sql", LOGS);
        assertThatThrownBy(() -> down(shorter, one()))
                .hasMessageContaining("version 3 is applied on the database, but its file is not in the directory");
        MigrationDirectory holey = directory("1_users.sql", USERS, "3_names.sql", NAMES);
        assertThatThrownBy(() -> down(holey, one()))
                .hasMessageContaining("version 2 is applied on the database, but its file is not in the directory");
    }

    @Test
    void goesNoFurtherBackThanTheBaseline() throws SQLException {
        execute("CREATE TABLE users (id int NOT NULL, name varchar(40) NOT NULL, PRIMARY KEY (id))");
        engine().apply(with(ALL, Optional.of("1"), false, Optional.empty(), Optional.empty(), false));
        done(ALL, new DownGoal.Amount(3));
        assertThatThrownBy(() -> down(ALL, one())).hasMessageContaining("version 1 is the baseline");
        assertThat(revisions()).hasSize(1);
    }

    @Test
    void tellsWhyAGoalCantBeReached() {
        upTo(2);
        assertThatThrownBy(() -> down(ALL, new DownGoal.Amount(3)))
                .hasMessageContaining("can't revert 3 migrations: the database has 2");
        assertThatThrownBy(() -> down(ALL, new DownGoal.ToVersion("3")))
                .hasMessageContaining("version \"3\" is not applied on the database (2 is its last)");
        assertThatThrownBy(() -> down(ALL, new DownGoal.ToVersion("9")))
                .hasMessage("sql/migrate: migration with version \"9\" not found");
        assertThat(done(ALL, new DownGoal.ToVersion("2")).planned()).isEmpty();
    }

    @Test
    void waitsForWhoeverAppliesMigrations() {
        upTo(1);
        try (Session other = databases().open(url());
                MigrationLock lock =
                        MigrationLock.of(other, MigrateApplyRequest.DEFAULT_LOCK, Duration.ofMillis(100))) {
            assertThatThrownBy(() -> down(ALL, one())).hasMessageStartingWith("acquiring database lock: ");
        }
    }

    @Test
    void keepsTheReasonWhereAStatementFails() throws SQLException {
        MigrationDirectory directory = directory("1_users.sql", USERS, "2_x.sql", """
                -- atlas:txtar

                -- migration.sql --
                CREATE TABLE x (id int NOT NULL, PRIMARY KEY (id));

                -- down.sql --
                CREATE TABLE z (id int);
                INSERT INTO x VALUES (1);
                DROP TABLE x;
                """);
        apply(directory);
        execute("INSERT INTO x VALUES (1)");

        MigrateDownReport report = down(directory, one());

        assertThat(report.error().orElseThrow()).contains("reverting version 2: executing statement \"INSERT INTO x");
        Leg leg = report.legs().getFirst();
        assertThat(leg.failure().orElseThrow().statement()).isEqualTo("INSERT INTO x VALUES (1);");
        assertThat(leg.files()).extracting(MigrationFile::version).containsExactly("2");
        Revision row = revisions().get(1);
        if (leg.scope() == MigrateDownReport.Scope.VERSIONS) {
            assertThat(row.partial()).isFalse();
            assertThat(state()).doesNotContain("\"z\"");
            return;
        }
        assertThat(DownMark.of(row)).contains(new DownMark(1, 2));
        assertThat(row.partial()).isTrue();
        assertThat(row.error()).startsWith("version 2 is being reverted");
        assertThat(apply(directory).error())
                .hasValueSatisfying(error -> assertThat(error).contains("version 2 is being reverted"));
        assertThatThrownBy(() -> down(directory, new DownGoal.ToVersion("2")))
                .hasMessageContaining("version 2 is being reverted");
        execute("DELETE FROM x");
        MigrateDownReport again = done(directory, one());
        assertThat(again.legs().getFirst().skipped()).isEqualTo(1);
        assertThat(statements(again)).containsExactly("INSERT INTO x VALUES (1);", "DROP TABLE x;");
        assertThat(revisions()).hasSize(1);
    }
}
