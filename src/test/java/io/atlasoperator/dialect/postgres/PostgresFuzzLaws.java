package io.atlasoperator.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.Differ;
import io.atlasoperator.hcl.HclEvaluator;
import io.atlasoperator.hcl.HclPrinter;
import io.atlasoperator.plan.ChangeOrder;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.plan.Planner;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Sequence;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.spec.SpecReader;
import io.atlasoperator.spec.SpecWriter;
import io.atlasoperator.testing.PostgresServers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/** What holds for a random pair of states; with three databases of one server that serve all pairs. */
final class PostgresFuzzLaws implements AutoCloseable {
    private static final String ROW_MISSING = "23503";

    private static final Dialect DIALECT = new PostgresDialect();

    private final int major;
    private final PostgresFuzzDatabase current;
    private final PostgresFuzzDatabase planned;
    private final PostgresFuzzDatabase desired;

    PostgresFuzzLaws(int major) {
        this.major = major;
        this.current = new PostgresFuzzDatabase(PostgresServers.database(major));
        this.planned = new PostgresFuzzDatabase(PostgresServers.database(major));
        this.desired = new PostgresFuzzDatabase(PostgresServers.database(major));
    }

    /**
     * Two states as SQL.
     *
     * @param filled whether the first has rows
     */
    record Pair(long seed, boolean oneSchema, boolean filled, List<String> from, List<String> to) {

        static Pair random(long seed, int major) {
            Random random = new Random(seed);
            PostgresRandomState.Frame frame = PostgresRandomState.Frame.random(random, major);
            boolean filled = frame.filled();
            PostgresRandomState first = new PostgresRandomState(random, frame, null);
            PostgresRandomState second = new PostgresRandomState(random, frame, first);
            List<String> from = new ArrayList<>(first.statements);
            if (filled) {
                from.addAll(first.rows());
            }
            from.addAll(first.keys);
            from.addAll(first.over);
            List<String> to = new ArrayList<>(second.statements);
            to.addAll(second.keys);
            to.addAll(second.over);
            return new Pair(seed, frame.oneSchema(), filled, from, to);
        }

        @Override
        public String toString() {
            return "seed " + seed + (oneSchema ? ", one schema" : "") + "\n" + String.join(";\n", from)
                    + ";\n---- to ----\n" + String.join(";\n", to) + ";\n";
        }
    }

    void hold(Pair pair) throws SQLException {
        current.empty();
        planned.empty();
        desired.empty();
        boolean one = pair.oneSchema();
        Realm nothing = planned.realm(one);
        current.run(pair.from());
        desired.run(pair.to());
        for (PostgresFuzzDatabase database : List.of(current, planned, desired)) {
            database.use(one ? "app" : "''");
        }
        Realm from = current.realm(one);
        Realm to = desired.realm(one);
        assertThat(diff(from, from)).as("a state is no change to itself").isEmpty();
        assertThat(diff(to, to)).as("a state is no change to itself").isEmpty();
        Realm written = throughHcl(from);
        Realm writtenTo = throughHcl(to);

        // from nothing, as the server says it and as a file says it
        apply(planned, nothing, pair.seed() % 2 == 0 ? from : written, one);
        same(planned.realm(one), from, "made from nothing");

        Contents before = Contents.of(current);
        boolean file = pair.seed() % 3 == 0;
        try {
            apply(current, from, file ? writtenTo : to, one);
        } catch (PlanException refusal) {
            // The one thing that the servers of these versions can't do.
            assertThat(major).isLessThan(15);
            assertThat(refusal).hasMessageContaining("can't become a plain column: PostgreSQL " + major);
            assertThat(current.realm(one)).isEqualTo(from);
            return;
        } catch (RowsInTheWay refusal) {
            assertThat(pair.filled()).isTrue();
            return;
        }
        Realm after = current.realm(one);
        if (file) {
            // a file leaves open what it does not name
            assertThat(diff(after, writtenTo)).as("planned from a file").isEmpty();
        } else {
            same(after, to, "planned");
        }
        if (pair.filled()) {
            before.isIn(current);
        }

        apply(planned, from, nothing, one);
        same(planned.realm(one), nothing, "made to nothing");
    }

    private void same(Realm found, Realm wanted, String how) {
        assertThat(diff(found, wanted)).as(how).isEmpty();
        if (!hasSequenceOfOtherName(found, wanted)) {
            assertThat(diff(wanted, found)).as(how).isEmpty();
        }
    }

