package io.atlasoperator.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.Differ;
import io.atlasoperator.lint.AllowedDrops;
import io.atlasoperator.lint.LintReport;
import io.atlasoperator.lint.LintRules;
import io.atlasoperator.lint.Linter;
import io.atlasoperator.lint.NamingRules;
import io.atlasoperator.lint.Suppressions;
import io.atlasoperator.lint.TypeChange;
import io.atlasoperator.lint.Work;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.EnumType;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Sequence;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.View;
import io.atlasoperator.spec.SchemaText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the analyzers say about pairs of states, each a table {@code t} with these blocks. */
class PostgresAnalyzersTest {
    private static final String ID = "column \"id\" { type = int }\n";
    private static final Table TABLE = Table.builder(new QualifiedName("public", "t"))
            .column(Column.of("id", PostgresTypes.parse("int"), false))
            .column(Column.of("name", PostgresTypes.parse("text"), true))
            .build();

    private record Case(String name, String from, String to, List<String> expected) {

        static Case of(String name, String from, String to, String... expected) {
            return new Case(name, from, to, List.of(expected));
        }
    }

    private static final List<Case> CASES = List.of(
            Case.of("nothing", ID, ID),
            Case.of(
                    "one column dropped",
                    ID + "column \"c\" { type = text }",
                    ID,
                    "destructive DS103 Dropping non-virtual column \"c\""),
            Case.of(
                    "columns dropped",
                    ID + "column \"a\" { type = text }\n column \"b\" { type = int }\n column \"c\" { type = date }",
                    ID,
                    "destructive DS103 Dropping non-virtual columns \"a\", \"b\" and \"c\""),
            Case.of(
                    "a column that is computed from now on",
                    ID + "column \"c\" { type = int }",
                    ID + "column \"c\" {\n type = bigint\n as {\n expr = \"id\"\n type = STORED\n}\n}",
                    "destructive DS103 Changing column \"c\" to a generated one drops the values that it holds",
                    "blocking PG302 Computing column \"c\" from now on writes table \"t\" anew under an ACCESS EXCLUSIVE"
                            + " lock"),
            Case.of(
                    "shorter text",
                    ID + "column \"c\" { type = varchar(40) }",
                    ID + "column \"c\" { type = varchar(10) }",
                    "destructive DS106 Changing column \"c\" from \"character varying(40)\" to \"character varying(10)\""
                            + " can't keep every value: it fails if there is one that the new type can't hold",
                    "blocking PG301 Changing the type of column \"c\" writes table \"t\" and its indexes anew under an"
                            + " ACCESS EXCLUSIVE lock"),
            Case.of(
                    "longer text",
                    ID + "column \"c\" { type = varchar(10) }",
                    ID + "column \"c\" { type = varchar(40) }"),
            Case.of(
                    "fewer digits",
                    ID + "column \"c\" { type = numeric(10,4) }",
                    ID + "column \"c\" { type = numeric(10,2) }",
                    "destructive DS106 Changing column \"c\" from \"numeric(10,4)\" to \"numeric(10,2)\" loses what the"
                            + " new type can't hold",
                    "blocking PG301 Changing the type of column \"c\" writes table \"t\" and its indexes anew under an"
                            + " ACCESS EXCLUSIVE lock"),
            Case.of(
                    "unique index on columns that are there",
                    ID + "column \"c\" { type = text }",
                    ID
                            + "column \"c\" { type = text }\n index \"i\" {\n unique = true\n columns = [column.id, column.c]"
                            + "\n}",
                    "data_depend MF101 Adding a unique index \"i\" on table \"t\" might fail in case columns \"id\","
                            + " \"c\" contain duplicate entries",
                    "concurrent_index PG101 Creating index \"i\" non-concurrently causes write locks on the \"t\""
                            + " table"),
            Case.of(
                    "index made unique",
                    ID + "index \"i\" {\n columns = [column.id]\n}",
                    ID + "index \"i\" {\n unique = true\n columns = [column.id]\n}",
                    "data_depend MF102 Modifying an index \"i\" on table \"t\" might fail in case of duplicate entries",
                    "concurrent_index PG101 Creating index \"i\" non-concurrently causes write locks on the \"t\""
                            + " table"),
            Case.of(
                    "index dropped",
                    ID + "index \"i\" {\n columns = [column.id]\n}",
                    ID,
                    "concurrent_index PG102 Dropping index \"i\" non-concurrently causes write locks on the \"t\""
                            + " table"),
            Case.of(
                    "column that must be filled",
                    ID,
                    ID + "column \"c\" { type = int }",
                    "data_depend MF103 Adding a non-nullable \"integer\" column \"c\" will fail in case table \"t\" is"
                            + " not empty"),
            Case.of(
                    "column with a default, and unique",
                    ID,
                    ID + "column \"c\" {\n type = int\n default = 1\n}\n" + "unique \"u\" { columns = [column.c] }",
                    "concurrent_index PG105 Adding a UNIQUE constraint on table \"t\" acquires an ACCESS EXCLUSIVE"
                            + " lock, blocking both reads and writes during the operation"),
            Case.of(
                    "column made non-nullable",
                    ID + "column \"c\" {\n type = int\n null = true\n}",
                    ID + "column \"c\" { type = int }",
                    "data_depend MF104 Modifying nullable column \"c\" to non-nullable might fail in case it contains"
                            + " NULL values",
                    "blocking PG303 Making column \"c\" non-nullable looks at every row of table \"t\" under an ACCESS"
                            + " EXCLUSIVE lock"),
            Case.of(
                    "column with a value of its own for each row",
                    ID,
                    ID + "column \"c\" {\n type = uuid\n default = sql(\"gen_random_uuid()\")\n}",
                    "blocking PG302 Adding column \"c\" with a value of its own for each row writes table \"t\" anew"
                            + " under an ACCESS EXCLUSIVE lock"),
            Case.of(
                    "primary key on a nullable column",
                    "column \"id\" {\n type = int\n null = true\n}",
                    ID + "primary_key { columns = [column.id] }",
                    "data_depend MF104 Modifying nullable column \"id\" to non-nullable might fail in case it contains"
                            + " NULL values",
                    "concurrent_index PG104 Adding a PRIMARY KEY constraint on table \"t\" acquires an ACCESS EXCLUSIVE"
                            + " lock, blocking both reads and writes during the operation",
                    "blocking PG303 Making column \"id\" non-nullable looks at every row of table \"t\" under an ACCESS"
                            + " EXCLUSIVE lock",
                    "blocking PG304 Adding a PRIMARY KEY on nullable \"id\" makes it non-nullable, which looks at every"
                            + " row of table \"t\""),
            Case.of(
                    "check",
                    ID,
                    ID + "check \"c\" { expr = \"id > 0\" }",
                    "blocking PG305 Adding a CHECK constraint to table \"t\" looks at every row under an ACCESS"
                            + " EXCLUSIVE lock"),
            Case.of(
                    "foreign key added",
                    ID + "column \"p\" { type = int }",
                    ID + "column \"p\" { type = int }\n foreign_key \"fk\" {\n columns = [column.p]\n"
                            + " ref_columns = [table.t.column.id]\n}",
                    "blocking PG306 Adding foreign key \"fk\" to table \"t\" looks at every row while writes to it and"
                            + " to \"t\" wait"),
            Case.of(
                    "foreign key dropped, its columns stay",
                    ID + "column \"p\" { type = int }\n foreign_key \"fk\" {\n columns = [column.p]\n"
                            + " ref_columns = [table.t.column.id]\n}",
                    ID + "column \"p\" { type = int }",
                    "condrop CD101 Dropping foreign-key constraint \"fk\""),
            Case.of(
                    "a column that looks as if it had a new name",
                    ID + "column \"mail\" { type = text }",
                    ID + "column \"email\" { type = text }",
                    "destructive DS103 Dropping non-virtual column \"mail\"",
                    "data_depend MF103 Adding a non-nullable \"text\" column \"email\" will fail in case table \"t\" is"
                            + " not empty",
                    "rename_hint RN102 Column \"mail\" is dropped and \"email\" that looks the same is added: if it has"
                            + " a new name, its data is lost"));

