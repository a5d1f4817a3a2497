package io.atlasoperator.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.atlasoperator.hcl.HclException;
import io.atlasoperator.spec.SchemaText;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SqliteSpecErrorTest {
    private static final SqliteSpec RULES = new SqliteSpec();

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void saysWhatSqliteDoesNotHave(String hcl, String messages) {
        HclException failure = catchThrowableOfType(HclException.class, () -> SchemaText.read(hcl, RULES));
        assertThat(failure).as("a failure").isNotNull();
        assertThat(failure.getMessage()).isEqualTo(messages);
    }

    private static String table(String inside) {
        return "schema \"main\" {}\ntable \"t\" {\n  schema = schema.main\n  column \"id\" {\n    type = int\n  }\n"
                + inside + "\n}\n";
    }

    static Stream<Arguments> saysWhatSqliteDoesNotHave() {
        return Stream.of(
                arguments(
                        table("  unique \"u\" {\n    columns = [column.id]\n  }"),
                        "t.hcl:7,3-13: sqlite: unique constraints are not supported by this version; Write an index with unique = true instead."),
                arguments(
                        table("  partition {\n  }"),
                        "t.hcl:7,3-12: sqlite: partitions are not supported by this version; Remove the block \"partition\" and manage what it describes outside of the schema file."),
                arguments(
                        "enum \"e\" {\n}\n",
                        "t.hcl:1,1-9: sqlite: enum types are not supported by this version; Remove the block \"enum\" and manage what it describes outside of the schema file."),
                arguments(
                        table("  column \"j\" {\n    type = timestamp\n  }"),
                        "t.hcl:8,12-21: Unknown column.type; There is no type named \"timestamp\"."),
                arguments(
                        table("  column \"j\" {\n    type = int(10)\n  }"),
                        "t.hcl:8,12-19: Call to unknown function; Type \"int\" does not accept attributes"),
                arguments(
                        table("  strict = 1"),
                        "t.hcl:7,12-13: unexpected value for table.strict; Expected true or false, got a number."),
                arguments(
                        table("  index \"i\" {\n    columns = [column.id]\n    type = HASH\n  }"),
                        "t.hcl:9,5-9: unknown attribute \"type\"; There is no such attribute in an index block."),
                arguments(table("""
                                  column "b" {
                                    type    = intt
                                    default = upper(nope.x)
                                    nul     = true
                                  }
                                  primary_key {
                                    columns = [column.id, 3, "x"]
                                  }
                                  index "i" {
                                    columns = [column.zz]
                                  }
                                  foreign_key "f" {
                                    columns     = [column.id]
                                    ref_columns = [table.v.column.id]
                                  }
                                }
                                table "v" {
                                  schema = schema.main
                                  column "c" {
                                    type = upper(3, 4)
                                  }"""), """
                        t.hcl:8,15-19: Unknown column.type; There is no type named "intt". Did you mean "int"?
                        t.hcl:9,21-27: Unknown variable; There is no variable named "nope", and a reference to a block cannot be used as a value here.
                        t.hcl:10,5-8: unknown attribute "nul"; There is no such attribute in a column block. Did you mean "null"?
                        t.hcl:13,15-34: mixed list types used in "columns" attribute; All elements of a list must have the same type.
                        t.hcl:16,15-26: column "zz" was not found in table t; The table has no column of that name.
                        t.hcl:20,19-38: column "id" was not found in table v; The table has no column of that name.
                        t.hcl:26,12-23: Error in function call; Call to function "upper" failed: too many arguments: 1 expected, 2 given."""),
                arguments(
                        "table \"t\" {\n  schema = schema.main\n}\n",
                        "t.hcl:2,12-23: schema \"main\" not found for table \"t\"; Add a block schema \"main\" {}."));
    }
}
