package io.atlasoperator.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.dialect.mariadb.MariaDbFlavor;
import io.atlasoperator.dialect.mysql.MySqlOnlineDdl.Algorithm;
import io.atlasoperator.dialect.mysql.MySqlOnlineDdl.Lock;
import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.Differ;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.MySqlServers.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What a change is said to cost is what it costs: the server makes it in the way and under the lock foretold, and refuses to make
 * it in a cheaper way.
 */
@NullUnmarked
class MySqlOnlineDdlTest {

    /** @param to the wanted table; its difference from the one that is there is one statement */
    private record Case(String name, String from, String to) {}

    private static final String PLAIN = "id int PRIMARY KEY, a int, b varchar(20), c int NOT NULL DEFAULT 1";

    private static Case of(String name, String from, String to) {
        return new Case(name, "CREATE TABLE t (" + from, "CREATE TABLE t (" + to);
    }

    private static final List<Case> CASES = List.of(
            of("a column is added", PLAIN + ")", PLAIN + ", d int NOT NULL DEFAULT 3)"),
            of("a computed column is added", PLAIN + ")", PLAIN + ", d int AS (a + 1) VIRTUAL)"),
            of("a stored column is added", PLAIN + ")", PLAIN + ", d int AS (a + 1) STORED)"),
            of("a column goes", PLAIN + ", d int)", PLAIN + ")"),
            of("a column with an index goes", PLAIN + ", d int, KEY d (d))", PLAIN + ")"),
            of("a computed column goes", PLAIN + ", d int AS (a + 1) VIRTUAL)", PLAIN + ")"),
            of("a default changes", PLAIN + ")", PLAIN.replace("DEFAULT 1", "DEFAULT 2") + ")"),
            of("a comment of a column", PLAIN + ")", PLAIN + " COMMENT 'x')"),
            of("a number gets longer", PLAIN + ")", PLAIN.replace("a int", "a bigint") + ")"),
            of("a text gets longer", PLAIN + ")", PLAIN.replace("(20)", "(40)") + ")"),
            of("a text gets much longer", PLAIN + ")", PLAIN.replace("(20)", "(400)") + ")"),
            of("a text gets shorter", PLAIN + ")", PLAIN.replace("(20)", "(10)") + ")"),
            of("a column becomes nullable", PLAIN + ")", PLAIN.replace(" NOT NULL", "") + ")"),
            of("a column must not be null", PLAIN + ")", PLAIN.replace("a int", "a int NOT NULL") + ")"),
            of("another collation", PLAIN + ")", PLAIN.replace("(20)", "(20) COLLATE utf8mb4_bin") + ")"),
            of(
                    "another collation under an index",
                    PLAIN + ", KEY b (b))",
                    PLAIN.replace("(20)", "(20) COLLATE utf8mb4_bin") + ", KEY b (b))"),
            of(
                    "another character set",
                    PLAIN.replace("(20)", "(20) CHARACTER SET latin1") + ")",
                    PLAIN.replace("(20)", "(20) CHARACTER SET utf8mb4") + ")"),
            of("a value is added to an enum", PLAIN + ", e enum('a'))", PLAIN + ", e enum('a','b'))"),
            of("a value comes first in an enum", PLAIN + ", e enum('a'))", PLAIN + ", e enum('b','a'))"),
            of("an index is added", PLAIN + ")", PLAIN + ", KEY a (a))"),
            of("an index goes", PLAIN + ", KEY a (a))", PLAIN + ")"),
            of("a unique index", PLAIN + ")", PLAIN + ", UNIQUE KEY a (a))"),
            of("a full-text index", PLAIN + ")", PLAIN + ", FULLTEXT KEY b (b))"),
            of(
                    "another full-text index",
                    PLAIN + ", d text, FULLTEXT KEY b (b))",
                    PLAIN + ", d text, FULLTEXT KEY b (b), FULLTEXT KEY d (d))"),
            of(
                    "a column of an index goes",
                    PLAIN + ", KEY i (a, b))",
                    PLAIN.replace(" b varchar(20),", "") + ", KEY i (a))"),
            of(
                    "the number goes on",
                    PLAIN.replace("KEY", "KEY AUTO_INCREMENT") + ")",
                    PLAIN.replace("KEY", "KEY AUTO_INCREMENT") + ") AUTO_INCREMENT=50"),
            of("an option of the statistics", PLAIN + ") STATS_PERSISTENT=0", PLAIN + ") STATS_PERSISTENT=1"),
            of("a spatial index", PLAIN + ", g point NOT NULL)", PLAIN + ", g point NOT NULL, SPATIAL KEY g (g))"),
            of("a primary key is added", "id int NOT NULL, a int)", "id int NOT NULL, a int, PRIMARY KEY (id))"),
            of("a primary key goes", "id int NOT NULL, a int, PRIMARY KEY (id))", "id int NOT NULL, a int)"),
            of(
                    "another primary key",
                    "id int NOT NULL, a int NOT NULL, PRIMARY KEY (id))",
                    "id int NOT NULL, a int NOT NULL, PRIMARY KEY (a))"),
            of("a check is added", PLAIN + ")", PLAIN + ", CONSTRAINT k CHECK (a > 1))"),
            of("a check goes", PLAIN + ", CONSTRAINT k CHECK (a > 1))", PLAIN + ")"),
            of(
                    "a foreign key is added",
                    PLAIN + ", KEY a (a))",
                    PLAIN + ", KEY a (a), CONSTRAINT f FOREIGN KEY (a) REFERENCES t (id))"),
            of(
                    "a foreign key goes",
                    PLAIN + ", KEY a (a), CONSTRAINT f FOREIGN KEY (a) REFERENCES t (id))",
                    PLAIN + ", KEY a (a))"),
            of("a comment of the table", PLAIN + ")", PLAIN + ") COMMENT 'x'"),
            of("another row format", PLAIN + ")", PLAIN + ") ROW_FORMAT=COMPRESSED"),
            of(
                    "another default character set",
                    PLAIN + ") CHARSET latin1",
                    PLAIN.replace("(20)", "(20) CHARACTER SET latin1") + ") CHARSET utf8mb4"),
            of("a numbered column", "a int)", "a int, id int NOT NULL AUTO_INCREMENT, PRIMARY KEY (id))"));

