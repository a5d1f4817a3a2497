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
                arguments(
                        "table \"t\" {\n  schema = schema.main\n}\n",
                        "t.hcl:2,12-23: schema \"main\" not found for table \"t\"; Add a block schema \"main\" {}."));
    }
}
