package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.DiffPolicy.Skip;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.source.SourceFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the declarative engine promises on every database. */
abstract class SchemaEngineContract {
    static final String USERS = """
            -- People who may log in.
            CREATE TABLE users (
              id integer NOT NULL,
              email text NOT NULL,
              age integer DEFAULT 18,
              PRIMARY KEY (id),
              CONSTRAINT adult CHECK (age >= 18)
            );
            CREATE UNIQUE INDEX users_email ON users (email);
            """;
    private static final String PETS = USERS + """
            CREATE TABLE pets (
              id integer NOT NULL,
              owner integer NOT NULL,
              PRIMARY KEY (id),
              CONSTRAINT pets_owner FOREIGN KEY (owner) REFERENCES users (id) ON DELETE CASCADE
            );
            CREATE INDEX pets_owner_idx ON pets (owner) WHERE owner > 10;
            """;

    protected final Databases databases = new Databases(Dialects.all());
    protected final SchemaEngine engine =
            new JdbcSchemaEngine(databases, new DevDatabases(databases, Duration.ZERO), Clock.systemUTC());

    /** The URL of a new, empty database. */
    protected abstract DatabaseUrl freshTarget();

    @Test
    void makesTheTargetLookAsDesiredAndThenHasNothingToDo() {
        DatabaseUrl target = freshTarget();

        assertThat(apply(target, sql(USERS)).failure()).isEmpty();
        SchemaApplyReport grown = apply(target, sql(PETS));
        SchemaApplyReport again = apply(target, sql(PETS));

        assertThat(grown.applied()).hasSize(2);
        assertThat(grown.pending()).isEmpty();
        assertThat(again.plan().isEmpty()).isTrue();
        assertThat(engine.hash(again.desired())).isEqualTo(engine.hash(grown.desired()));
    }

    @Test
    void goesBackTheWayItCame() {
        DatabaseUrl target = freshTarget();
        apply(target, sql(USERS));
        String before = hcl(target);

        apply(target, sql(PETS));
        assertThat(hcl(target)).isNotEqualTo(before).contains("pets");
        apply(target, sql(USERS));

        assertThat(hcl(target)).isEqualTo(before);
    }

    @Test
    void readsBackTheHclThatItPrints() {
        DatabaseUrl first = freshTarget();
        apply(first, sql(PETS));
        String printed = hcl(first);
        StateSource desired = new StateSource.Hcl(List.of(new SourceFile("schema.hcl", printed)), Map.of());

        assertThat(apply(first, desired).plan().statements()).isEmpty();
        DatabaseUrl second = freshTarget();
        apply(second, desired);

        assertThat(hcl(second)).isEqualTo(printed);
        assertThat(apply(second, desired).plan().statements()).isEmpty();
    }

    @Test
    void createsWhatItSaysItWouldCreate() throws SQLException {
        DatabaseUrl first = freshTarget();
        apply(first, sql(PETS));
        DatabaseUrl second = freshTarget();
        try (Session session = databases.open(second);
                java.sql.Statement jdbc = session.connection().createStatement()) {
            for (Statement statement : engine.creation(inspect(first), "  ").statements()) {
                jdbc.execute(statement.text());
            }
        }

        assertThat(hcl(second)).isEqualTo(hcl(first));
    }

    @Test
    void reportsTheFailingStatementAndUndoesTheOthers() {
        DatabaseUrl target = freshTarget();
        apply(target, sql("CREATE TABLE t (id integer, a text);"));
        run(target, "INSERT INTO t VALUES (1, 'x'), (2, 'x')");
        String before = hcl(target);

        SchemaApplyReport report = apply(
                target,
                sql(
                        "CREATE TABLE n (id integer); CREATE TABLE t (id integer, a text); CREATE UNIQUE INDEX u ON t (a);"));

        assertThat(report.failure())
                .hasValueSatisfying(failure -> assertThat(failure.statement()).contains("CREATE UNIQUE INDEX"));
        assertThat(report.kept()).isEmpty();
        assertThat(report.pending()).anyMatch(statement -> statement.contains("CREATE UNIQUE INDEX"));
        assertThat(hcl(target)).isEqualTo(before);
    }