    /** Whether a serial column counts by the sequence that it had before it was one, under the name of that. */
    private static boolean hasSequenceOfOtherName(Realm found, Realm wanted) {
        return found.allObjects()
                .anyMatch(object -> object instanceof Sequence sequence
                        && sequence.ownedBy() != null
                        && wanted.object(sequence.key()).isEmpty()
                        && wanted.table(sequence.ownedBy().table()).stream()
                                .flatMap(
                                        table -> table.column(sequence.ownedBy().column()).stream())
                                .anyMatch(column -> column.type() instanceof ColumnType.SerialType));
    }

    /** Rows refer to others that leave their table with a partition: no plan can do what such a state asks for. */
    private static final class RowsInTheWay extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RowsInTheWay(SQLException cause) {
            super(cause);
        }
    }

    private void apply(PostgresFuzzDatabase database, Realm from, Realm to, boolean oneSchema) throws SQLException {
        Planner planner = DIALECT.planner(version()).between(from, to);
        List<String> texts = planner
                .plan(
                        ChangeOrder.sort(diff(from, to), planner, from, to),
                        new PlanOptions("", oneSchema ? new Qualifier.None() : new Qualifier.BySchema()))
                .stream()
                .map(Statement::text)
                .toList();
        try {
            database.run(texts);
        } catch (SQLException e) {
            if (ROW_MISSING.equals(e.getSQLState())
                    && texts.stream().anyMatch(text -> text.contains("DETACH PARTITION"))) {
                throw new RowsInTheWay(e);
            }
            throw new AssertionError("the plan fails: " + e.getMessage() + "\n\n" + String.join(";\n", texts), e);
        }
    }

    private List<Change> diff(Realm from, Realm to) {
        return new Differ(DIALECT.diffRules(version()), DiffPolicy.DEFAULT).diff(from, to);
    }

    private ServerVersion version() {
        return new ServerVersion(major + ".0", major * 10_000);
    }

    private Realm throughHcl(Realm realm) {
        String hcl = HclPrinter.print(SpecWriter.write(realm, DIALECT.spec()));
        Realm read = SpecReader.read(
                HclEvaluator.evaluate(List.of(new SourceFile("schema.hcl", hcl)), Map.of()), DIALECT.spec());
        assertThat(diff(realm, read)).as("HCL: %s", hcl).isEmpty();
        assertThat(diff(read, realm)).as("HCL: %s", hcl).isEmpty();
        return read;
    }

    /** What tables hold: how many rows, and what is in the columns that another state may have too. */
    private record Contents(Map<String, Integer> rows, Map<String, String> values, Map<String, String> types) {
        private static final String COLUMNS = """
                SELECT c.oid::regclass::text,
                       CASE WHEN t.typtype IN ('c', 'd') THEN '(' || quote_ident(a.attname) || ' IS DISTINCT FROM NULL)'
                            ELSE quote_ident(a.attname) END,
                       format_type(a.atttypid, a.atttypmod)
                  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
                  JOIN pg_type t ON t.oid = a.atttypid
                 WHERE c.relkind = 'r' AND n.nspname IN ('app', 'Odd "s') AND a.attnum > 0 AND NOT a.attisdropped
                   AND a.attgenerated = '' ORDER BY 1, 2
                """;

        static Contents of(PostgresFuzzDatabase database) throws SQLException {
            Map<String, Integer> rows = new TreeMap<>();
            Map<String, String> values = new TreeMap<>();
            Map<String, String> types = new TreeMap<>();
            for (String column : database.rows(COLUMNS)) {
                String[] parts = column.split("\\|");
                String key = parts[0] + "." + parts[1];
                types.put(key, parts[2]);
                List<String> all =
                        database.rows("SELECT (" + parts[1] + ")::text FROM ONLY " + parts[0] + " ORDER BY 1");
                rows.put(parts[0], all.size());
                values.put(key, all.toString());
            }
            return new Contents(rows, values, types);
        }

        /** No row and no value of a column that keeps its type is lost. */
        void isIn(PostgresFuzzDatabase database) throws SQLException {
            Contents after = of(database);
            rows.forEach((table, number) -> {
                if (after.rows.containsKey(table)) {
                    assertThat(after.rows.get(table)).as("rows of " + table).isEqualTo(number);
                }
            });
            values.forEach((column, all) -> {
                if (Objects.equals(types.get(column), after.types.get(column))) {
                    assertThat(after.values.get(column))
                            .as("values of " + column)
                            .isEqualTo(all);
                }
            });
        }
    }

    @Override
    public void close() {
        try (current;
                planned;
                desired) {
            // all three, whatever happens to one
        }
    }
}
