package io.atlasoperator.operator.atlasschema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ;\n\t; ",
                "-- a comment",
                "# one\n// another\n-- and one more\n/* and\none */ /**/;",
                "--atlas:importance"
            })
    void holdsNothing(String text) {
        assertThat(StateText.isBlank(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "-- a comment\ncreate table a (id int)",
                "/* a */ create table a (id int)",
                "-- atlas:import other.sql",
                "--\tatlas:import other.sql",
                "/* no end",
                "- a",
                "/ a"
            })
    void holdsSomething(String text) {
        assertThat(StateText.isBlank(text)).isFalse();
    }

    /** The square of half a million is more than anybody waits for. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void longTextsAreLookedThroughOnce() {
        assertThat(StateText.isBlank("/*".repeat(500_000))).isFalse();
        assertThat(StateText.isBlank("/**/".repeat(250_000))).isTrue();
        assertThat(StateText.isBlank("--\n".repeat(300_000))).isTrue();
    }
}
