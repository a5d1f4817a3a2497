package io.atlasoperator.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.Dialects;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.sql.ScannedStatement;
import io.atlasoperator.sql.StatementScanner;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    private static final String LOOP = "CREATE PROCEDURE `p` () l: LOOP SET @a = 1; LEAVE l; END LOOP l";

    /** A semicolon would end it after its first part. */
    @Test
    void writesADelimiterAroundWhatHoldsSemicolons() {
        Plan plan = new Plan(
                List.of(),
                List.of(
                        Statement.of("CREATE TABLE `t` (`a` int)", "create \"t\" table"),
                        Statement.of(LOOP, "create procedure \"p\"").withOwnDelimiter(),
                        Statement.of("DROP TABLE `u`", "drop \"u\" table")));

        String text = PlanText.of(plan);

        assertThat(text).contains("DELIMITER //\n" + LOOP + "\n//\nDELIMITER ;\n");
        StatementScanner scanner = new StatementScanner(Dialects.all()
                .of(DatabaseUrl.parse("mysql://localhost/app"))
                .syntax()
                .scanner());
        assertThat(scanner.scan(text))
                .extracting(ScannedStatement::text)
                .containsExactly("CREATE TABLE `t` (`a` int);", LOOP, "DROP TABLE `u`;");
    }
}
