package io.atlasoperator.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.Differ;
import io.atlasoperator.diff.ExactDiffRules;
import io.atlasoperator.hcl.HclEvaluator;
import io.atlasoperator.hcl.HclPrinter;
import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.plan.ChangeOrder;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.plan.Planner;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.spec.SpecReader;
import io.atlasoperator.spec.SpecWriter;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Laws that hold for every pair of states: what is planned leads to the wanted state (and what is made from nothing is the
 * same for the server too), the same state needs no plan, the reverse statements lead back, and a state written as HCL is the same state when it is read.
 */
final class PostgresLaws {
    private static final Dialect DIALECT = new PostgresDialect();

    private PostgresLaws() {}

    /**
     * Two states as SQL.
     *
     * @param reversible whether the way back can be planned
     * @param since the first version that knows what is in it
     */
    record Pair(String name, String from, String to, boolean reversible, int since) {

        static Pair of(String name, String from, String to) {
            return new Pair(name, from, to, true, 13);
        }

        /** This pair, without a plan for the way back. */
        Pair oneWay() {
            return new Pair(name, from, to, false, since);
        }

        /** This pair, for servers of that version and newer. */
        Pair since(int major) {
            return new Pair(name, from, to, reversible, major);
        }
    }

    /** The laws in one schema and in a whole database, in the oldest version and in the newest. */
    static Stream<DynamicTest> hold(List<Pair> pairs) {
        return Stream.of(
                        holdIn(pairs, 15, true),
                        holdIn(pairs, 15, false),
                        holdIn(pairs, 13, true),
                        holdIn(pairs, 18, true))
                .flatMap(tests -> tests);
    }

    /** The laws for what lives in no schema. */
    static Stream<DynamicTest> holdInWholeDatabases(List<Pair> pairs) {
        return Stream.of(13, 15, 18).flatMap(major -> holdIn(pairs, major, false));
    }

    /** What a server has printed, and what is written in the same words, is told to be the same without a server. */
    static Stream<DynamicTest> needNoServer(List<Pair> pairs) {
        return pairs.stream()
                .filter(pair -> pair.since <= 15)
                .map(pair -> DynamicTest.dynamicTest(pair.name, () -> {
                    try (PostgresDatabase database = PostgresServers.database(15)) {
                        PostgresDatabase.run(database.url(), "CREATE SCHEMA app");
                        PostgresDatabase.run(database.url("app"), pair.to);
                        sameAsPrinted(inspect(database.url("app")), 15);
                        sameAsPrinted(inspect(database.url()), 15);
                    }
                }));
    }

    private static void sameAsPrinted(Realm realm, int major) {
        String hcl = HclPrinter.print(SpecWriter.write(realm, DIALECT.spec()));
        Realm read = SpecReader.read(
                HclEvaluator.evaluate(List.of(new SourceFile("schema.hcl", hcl)), Map.of()), DIALECT.spec());
        assertThat(new Differ(new ExactDiffRules(DIALECT.diffRules(version(major))), DiffPolicy.DEFAULT)
                        .diff(realm, DIALECT.completed(read, realm)))
                .as(hcl)
                .isEmpty();
    }

    private static Stream<DynamicTest> holdIn(List<Pair> pairs, int major, boolean oneSchema) {
        return pairs.stream()
                .filter(pair -> pair.since <= major)
                .map(pair -> DynamicTest.dynamicTest(
                        pair.name + ", version " + major + (oneSchema ? ", one schema" : ", whole database"),
                        () -> check(pair, major, oneSchema)));
    }

    private static void check(Pair pair, int major, boolean oneSchema) throws SQLException {
        try (PostgresDatabase current = PostgresServers.database(major);
                PostgresDatabase desired = PostgresServers.database(major)) {
            for (PostgresDatabase database : List.of(current, desired)) {
                PostgresDatabase.run(database.url(), "CREATE SCHEMA app");
            }
            PostgresDatabase.run(current.url("app"), pair.from);
            PostgresDatabase.run(desired.url("app"), pair.to);
            DatabaseUrl url = oneSchema ? current.url("app") : current.url();
            Realm from = inspect(url);
            Realm to = inspect(oneSchema ? desired.url("app") : desired.url());
            assertThat(diff(from, from, major)).isEmpty();
            assertThat(diff(to, to, major)).isEmpty();
            survivesHcl(from, major);
            survivesHcl(to, major);

            List<Statement> statements = plan(from, to, major, oneSchema);
            PostgresDatabase.run(url, statements.stream().map(Statement::text).toArray(String[]::new));

            assertThat(statements).isNotEmpty();
            assertThat(diff(inspect(url), to, major)).isEmpty();
            assertThat(diff(to, inspect(url), major)).isEmpty();
            if (pair.from.isBlank()) {
                assertThat(CatalogText.of(current.url())).isEqualTo(CatalogText.of(desired.url()));
            }
            if (pair.reversible) {
                List<String> back = new ArrayList<>();
                for (Statement statement : statements.reversed()) {
                    assertThat(statement.reverse()).as(statement.text()).isNotEmpty();
                    back.addAll(statement.reverse());
                }
                PostgresDatabase.run(url, back.toArray(String[]::new));
                assertThat(diff(inspect(url), from, major)).isEmpty();
            }
        }
    }

    private static ServerVersion version(int major) {
        return new ServerVersion(major + ".0", major * 10_000);
    }

    private static Realm inspect(DatabaseUrl url) throws SQLException {
        try (Connection connection = PostgresDatabase.connect(url)) {
            Inspection found = DIALECT.inspector(DIALECT.version(connection))
                    .inspect(connection, new InspectOptions(DIALECT.scope(url), List.of()));
            assertThat(found.unsupported()).isEmpty();
            return found.realm();
        }
    }

    private static List<Change> diff(Realm from, Realm to, int major) {
        return new Differ(DIALECT.diffRules(version(major)), DiffPolicy.DEFAULT).diff(from, to);
    }

    /** Texts that the server would print in another way are none here: it has printed them all. */
    private static void survivesHcl(Realm realm, int major) {
        String hcl = HclPrinter.print(SpecWriter.write(realm, DIALECT.spec()));
        Realm read = SpecReader.read(
                HclEvaluator.evaluate(List.of(new SourceFile("schema.hcl", hcl)), Map.of()), DIALECT.spec());
        assertThat(diff(realm, read, major)).as(hcl).isEmpty();
        assertThat(diff(read, realm, major)).as(hcl).isEmpty();
    }

    private static List<Statement> plan(Realm from, Realm to, int major, boolean oneSchema) {
        Planner planner = DIALECT.planner(version(major)).between(from, to);
        return planner.plan(
                ChangeOrder.sort(diff(from, to, major), planner, from, to),
                new PlanOptions("  ", oneSchema ? new Qualifier.None() : new Qualifier.BySchema()));
    }
}