    private static List<Change> changes(String from, String to) {
        return new Differ(
                        new PostgresDiffRules(new PostgresVersion(new ServerVersion("15.0", 150_000))),
                        DiffPolicy.DEFAULT)
                .diff(SchemaText.read(from, new PostgresSpec()), SchemaText.read(to, new PostgresSpec()));
    }

    private static String table(String name, String blocks) {
        return "schema \"public\" {}\ntable \"" + name + "\" {\n schema = schema.public\n" + blocks + "\n}\n";
    }

    private static List<String> lint(List<Change> changes, LintRules rules) {
        return lint(Work.of(changes), rules);
    }

    private static List<String> lint(Work work, LintRules rules) {
        return new Linter(new PostgresDialect().analyzers(rules, Optional.empty()), rules)
                .lint(work, Suppressions.NONE).stream()
                        .flatMap(PostgresAnalyzersTest::lines)
                        .toList();
    }

    private static Stream<String> lines(LintReport report) {
        return report.diagnostics().stream().map(found -> report.analyzer() + " " + found.code() + " " + found.text());
    }

    @TestFactory
    Stream<DynamicTest> saysWhatAChangeMayDo() {
        return CASES.stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.name,
                        () -> assertThat(lint(changes(table("t", one.from), table("t", one.to)), LintRules.DEFAULT))
                                .containsExactlyElementsOf(one.expected)));
    }

    @Test
    void asksForTheHintWhereATableLooksAsIfItHadANewName() {
        String columns = ID + "column \"a\" { type = text }\n column \"b\" { type = date }";

        assertThat(lint(changes(table("old", columns), table("fresh", columns)), LintRules.DEFAULT))
                .containsExactly(
                        "destructive DS102 Dropping table \"old\"",
                        "rename_hint RN101 Table \"old\" is dropped and \"fresh\" that looks the same is added: if it"
                                + " has a new name, its data is lost");
    }

    @Test
    void warnsOfResultsThatStayStoredWhenTheirFunctionChanges() {
        assertThat(lint(
                        changes(function("IMMUTABLE", "lower($1)"), function("IMMUTABLE", "upper($1)")),
                        LintRules.DEFAULT))
                .containsExactly(
                        "stale_values PG201 Changing the body of the immutable function \"fold\" leaves indexes,"
                                + " stored columns, checks and partitions that call it as they were computed");
        assertThat(lint(changes(function("STABLE", "lower($1)"), function("STABLE", "upper($1)")), LintRules.DEFAULT))
                .isEmpty();
        assertThat(lint(
                        changes(function("STABLE", "lower($1)"), function("IMMUTABLE", "upper($1)")),
                        LintRules.DEFAULT))
                .isEmpty();
    }

    private static String function(String volatility, String result) {
        return "schema \"public\" {}\nfunction \"fold\" {\n schema = schema.public\n lang = SQL\n volatility = "
                + volatility + "\n arg \"a\" {\n type = text\n }\n return = text\n as = \"SELECT " + result
                + "\"\n}\n";
    }

    @Test
    void leavesAloneWhatTheWorkItselfMade() {
        Change add = new Change.AddTable(TABLE);
        Change change = new Change.ModifyTable(
                TABLE,
                TABLE,
                List.of(new io.atlasoperator.diff.TableChange.AddIndex(Index.of("i", true, List.of("id")), false)));

        assertThat(lint(List.of(add, change, new Change.DropTable(TABLE)), LintRules.DEFAULT))
                .isEmpty();
    }

    @Test
    void namesDroppedObjectsThatHoldData() {
        QualifiedName name = new QualifiedName("public", "o");
        View view = new View(name, true, List.of(), "SELECT 1", List.of(), null, null, null);
        View plain = new View(name, false, List.of(), "SELECT 1", List.of(), null, null, null);
        Sequence sequence = new Sequence(name, "bigint", 1, 1, 1, 9, 1, false, null, null, null, null);

        assertThat(lint(
                        List.of(
                                new Change.DropObject(view),
                                new Change.DropObject(plain),
                                new Change.DropObject(sequence)),
                        LintRules.DEFAULT))
                .containsExactly(
                        "destructive DS104 Dropping materialized view \"o\"",
                        "destructive DS104 Dropping sequence \"o\"");
        assertThat(lint(List.of(new Change.DropObject(view), new Change.AddObject(view)), LintRules.DEFAULT))
                .isEmpty();
    }

    @Test
    void namesDroppedValuesOfAnEnum() {
        String before =
                "schema \"public\" {}\nenum \"e\" {\n schema = schema.public\n values = [\"a\", \"b\", \"c\"]\n}";

        assertThat(lint(changes(before, before.replace("\"a\", \"b\", \"c\"", "\"c\", \"d\"")), LintRules.DEFAULT))
                .containsExactly("destructive DS105 Dropping values \"a\" and \"b\" of enum \"e\"");
    }

    @Test
    void namesDroppedFieldsOfACompositeType() {
        String before =
                "schema \"public\" {}\ncomposite \"c\" {\n schema = schema.public\n field \"a\" {\n type = int\n }\n"
                        + " field \"b\" {\n type = int\n }\n}";

        assertThat(lint(changes(before, before.replace(" field \"b\" {\n type = int\n }\n", "")), LintRules.DEFAULT))
                .containsExactly("destructive DS107 Dropping field \"b\" of composite type \"c\" drops it from every"
                        + " value that columns hold");
        assertThat(lint(changes(before.replace(" field \"b\" {\n type = int\n }\n", ""), before), LintRules.DEFAULT))
                .isEmpty();
    }

    @Test
    void seesThroughATypeThatMakesRoomForItsSuccessor() {
        EnumType old = new EnumType(new QualifiedName("public", "e"), List.of("a", "b"), null, null);
        EnumType aside = new EnumType(new QualifiedName("public", "e_old"), List.of("a", "b"), null, null);
        EnumType wanted = new EnumType(new QualifiedName("public", "e"), List.of("a"), null, null);

        assertThat(lint(
                        List.of(
                                new Change.RenameObject(old, aside),
                                new Change.AddObject(wanted),
                                new Change.DropObject(aside)),
                        LintRules.DEFAULT))
                .containsExactly("destructive DS105 Dropping value \"b\" of enum \"e\"");
    }

    @Test
    void namesSchemasThatAreDroppedWithAllThatIsInThem() {
        assertThat(lint(changes(table("t", ID), ""), LintRules.DEFAULT))
                .containsExactly("destructive DS101 Dropping non-empty schema \"public\" with 1 table");
    }

    @Test
    void findsConcurrentBuildsInsideTheTransactionOfAFile() {
        Change add = new Change.ModifyTable(
                TABLE,
                TABLE,
                List.of(new io.atlasoperator.diff.TableChange.AddIndex(Index.of("i", false, List.of("id")), true)));
        List<Work.Step> steps = List.of(
                new Work.Step("BEGIN;", List.of()),
                new Work.Step("CREATE INDEX CONCURRENTLY i ON t (id);", List.of(add)));

        assertThat(lint(new Work(steps, true), LintRules.DEFAULT))
                .containsExactly(
                        "nested_transaction TX101 Statement \"BEGIN\" begins or ends a transaction inside the one that"
                                + " the file runs in",
                        "concurrent_index PG103 Indexes cannot be created or deleted concurrently within a transaction."
                                + " Add the `atlas:txmode none` directive to the header to prevent this file from"
                                + " running in a transaction");
        assertThat(lint(new Work(steps, false), LintRules.DEFAULT)).isEmpty();
    }

    @Test
    void followsTheRulesOfAProject() {
        NamingRules naming = new NamingRules(
                Optional.of(new NamingRules.Rule("^[a-z]+$", Optional.empty())),
                Map.of(NamingRules.Kind.INDEX, new NamingRules.Rule("_idx$", Optional.of("must end with _idx"))));
        LintRules rules = new LintRules(
                Map.of("naming", true),
                Set.of(),
                Set.of("PG101", "PG102"),
                new AllowedDrops(Optional.of("tmp_.*"), Optional.of("old_.*")),
                naming);

        assertThat(lint(
                        changes(
                                table("t", ID + "column \"old_a\" { type = text }"),
                                table("t", ID + "index \"by_id\" {\n columns = [column.id]\n}")),
                        rules))
                .containsExactly("naming NM104 Index named \"by_id\" violates the naming policy: must end with _idx");
        assertThat(lint(changes(table("tmp_a", ID), table("B", "column \"b\" { type = date }")), rules))
                .containsExactly("naming NM102 Table named \"B\" violates the naming policy");
        assertThat(new Linter(new PostgresDialect().analyzers(rules, Optional.empty()), rules)
                        .lint(Work.of(changes("", table("B", ID))), Suppressions.NONE))
                .singleElement()
                .satisfies(report -> assertThat(report.error()).isTrue());
    }

    @Test
    void onlyDestructiveChangesAreErrorsByThemselves() {
        List<LintReport> reports = new Linter(
                        new PostgresDialect().analyzers(LintRules.DEFAULT, Optional.empty()), LintRules.DEFAULT)
                .lint(
                        Work.of(changes(
                                table("t", ID + "column \"c\" { type = text }"),
                                table("t", ID + "index \"i\" {\n columns = [column.id]\n}"))),
                        Suppressions.NONE);

        assertThat(reports.stream().filter(LintReport::error).map(LintReport::analyzer))
                .containsExactly("destructive");
        assertThat(reports.stream().map(LintReport::analyzer)).containsExactly("destructive", "concurrent_index");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int | bigint | KEEPS",
                "bigint | int | MAY_FAIL",
                "smallint | numeric(5,0) | KEEPS",
                "int | numeric(8,2) | MAY_FAIL",
                "numeric(8,2) | int | LOSES",
                "numeric(8) | int | MAY_FAIL",
                "numeric(8,2) | numeric | KEEPS",
                "numeric(8,2) | numeric(10,3) | KEEPS",
                "numeric(8,2) | numeric(8,3) | MAY_FAIL",
                "numeric | numeric(8,2) | LOSES",
                "double precision | real | LOSES",
                "real | double precision | KEEPS",
                "bigint | double precision | LOSES",
                "int | double precision | KEEPS",
                "double precision | int | LOSES",
                "text | varchar(10) | MAY_FAIL",
                "varchar(10) | text | KEEPS",
                "varchar(10) | char(10) | KEEPS",
                "char(10) | varchar(10) | KEEPS",
                "text | int | MAY_FAIL",
                "int | text | KEEPS",
                "int | varchar(3) | MAY_FAIL",
                "timestamp | date | LOSES",
                "date | timestamp | KEEPS",
                "timestamp(6) | timestamp(0) | LOSES",
                "timestamp(0) | timestamp(3) | KEEPS",
                "jsonb | json | KEEPS",
                "json | jsonb | LOSES",
                "int[] | bigint[] | KEEPS",
                "bigint[] | int[] | MAY_FAIL",
                "bit(8) | bit(4) | MAY_FAIL",
                "bit(8) | bit varying(8) | KEEPS",
                "uuid | text | KEEPS"
            })
    void knowsWhatBecomesOfValues(String from, String to, TypeChange expected) {
        assertThat(new PostgresTypeChanges()
                        .of(
                                Column.of("c", PostgresTypes.parse(from), true),
                                Column.of("c", PostgresTypes.parse(to), true)))
                .isEqualTo(expected);
    }
}
