package io.atlasoperator.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.mysql.MySqlPartitioning.Key;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class MySqlRotationTest {
    private static Key key(String expression) {
        return new Key("SYSTEM_TIME", expression);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "INTERVAL 1 DAY STARTS TIMESTAMP'2026-11-23 00:00:00'          | 2026-11-23 16:01:28 | true",
                "INTERVAL 1 DAY STARTS TIMESTAMP'2026-11-23 10:00:00'          | 2026-11-23 16:01:28 | false",
                "INTERVAL 1 HOUR STARTS TIMESTAMP'2026-11-23 16:00:00' AUTO    | 2026-11-23 16:01:28 | true",
                "INTERVAL 1 HOUR STARTS TIMESTAMP'2026-11-23 00:00:00' AUTO    | 2026-11-23 16:01:28 | false",
                "INTERVAL '1:30' HOUR_MINUTE STARTS TIMESTAMP'2026-11-23 16:01:00' | 2026-11-23 16:01:28 | true",
                "INTERVAL 90 SECOND STARTS TIMESTAMP'2026-11-23 16:01:28'      | 2026-11-23 16:01:28 | true",
                "INTERVAL 3 MONTH STARTS TIMESTAMP'2026-11-22 00:00:00'        | 2026-11-23 00:01:28 | false",
                "LIMIT 100                                                     | 2026-11-23 00:01:28 | false"
            })
    void knowsAStartThatNobodySaid(String expression, String made, boolean implied) {
        assertThat(MySqlRotation.startsWhenMade(key(expression), made)).isEqualTo(implied);
        assertThat(MySqlRotation.startsWhenMade(key(expression), null)).isFalse();
    }

    @Test
    void takesAStartThatMayBeTheServersOwnForNone() {
        String written = "INTERVAL 1 DAY STARTS TIMESTAMP'2026-11-23 00:00:00'";
        Key there = key("INTERVAL 1 DAY STARTS TIMESTAMP'2026-01-01 00:00:00'");

        assertThat(MySqlRotation.same(there, key(written))).contains(false);
        assertThat(MySqlRotation.same(there, new Key("SYSTEM_TIME", written, true)))
                .contains(true);
    }

    @Test
    void saysNothingOfOtherKeysAndWords() {
        assertThat(MySqlRotation.same(new Key("RANGE", "a"), new Key("RANGE", "a")))
                .isEmpty();
        assertThat(MySqlRotation.same(key("LIMIT 1"), key("INTERVAL 1 DAY STARTS now()")))
                .isEmpty();
    }
}