    @Test
    void leavesWhatRanWhenTransactionsAreOff() {
        DatabaseUrl target = freshTarget();
        apply(target, sql("CREATE TABLE t (id integer, a text);"));
        run(target, "INSERT INTO t VALUES (1, 'x'), (2, 'x')");

        SchemaApplyReport report = engine.apply(
                new SchemaApplyRequest(
                        target,
                        sql("CREATE TABLE n (id integer); CREATE TABLE t (id integer, a text);"
                                + " CREATE UNIQUE INDEX u ON t (a);"),
                        Optional.empty(),
                        Selection.ALL,
                        DiffPolicy.DEFAULT,
                        TxMode.NONE,
                        false,
                        Duration.ofSeconds(10)),
                PlanGate.OPEN);

        assertThat(report.failure()).isPresent();
        assertThat(report.undone()).isZero();
        assertThat(report.applied().size() + report.pending().size())
                .isEqualTo(report.plan().statements().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "variable \"a\" {\n  type = string\n  default = \"\"\n}\n"})
    void refusesFilesThatMakeNothingInsteadOfDroppingEverything(String hcl) {
        DatabaseUrl target = freshTarget();
        apply(target, sql(USERS));
        String before = hcl(target);
        StateSource nothing = hcl.isEmpty()
                ? new StateSource.Migrations(MigrationDirectory.atlas("empty", List.of()), Optional.empty())
                : new StateSource.Hcl(List.of(new SourceFile("schema.hcl", hcl)), Map.of());

        assertThatThrownBy(() -> apply(target, nothing))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("makes nothing");

        assertThat(hcl(target)).isEqualTo(before);
    }

    @Test
    void changesNothingInADryRunOrWhenTheGateIsClosed() {
        DatabaseUrl target = freshTarget();
        apply(target, sql(USERS));
        String before = hcl(target);

        SchemaApplyReport dry = engine.apply(request(target, sql(PETS), true), PlanGate.OPEN);
        assertThat(dry.pending()).hasSize(2);
        assertThat(dry.applied()).isEmpty();
        assertThatThrownBy(() ->
                        engine.apply(request(target, sql("CREATE TABLE other (id integer);"), false), proposal -> {
                            assertThat(proposal.destructive())
                                    .extracting(found -> found.code())
                                    .containsExactly("DS102");
                            assertThat(proposal.destructiveStatements()).hasSize(1);
                            throw new PlanRejectedException("no");
                        }))
                .isInstanceOf(PlanRejectedException.class);

        assertThat(hcl(target)).isEqualTo(before);
    }

    @Test
    void namesFileLineAndStatementOfBrokenSql() {
        DatabaseUrl target = freshTarget();

        assertThatThrownBy(() -> apply(target, sql(USERS + "\nCREATE TABEL oops (id integer);")))
                .isInstanceOfSatisfying(EngineException.class, failure -> {
                    assertThat(failure.reason()).isEqualTo(EngineException.Reason.DESIRED_STATE);
                    assertThat(failure.isTransient()).isFalse();
                })
                .hasMessageContainingAll("schema.sql", "line 11", "CREATE TABEL oops");

        assertThat(inspect(target).realm().schemas())
                .allMatch(schema -> schema.tables().isEmpty());
    }

    @Test
    void namesFileAndRangeOfBrokenHcl() {
        assertThatThrownBy(() -> apply(
                        freshTarget(),
                        new StateSource.Hcl(
                                List.of(new SourceFile("schema.hcl", "table \"t\" {\n  primray_key {\n  }\n}\n")),
                                Map.of())))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll("schema.hcl:2,3-", "primray_key", "Did you mean \"primary_key\"?");
    }

    @Test
    void followsHintsOfNewNamesAndKeepsTheRows() {
        DatabaseUrl target = freshTarget();
        apply(target, sql(PETS));
        run(target, "INSERT INTO users VALUES (1, 'a@b.c', 20)");
        run(target, "INSERT INTO pets VALUES (7, 1)");
        StateSource renamed = sql("""
                -- atlas:renamed_from users
                CREATE TABLE people (
                  id integer NOT NULL,
                  -- atlas:renamed_from email
                  mail text NOT NULL,
                  age integer DEFAULT 18,
                  PRIMARY KEY (id),
                  -- atlas:renamed_from adult
                  CONSTRAINT grown CHECK (age >= 18)
                );
                -- atlas:renamed_from users_email
                CREATE UNIQUE INDEX people_mail ON people (mail);
                CREATE TABLE pets (
                  id integer NOT NULL,
                  -- atlas:renamed_from owner
                  keeper integer NOT NULL,
                  PRIMARY KEY (id),
                  -- atlas:renamed_from pets_owner
                  CONSTRAINT pets_keeper FOREIGN KEY (keeper) REFERENCES people (id) ON DELETE CASCADE
                );
                CREATE INDEX pets_owner_idx ON pets (keeper) WHERE keeper > 10;
                """);

        SchemaApplyReport report = apply(target, renamed);

        assertThat(report.failure()).isEmpty();
        assertThat(report.applied()).anyMatch(text -> text.contains("RENAME TO"));
        assertThat(values(target, "SELECT mail FROM people")).containsExactly("a@b.c");
        assertThat(values(target, "SELECT keeper FROM pets")).containsExactly("1");
        assertThat(apply(target, renamed).plan().isEmpty()).isTrue();
        assertThat(apply(freshTarget(), renamed).failure()).isEmpty();
    }

