package io.atlasoperator.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.schema.QualifiedName;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Texts of expressions and queries, from the catalog's spelling to SQL. */
@NullUnmarked
class MySqlExpressionsTest {

    @Test
    void takesTheCatalogsEscapesOut() {
        assertThat(MySqlExpressions.unescaped("(`b` <> _utf8mb4\\'it\\\\\\'s\\')"))
                .isEqualTo("(`b` <> _utf8mb4'it\\'s')");
        assertThat(MySqlExpressions.unescaped("_utf8mb4\\'a\\\\nb\\\\\\\\\\'")).isEqualTo("_utf8mb4'a\\nb\\\\'");
    }

    @Test
    void bringsMangledLettersBack() {
        assertThat(MySqlExpressions.unescaped("_utf8mb4\\'\u00c3\u00a9 \u00e2\u0082\u00ac\\'"))
                .isEqualTo("_utf8mb4'é €'");
        assertThat(MySqlExpressions.unescaped("_utf8mb4\\'é €\\'")).isEqualTo("_utf8mb4'é €'");
        assertThat(MySqlExpressions.unescaped("_utf8mb4\\'é\\'")).isEqualTo("_utf8mb4'é'");
    }

    @Test
    void stripsOnlyParenthesesAroundAllOfIt() {
        assertThat(MySqlExpressions.strip(" ((a + 1)) ")).isEqualTo("a + 1");
        assertThat(MySqlExpressions.strip("(a) + (b)")).isEqualTo("(a) + (b)");
        assertThat(MySqlExpressions.strip("(a = 'it\\') or (b')")).isEqualTo("a = 'it\\') or (b'");
        assertThat(MySqlExpressions.strip("(`a)` = 1)")).isEqualTo("`a)` = 1");
        assertThat(MySqlExpressions.wrap("((a))")).isEqualTo("(a)");
    }

    @Test
    void leavesOutTheSchemaWhereItIsMeant() {
        assertThat(MySqlExpressions.unqualified(
                        "select `a`.`t`.`c` AS `a.t`,'`a`.`t`',`a`.`f`(1),`t`.`a`.`b` from `a`.`t` join `b`.`a`", "a"))
                .isEqualTo("select `t`.`c` AS `a.t`,'`a`.`t`',`f`(1),`t`.`a`.`b` from `t` join `b`.`a`");
        assertThat(MySqlExpressions.unqualified("select `x``y`.`t`.`c` from `x``y`.`t`", "x`y"))
                .isEqualTo("select `t`.`c` from `t`");
        assertThat(MySqlExpressions.unqualified("select 1", "a")).isEqualTo("select 1");
    }

    @Test
    void keepsAnAliasThatIsCalledAsTheSchema() {
        assertThat(MySqlExpressions.unqualified(
                        "select `a`.`c` AS `c`,`a`.`f`(1) AS `f` from (`a`.`t` `a` join `a`.`u` on((`a`.`c` = `a`.`u`.`c`)))",
                        "a"))
                .isEqualTo("select `a`.`c` AS `c`,`f`(1) AS `f` from (`t` `a` join `u` on((`a`.`c` = `u`.`c`)))");
    }

    @Test
    void findsWhatATextMentions() {
        assertThat(MySqlExpressions.qualified("select `a`.`t`.`c`,'`x`.`y`',`b`.`f`(1) from `a`.`t` -- `n`.`o`\n"))
                .containsExactly(new QualifiedName("a", "t"), new QualifiedName("b", "f"));
        assertThat(MySqlExpressions.calls("select `f`(1),g(2),`b`.`h`(3) from `t` (1)"))
                .containsExactly("f");
        assertThat(MySqlExpressions.qualifiedCalls("select `f`(1),`g`(2),`b`.`f`(3)", "a", "f"::equals))
                .isEqualTo("select `a`.`f`(1),`g`(2),`b`.`f`(3)");
    }

    @Test
    void namesWhoMadeAThing() {
        MySqlSession session = new MySqlSession("root@%", false, MySqlMode.of(""), "SYSTEM", null);
        assertThat(session.definer("root@%")).isNull();
        assertThat(session.definer("r`t@b@10.0.0.1")).isEqualTo("`r``t@b`@`10.0.0.1`");
        assertThat(session.definer("role@")).isEqualTo("`role`");
        assertThat(session.definer("role")).isEqualTo("`role`");
    }

    @Test
    void knowsWhenAnotherModeMakesAnotherStatement() {
        MySqlSession session =
                new MySqlSession("root@%", false, MySqlMode.of("ANSI_QUOTES,STRICT_ALL_TABLES"), "", null);
        assertThat(session.mode("STRICT_ALL_TABLES,ANSI_QUOTES")).isNull();
        assertThat(session.mode("STRICT_ALL_TABLES")).isEqualTo(MySqlMode.of("strict_all_tables"));
        assertThat(session.mode("")).isEqualTo(MySqlMode.of(""));
    }

    @Test
    void tellsNamesApartAsTheServerDoes() {
        assertThat(new MySqlSession("root@%", true, MySqlMode.of(""), "SYSTEM", null).sameName("App", "aPP"))
                .isTrue();
        assertThat(new MySqlSession("root@%", false, MySqlMode.of(""), "SYSTEM", null).sameName("App", "aPP"))
                .isFalse();
    }

    @Test
    void renamesColumnsAndNotWhatStandsInLiterals() {
        assertThat(MySqlExpressions.renamed("concat(`s`,'it\\'s;',_utf8mb4'`s`',`a``s`)", "S", "p`q"))
                .isEqualTo("concat(`p``q`,'it\\'s;',_utf8mb4'`s`',`a``s`)");
    }
}
