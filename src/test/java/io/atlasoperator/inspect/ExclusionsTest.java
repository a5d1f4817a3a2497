package io.atlasoperator.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.EnumType;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExclusionsTest {
    private static final Scope REALM = new Scope.WholeRealm();

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
        Realm left = Exclusions.of(List.of(pattern), REALM).apply(realm());

        assertThat(left.schemas().stream()
                        .flatMap(schema -> java.util.stream.Stream.concat(
                                schema.tables().stream()
                                        .map(table -> table.name().toString()),
                                schema.objects().stream()
                                        .map(object -> object.name().toString()))))
                .containsExactlyInAnyOrder(rest.split(" "));
    }

    @Test
    void leavesOutColumnsWithTheirIndexes() {
        Table users = users(Exclusions.of(List.of("app.users.email"), REALM));

        assertThat(users.columns()).extracting(Column::name).containsExactly("id");
        assertThat(users.indexes()).isEmpty();
    }

    @Test
    void aTypeLimitsAChildPatternToItsKind() {
        assertThat(users(Exclusions.of(List.of("app.users.*[type=index]"), REALM))
                        .indexes())
                .isEmpty();
        assertThat(users(Exclusions.of(List.of("app.users.*[type=index|check]"), REALM))
                        .checks())
                .isEmpty();
        Table columnOnly = users(Exclusions.of(List.of("app.users.email[type=column]"), REALM));
        assertThat(columnOnly.columns()).hasSize(1);
        assertThat(columnOnly.indexes()).hasSize(1);
    }

    @Test
    void patternsOfAOneSchemaUrlStartAtTheTable() {
        Table users = users(Exclusions.of(List.of("users.email", "logs"), new Scope.OneSchema("app")));

        assertThat(users.columns()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b.c.d", "a[", "a[b", "x\\", "a.b[type=view|nope]"})
    void refusesWhatCanNotBeAPattern(String pattern) {
        assertThatThrownBy(() -> Exclusions.of(List.of(pattern), REALM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(pattern);
    }

    private static Table users(Exclusions exclusions) {
        return exclusions
                .apply(realm())
                .table(new QualifiedName("app", "users"))
                .orElseThrow();
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
