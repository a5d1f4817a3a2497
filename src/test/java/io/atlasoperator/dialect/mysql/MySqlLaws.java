package io.atlasoperator.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.Differ;
import io.atlasoperator.hcl.HclEvaluator;
import io.atlasoperator.hcl.HclPrinter;
import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.plan.ChangeOrder;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.plan.Planner;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.spec.SpecReader;
import io.atlasoperator.spec.SpecWriter;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.MySqlServers.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Laws that hold for every pair of states: what is planned leads to the wanted state (and what is made from nothing is the
 * same for the server too), the same state needs no plan, the reverse statements lead back, and a state written as HCL is
 * the same state when it is read.
 */
final class MySqlLaws {
    /** The name that the database of a state has in the model, whatever its own. */
    private static final String NAME = "app";

    private final Dialect dialect;
    private final ServerVersion version;

    MySqlLaws(MySqlDatabase database) {
        this.dialect = database.dialect();
        try (Connection connection = database.connect()) {
            this.version = dialect.version(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Two states as SQL, one statement a text.
     *
     * @param reversible whether the way back can be planned
     * @param kinds the servers that know what is in it
     */
    record Pair(String name, List<String> from, List<String> to, boolean reversible, Set<Kind> kinds) {

        static Pair of(String name, List<String> from, List<String> to) {
            return new Pair(name, from, to, true, Set.of(Kind.values()));
        }

        /** This pair, without a plan for the way back. */
        Pair oneWay() {
            return new Pair(name, from, to, false, kinds);
        }

        /** This pair, for those servers alone. */
        Pair on(Kind... some) {
            return new Pair(name, from, to, reversible, Set.of(some));
        }
    }

    /** The laws on every kind of server. */
    static Stream<DynamicTest> hold(List<Pair> pairs) {
        return Stream.of(Kind.values())
                .flatMap(kind -> pairs.stream()
                        .filter(pair -> pair.kinds.contains(kind))
                        .map(pair -> DynamicTest.dynamicTest(pair.name + ", " + kind, () -> check(pair, kind))));
    }

    private static void check(Pair pair, Kind kind) throws SQLException {
        try (MySqlDatabase current = MySqlServers.database(kind);
                MySqlDatabase desired = MySqlServers.database(kind)) {
            current.execute(pair.from.toArray(String[]::new));
            desired.execute(pair.to.toArray(String[]::new));
            MySqlLaws laws = new MySqlLaws(current);
            Realm from = laws.inspect(current);
            Realm to = laws.inspect(desired);
            laws.survivesHcl(from);
            laws.survivesHcl(to);

            List<Statement> statements = laws.leads(current, to);

            assertThat(statements).isNotEmpty();
            if (pair.from.isEmpty()) {
                assertThat(MySqlDump.of(current)).isEqualTo(MySqlDump.of(desired));
            }
            if (pair.reversible) {
                List<String> back = new ArrayList<>();
                for (Statement statement : statements.reversed()) {
                    assertThat(statement.reverse()).as(statement.text()).isNotEmpty();
                    back.addAll(statement.reverse());
                }
                current.execute(back.toArray(String[]::new));
                laws.same(laws.inspect(current), from, "led back");
            }
        }
    }

    /** What is planned leads to the wanted state, and then there is nothing more to do. */
    List<Statement> leads(MySqlDatabase current, Realm to) throws SQLException {
        return leads(
                () -> inspect(current),
                texts -> current.execute(texts.toArray(String[]::new)),
                new Qualifier.None(),
                to);
    }

    /** How a place is looked at. */
    interface Look {
        Realm now() throws SQLException;
    }

    /** The same for any place, one database or several. */
    List<Statement> leads(Look look, Consumer<List<String>> run, Qualifier qualifier, Realm to) throws SQLException {
        Realm from = look.now();
        assertThat(diff(from, from)).as("a state is no change to itself").isEmpty();
        assertThat(diff(to, to)).as("a state is no change to itself").isEmpty();
        List<Statement> statements = plan(from, to, qualifier);
        List<String> texts = statements.stream().map(Statement::text).toList();
        try {
            run.accept(texts);
        } catch (IllegalStateException e) {
            throw new AssertionError("the plan fails: " + e.getMessage() + "\n\n" + String.join(";\n", texts), e);
        }
        Realm found = look.now();
        same(found, to.withRenames(List.of()), "planned: " + String.join(";\n", texts));
        if (to.renames().isEmpty()) {
            keepsOptions(from, found, to);
        }
        return statements;
    }

    /** Where the plan can be taken back, its reverse statements lead to where it began. */
    void leadsBack(List<Statement> statements, Look look, Consumer<List<String>> run, Realm before)
            throws SQLException {
        if (statements.stream().anyMatch(statement -> statement.reverse().isEmpty())) {
            return;
        }
        List<String> back = new ArrayList<>();
        statements.reversed().forEach(statement -> back.addAll(statement.reverse()));
        String all = String.join(";\n", back);
        try {
            run.accept(back);
        } catch (IllegalStateException e) {
            throw new AssertionError("the way back fails: " + e.getMessage() + "\n\n" + all, e);
        }
        same(look.now(), before, "the way back: " + all);
    }

    /** Options that nobody speaks of stay, and no others come. */
    private static void keepsOptions(Realm from, Realm found, Realm to) {
        for (Schema schema : found.schemas()) {
            for (Table table : schema.tables()) {
                SortedMap<String, String> wanted = new TreeMap<>();
                from.table(table.name())
                        .ifPresent(
                                old -> wanted.putAll(MySqlTableOptions.of(old).others()));
                to.table(table.name())
                        .ifPresent(
                                said -> wanted.putAll(MySqlTableOptions.of(said).others()));
                wanted.values().removeIf(value -> value.equalsIgnoreCase("DEFAULT"));
                SortedMap<String, String> kept =
                        new TreeMap<>(MySqlTableOptions.of(table).others());
                if (!"Aria".equals(MySqlTableOptions.of(table).engine())) {
                    // Another engine lets go of some of what only the former one knows.
                    wanted.keySet().removeIf(MySqlEngines::isOfOneEngine);
                    kept.keySet().removeIf(MySqlEngines::isOfOneEngine);
                }
                assertThat(kept)
                        .as("options of " + table.name())
                        .isEqualTo(MySqlEngines.withoutImplied(
                                MySqlTableOptions.of(table).engine(), wanted));
            }
        }
    }

    /**
     * Neither state is a change to the other, but for what only changes if it is said: the next numbers of tables, which
     * only ever grow, and options such as ROW_FORMAT.
     */
    void same(Realm found, Realm wanted, String how) {
        assertThat(diff(found, wanted)).as(how).isEmpty();
        assertThat(diff(MySqlDefiners.align(found, wanted, MySqlMode.of(version.mode())), unsaid(found)))
                .as(how)
                .isEmpty();
    }

    private static Realm unsaid(Realm realm) {
        return realm.mapSchemas(schema -> schema.withTables(
                schema.tables().stream().map(MySqlLaws::unsaid).toList()));
    }

    private static Table unsaid(Table table) {
        MySqlTableOptions options = MySqlTableOptions.of(table);
        return table.toBuilder()
                .options(new MySqlTableOptions(
                                options.engine(),
                                options.charset(),
                                options.collation(),
                                null,
                                Collections.emptySortedMap(),
                                options.partitioning(),
                                options.versioning())
                        .orNull())
                .build();
    }

    /** What is in a database, all of it. */
    Realm inspect(MySqlDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            Inspection found = dialect.inspector(version)
                    .inspect(connection, new InspectOptions(new Scope.OneSchema(database.name()), List.of()));
            assertThat(found.unsupported()).isEmpty();
            return found.realm().renameSchema(database.name(), NAME);
        }
    }

    /** What is in some databases of a server, under their own names. */
    Realm inspect(DatabaseUrl server, List<String> names) throws SQLException {
        try (Connection connection = MySqlDatabase.connect(server)) {
            Inspection found =
                    dialect.inspector(version).inspect(connection, new InspectOptions(new Scope.WholeRealm(), names));
            assertThat(found.unsupported()).isEmpty();
            return found.realm();
        }
    }

    /** The state of a database with nothing in it but the schema of another state. */
    static Realm nothing(Realm like) {
        Schema schema = like.schemas().getFirst();
        return new Realm(
                List.of(new Schema(schema.name(), List.of(), List.of(), schema.comment(), schema.options(), null)));
    }

    List<Change> diff(Realm from, Realm to) {
        return new Differ(dialect.diffRules(version), DiffPolicy.DEFAULT).diff(from, to);
    }

    List<Statement> plan(Realm from, Realm to, Qualifier qualifier) {
        Differ.Comparison compared = new Differ(dialect.diffRules(version), DiffPolicy.DEFAULT).compare(from, to);
        Planner planner = dialect.planner(version).between(compared.from(), compared.to());
        return planner.plan(
                ChangeOrder.sort(compared.changes(), planner, compared.from(), compared.to()),
                new PlanOptions("  ", qualifier));
    }

    /** A state written as HCL is the same state when it is read. */
    Realm survivesHcl(Realm realm) {
        String hcl = HclPrinter.print(SpecWriter.write(realm, dialect.spec()));
        Realm read = SpecReader.read(
                HclEvaluator.evaluate(List.of(new SourceFile("schema.hcl", hcl)), Map.of()), dialect.spec());
        assertThat(diff(realm, read)).as(hcl).isEmpty();
        return read;
    }
}
