package io.atlasoperator.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.testing.LongRun;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.MySqlServers.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From any schema to any other: what is planned leads there, from nothing and to nothing too, and back again where it says
 * so; no row and no value of what stays is lost, and a state is the same when it has been written as HCL.
 */
class MySqlFuzzTest {
    /** The databases that a state is made in have other defaults than the server's, and than each other's. */
    private static final List<String> DEFAULTS = List.of(
            "",
            "",
            "CHARACTER SET latin1",
            "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
            "CHARACTER SET utf8mb3",
            "COLLATE utf8mb4_unicode_ci");

    @Tag("property")
    @ParameterizedTest(name = "{0}")
    @CsvSource({"MYSQL, 8", "MARIADB10, 4", "MARIADB11, 8"})
    void leadsFromARandomStateToAnother(Kind kind, int usualPairs) {
        random(usualPairs).forEach(seed -> hold(seed, kind));
    }

    @Tag("property")
    @ParameterizedTest(name = "{0}")
    @CsvSource({"MYSQL, 2", "MARIADB10, 1", "MARIADB11, 2"})
    void leadsFromARandomStateOfTwoDatabasesToAnother(Kind kind, int usualPairs) {
        random(usualPairs).forEach(seed -> holdForTwo(seed, kind));
    }

    /** The same seeds each time in a usual run, others in a long one. */
    private static List<Long> random(int usualPairs) {
        int pairs = LongRun.pairs(usualPairs);
        Random random = pairs == usualPairs ? new Random(20261122) : LongRun.random("MySqlFuzzTest");
        return random.longs(pairs).boxed().toList();
    }

    /** The laws for the pair of states of a seed. */
    static void hold(long seed, Kind kind) {
        Random random = new Random(seed);
        boolean filled = random.nextInt(3) > 0;
        MySqlRandomState first = new MySqlRandomState(new MySqlRandom(random, kind, filled), false);
        MySqlRandomState second = new MySqlRandomState(new MySqlRandom(random, kind, filled), random.nextInt(4) == 0);
        String options = DEFAULTS.get(random.nextInt(DEFAULTS.size()));
        try (MySqlDatabase current = MySqlServers.database(kind, options);
                MySqlDatabase planned = MySqlServers.database(kind, DEFAULTS.get(random.nextInt(DEFAULTS.size())));
                MySqlDatabase desired = MySqlServers.database(
                        kind, random.nextInt(3) > 0 ? options : DEFAULTS.get(random.nextInt(DEFAULTS.size())))) {
            current.execute(first.statements().toArray(String[]::new));
            desired.execute(second.statements().toArray(String[]::new));
            MySqlLaws laws = new MySqlLaws(current);
            Realm before = laws.inspect(current);
            Realm wanted = laws.inspect(desired).withRenames(second.renames(first, "app"));
            Realm written = laws.survivesHcl(before);
            Realm writtenTo = laws.survivesHcl(wanted.withRenames(List.of())).withRenames(wanted.renames());

            laws.leads(planned, random.nextInt(2) == 0 ? before : written);
            assertThat(MySqlDump.of(planned)).isEqualTo(MySqlDump.of(current));
            forget(planned, wanted);
            List<Statement> there = laws.leads(planned, wanted);
            laws.leadsBack(
                    there, () -> laws.inspect(planned), texts -> planned.execute(texts.toArray(String[]::new)), before);

            if (filled) {
                current.execute(first.rows().toArray(String[]::new));
            }
            Map<String, String> rows = rows(current, first, second);
            forget(current, wanted);
            laws.leads(current, random.nextInt(3) == 0 ? writtenTo : wanted);
            assertThat(rows(current, second, first)).as("rows and values").isEqualTo(rows);

            laws.leads(current, MySqlLaws.nothing(wanted));
        } catch (SQLException | RuntimeException | AssertionError e) {
            throw failure(kind, seed, e, first.statements(), second.statements());
        }
    }

