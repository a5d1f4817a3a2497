package io.atlasoperator.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.mysql.MySqlDialect;
import io.atlasoperator.dialect.sqlite.SqliteDialect;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.EnumType;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import io.atlasoperator.sql.SqlSyntax;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectFilterTest {
    private static final Scope REALM = new Scope.WholeRealm();
    private static final SqlSyntax SYNTAX = new SqliteDialect().syntax();
    private static final SqlSyntax MYSQL = new MySqlDialect("mysql", Set.of("mysql"), List.of()).syntax();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app           | log.users",
                "*.u*          | app.logs app.state",
                "app.*[type=enum] | app.users app.logs log.users",
                "*.*[type=table]  | app.state",
                "a?p.[l-u]ogs  | app.users app.state log.users",
                "*.users       | app.logs app.state",
                "nothing       | app.users app.logs app.state log.users",
                "\"app\".\"users\" | app.logs app.state log.users",
            })
    void leavesOutSchemasTablesAndTypes(String pattern, String rest) {
        Realm left = filter(List.of(pattern), REALM).apply(realm());

        assertThat(names(left)).containsExactlyInAnyOrder(rest.split(" "));
    }

    @Test
    void leavesOutColumnsWithTheirIndexes() {
        Table users = users(filter(List.of("app.users.email"), REALM));

        assertThat(users.columns()).extracting(Column::name).containsExactly("id");
        assertThat(users.indexes()).isEmpty();
    }

    @Test
    void aTypeLimitsAChildPatternToItsKind() {
        assertThat(users(filter(List.of("app.users.*[type=index]"), REALM)).indexes())
                .isEmpty();
        assertThat(users(filter(List.of("app.users.*[type=index|check]"), REALM))
                        .checks())
                .isEmpty();
        Table columnOnly = users(filter(List.of("app.users.email[type=column]"), REALM));
        assertThat(columnOnly.columns()).hasSize(1);
        assertThat(columnOnly.indexes()).hasSize(1);
    }

    @Test
    void patternsOfAOneSchemaUrlStartAtTheTable() {
        Table users = users(filter(List.of("users.email", "logs"), new Scope.OneSchema("app")));

        assertThat(users.columns()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b.c.d", "a[", "a[b", "x\\", "a.b[type=view|nope]"})
    void refusesWhatCanNotBeAPattern(String pattern) {
        assertThatThrownBy(() -> filter(List.of(pattern), REALM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(pattern);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app              | app.users app.logs app.state",
                "*.users          | app.users log.users",
                "*.*[type=enum]   | app.state",
                "app.l*           | app.logs",
                "app.users.email  | app.users",
                "log.*,*.state    | log.users app.state",
            })
    void takesInWhatOnePatternMatches(String patterns, String rest) {
        ObjectFilter filter = ObjectFilter.of(List.of(patterns.split(",")), List.of(), REALM, SYNTAX);

        assertThat(names(filter.apply(realm()))).containsExactlyInAnyOrder(rest.split(" "));
    }

    @Test
    void leavesOutOfWhatItTakesIn() {
        ObjectFilter filter = ObjectFilter.of(List.of("app"), List.of("*.users"), REALM, SYNTAX);

        assertThat(names(filter.apply(realm()))).containsExactlyInAnyOrder("app.logs", "app.state");
    }

    @Test
    void aThirdPartTakesInThosePartsOfATable() {
        Table byName = users(ObjectFilter.of(List.of("app.users.*id*"), List.of(), REALM, SYNTAX));
        assertThat(byName.columns()).extracting(Column::name).containsExactly("id");
        assertThat(byName.indexes()).isEmpty();
        Table checks = users(ObjectFilter.of(List.of("app.users.*[type=check]"), List.of(), REALM, SYNTAX));
        assertThat(checks.columns()).hasSize(2);
        assertThat(checks.checks()).hasSize(1);
        assertThat(checks.indexes()).isEmpty();
    }

    @Test
    void keepsWhatIsNotTakenInAsItIs() {
        ObjectFilter filter = ObjectFilter.of(List.of("app.users", "new.*"), List.of(), REALM, SYNTAX);
        Realm desired = new Realm(List.of(
                Schema.empty("app").withTables(List.of(table("app", "others"))),
                Schema.empty("new").withTables(List.of(table("new", "t")))));

        Realm kept = filter.keep(realm(), desired);

        assertThat(names(kept)).containsExactlyInAnyOrder("app.logs", "app.state", "log.users", "new.t");
    }

    @Test
    void aSchemaIsNotDroppedWithTheObjectsTakenIn() {
        Realm kept = ObjectFilter.of(List.of("log.*"), List.of(), REALM, SYNTAX).keep(realm(), Realm.EMPTY);
        assertThat(kept.schema("log").orElseThrow().tables()).isEmpty();

        Realm rest = ObjectFilter.of(List.of("log"), List.of(), REALM, SYNTAX).keep(realm(), Realm.EMPTY);
        assertThat(rest.schemas()).extracting(Schema::name).containsExactly("app");
    }

    @Test
    void takesIntoASchemaThatShowsNothingYet() {
        Realm desired = new Realm(List.of(Schema.empty("log").withTables(List.of(table("log", "events")))));

        Realm kept =
                ObjectFilter.of(List.of("log.events"), List.of(), REALM, SYNTAX).keep(realm(), desired);

        assertThat(names(kept)).contains("log.events", "log.users", "app.users");
    }

    /** A backslash before a quote ends no literal there, so that what follows it is still no name. */
    @Test
    void readsChecksAsTheirDatabaseDoes() {
        Table table = table("app", "users").toBuilder()
                .checks(List.of(
                        Check.of("literal", "`id` <> 'it\\'s email '"),
                        Check.of("name", "`id` <> 'a\\\\' or `email` = ''")))
                .build();
        Realm realm = new Realm(List.of(Schema.empty("app").withTables(List.of(table))));
        ObjectFilter filter = ObjectFilter.of(List.of(), List.of("app.users.email"), REALM, MYSQL);

        assertThat(users(filter.apply(realm)).checks()).extracting(Check::name).containsExactly("literal");
    }

    private static ObjectFilter filter(List<String> exclude, Scope scope) {
        return ObjectFilter.of(List.of(), exclude, scope, SYNTAX);
    }

    private static List<String> names(Realm realm) {
        return realm.schemas().stream()
                .flatMap(schema -> Stream.concat(
                        schema.tables().stream().map(table -> table.name().toString()),
                        schema.objects().stream().map(object -> object.name().toString())))
                .toList();
    }

    private static Table users(ObjectFilter filter) {
        return users(filter.apply(realm()));
    }

    private static Table users(Realm realm) {
        return realm.table(new QualifiedName("app", "users")).orElseThrow();
    }

    private static Realm realm() {
        return new Realm(List.of(
                Schema.empty("app")
                        .withTables(List.of(table("app", "users"), table("app", "logs")))
                        .withObjects(
                                List.of(new EnumType(new QualifiedName("app", "state"), List.of("a"), null, null))),
                Schema.empty("log").withTables(List.of(table("log", "users")))));
    }

    private static Table table(String schema, String name) {
        return Table.builder(new QualifiedName(schema, name))
                .column(Column.of("id", new ColumnType.IntegerType("integer", false), false))
                .column(Column.of("email", new ColumnType.StringType("text", null), true))
                .index(Index.of(name + "_email", true, List.of("email")))
                .check(Check.of("positive", "id > 0"))
                .build();
    }
}
