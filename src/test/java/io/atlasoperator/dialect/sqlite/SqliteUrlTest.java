package io.atlasoperator.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.InvalidUrlException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteUrlTest {

    @ParameterizedTest
    @CsvSource({
        "sqlite://a.db, jdbc:sqlite:file:a.db",
        "sqlite://dir/a.db, jdbc:sqlite:file:dir/a.db",
        "sqlite:///abs/a.db, jdbc:sqlite:file:/abs/a.db",
        "sqlite://file:/abs/a.db?cache=shared&_fk=1, jdbc:sqlite:file:/abs/a.db?cache=shared",
        "sqlite3://file:///abs/a.db?mode=ro, jdbc:sqlite:file:/abs/a.db?mode=ro",
        "sqlite://dev?mode=memory, jdbc:sqlite:file:dev?mode=memory",
        "sqlite://a%20b%3f.db, jdbc:sqlite:file:a b%3f.db",
        "sqlite://:memory:, jdbc:sqlite:file::memory:?mode=memory"
    })
    void makesTheDriversUrl(String url, String expected) {
        assertThat(SqliteUrl.of(DatabaseUrl.parse(url)).connectionSpec().jdbcUrl())
                .isEqualTo(expected);
    }

    @Test
    void turnsParametersIntoPragmas() {
        SqliteUrl url = SqliteUrl.of(DatabaseUrl.parse(
                "sqlite://a.db?_fk=1&_journal=WAL&_pragma=busy_timeout(50)&_pragma=synchronous(normal)"));
        assertThat(url.pragmas())
                .containsExactly(
                        "PRAGMA busy_timeout = 10000",
                        "PRAGMA foreign_keys = 1",
                        "PRAGMA journal_mode = WAL",
                        "PRAGMA busy_timeout = 50",
                        "PRAGMA synchronous = normal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sqlite://a.db?_fks=1",
                "sqlite://a.db?_fk=1;x",
                "sqlite://a.db?_pragma=table_list(x)",
                "sqlite://a.db?mode=strange",
                "sqlite://a.db?_txlock=never",
                "sqlite://file://host/a.db",
                "sqlite://me:secret@a.db",
                "sqlite://",
                "sqlite://%zz"
            })
    void refusesWhatItCannotHonour(String url) {
        assertThatThrownBy(() -> SqliteUrl.of(DatabaseUrl.parse(url)))
                .isInstanceOf(InvalidUrlException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void knowsTheAbsolutePath() {
        assertThat(SqliteUrl.of(DatabaseUrl.parse("sqlite://x/../a.db")).path())
                .contains(Path.of("a.db").toAbsolutePath());
        assertThat(SqliteUrl.of(DatabaseUrl.parse("sqlite://a?mode=memory")).path())
                .isEmpty();
    }
}
