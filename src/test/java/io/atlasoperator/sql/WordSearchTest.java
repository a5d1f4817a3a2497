package io.atlasoperator.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class WordSearchTest {
    private static final WordSearch SEARCH = new WordSearch("OWNER", "set_config");

    @Test
    void findsWholeWordsInAnyCase() {
        assertThat(List.of("owner", "a Owner to", "(set_config('a'))", "x.OWNER", "äowner"))
                .allMatch(SEARCH::findsIn);
        assertThat(List.of("", "owners", "owner_of", "my_owner", "set config", "own er"))
                .noneMatch(SEARCH::findsIn);
    }

    @Property
    void findsWhatThePatternFinds(
            @ForAll
                    @CharRange(from = 'a', to = 'c')
                    @CharRange(from = '_', to = '_')
                    @CharRange(from = ' ', to = ' ')
                    @StringLength(max = 12)
                    String text) {
        assertThat(new WordSearch("AB", "a_b").findsIn(text))
                .isEqualTo(Pattern.compile("(?i)\\b(ab|a_b)\\b").matcher(text).find());
    }
}
