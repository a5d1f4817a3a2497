package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import java.nio.file.Path;
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
}
