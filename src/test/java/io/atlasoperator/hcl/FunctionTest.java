package io.atlasoperator.hcl;

import static io.atlasoperator.hcl.ExpressionTest.evaluated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "title(\"hello wORLD\") | \"Hello WORLD\"",
                "trim(\"--a--\", \"-\") | \"a\"",
                "trimprefix(\"abc\", \"a\") | \"bc\"",
                "trimsuffix(\"abc\", \"c\") | \"ab\"",
                "chomp(\"a\\n\\n\") | \"a\"",
                "substr(\"hello\", -3, -1) | \"llo\"",
                "split(\",\", \"a,,b\") | [\"a\", \"\", \"b\"]",
                "join(\"-\", [\"a\"], [1, 2]) | \"a-1-2\"",
                "strrev(\"aé\") | \"éa\"",
                "indent(2, \"a\\nb\") | \"a\\n  b\"",
                "replace(\"a.b\", \".\", \"x\") | \"axb\"",
                "startswith(\"abc\", \"ab\") | true",
                "abs(-1.5) | 1.5",
                "ceil(1.2) | 2",
                "floor(-1.2) | -2",
                "pow(2, 10) | 1024",
                "signum(-3) | -1",
                "parseint(\"ff\", 16) | 255",
                "log(8, 2) | 3",
                "alltrue([true, \"true\"]) | true",
                "chunklist([1, 2, 3], 2) | [[1, 2], [3]]",
                "coalescelist([], [1]) | [1]",
                "compact([\"a\", \"\", null]) | [\"a\"]",
                "concat([1], [2, 3]) | [1, 2, 3]",
                "contains([\"a\"], \"a\") | true",
                "distinct([1, 2, 1]) | [1, 2]",
                "element([1, 2, 3], 4) | 2",
                "empty([]) | true",
                "flatten([1, [2, [3]]]) | [1, 2, 3]",
                "index({a = 1}, \"a\") | 1",
                "keys({b = 1, a = 2}) | [\"a\", \"b\"]",
                "values({b = 1, a = 2}) | [2, 1]",
                "length(\"añb\") | 3",
                "merge({a = 1}, {a = 2}).a | 2",
                "range(3) | [0, 1, 2]",
                "range(4, 0, -2) | [4, 2]",
                "reverse([1, 2]) | [2, 1]",
                "slice([1, 2, 3], 1, 2) | [2]",
                "sort([\"b\", \"a\"]) | [\"a\", \"b\"]",
                "zipmap([\"a\"], [1]).a | 1",
                "setunion([\"b\"], [\"a\", \"b\"]) | [\"a\", \"b\"]",
                "setintersection([1, 2], [2, 3]) | [2]",
                "setsubtract([1, 2], [2]) | [1]",
                "setproduct([1, 2], [\"a\"]) | [[1, \"a\"], [2, \"a\"]]",
                "toset([\"b\", \"a\", \"b\"]) | [\"a\", \"b\"]",
                "tostring(1) | \"1\"",
                "tonumber(\"1.0\") | 1",
                "tobool(\"true\") | true",
                "regex(\"[a-z]+\", \"12ab\") | \"ab\"",
                "regex(\"(?P<y>\\\\d+)-(?P<m>\\\\d+)\", \"1-2\").m | \"2\"",
                "regexall(\"(\\\\d)\", \"a1b2\") | [[\"1\"], [\"2\"]]",
                "regexpescape(\"a.b\") | \"a\\\\.b\"",
                "formatlist(\"%s-%d\", [\"a\", \"b\"], 1) | [\"a-1\", \"b-1\"]",
                "jsonencode({b = [1, null], a = \"<\"}) | \"{\\\"a\\\":\\\"\\\\u003c\\\",\\\"b\\\":[1,null]}\"",
                "yamldecode(\"a:\\n- 1\\n- x\").a[1] | \"x\"",
                "yamldecode(yamlmerge(\"a: [1]\", \"a: [2]\")).a | [1, 2]",
                "csvdecode(\"a,b\\n1,\\\"x,y\\\"\\n\")[0].b | \"x,y\"",
                "timeadd(\"2026-01-31T23:30:00Z\", \"1h30m\") | \"2026-02-01T01:00:00Z\"",
                "formatdate(\"DD MMM YYYY hh:mm ZZZ 'at' H aa\", \"2026-01-02T15:04:05Z\") | \"02 Jan 2026 15:04 UTC at 3 pm\"",
                "urlescape(\"a b/ü\") | \"a+b%2F%C3%BC\"",
                "urluserinfo(\"postgres://h/db\", \"u\", \"p@:\") | \"postgres://u:p%40%3A@h/db\"",
                "urlqueryset(\"postgres://h/db?b=2&a=1\", \"a\", \"x y\") | \"postgres://h/db?a=x+y&b=2\"",
                "urlsetpath(\"postgres://h/db?a=1\", \"other\") | \"postgres://h/other?a=1\"",
            })
    void computes(String expression, String expected) {
        assertThat(evaluated(expression)).isEqualTo(expected);
    }

    @Test
    void formatKnowsWidthFlagsAndPrecision() {
        assertThat(evaluated("format(\"%05d|%-4s|%q|%v|%%|%.2f|%+d|%x\", -42, \"a\", \"b\", [1], 1.255, 3, 255)"))
                .isEqualTo("\"-0042|a   |\\\"b\\\"|[1]|%|1.26|+3|ff\"");
    }

    @Test
    void regexReplaceExpandsGroups() {
        assertThat(evaluated("regexreplace(\"ab\", \"(a)(b)\", \"$2-$1$$\")")).isEqualTo("\"b-a$\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "upper() | not enough arguments: 1 expected, 0 given",
                "upper(\"a\", \"b\") | too many arguments: 1 expected, 2 given",
                "upper([1]) | argument 1 must be a string, not list",
                "sql(\"\") | empty expression",
                "regex(\"(\", \"a\") | invalid regexp pattern",
                "range(5000) | more than 1024 values were generated",
                "jsondecode(\"{\") | it is not valid JSON",
                "tonumber(\"x\") | a number is required",
                "format(\"%d\") | not enough arguments for",
                "format(\"%999999999d\", 1) | a width of more than 1024",
                "element([], 0) | empty list",
            })
    void refuses(String expression, String message) {
        assertThatThrownBy(() -> evaluated(expression))
                .isInstanceOf(HclException.class)
                .hasMessageContaining("Error in function call; Call to function")
                .hasMessageContaining(message);
    }
}