    /**
     * Has MariaDB forget the tables that it has in mind: once a table has been joined with itself, it does not find the columns of its
     * checks any more when one of them is renamed ("Unknown column 'a' in 'CHECK'").
     */
    private static void forget(MySqlDatabase database, Realm wanted) {
        if (database.dialect().name().equals("mariadb") && !wanted.renames().isEmpty()) {
            database.execute("FLUSH TABLES");
        }
    }

    /** The laws for the pair of states of two databases of a seed, that may come and go themselves. */
    static void holdForTwo(long seed, Kind kind) {
        Random random = new Random(seed);
        List<String> names = List.of(MySqlServers.newName(), MySqlServers.newName());
        DatabaseUrl server = MySqlServers.server(kind);
        List<String> first = realm(random, kind, names);
        List<String> second = realm(random, kind, names);
        try (MySqlDatabase any = MySqlServers.database(kind)) {
            MySqlLaws laws = new MySqlLaws(any);
            MySqlLaws.Look look = () -> laws.inspect(server, names);
            MySqlDatabase.run(server, second.toArray(String[]::new));
            Realm wanted = look.now();
            Realm written = laws.survivesHcl(wanted);
            drop(server, names);
            MySqlDatabase.run(server, first.toArray(String[]::new));
            Realm before = look.now();

            List<Statement> there = laws.leads(
                    look,
                    texts -> MySqlDatabase.run(server, texts.toArray(String[]::new)),
                    new Qualifier.BySchema(),
                    random.nextInt(2) == 0 ? wanted : written);
            laws.leadsBack(there, look, texts -> MySqlDatabase.run(server, texts.toArray(String[]::new)), before);
        } catch (SQLException | RuntimeException | AssertionError e) {
            throw failure(kind, seed, e, first, second);
        } finally {
            drop(server, names);
        }
    }

    private static void drop(DatabaseUrl server, List<String> names) {
        // A key from the one to the other would be in the way.
        MySqlDatabase.run(
                server,
                "SET foreign_key_checks = 0",
                "DROP DATABASE IF EXISTS " + names.getFirst(),
                "DROP DATABASE IF EXISTS " + names.getLast());
    }

    /** What makes one or two databases, with a foreign key and a view from the one to the other. */
    private static List<String> realm(Random random, Kind kind, List<String> names) {
        List<String> all = new ArrayList<>();
        List<MySqlRandomState> states = new ArrayList<>();
        for (String name : random.nextInt(5) == 0 ? names.subList(0, 1) : names) {
            all.add("CREATE DATABASE " + name + " " + DEFAULTS.get(random.nextInt(DEFAULTS.size())));
            all.add("USE " + name);
            MySqlRandomState state = new MySqlRandomState(new MySqlRandom(random, kind, false), false);
            states.add(state);
            all.addAll(state.statements());
        }
        if (states.size() > 1) {
            all.addAll(states.getFirst().towards(states.getLast(), names.getFirst(), names.getLast()));
        }
        return all;
    }

    private static AssertionError failure(Kind kind, long seed, Throwable cause, List<String> from, List<String> to) {
        return new AssertionError(
                kind + ", seed " + seed + ": " + cause.getMessage() + "\n" + String.join(";\n", from)
                        + ";\n---- to ----\n" + String.join(";\n", to) + ";\n",
                cause);
    }

    /** The rows, and how many values there are, of tables and columns that another state has too. */
    private static Map<String, String> rows(MySqlDatabase database, MySqlRandomState state, MySqlRandomState other) {
        Map<String, String> rows = new TreeMap<>();
        state.tables().forEach((base, table) -> {
            MySqlRandomTable also = other.tables().get(base);
            if (also == null) {
                return;
            }
            List<String> counted = new ArrayList<>(List.of("GROUP_CONCAT(" + table.name("id") + " ORDER BY 1)"));
            table.types().keySet().stream()
                    .filter(also::has)
                    .forEach(column -> counted.add("COUNT(" + table.name(column) + ")"));
            rows.put(
                    base,
                    database.query("SELECT CONCAT_WS(' ', " + String.join(", ", counted) + ") FROM " + table.name())
                            .toString());
        });
        return rows;
    }
}
