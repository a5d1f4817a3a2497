package io.atlasoperator.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.source.SourceFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {

    /** The expression's value as the printer writes it. */
    static String evaluated(String expression) {
        SourceFile file = new SourceFile("t.hcl", "x = " + expression + "\n");
        Document document = HclEvaluator.evaluate(List.of(file), Map.of());
        return HclPrinter.print(document.attributes().getFirst().value());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1.50 | 1.5",
                "1e3 | 1000",
                "-1 | -1",
                "1 + 2 * 3 - 4 / 2 | 5",
                "(1 + 2) * 3 | 9",
                "7 % 3 | 1",
                "0.1 + 0.2 | 0.3",
                "`\"2\" * \"3\"` | 6",
                "1 < 2 && !(2 <= 1) | true",
                "1 == 1 ? \"a\" : \"b\" | \"a\"",
                "false ? [][0] : 1 | 1",
                "\"1\" == 1 | false",
                "[1, 2,][1] | 2",
                "[[1, 2], [3]][*][0] | [1, 3]",
                "[{a = {b = 1}}, {a = {b = 2}}].*.a.b | [1, 2]",
                "null[*] | []",
                "{a = 1, \"b c\" = 2}[\"b c\"] | 2",
                "{a = 1}.a | 1",
                "[1, 2].1 | 2",
                "[for x in [1, 2, 3] : x * 2 if x != 2] | [2, 6]",
                "[for i, x in [\"a\", \"b\"] : \"${i}${x}\"] | [\"0a\", \"1b\"]",
                "[for k, v in {b = 1, a = 2} : k] | [\"a\", \"b\"]",
                "{for x in [\"a\"] : x => upper(x)}.a | \"A\"",
                "{for x in [\"a\", \"ab\"] : substr(x, 0, 1) => x...}.a | [\"a\", \"ab\"]",
                "schema.public | schema.public",
                "table.users.column[\"a b\"] | table.users.column[\"a b\"]",
                "CASCADE | CASCADE",
                "varchar(255) | varchar(255)",
                "numeric(10, 2) | numeric(10,2)",
                "enum(\"a\", \"b\") | enum(\"a\",\"b\")",
                "sql(\"now()\") | sql(\"now()\")",
                "[column.a, column.b] | [column.a, column.b]",
                "\"a${1 + 1}b${true}\" | \"a2btrue\"",
                "\"$${a} %%{b} \\u00e9 \\\"q\\\"\" | \"$${a} %%{b} é \\\"q\\\"\"",
                "\"${[1]}\" | [1]",
                "\"%{ if 1 > 2 }a%{ else }b%{ endif }\" | \"b\"",
                "\"%{ for i, x in [\"a\", \"b\"] }${i}=${x};%{ endfor }\" | \"0=a;1=b;\"",
                "\"a  ${~ 1 ~}  b\" | \"a1b\"",
                "try([][0], \"d\") | \"d\"",
                "can([][0]) | false",
                "max([1, 5, 3]...) | 5",
            })
    void evaluates(String expression, String expected) {
        assertThat(evaluated(expression.replace("\\|", "|"))).isEqualTo(expected);
    }
}
