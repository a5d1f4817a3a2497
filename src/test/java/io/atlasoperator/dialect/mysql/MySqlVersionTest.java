package io.atlasoperator.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.ServerVersion;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which servers are refused, and with which words. */
@NullUnmarked
class MySqlVersionTest {

    @Test
    void saysThatTidbIsNotMySql() {
        assertThat(new MySqlVersion(new ServerVersion("8.0.11-TiDB-v7.5.1", 80_011)).refusal())
                .contains("mysql: TiDB is not supported: 8.0.11-TiDB-v7.5.1");
    }

    @Test
    void saysWhichIsTheOldestVersion() {
        assertThat(new MySqlVersion(new ServerVersion("5.7.44", 50_744)).refusal())
                .contains("mysql: unsupported MySQL version: 5.7.44 (the oldest supported is 8.0)");
    }

    @ParameterizedTest
    @CsvSource({"8.0.0, 80000", "8.4.3, 80403", "9.7.4, 90704"})
    void takesTheOthers(String text, int number) {
        assertThat(new MySqlVersion(new ServerVersion(text, number)).refusal()).isEmpty();
    }
}