    @Test
    void refusesHintsThatWouldTurnIntoADrop() {
        DatabaseUrl target = freshTarget();
        apply(target, sql(USERS));

        assertThatThrownBy(() -> apply(
                        target,
                        sql("-- atlas:renamed_from usres\nCREATE TABLE people (id integer NOT NULL PRIMARY KEY);")))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll("schema.sql:1,1-", "\"people\"", "Did you mean \"users\"?");
        assertThat(values(target, "SELECT count(*) FROM users")).containsExactly("0");
    }

    @Test
    void swapsNamesByHintsOnce() {
        DatabaseUrl target = freshTarget();
        apply(
                target,
                sql("CREATE TABLE t (id integer NOT NULL PRIMARY KEY, a integer, b text);"
                        + " CREATE TABLE u (x integer NOT NULL PRIMARY KEY); CREATE TABLE w (y text);"));
        run(target, "INSERT INTO t VALUES (1, 2, 'x')");
        run(target, "INSERT INTO u VALUES (9)");
        StateSource desired = sql("""
                CREATE TABLE t (
                  id integer NOT NULL PRIMARY KEY,
                  -- atlas:renamed_from b
                  a text,
                  -- atlas:renamed_from a
                  b integer
                );
                -- atlas:renamed_from w
                CREATE TABLE u (y text);
                -- atlas:renamed_from u
                CREATE TABLE w (x integer NOT NULL PRIMARY KEY);
                """);

        assertThat(apply(target, desired).failure()).isEmpty();

        assertThat(values(target, "SELECT x FROM w")).containsExactly("9");
        assertThat(values(target, "SELECT a FROM t")).containsExactly("x");
        assertThat(values(target, "SELECT b FROM t")).containsExactly("2");
        assertThat(apply(target, desired).plan().isEmpty()).isTrue();
        assertThat(apply(freshTarget(), desired).failure()).isEmpty();
    }

    @Test
    void refusesHintsThatSwapNamesWhereNothingTellsWhetherTheyHaveBeenFollowed() {
        DatabaseUrl target = freshTarget();
        apply(target, sql("CREATE TABLE t (id integer NOT NULL PRIMARY KEY, a integer, b integer, c text);"));
        run(target, "INSERT INTO t VALUES (1, 2, 3, 'x')");
        String swap = "CREATE TABLE t (id integer NOT NULL PRIMARY KEY,\n-- atlas:renamed_from %s\na %s,\n%s b integer,"
                + "\n%s c text);";

        assertThatThrownBy(() -> apply(target, sql(swap.formatted("b", "integer", "-- atlas:renamed_from a\n", ""))))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll("schema.sql:2,1", "swap names with \"b\"", "alike", "third name");
        assertThatThrownBy(() -> apply(target, sql(swap.formatted("c", "bigint", "", "-- atlas:renamed_from a\n"))))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll("swap names with \"c\"", "swap the names in one step");
        assertThat(values(target, "SELECT c FROM t")).containsExactly("x");
    }

    @Test
    void followsHintsThatShiftNamesAlong() {
        DatabaseUrl target = freshTarget();
        apply(
                target,
                sql("CREATE TABLE t (id integer NOT NULL PRIMARY KEY, a integer, b integer);"
                        + " CREATE TABLE u (x integer NOT NULL PRIMARY KEY);"
                        + " CREATE INDEX i ON t (a); CREATE INDEX j ON t (b);"));
        run(target, "INSERT INTO t VALUES (1, 2, 3)");
        run(target, "INSERT INTO u VALUES (9)");
        StateSource desired = sql("""
                -- atlas:renamed_from t
                CREATE TABLE u (
                  id integer NOT NULL PRIMARY KEY,
                  -- atlas:renamed_from a
                  b integer,
                  -- atlas:renamed_from b
                  c integer
                );
                -- atlas:renamed_from u
                CREATE TABLE w (x integer NOT NULL PRIMARY KEY);
                -- atlas:renamed_from i
                CREATE INDEX j ON u (b);
                -- atlas:renamed_from j
                CREATE INDEX k ON u (c);
                """);

        assertThat(apply(target, desired).failure()).isEmpty();

        assertThat(values(target, "SELECT x FROM w")).containsExactly("9");
        assertThat(values(target, "SELECT b FROM u")).containsExactly("2");
        assertThat(values(target, "SELECT c FROM u")).containsExactly("3");
        assertThat(apply(target, desired).plan().isEmpty()).isTrue();
    }

    @Test
    void refusesHintsThatShiftNamesAlongWhereOneOfThemIsNotThere() {
        DatabaseUrl target = freshTarget();
        apply(target, sql("CREATE TABLE t (id integer NOT NULL PRIMARY KEY, b integer);"));

        assertThatThrownBy(() -> apply(
                        target,
                        sql("CREATE TABLE t (id integer NOT NULL PRIMARY KEY,\n-- atlas:renamed_from a\nb integer,\n"
                                + "-- atlas:renamed_from b\nc integer);")))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll("schema.sql:4,1", "\"b\", which is wanted too");
    }

