package io.atlasoperator.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScrubberTest {

    @Test
    void takesOutWhatWasAddedPlainAndEncoded() {
        Scrubber scrubber = new Scrubber();
        scrubber.add("p@ss word");

        assertThat(scrubber.clean("no p@ss word, p%40ss+word or p%40ss%20word")).isEqualTo("no xxxxx, xxxxx or xxxxx");
    }

    @Test
    void takesOutPasswordsThatStatementsSet() {
        assertThat(
                        new Scrubber()
                                .clean(
                                        "executing \"CREATE ROLE r LOGIN PASSWORD 'it''s'; ALTER ROLE r PASSWORD  'b' VALID\": no"))
                .isEqualTo(
                        "executing \"CREATE ROLE r LOGIN PASSWORD 'xxxxx'; ALTER ROLE r PASSWORD  'xxxxx' VALID\": no");
        assertThat(new Scrubber().clean("OPTIONS (user 'u', password 'secret')"))
                .isEqualTo("OPTIONS (user 'u', password 'xxxxx')");
    }

    @Test
    void leavesOtherTextsAlone() {
        String text = "column \"password\" of type 'text' has the default 'none'";
        assertThat(new Scrubber().clean(text)).isEqualTo(text);
    }
}
