package io.atlasoperator.operator.atlasschema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApplyResponseTest {

    @Test
    void keepsShortListsWhole() {
        List<String> statements = List.of("a".repeat(1000), "b".repeat(24));

        assertThat(ApplyResponse.truncate(statements)).isEqualTo(statements);
    }

    @Test
    void keepsTheFirstStatementOfALongList() {
        assertThat(ApplyResponse.truncate(List.of("a".repeat(1024), "b", "cc")))
                .containsExactly("a".repeat(1024), "-- truncated 3 bytes...");
    }

    @Test
    void keepsTheFirstLineOfALongStatement() {
        assertThat(ApplyResponse.truncate(List.of("create table t (\n" + "x".repeat(2000))))
                .containsExactly("create table t (\n-- truncated 2001 bytes...");
    }

    @Test
    void keepsNothingOfALongLine() {
        assertThat(ApplyResponse.truncate(List.of("x".repeat(2000), "y")))
                .containsExactly("-- truncated 2001 bytes...");
    }
}
