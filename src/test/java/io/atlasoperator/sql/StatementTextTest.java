package io.atlasoperator.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CREATE ROLE r LOGIN PASSWORD 'it''s' VALID UNTIL 'x'|CREATE ROLE r LOGIN PASSWORD 'xxxxx' VALID UNTIL 'x'",
                "ALTER ROLE r ENCRYPTED PASSWORD E'a\\'b'|ALTER ROLE r ENCRYPTED PASSWORD 'xxxxx'",
                "ALTER ROLE r password $p$a'b$p$ CREATEDB|ALTER ROLE r password 'xxxxx' CREATEDB",
                "CREATE USER MAPPING FOR r SERVER s OPTIONS (user 'u', password 'p')|CREATE USER MAPPING FOR r SERVER s OPTIONS (user 'u', password 'xxxxx')",
                "CREATE USER u IDENTIFIED BY 'p'|CREATE USER u IDENTIFIED BY 'xxxxx'",
                "CREATE USER u IDENTIFIED WITH plugin AS 'h'|CREATE USER u IDENTIFIED WITH plugin AS 'xxxxx'",
                "CREATE USER u IDENTFIED BY 'misspelt'|CREATE USER u IDENTFIED BY 'xxxxx'",
                "CREATE USER 'u'@'%' IDENTIFIED BY 'p;q' COMMENT 'a; b'|CREATE USER 'u'@'%' IDENTIFIED BY 'xxxxx' COMMENT 'a; b'",
                "ALTER ROLE r PASWORD 'one''two' VALID UNTIL '2030-01-01'; SELECT 'x'|ALTER ROLE r PASWORD 'xxxxx' VALID UNTIL '2030-01-01'; SELECT 'x'",
                "executing \"ALTER USER u IDENTFIED BY 'secret'\": near 'IDENTFIED BY 'secret'' at line 1|executing \"ALTER USER u IDENTFIED BY 'xxxxx'\": near 'IDENTFIED BY 'xxxxx'' at line 1",
                "\"ALTER USER u IDENTFIED BY 'xxxxx';\": near 'IDENTFIED BY 'secret'' at line 1|\"ALTER USER u IDENTFIED BY 'xxxxx';\": near 'IDENTFIED BY 'xxxxx'' at line 1",
                "\"ALTER ROLE r 'secret';\": syntax error at or near \"'secret'\"|\"ALTER ROLE r 'xxxxx';\": syntax error at or near \"'xxxxx'\"",
                "CREATE USER MAPPING FOR r SERVER s OPTIONS (user 'u', pasword 'p')|CREATE USER MAPPING FOR r SERVER s OPTIONS (user 'u', pasword 'xxxxx')",
                "CHANGE MASTER TO MASTER_USER='u', MASTER_PASSWORD='p'|CHANGE MASTER TO MASTER_USER='u', MASTER_PASSWORD='xxxxx'",
                "SET PASSWORD FOR u = 'p'|SET PASSWORD FOR u = 'xxxxx'",
                "CREATE SUBSCRIPTION s CONNECTION 'host=h password=p user=u' PUBLICATION p|CREATE SUBSCRIPTION s CONNECTION 'host=h password=xxxxx user=u' PUBLICATION p",
                "CREATE SUBSCRIPTION s CONNECTION 'postgres://u:p@h/d' PUBLICATION p|CREATE SUBSCRIPTION s CONNECTION 'postgres://u:xxxxx@h/d' PUBLICATION p",
            })
    void takesPasswordsOut(String typed, String shown) {
        assertThat(StatementText.withoutPasswords(typed)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (password text DEFAULT 'none')",
                "COMMENT ON COLUMN t.password IS 'hashed'",
                "CREATE ROLE r PASSWORD NULL",
                "GRANT SELECT ON t TO 'u'@'%'; INSERT INTO t VALUES ('create user')",
                "CREATE TABLE users (role text DEFAULT 'none')",
                "SELECT 'http://host:80/path@x'",
            })
    void leavesOtherTextAlone(String text) {
        assertThat(StatementText.withoutPasswords(text)).isEqualTo(text);
    }

    /** A report tells the statement and the error apart. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "create user u identfied by 'secret'|near 'identfied by 'secret'' at line 1|near 'identfied by 'xxxxx'' at line 1",
                "ALTER ROLE r PASSWORD 'secret'|the password secret is too short|the password xxxxx is too short",
                "INSERT INTO t VALUES ('users')|near 'VALUES ('users')' at line 1|near 'VALUES ('users')' at line 1",
            })
    void takesThemOutOfWhatIsSaidOfAStatement(String statement, String said, String shown) {
        assertThat(StatementText.withoutPasswords(statement, said)).isEqualTo(shown);
    }

    /** The square of a million is more than anybody waits for, and a million calls more than a stack holds. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.",
                "password ",
                "password",
                "password $a$ $b",
                "create user x",
                "create ",
                "connection 'x",
                "connection ''",
                "''",
                "x://y:z",
                "x://",
                "identified with ",
                "set password for ",
                "near '",
                "\\'"
            })
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void longTextsAreLookedThroughOnce(String part) {
        String text = part.repeat(800_000 / part.length());
        for (String before : List.of("", "create user u identified by '", "alter role r password E'", "select ")) {
            assertThat(StatementText.withoutPasswords(before + text)).isNotNull();
        }
    }

    @Test
    void aPasswordInALongStatementIsMasked() {
        String filling = "COMMENT ON TABLE t IS '" + "it''s long ".repeat(50_000) + "'; ";

        assertThat(StatementText.withoutPasswords(
                        filling + "CREATE ROLE r PASSWORD 'hunter2''s'; " + filling + "SELECT 'hunter2''s'"))
                .isEqualTo(filling + "CREATE ROLE r PASSWORD 'xxxxx'; " + filling + "SELECT 'xxxxx'");
    }

    @Test
    void aPasswordThatIsCutOffBehindAQuoteIsMasked() {
        assertThat(StatementText.withoutPasswords("CREATE ROLE r PASSWORD 'hunter''two''"))
                .doesNotContain("hunter")
                .doesNotContain("two");
    }
}
