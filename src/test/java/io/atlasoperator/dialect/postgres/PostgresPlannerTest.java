package io.atlasoperator.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.DiffException;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.EnumType;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Identity;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.ReferenceAction;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PostgresPlannerTest {
    private static final ColumnType INTEGER = PostgresTypes.parse("int");
    private static final PlanOptions PLAIN = new PlanOptions("", new Qualifier.None());
    private static final PlanOptions INDENTED = new PlanOptions("  ", new Qualifier.BySchema());
    private static final Table TABLE = Table.builder(new QualifiedName("public", "t"))
            .column(Column.of("id", INTEGER, false))
            .column(Column.of("name", PostgresTypes.parse("varchar"), true))
            .primaryKey(PrimaryKey.of(List.of("id")))
            .check(Check.of("c1", "(id > 0)"))
            .build();

    private static List<Statement> plan(PlanOptions options, Change... changes) {
        return new PostgresPlanner(new PostgresVersion(new ServerVersion("15.0", 150_000)))
                .plan(List.of(changes), options);
    }

    private static List<String> texts(PlanOptions options, Change... changes) {
        return plan(options, changes).stream().map(Statement::text).toList();
    }

    private static Change modify(TableChange... changes) {
        return new Change.ModifyTable(TABLE, TABLE, List.of(changes));
    }

    private static ForeignKey foreignKey() {
        return new ForeignKey(
                "fk",
                List.of("id"),
                new QualifiedName("public", "p"),
                List.of("id"),
                ReferenceAction.NO_ACTION,
                ReferenceAction.SET_NULL,
                ForeignKey.Deferrability.NOT_DEFERRABLE,
                null);
    }

    @Test
    void writesATableOnOneLineOrIndented() {
        assertThat(texts(PLAIN, new Change.AddTable(TABLE)))
                .containsExactly("CREATE TABLE \"t\" (\"id\" integer NOT NULL, \"name\" character varying NULL, PRIMARY"
                        + " KEY (\"id\"), CONSTRAINT \"c1\" CHECK (id > 0))");
        assertThat(texts(INDENTED, new Change.AddTable(TABLE))).containsExactly("""
                        CREATE TABLE "public"."t" (
                          "id" integer NOT NULL,
                          "name" character varying NULL,
                          PRIMARY KEY ("id"),
                          CONSTRAINT "c1" CHECK (id > 0)
                        )\
                        """);
    }

    @Test
    void breaksTheLineBeforeAForeignKeyWhenItIndents() {
        assertThat(texts(INDENTED, modify(new TableChange.AddForeignKey(foreignKey()))))
                .containsExactly("ALTER TABLE \"public\".\"t\" ADD\nCONSTRAINT \"fk\" FOREIGN KEY (\"id\") REFERENCES"
                        + " \"public\".\"p\" (\"id\") ON UPDATE NO ACTION ON DELETE SET NULL");
    }

    @Test
    void dropsIndexesFirstThenAltersWithDroppedConstraintsInFrontThenCreatesIndexes() {
        Index index = new Index(
                "i",
                false,
                false,
                List.of(new IndexPart.OfExpression("lower(name)", true, null)),
                List.of(),
                "id > 1",
                "quick",
                null,
                null);

        assertThat(texts(
                        PLAIN,
                        modify(
                                new TableChange.AddIndex(index, false),
                                new TableChange.AddColumn(Column.of("a", INTEGER, true)),
                                new TableChange.ModifyCheck(Check.of("c1", "(id > 0)"), Check.of("c1", "id > 1")),
                                new TableChange.DropForeignKey(foreignKey()),
                                new TableChange.DropIndex(Index.of("old", false, List.of("id")), false))))
                .containsExactly(
                        "DROP INDEX \"old\"",
                        "ALTER TABLE \"t\" DROP CONSTRAINT \"fk\", ADD COLUMN \"a\" integer NULL, DROP CONSTRAINT"
                                + " \"c1\", ADD CONSTRAINT \"c1\" CHECK (id > 1)",
                        "CREATE INDEX \"i\" ON \"t\" ((lower(name)) DESC) WHERE id > 1",
                        "COMMENT ON INDEX \"i\" IS 'quick'");
    }

    @Test
    void buildsConcurrentIndexesOutsideATransaction() {
        Statement statement = plan(PLAIN, modify(new TableChange.AddIndex(Index.of("i", true, List.of("name")), true)))
                .getFirst();

        assertThat(statement.text()).isEqualTo("CREATE UNIQUE INDEX CONCURRENTLY \"i\" ON \"t\" (\"name\")");
        assertThat(statement.reverse()).containsExactly("DROP INDEX CONCURRENTLY \"i\"");
        assertThat(statement.transactional()).isFalse();
        assertThat(statement.hazards()).containsExactly(Hazard.MAY_FAIL);
    }

    @Test
    void keepsTheOldIndexUntilTheNewOneIsThere() {
        Index from = Index.of("i", false, List.of("id"));
        Index to = Index.of("i", true, List.of("name"));

        List<Statement> statements =
                plan(PLAIN, modify(new TableChange.ModifyIndex(from, to, Set.of(ChangeKind.PARTS), true)));

        assertThat(statements.stream().map(Statement::text))
                .containsExactly(
                        "CREATE UNIQUE INDEX CONCURRENTLY \"i_new\" ON \"t\" (\"name\")",
                        "ALTER INDEX \"i\" RENAME TO \"i_old\"",
                        "ALTER INDEX \"i_new\" RENAME TO \"i\"",
                        "DROP INDEX CONCURRENTLY \"i_old\"");
        assertThat(statements.stream().map(Statement::transactional)).containsExactly(false, true, true, false);
    }

    @Test
    void findsAFreeNameForTheNewIndexThatIsNotTooLong() {
        Index long63 = Index.of("é".repeat(31) + "x", false, List.of("id"));
        Index leftover = Index.of("é".repeat(29) + "_new", false, List.of("id"));
        Table table = TABLE.toBuilder().index(long63).index(leftover).build();

        assertThat(texts(
                        PLAIN,
                        new Change.ModifyTable(
                                table,
                                table,
                                List.of(new TableChange.ModifyIndex(
                                        long63, long63.withName(long63.name()), Set.of(ChangeKind.PARTS), true)))))
                .first()
                .isEqualTo("CREATE INDEX CONCURRENTLY \"" + "é".repeat(29) + "_new2\" ON \"t\" (\"id\")");
    }

    @Test
    void addsIdentityToAColumnThatIsThere() {
        Column from = Column.of("id", INTEGER, false);
        Column to = new Column(
                "id",
                INTEGER,
                false,
                null,
                null,
                new Identity(Identity.Generation.BY_DEFAULT, 10, 1),
                null,
                null,
                null,
                null);

        Statement statement = plan(PLAIN, modify(new TableChange.ModifyColumn(from, to, Set.of(ChangeKind.IDENTITY))))
                .getFirst();

        assertThat(statement.text())
                .isEqualTo(
                        "ALTER TABLE \"t\" ALTER COLUMN \"id\" ADD GENERATED BY DEFAULT AS IDENTITY (START WITH 10)");
        assertThat(statement.reverse()).containsExactly("ALTER TABLE \"t\" ALTER COLUMN \"id\" DROP IDENTITY");
    }

    @Test
    void marksDroppedColumnsAsLossOfData() {
        assertThat(plan(PLAIN, modify(new TableChange.DropColumn(Column.of("name", INTEGER, true))))
                        .getFirst()
                        .hazards())
                .containsExactly(Hazard.DATA_LOSS);
    }

    @Test
    void placesNewEnumValuesAndMakesTheTypeAnewForLostOrMovedOnes() {
        EnumType from = type("b", "d");

        assertThat(texts(PLAIN, new Change.ModifyObject(from, type("a", "b", "c", "d", "e"))))
                .containsExactly(
                        "ALTER TYPE \"e\" ADD VALUE 'a' BEFORE 'b'",
                        "ALTER TYPE \"e\" ADD VALUE 'c' AFTER 'b'",
                        "ALTER TYPE \"e\" ADD VALUE 'e'");
        PostgresPlanner planner = new PostgresPlanner(new PostgresVersion(new ServerVersion("15.0", 150_000)));
        assertThat(planner.changesInPlace(from, type("a", "b", "c", "d"))).isTrue();
        assertThat(planner.changesInPlace(from, type("b"))).isFalse();
        assertThat(planner.changesInPlace(from, type("d", "b"))).isFalse();
    }

    private static EnumType type(String... values) {
        return new EnumType(new QualifiedName("public", "e"), List.of(values), null, null);
    }

    @Test
    void refusesChangesOfSchemasWhereThePlanIsOfOne() {
        assertThat(texts(INDENTED, new Change.AddSchema(Schema.empty("public"))))
                .containsExactly("CREATE SCHEMA IF NOT EXISTS \"public\"");
        assertThatThrownBy(() -> plan(PLAIN, new Change.DropSchema(Schema.empty("x"))))
                .isInstanceOf(PlanException.class)
                .hasMessageStartingWith(
                        "*schema.DropSchema is not allowed when migration plan is scoped to one schema");
    }

    @Test
    void refusesAnotherPartitionKeyInTheWordsOfTheReference() {
        PostgresTableOptions list = PostgresTableOptions.partitioned("LIST", List.of(IndexPart.OfColumn.of("value")));
        PostgresTableOptions range = PostgresTableOptions.partitioned(
                "RANGE", List.of(IndexPart.OfColumn.of("a"), new IndexPart.OfExpression("(b * (a % 2))", false, null)));

        assertThatThrownBy(() -> new PostgresDiffRules(new PostgresVersion(new ServerVersion("15.0", 150_000)))
                        .check(TABLE, new TableChange.ModifyOptions(list, range)))
                .isInstanceOf(DiffException.class)
                .hasMessage("partition key of table \"t\" cannot be changed from PARTITION BY LIST (\"value\") to"
                        + " PARTITION BY RANGE (\"a\", (b * (a % 2))) (drop and add is required)");
    }

    @Test
    void comparesExpressionsAsTheServerPrintsThem() {
        assertThat(PostgresExpressions.same("(name <> ''::text)", "name <> ''")).isTrue();
        assertThat(PostgresExpressions.same("( A>1 )", "a > 1")).isTrue();
        assertThat(PostgresExpressions.same("(a + 1) * (b)", "a + 1 * (b)")).isFalse();
        assertThat(PostgresExpressions.same("a = 'X'", "a = 'x'")).isFalse();
        assertThat(PostgresExpressions.splitList("floor((x)::double precision), (y * 2), f('a,b')"))
                .containsExactly("floor((x)::double precision)", "(y * 2)", "f('a,b')");
    }
}
