package io.atlasoperator.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteExpressionsTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            value = {
                "a > 0|((a>0))",
                "a > 0 /* x */|a>0 -- y",
                "LOWER(\"A\")|lower(`a`)",
                "[a b] + 'x'|\"a b\"+'x'",
                "x'0F'|x'0F'",
                "1.5e+3|1.5E+3"
            })
    void takesSpellingsForTheSame(String one, String other) {
        assertThat(SqliteExpressions.same(one, other)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            value = {"(a) + (b)|a + b", "'A'|'a'", "a > 0|a >= 0", "(a + b) * c|a + b * c", "a b|ab", "'a'|a"})
    void tellsDifferentOnesApart(String one, String other) {
        assertThat(SqliteExpressions.same(one, other)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            value = {
                "'x'|('x')",
                "1|'1'",
                "1.50|1.5",
                "true|1",
                "FALSE|0",
                "null|NULL",
                "datetime('now')|(datetime( 'now' ))"
            })
    void knowsEqualDefaults(String one, String other) {
        assertThat(SqliteExpressions.sameDefault(one, other)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            value = {"'1.0'|'1'", "'current_timestamp'|CURRENT_TIMESTAMP", "'null'|NULL", "x'31'|'1'", "1|2", "'a'|'A'"
            })
    void knowsDifferentDefaults(String one, String other) {
        assertThat(SqliteExpressions.sameDefault(one, other)).isFalse();
    }

    @Test
    void strengthensNoPartialParentheses() {
        assertThat(SqliteExpressions.wrap("(a) + (b)")).isEqualTo("((a) + (b))");
        assertThat(SqliteExpressions.wrap("((a))")).isEqualTo("(a)");
    }

    @Test
    void knowsConstants() {
        assertThat(SqliteExpressions.isLiteral("-1.5")).isTrue();
        assertThat(SqliteExpressions.isLiteral("0x1F")).isTrue();
        assertThat(SqliteExpressions.isLiteral("TRUE")).isTrue();
        assertThat(SqliteExpressions.isLiteral("CURRENT_DATE")).isFalse();
        assertThat(SqliteExpressions.isLiteral("1 + 1")).isFalse();
    }
}
