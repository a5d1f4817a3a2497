package io.atlasoperator.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;

class StatementScannerTest {
    private static final ScannerOptions SQLITE = new ScannerOptions(true, false, false, false, false, false);
    private static final ScannerOptions MYSQL = new ScannerOptions(true, false, false, true, false, true);
    private static final ScannerOptions POSTGRES = new ScannerOptions(true, true, true, false, true, false);

    private static List<String> texts(ScannerOptions options, String script) {
        return new StatementScanner(options)
                .scan(script).stream().map(ScannedStatement::text).toList();
    }

    @Test
    void keepsTheSemicolonAndTrimsWhiteSpace() {
        assertThat(texts(SQLITE, "\n CREATE TABLE a (id int);\u00a0\n\tSELECT 1 ;\nSELECT 2"))
                .containsExactly("CREATE TABLE a (id int);", "SELECT 1 ;", "SELECT 2");
    }

    @Test
    void countsBytesAndLines() {
        List<ScannedStatement> found = new StatementScanner(SQLITE).scan("SELECT 'é€😀';\n\n  SELECT 2;");
        assertThat(found.get(1).bytePosition())
                .isEqualTo("SELECT 'é€😀';\n\n  ".getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
        assertThat(found.get(1).line()).isEqualTo(3);
    }

    @Test
    void ignoresDelimitersInQuotesCommentsAndParentheses() {
        assertThat(texts(SQLITE, "SELECT ';', \";\", `;`, 'it''s;' /* ; */ -- ;\n, (1;2);SELECT 2;"))
                .containsExactly("SELECT ';', \";\", `;`, 'it''s;' /* ; */ -- ;\n, (1;2);", "SELECT 2;");
    }

    @Test
    void escapesWithBackslashesOnlyWhereTheDialectDoes() {
        assertThat(texts(MYSQL, "SELECT 'a\\';b'; SELECT 2;")).containsExactly("SELECT 'a\\';b';", "SELECT 2;");
        assertThat(texts(POSTGRES, "SELECT E'a\\';b'; SELECT 'c\\'; SELECT 3;"))
                .containsExactly("SELECT E'a\\';b';", "SELECT 'c\\';", "SELECT 3;");
    }

    @Test
    void passesOverCommandsOfPsqlThatNobodyElseNeeds() {
        String script = "\\restrict a1B2\n\n\\set ON_ERROR_STOP on\nSELECT 1;\n  \\echo done\nSELECT '\\connect';"
                + "\n\\unrestrict a1B2\n";
        assertThat(texts(POSTGRES, script)).containsExactly("SELECT 1;", "SELECT '\\connect';");
        assertThat(new StatementScanner(POSTGRES).scan(script).getFirst().line())
                .isEqualTo(4);
    }

    @Test
    void refusesCommandsOfPsqlThatWouldMatter() {
        for (String command :
                List.of("\\connect other", "\\i more.sql", "\\echo stop \\quit", "\\set a 1", "\\gexec", "\\!")) {
            assertThatThrownBy(() -> texts(POSTGRES, "SELECT 1;\n" + command + "\nSELECT 2;"))
                    .isInstanceOf(SqlScanException.class)
                    .hasMessageStartingWith("2:1: \"\\")
                    .hasMessageContaining("is a command of psql");
        }
    }

    @Test
    void keepsRowsWithTheStatementThatCopiesThem() {
        String copy = "COPY \"t;\" (a, b) FROM stdin;\n1\tit's; (\n\\N\t\\\\.\n\\.";
        assertThat(texts(POSTGRES, "SELECT 1;\n" + copy + "\n\nSELECT 2;"))
                .containsExactly("SELECT 1;", copy, "SELECT 2;");
        assertThat(texts(POSTGRES, copy)).containsExactly(copy);
        assertThat(texts(POSTGRES, "copy t from stdin (format csv);\n\\.\nSELECT 2;"))
                .containsExactly("copy t from stdin (format csv);\n\\.", "SELECT 2;");
        assertThat(texts(POSTGRES, "COPY t TO stdout;\nCOPY (SELECT 1) TO stdout;\nCOPY t FROM '/f';"))
                .hasSize(3);
    }

    @Test
    void leavesOutEmptyStatements() {
        assertThat(texts(SQLITE, ";; SELECT 1;; ; -- c\n; /* d */;")).containsExactly("SELECT 1;");
    }

    @Test
    void takesACommentWithoutAFinalLineBreakForAComment() {
        assertThat(texts(SQLITE, "SELECT 1;\n-- the end")).containsExactly("SELECT 1;");
        assertThat(texts(MYSQL, "SELECT 1;\n# the end")).containsExactly("SELECT 1;");
    }

    @Test
    void runsConditionalCommentsOfMySql() {
        assertThat(texts(MYSQL, "/*!40101 SET NAMES utf8 */;\nSELECT 1;"))
                .containsExactly("/*!40101 SET NAMES utf8 */;", "SELECT 1;");
        assertThat(texts(MYSQL, "/*M!100301 CREATE SEQUENCE s */;\n/*M! SELECT 1 */"))
                .containsExactly("/*M!100301 CREATE SEQUENCE s */;", "/*M! SELECT 1 */");
    }

    @Test
    void takesTwoDashesForACommentAsMySqlDoes() {
        assertThat(texts(MYSQL, "SELECT 5--1;\n--------\nSELECT 2 -- ; none\n;\nSELECT 3--"))
                .containsExactly("SELECT 5--1;", "SELECT 2 -- ; none\n;", "SELECT 3--");
        assertThat(texts(SQLITE, "SELECT 5--1;\n;")).containsExactly("SELECT 5--1;\n;");
    }

    @Test
    void takesApartWhatMySqlsClientHandsOverTogether() {
        assertThat(texts(
                        MYSQL,
                        "DELIMITER $$\nDROP PROCEDURE IF EXISTS p;\nCREATE PROCEDURE p() BEGIN SELECT 1; END$$\nSET @a = ';'$$\n"
                                + "DELIMITER ;\nSELECT 1;"))
                .containsExactly(
                        "DROP PROCEDURE IF EXISTS p;",
                        "CREATE PROCEDURE p() BEGIN SELECT 1; END",
                        "SET @a = ';'",
                        "SELECT 1;");
        assertThat(texts(MYSQL, "-- atlas:delimiter \\n\\n\nSET @a = 1; SET @b = 2;\n\nSELECT 1;"))
                .containsExactly("SET @a = 1; SET @b = 2;", "SELECT 1;");
    }

    @Test
    void readsADumpOfMySql() {
        assertThat(
                        texts(
                                MYSQL,
                                "/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump\n\n/*!40103 SET TIME_ZONE='+00:00' */;\n"
                                        + "LOCK TABLES `a` WRITE;\n/*!40000 ALTER TABLE `a` DISABLE KEYS */;\n"
                                        + "INSERT INTO `a` VALUES\n(1,'it\\'s -- ; # /*;'),\n(2,'x\\\\;');\nUNLOCK TABLES;\n"
                                        + "DELIMITER\t;;\n/*!50003 CREATE*/ /*!50017 DEFINER=`r`@`h`*/ /*!50003 TRIGGER t BEFORE INSERT ON a"
                                        + " FOR EACH ROW BEGIN\n -- it's; here\n SET NEW.n = ';';\nEND */;;\nDELIMITER ;\nSELECT 1;\n"))
                .containsExactly(
                        "/*!40103 SET TIME_ZONE='+00:00' */;",
                        "LOCK TABLES `a` WRITE;",
                        "/*!40000 ALTER TABLE `a` DISABLE KEYS */;",
                        "INSERT INTO `a` VALUES\n(1,'it\\'s -- ; # /*;'),\n(2,'x\\\\;');",
                        "UNLOCK TABLES;",
                        "/*!50003 CREATE*/ /*!50017 DEFINER=`r`@`h`*/ /*!50003 TRIGGER t BEFORE INSERT ON a"
                                + " FOR EACH ROW BEGIN\n -- it's; here\n SET NEW.n = ';';\nEND */",
                        "SELECT 1;");
    }

    @Test
    void handsOutTheCommentsRightBeforeAStatement() {
        List<ScannedStatement> found =
                new StatementScanner(SQLITE).scan("-- far\r\n\r\n-- near\r\n/* nearer */ SELECT 1; -- own\nSELECT 2;");
        assertThat(found.get(0).comments()).containsExactly("-- near\r\n", "/* nearer */");
        assertThat(found.get(1).comments()).containsExactly("-- own\n");
    }

    @Test
    void followsDelimiterCommands() {
        assertThat(texts(MYSQL, "SELECT 1;\nDELIMITER //\nCREATE p BEGIN SELECT 1; END//\ndelimiter ;\nSELECT 2;"))
                .containsExactly("SELECT 1;", "CREATE p BEGIN SELECT 1; END", "SELECT 2;");
        assertThat(texts(MYSQL, "DELIMITER '\\n\\n'\nSELECT 1;\nSELECT 2;\n\nSELECT 3"))
                .containsExactly("SELECT 1;\nSELECT 2;", "SELECT 3");
        assertThatThrownBy(() -> texts(MYSQL, "SELECT 1;\nDELIMITER  \nx"))
                .isInstanceOf(SqlScanException.class)
                .hasMessage("2:1: empty delimiter");
    }

    @Test
    void followsTheDelimiterDirectiveAlsoWithWindowsLineBreaks() {
        assertThat(texts(SQLITE, "-- atlas:delimiter -- end\r\nSELECT 1;\r\nSELECT 2;\r\n-- end\r\nSELECT 3;"))
                .containsExactly("SELECT 1;\r\nSELECT 2;", "SELECT 3;");
        assertThat(texts(SQLITE, "-- atlas:delimiter \\n\\n\nA;\nB;\n\n\n\nC;")).containsExactly("A;\nB;", "C;");
    }

    @Test
    void keepsDollarQuotesWhole() {
        assertThat(texts(POSTGRES, "DO $$ BEGIN x; END $$; SELECT $a$ ; $b$ ; $a$; SELECT a$b$; SELECT $1;"))
                .containsExactly("DO $$ BEGIN x; END $$;", "SELECT $a$ ; $b$ ; $a$;", "SELECT a$b$;", "SELECT $1;");
    }

    @Test
    void keepsTriggerBodiesWhole() {
        String trigger = "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n UPDATE a SET x = CASE WHEN 1 THEN 2 END;\n"
                + " DELETE FROM b;\nEND;";
        assertThat(texts(SQLITE, trigger + "\nSELECT 1;")).containsExactly(trigger, "SELECT 1;");
    }

    @Test
    void keepsNestedAndLabelledBlocksWhole() {
        String procedure = "CREATE PROCEDURE p() done: BEGIN\n IF 1 THEN\n BEGIN SELECT 1; END;\n END IF;\nEND done;";
        assertThat(texts(MYSQL, procedure + "\nSELECT 1;")).containsExactly(procedure, "SELECT 1;");
    }

    @Test
    void takesABeginWithoutEndForAStatement() {
        assertThat(texts(POSTGRES, "BEGIN;\nSELECT 1;\nCOMMIT;")).containsExactly("BEGIN;", "SELECT 1;", "COMMIT;");
        assertThat(texts(POSTGRES, "BEGIN READ ONLY;\nSELECT 1;\nCOMMIT;"))
                .containsExactly("BEGIN READ ONLY;", "SELECT 1;", "COMMIT;");
    }

    @Test
    void keepsAtomicBodiesWhole() {
        String function =
                "CREATE FUNCTION f() RETURNS int LANGUAGE SQL BEGIN ATOMIC\n SELECT CASE WHEN 1 = 1 THEN 1 END;"
                        + " SELECT 2;\nEND;";
        assertThat(texts(POSTGRES, function + "\nSELECT 1;")).containsExactly(function, "SELECT 1;");
    }

    @Test
    void tellsWhereSomethingIsNotClosed() {
        assertThatThrownBy(() -> texts(SQLITE, "SELECT 1;\nSELECT (1;")).hasMessage("2:8: unclosed '('");
        assertThatThrownBy(() -> texts(SQLITE, "SELECT 1);")).hasMessage("1:9: unexpected ')'");
        assertThatThrownBy(() -> texts(SQLITE, "SELECT 1;\n SELECT 'é;")).hasMessage("2:9: unclosed quote '\\''");
        assertThatThrownBy(() -> texts(SQLITE, "SELECT 1;\n/* no end")).hasMessage("2:1: unclosed comment '/*'");
    }

    @Tag("property")
    @Property(seed = "20261122")
    void piecesAreTheScriptInOrder(@ForAll("scripts") String script, @ForAll("dialects") ScannerOptions options) {
        List<ScannedStatement> found;
        try {
            found = new StatementScanner(options).scan(script);
        } catch (SqlScanException e) {
            assertThat(e.getMessage()).startsWith(e.position().toString());
            return;
        }
        int end = 0;
        StringBuilder joined = new StringBuilder();
        for (ScannedStatement statement : found) {
            assertThat(statement.start()).isGreaterThanOrEqualTo(end);
            joined.append(script, end, statement.start()).append(statement.text());
            end = statement.end();
            assertThat(statement.text()).isNotBlank().isEqualTo(statement.text().strip());
            // Where another delimiter is set, a semicolon is text like any other.
            if (!script.toLowerCase(Locale.ROOT).contains("delimiter")) {
                assertThat(statement.text()).isNotEqualTo(";");
            }
        }
        assertThat(joined.append(script.substring(end))).hasToString(script);
    }

    @Tag("property")
    @Property(seed = "20261122")
    void statementsSurviveBeingJoinedAgain(
            @ForAll("statements") List<String> statements, @ForAll("dialects") ScannerOptions options) {
        assertThat(texts(options, String.join("\n", statements))).isEqualTo(statements);
        assertThat(texts(options, String.join("\r\n-- c\r\n", statements))).isEqualTo(statements);
    }

    @Tag("property")
    @Property(seed = "20261122")
    void neverFailsOtherwiseThanByItsOwnException(@ForAll String script, @ForAll("dialects") ScannerOptions options) {
        try {
            assertThat(new StatementScanner(options).scan(script)).isNotNull();
        } catch (SqlScanException e) {
            assertThat(e).hasMessageMatching("(?s)\\d+:\\d+: .+");
        }
    }

    @Test
    void survivesThousandsOfBlocksThatNeverEnd() {
        assertThat(texts(MYSQL, "BEGIN x; ".repeat(3000))).hasSize(3000);
    }

    @Provide
    Arbitrary<ScannerOptions> dialects() {
        return Arbitraries.of(SQLITE, MYSQL, POSTGRES, ScannerOptions.GENERIC);
    }

    @Provide
    Arbitrary<List<String>> statements() {
        return Arbitraries.of(
                        "SELECT 1;",
                        "INSERT INTO a VALUES (';', (1));",
                        "UPDATE \"a;b\" SET x = 'it''s';",
                        "SELECT /* ; */ 1 -- ;\n + 2;",
                        "COMMIT;")
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> scripts() {
        return Arbitraries.of(
                        "BEGIN ",
                        "END;",
                        "END",
                        "ATOMIC ",
                        "begin\n",
                        ";",
                        "'",
                        "\"",
                        "`",
                        "$$",
                        "$a$",
                        "(",
                        ")",
                        "--",
                        "\n",
                        "\r\n",
                        "/*",
                        "*/",
                        "/*!",
                        "#",
                        "x",
                        "SELECT",
                        " ",
                        "\\",
                        "E'",
                        "DELIMITER ",
                        "//",
                        "-- atlas:delimiter ",
                        "😀",
                        "\u00a0",
                        "lbl:")
                .list()
                .ofMaxSize(25)
                .map(parts -> String.join("", parts));
    }
}
