package io.atlasoperator.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

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
 * From any schema to any other: what is planned leads there, from nothing and to nothing too, no row of what stays is
 * lost, and a state is the same when it has been written as HCL.
 */
class MySqlFuzzTest {

    @Tag("property")
    @ParameterizedTest(name = "{0}")
    @CsvSource({"MYSQL, 10", "MARIADB10, 5", "MARIADB11, 10"})
    void leadsFromARandomStateToAnother(Kind kind, int usualPairs) {
        int pairs = LongRun.pairs(usualPairs);
        // The same ones each time in a usual run, others in a long one.
        Random random = pairs == usualPairs ? new Random(20261122) : LongRun.random("MySqlFuzzTest");
        for (int pair = 0; pair < pairs; pair++) {
            hold(random.nextLong(), kind);
        }
    }

    /** The laws for the pair of states of a seed. */
    static void hold(long seed, Kind kind) {
        Random random = new Random(seed);
        String options = random.nextInt(3) == 0 ? "CHARACTER SET latin1" : "";
        MySqlRandomState first = new MySqlRandomState(random, kind);
        MySqlRandomState second = new MySqlRandomState(random, kind);
        boolean filled = random.nextInt(3) > 0;
        List<String> from = statements(first);
        List<String> to = statements(second);
        try (MySqlDatabase current = MySqlServers.database(kind, options);
                MySqlDatabase planned = MySqlServers.database(kind, options);
                MySqlDatabase desired = MySqlServers.database(kind, options)) {
            current.execute(from.toArray(String[]::new));
            desired.execute(to.toArray(String[]::new));
            MySqlLaws laws = new MySqlLaws(current);
            Realm before = laws.inspect(current);
            Realm wanted = laws.inspect(desired);
            Realm written = laws.survivesHcl(before);
            Realm writtenTo = laws.survivesHcl(wanted);

            laws.leads(planned, random.nextInt(2) == 0 ? before : written);
            assertThat(MySqlDump.of(planned)).isEqualTo(MySqlDump.of(current));

            if (filled) {
                current.execute(first.rows().toArray(String[]::new));
            }
            Map<String, String> rows = rows(current);
            laws.leads(current, random.nextInt(3) == 0 ? writtenTo : wanted);
            Map<String, String> left = rows(current);
            rows.forEach((table, number) -> {
                if (left.containsKey(table)) {
                    assertThat(left.get(table)).as("rows of " + table).isEqualTo(number);
                }
            });

            laws.leads(planned, MySqlLaws.nothing(before));
        } catch (SQLException | RuntimeException | AssertionError e) {
            throw new AssertionError(
                    kind + ", seed " + seed + ": " + e.getMessage() + "\n" + String.join(";\n", from)
                            + ";\n---- to ----\n" + String.join(";\n", to) + ";\n",
                    e);
        }
    }

    private static List<String> statements(MySqlRandomState state) {
        List<String> all = new ArrayList<>(state.tables);
        all.addAll(state.keys);
        all.addAll(state.over);
        return all;
    }

    private static Map<String, String> rows(MySqlDatabase database) {
        Map<String, String> rows = new TreeMap<>();
        for (String table : database.query("SELECT table_name FROM information_schema.tables"
                + " WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'")) {
            rows.put(
                    table,
                    database.query("SELECT GROUP_CONCAT(`id` ORDER BY `id`) FROM "
                                    + MySqlSyntax.INSTANCE.quoteIdentifier(table))
                            .toString());
        }
        return rows;
    }
}