    @Test
    void refusesSqlThatMakesNothing() {
        DatabaseUrl target = freshTarget();
        apply(target, sql(USERS));

        assertThatThrownBy(() -> apply(target, sql("SELECT 1;")))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("the desired state makes nothing");
        assertThat(values(target, "SELECT count(*) FROM users")).containsExactly("0");
    }

    protected final List<String> values(DatabaseUrl target, String query) {
        List<String> values = new ArrayList<>();
        try (Session session = databases.open(target);
                java.sql.Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return values;
    }

    @Test
    void leavesExcludedTablesAndSkippedChangesAlone() {
        DatabaseUrl target = freshTarget();
        apply(target, sql(PETS));
        SchemaApplyRequest excluding = new SchemaApplyRequest(
                target,
                sql(USERS),
                Optional.empty(),
                new Selection(List.of(), List.of(), List.of(excludeTable("pets"))),
                DiffPolicy.DEFAULT,
                TxMode.FILE,
                false,
                Duration.ofSeconds(10));
        SchemaApplyRequest skipping = new SchemaApplyRequest(
                target,
                sql(USERS),
                Optional.empty(),
                Selection.ALL,
                new DiffPolicy(Set.of(Skip.DROP_TABLE), false, false),
                TxMode.FILE,
                false,
                Duration.ofSeconds(10));

        assertThat(engine.apply(excluding, PlanGate.OPEN).plan().isEmpty()).isTrue();
        assertThat(engine.apply(skipping, PlanGate.OPEN).plan().isEmpty()).isTrue();
    }

    @Test
    void makesViewsWantedAndDropsThoseThatAreNot() {
        DatabaseUrl target = freshTarget();
        run(target, "CREATE VIEW old AS SELECT 1 AS one");
        StateSource wanted = sql(USERS + "CREATE VIEW adults AS SELECT id FROM users;");

        assertThat(apply(target, wanted).applied()).anyMatch(text -> text.startsWith("DROP VIEW"));
        assertThat(apply(target, wanted).plan().isEmpty()).isTrue();
        assertThat(hcl(target)).contains("view \"adults\"").doesNotContain("\"old\"");
    }

    @Test
    void twoAtATimeMakeEachChangeOnce() throws Exception {
        DatabaseUrl target = freshTarget();
        List<Future<SchemaApplyReport>> runs = new ArrayList<>();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                runs.add(workers.submit(() -> apply(target, sql(PETS))));
            }
        }

        int statements = 0;
        for (Future<SchemaApplyReport> run : runs) {
            assertThat(run.get().failure()).isEmpty();
            statements += run.get().applied().size();
        }
        assertThat(statements).isEqualTo(4);
    }

    @Test
    void aCommentOfTheDesiredStateHidesWhatIsFound() {
        DatabaseUrl target = freshTarget();
        apply(target, sql("CREATE TABLE a (id integer, old integer); CREATE TABLE b (id integer, old integer);"));
        List<String> found = new ArrayList<>();

        engine.apply(
                request(
                        target,
                        sql("-- atlas:nolint DS103\nCREATE TABLE a (id integer);\nCREATE TABLE b (id integer);"),
                        false),
                proposal -> proposal.destructive().forEach(one -> found.add(one.code() + " " + one.change())));

        assertThat(found).singleElement().asString().contains("DS103").contains(".b, columns");
    }

    /** The pattern that leaves out a table of the target's schema. */
    protected String excludeTable(String name) {
        return name;
    }

    protected final SchemaApplyReport apply(DatabaseUrl target, StateSource desired) {
        return engine.apply(request(target, desired, false), PlanGate.OPEN);
    }

    protected static SchemaApplyRequest request(DatabaseUrl target, StateSource desired, boolean dryRun) {
        return new SchemaApplyRequest(
                target,
                desired,
                Optional.empty(),
                Selection.ALL,
                DiffPolicy.DEFAULT,
                TxMode.FILE,
                dryRun,
                Duration.ofSeconds(20));
    }

    protected static StateSource sql(String text) {
        return StateSource.Sql.of(new SourceFile("schema.sql", text));
    }

    protected final String hcl(DatabaseUrl target) {
        return engine.hcl(inspect(target));
    }

    private SchemaState inspect(DatabaseUrl target) {
        return engine.inspect(
                new SchemaInspectRequest(new StateSource.Database(target), Optional.empty(), Selection.ALL));
    }

    protected final void run(DatabaseUrl target, String statement) {
        try (Session session = databases.open(target);
                java.sql.Statement jdbc = session.connection().createStatement()) {
            jdbc.execute(statement);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
