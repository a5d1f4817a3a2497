package io.atlasoperator.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.atlasoperator.hcl.HclException;
import io.atlasoperator.spec.SchemaText;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PostgresSpecErrorTest {
    private static final PostgresSpec RULES = new PostgresSpec();
    private static final String SCHEMA = "schema \"main\" {\n}\n";

    @ParameterizedTest(name = "{0}")
    @MethodSource({"inBlocks", "inTypes", "inTables", "inReferences"})
    void saysWhatIsWrongAndWhere(String hcl, String messages) {
        HclException failure = catchThrowableOfType(HclException.class, () -> SchemaText.read(SCHEMA + hcl, RULES));
        assertThat(failure).as("a failure").isNotNull();
        assertThat(failure.getMessage()).isEqualTo(messages.strip());
    }

    private static String table(String inside) {
        return "table \"t\" {\n  schema = schema.main\n  column \"id\" {\n    type = int\n  }\n" + inside.indent(2)
                + "}\n";
    }

    private static String column(String inside) {
        return "table \"t\" {\n  schema = schema.main\n  column \"id\" {\n" + inside.indent(4) + "  }\n}\n";
    }

    private static Arguments of(String hcl, String messages) {
        return arguments(hcl, messages);
    }

    static Stream<Arguments> inBlocks() {
        return Stream.of(
                of(
                        table("primray_key {\n  columns = [column.id]\n}"),
                        "t.hcl:8,3-14: unknown block type \"primray_key\"; There is no such block in a table block. Did you mean \"primary_key\"?"),
                of(
                        table("uniqe = true"),
                        "t.hcl:8,3-8: unknown attribute \"uniqe\"; There is no such attribute in a table block."),
                of(
                        column("nul = true\ntype = int"),
                        "t.hcl:6,5-8: unknown attribute \"nul\"; There is no such attribute in a column block. Did you mean \"null\"?"),
                of(
                        column("type = int\nnull = \"yes\""),
                        "t.hcl:7,12-17: unexpected value for column.null; Expected true or false, got a string."),
                of(
                        column("type = int\ncomment = 1"),
                        "t.hcl:7,15-16: unexpected value for column.comment; Expected a string, got a number."),
                of(
                        column("type = int\ndefault \"n\" {\n  as = 1\n}"),
                        "t.hcl:7,5-16: postgres: names of defaults are not supported by this version; Write default = ... instead: the database keeps no name of it."),
                of(
                        column("null = true"),
                        "t.hcl:5,3-14: missing attribute \"type\"; The block needs type: a type such as int, or sql(\"...\")."),
                of(
                        "tabel \"t\" {\n}\n",
                        "t.hcl:3,1-6: unknown block type \"tabel\"; There is no such block in a schema file. Did you mean \"table\"?"),
                of(
                        "x = 1\n",
                        "t.hcl:3,1-2: unknown attribute \"x\"; A schema file has blocks at its top level, no attributes."),
                of(
                        "table {\n  schema = schema.main\n}\n",
                        "t.hcl:3,1-6: missing label for block \"table\"; Write its name in quotes: table \"name\" { ... }."),
                of(
                        "table \"a\" \"b\" \"c\" {\n  schema = schema.main\n}\n",
                        "t.hcl:3,1-18: too many labels for block: [a b c]; A block has at most two labels, a qualifier and a name."),
                of(
                        "role \"v\" {\n  as = \"SELECT 1\"\n}\n",
                        "t.hcl:3,1-9: postgres: roles are not supported by this version; Remove the block \"role\" and manage what it describes outside of the schema file."),
                of(
                        table("exclude \"e\" {\n}"),
                        "t.hcl:8,3-14: missing definition for index \"e\"; Write columns = [column.name], or blocks \"on\"."),
                of(
                        "diff {\n}\n",
                        "t.hcl:3,1-5: cannot parse project file \"t.hcl\" as a schema file; A block \"diff\" belongs in a project file, not in a schema."),
                of(
                        "schema \"main\" {\n}\n",
                        "t.hcl:3,1-14: duplicate schema \"main\"; It is already defined at t.hcl:1,1-14."));
    }

    static Stream<Arguments> inReferences() {
        String twins = "schema \"s2\" {\n}\n"
                + "table \"main\" \"u\" {\n  schema = schema.main\n  column \"id\" {\n    type = int\n  }\n}\n"
                + "table \"s2\" \"u\" {\n  schema = schema.s2\n  column \"id\" {\n    type = int\n  }\n}\n";
        return Stream.of(
                of(
                        twins
                                + table("foreign_key \"f\" {\n  columns = [column.id]\n"
                                        + "  ref_columns = [table.u.column.id]\n}"),
                        "t.hcl:24,19-38: multiple reference tables found for \"u\"; Qualify it with its schema, such as"
                                + " table.main.u."),
                of(
                        twins
                                + table("foreign_key \"f\" {\n  columns = [column.id, column.id]\n"
                                        + "  ref_columns = [table.s2.u.column.id, table.main.u.column.id]\n}"),
                        "t.hcl:24,19-65: sqlspec: more than 1 table was referenced for foreign-key \"f\"; All ref_columns"
                                + " are to be of one table."),
                of(
                        twins
                                + table("foreign_key \"f\" {\n  columns = [column.id]\n"
                                        + "  ref_columns = [table.u.id]\n}"),
                        "t.hcl:24,19-31: invalid reference \"table.u.id\"; Write table.name.column.name, or"
                                + " table.schema.name.column.name."));
    }

    static Stream<Arguments> inTypes() {
        return Stream.of(
                of(
                        column("type = intt"),
                        "t.hcl:6,12-16: Unknown column.type; There is no type named \"intt\". Did you mean \"int\"?"),
                of(
                        column("type = varchr(255)"),
                        "t.hcl:6,12-23: Call to unknown function; There is no function named \"varchr\". Did you mean \"varchar\"?"),
                of(
                        column("type = bool(1)"),
                        "t.hcl:6,12-19: Call to unknown function; Type \"bool\" does not accept attributes"),
                of(
                        column("type = varchar(1, 2)"),
                        "t.hcl:6,12-25: Error in function call; Call to function \"varchar\" failed: too many arguments for type definition \"varchar\"."),
                of(
                        column("type = varchar(\"a\")"),
                        "t.hcl:6,12-24: Error in function call; Call to function \"varchar\" failed: its arguments must be whole numbers."),
                of(
                        column("type = float(60)"),
                        "t.hcl:6,12-21: postgres: precision for type float must be between 1 and 53: 60; The type of a column can't be written like this."),
                of(
                        column("type = \"int\""),
                        "t.hcl:6,12-17: unexpected value for column.type; Expected a type such as int, or sql(\"...\"), got a string."),
                of(
                        column("type = enum.status"),
                        "t.hcl:6,12-23: enum \"status\" was not found in realm; There is no enum of that name."),
                of(
                        "enum \"status\" {\n  schema = schema.main\n  values = [\"a\"]\n}\n"
                                + column("type = enum.statsu"),
                        "t.hcl:10,12-23: enum \"statsu\" was not found in realm; There is no enum of that name. Did you mean \"status\"?"),
                of(
                        "enum \"status\" {\n  schema = schema.main\n  values = [\"a\", \"a\"]\n}\n",
                        "t.hcl:5,12-22: duplicate value \"a\" in enum \"status\"; Remove one of them."),
                of(
                        "enum \"status\" {\n  schema = schema.main\n  values = [1]\n}\n",
                        "t.hcl:5,12-15: unexpected value for enum.values; Expected a list of strings, got a list with a number."),
                of(
                        "enum \"status\" {\n  values = [\"a\"]\n}\n",
                        "t.hcl:3,1-14: cannot extract schema name for enum \"status\": schemahcl: type \"schema\" was not found in nil reference; Say where it lives: schema = schema.main."),
                of(
                        column("type = table.t.colum.x"),
                        "t.hcl:6,12-27: Unknown reference; There is no attribute table.t.colum.x, expected a type such as int, or sql(\"...\")."),
                of(
                        column("type = int\ndefault = [1]"),
                        "t.hcl:7,15-18: unexpected value for column.default; Expected a string, a number, true, false or sql(\"...\"), got a list with a number."),
                of(
                        column("type = int\ndefault = table.t.nothing"),
                        "t.hcl:7,15-30: Unknown reference; There is no attribute table.t.nothing, expected a string, a number, true, false or sql(\"...\")."),
                of(
                        column("type = int\nas = \"1\"\nas {\n  expr = \"2\"\n}"),
                        "t.hcl:7,10-13: multiple as definitions for column \"id\"; Keep the attribute or the block and remove the other."),
                of(
                        column("type = int\nas {\n  expr = \"2\"\n  type = PERSISTED\n}"),
                        "t.hcl:9,14-23: Unknown as.type; There is no type named \"PERSISTED\"."),
                of(
                        column("type = int\nidentity {\n  generated = ALLWAYS\n}"),
                        "t.hcl:8,19-26: Unknown identity.generated; There is no generated named \"ALLWAYS\". Did you mean \"ALWAYS\"?"));
    }

    static Stream<Arguments> inTables() {
        return Stream.of(
                of(
                        "table \"t\" {\n  schema = schema.mian\n}\n",
                        "t.hcl:4,18-23: Unsupported attribute; This object does not have an attribute named \"mian\". Did you mean \"main\"?"),
                of(
                        "table \"t\" {\n  column \"id\" {\n    type = int\n  }\n}\n",
                        "t.hcl:3,1-10: cannot extract schema name for table \"t\": schemahcl: type \"schema\" was not found in nil reference; Say where it lives: schema = schema.main."),
                of(
                        "table \"t\" {\n  schema = \"main\"\n}\n",
                        "t.hcl:4,12-18: unexpected value for table.schema; Expected a reference such as schema.name, got a string."),
                of(
                        "table \"t\" {\n  schema = schema.main\n}\ntable \"t\" {\n  schema = schema.main\n}\n",
                        "t.hcl:6,1-10: duplicate table \"t\"; It is already defined at t.hcl:3,1-10."),
                of(
                        table("column \"id\" {\n  type = int\n}"),
                        "t.hcl:8,3-14: duplicate column \"id\" in table \"t\"; It is already defined at t.hcl:5,3-14."),
                of(
                        table("index \"x\" {\n}"),
                        "t.hcl:8,3-12: missing definition for index \"x\"; Write columns = [column.name], or blocks \"on\"."),
                of(
                        table("index \"x\" {\n  columns = []\n}"),
                        "t.hcl:9,15-17: missing definition for index \"x\"; The list of columns is empty."),
                of(
                        table("index \"x\" {\n  columns = [column.idd]\n}"),
                        "t.hcl:9,15-27: column \"idd\" was not found in table t; The table has no column of that name. Did you mean \"id\"?"),
                of(
                        table("index \"x\" {\n  columns = [column.id]\n  on {\n    column = column.id\n  }\n}"),
                        "t.hcl:8,3-12: multiple definitions for index \"x\", use \"columns\" or \"on\"; Keep the one form and remove the other."),
                of(
                        table("index \"x\" {\n  on {\n  }\n}"),
                        "t.hcl:9,5-7: \"column\" or \"expr\" are required for index \"x\" at position 0; Write one of the two."),
                of(
                        table("index \"x\" {\n  on {\n    column = column.id\n    expr = \"1\"\n  }\n}"),
                        "t.hcl:9,5-7: cannot use both \"column\" and \"expr\" in index \"x\" at position 0; Keep the one and remove the other."),
                of(
                        table("index \"x\" {\n  columns = [table.other.column.id]\n}"),
                        "t.hcl:9,15-38: invalid reference \"table.other.column.id\"; It is to be a column of the table \"t\" itself."),
                of(
                        table("index \"x\" {\n  columns = [\"id\"]\n}"),
                        "t.hcl:9,15-21: unexpected value for index.columns; Expected a list of references such as [column.name], got a list with a string."),
                of(
                        table("index \"x\" {\n  columns = [column.id]\n  type = BTRE\n}"),
                        "t.hcl:10,12-16: Unknown index.type; There is no type named \"BTRE\". Did you mean \"BTREE\"?"),
                of(
                        table("foreign_key \"f\" {\n  columns = [column.id]\n  ref_columns = [table.x.column.id]\n}"),
                        "t.hcl:10,19-38: referenced table \"x\" not found; There is no table of that name."),
                of(
                        table("foreign_key \"f\" {\n  columns = [column.id]\n  ref_columns = [table.t.column.x]\n}"),
                        "t.hcl:10,19-37: column \"x\" was not found in table t; The table has no column of that name."),
                of(
                        table(
                                "foreign_key \"f\" {\n  columns = [column.id]\n  ref_columns = [column.id, column.id]\n}"),
                        "t.hcl:8,3-18: sqlspec: number of referencing and referenced columns do not match for foreign-key \"f\"; There are 1 columns and 2 ref_columns."),
                of(
                        table(
                                "foreign_key \"f\" {\n  columns = [column.id]\n  ref_columns = [column.id]\n  on_delete = CASCADEE\n}"),
                        "t.hcl:11,17-25: Unknown foreign_key.on_delete; There is no on_delete named \"CASCADEE\". Did you mean \"CASCADE\"?"),
                of(
                        table("foreign_key \"f\" {\n  columns = [column.id]\n}"),
                        "t.hcl:8,3-18: missing attribute \"ref_columns\"; The block needs ref_columns: a list of references such as [column.name]."),
                of(
                        table("primary_key {\n  columns = []\n}"),
                        "t.hcl:9,15-17: missing columns for the primary key of table \"t\"; The list of columns is empty."),
                of(
                        table("primary_key {\n  columns = [column.id]\n}\nprimary_key {\n  columns = [column.id]\n}"),
                        "t.hcl:11,3-14: multiple blocks \"primary_key\"; Only one is allowed here, the first is at t.hcl:8,3-14."),
                of(
                        table("depends_on = [table.nope]"),
                        "t.hcl:8,16-28: referenced table \"nope\" not found; There is no table of that name."),
                of(
                        table("check \"c\" {\n}"),
                        "t.hcl:8,3-12: missing attribute \"expr\"; The block needs expr: SQL as a string or sql(\"...\")."),
                of(
                        table("partition {\n  columns = [column.id]\n}"),
                        "t.hcl:8,3-12: missing attribute t.partition.type; Write type = RANGE, LIST or HASH."),
                of(
                        table("partition {\n  type = LIST\n}"),
                        "t.hcl:8,3-12: missing columns or expressions for t.partition; Write columns = [column.name], or blocks \"by\"."),
                of(
                        table("partition {\n  type = LIST\n  columns = [column.id]\n  by {\n    expr = \"1\"\n  }\n}"),
                        "t.hcl:8,3-12: multiple definitions for t.partition, use \"columns\" or \"by\"; Keep the one form and remove the other."),
                of(
                        column("type = intt\nnul = true") + "role \"v\" {\n}\n",
                        "t.hcl:6,12-16: Unknown column.type; There is no type named \"intt\". Did you mean \"int\"?\nt.hcl:7,5-8: unknown attribute \"nul\"; There is no such attribute in a column block. Did you mean \"null\"?\nt.hcl:10,1-9: postgres: roles are not supported by this version; Remove the block \"role\" and manage what it describes outside of the schema file."));
    }
}