    @TestFactory
    Stream<DynamicTest> costsWhatIsForetold() {
        return Stream.of(Kind.values())
                .flatMap(kind -> CASES.stream()
                        .map(one -> DynamicTest.dynamicTest(one.name + ", " + kind, () -> check(one, kind))));
    }

    private static void check(Case one, Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind);
                MySqlDatabase wanted = MySqlServers.database(kind)) {
            database.execute(one.from);
            wanted.execute(one.to);
            MySqlFlavor flavor = flavor(version(database));
            Change.ModifyTable change = change(flavor, state(database), state(wanted));
            List<Statement> statements =
                    new MySqlPlanner(flavor).plan(List.of(change), new PlanOptions("", new Qualifier.None()));
            assertThat(statements).hasSize(1);
            String statement = statements.getFirst().text();
            MySqlOnlineDdl foretold = MySqlOnlineDdl.of(flavor, change.from(), change.to(), change.changes());

            String lock = foretold.algorithm() == Algorithm.INSTANT ? "" : ", LOCK=" + foretold.lock();
            for (Algorithm cheaper : Algorithm.values()) {
                if (cheaper.compareTo(foretold.algorithm()) < 0) {
                    refuses(database, statement + ", ALGORITHM=" + cheaper);
                }
            }
            if (foretold.lock() != Lock.NONE) {
                refuses(database, statement + ", ALGORITHM=" + foretold.algorithm() + ", LOCK=NONE");
            }
            if (kind.isMariaDb() && foretold.algorithm() == Algorithm.INPLACE && foretold.rebuilds()) {
                refuses(database, statement + ", ALGORITHM=NOCOPY");
            }
            boolean copiesNothing =
                    kind.isMariaDb() && foretold.algorithm() == Algorithm.INPLACE && !foretold.rebuilds();
            database.execute(statement + ", ALGORITHM=" + (copiesNothing ? "NOCOPY" : foretold.algorithm()) + lock);
        }
    }

    private static void refuses(MySqlDatabase database, String statement) {
        assertThatThrownBy(() -> database.execute(statement)).as(statement).hasMessageContaining("not supported");
    }

    private static MySqlFlavor flavor(ServerVersion version) {
        return MariaDbFlavor.detect(version).orElseGet(() -> new MySqlVersion(version));
    }

    private static ServerVersion version(MySqlDatabase database) throws SQLException {
        Dialect dialect = database.dialect();
        try (Connection connection = database.connect()) {
            return dialect.version(connection);
        }
    }

    private static Realm state(MySqlDatabase database) throws SQLException {
        Schema schema = Inspected.of(database).schema();
        return new Realm(List.of(schema)).renameSchema(schema.name(), "app");
    }

    private static Change.ModifyTable change(MySqlFlavor flavor, Realm from, Realm to) {
        List<Change> changes = new Differ(new MySqlDiffRules(flavor), DiffPolicy.DEFAULT).diff(from, to);
        assertThat(changes).hasSize(1);
        return (Change.ModifyTable) changes.getFirst();
    }
}
