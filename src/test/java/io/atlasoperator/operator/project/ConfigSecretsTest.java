package io.atlasoperator.operator.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.operator.status.Scrubber;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigSecretsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url = \"postgres://root:hunter2-secret@db:5432/app\"",
                "api_key_of_vault = \"hunter2-secret\"",
                "\"token\": \"hunter2-secret\"",
                "url = \"https://web/x?a=b&access_token=hunter2-secret#top\"",
                "url = \"https://web/x?key=hunter2-secret\""
            })
    void findsWhatIsCalledASecret(String text) {
        Scrubber scrubber = new Scrubber();

        ConfigSecrets.find(text, scrubber);

        assertThat(scrubber.clean("it was hunter2-secret")).isEqualTo("it was xxxxx");
    }

    /** The square of a million is more than anybody waits for. */
    @ParameterizedTest
    @ValueSource(strings = {"://x:", "://", "token", "token  ", "?", "&token", "?tokentoken", "token=\"", "\"'"})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void longTextsEnd(String part) {
        Scrubber scrubber = new Scrubber();

        ConfigSecrets.find(part.repeat(900_000 / part.length()), scrubber);

        assertThat(scrubber.clean("plain")).isEqualTo("plain");
    }
}
