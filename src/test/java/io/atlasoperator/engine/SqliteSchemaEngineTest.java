package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.plan.TxMode;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSchemaEngineTest extends SchemaEngineContract {
    @TempDir
    Path folder;

    private int count;

    @Override
    protected DatabaseUrl freshTarget() {
        return DatabaseUrl.parse("sqlite://" + folder.resolve("target" + count++ + ".db"));
    }

    /** Both spellings are one name to SQLite: a drop and an addition would lose what the column holds. */
    @Test
    void keepsWhatIsSpeltInOtherLettersOnly() {
        DatabaseUrl target = freshTarget();
        apply(
                target,
                sql("CREATE TABLE Users (ID integer PRIMARY KEY, Email text); CREATE INDEX by_email ON Users (Email);"
                        + "CREATE TABLE pets (id integer PRIMARY KEY, owner integer REFERENCES Users (ID));"));
        run(target, "INSERT INTO Users VALUES (1, 'a@b.c')");
        StateSource otherLetters = sql("CREATE TABLE users (id integer PRIMARY KEY, email text, age integer);"
                + "CREATE INDEX by_email ON users (email);"
                + "CREATE TABLE pets (id integer PRIMARY KEY, owner integer REFERENCES users (id));");

        SchemaApplyReport report = apply(target, otherLetters);

        assertThat(report.applied()).containsExactly("ALTER TABLE `Users` ADD COLUMN `age` integer NULL");
        assertThat(apply(target, otherLetters).plan().isEmpty()).isTrue();
    }

    @Test
    void carriesWhatIsExcludedThroughARebuild() throws SQLException {
        DatabaseUrl target = freshTarget();
        run(target, "CREATE TABLE t (id integer PRIMARY KEY, legacy text, n integer)");
        run(target, "CREATE INDEX by_legacy ON t (legacy)");
        run(target, "INSERT INTO t VALUES (1, 'old', 2)");
        SchemaApplyRequest request = new SchemaApplyRequest(
                target,
                sql("CREATE TABLE t (id integer PRIMARY KEY, n integer, CONSTRAINT positive CHECK (n > 0));"),
                Optional.empty(),
                List.of(),
                List.of("t.legacy"),
                DiffPolicy.DEFAULT,
                TxMode.FILE,
                false,
                Duration.ofSeconds(10));

        assertThat(engine.apply(request, PlanGate.OPEN).applied()).anyMatch(text -> text.contains("new_t"));

        try (Session session = databases.open(target);
                java.sql.Statement jdbc = session.connection().createStatement();
                ResultSet row = jdbc.executeQuery("SELECT legacy, n FROM t")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("old");
        }
        assertThat(hcl(target)).contains("by_legacy", "positive");
        assertThat(engine.apply(request, PlanGate.OPEN).plan().isEmpty()).isTrue();
    }

    @Test
    void refusesADesiredStateWithObjectsThatItDoesNotManage() {
        assertThatThrownBy(() -> apply(freshTarget(), sql(USERS + "CREATE VIEW adults AS SELECT * FROM users;")))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("view \"adults\"");
    }

    @Test
    void leavesAViewOfTheTargetAlone() {
        DatabaseUrl target = freshTarget();
        apply(target, sql(USERS));
        run(target, "CREATE VIEW adults AS SELECT id FROM users");

        assertThat(apply(target, sql(USERS)).plan().isEmpty()).isTrue();
    }
}
