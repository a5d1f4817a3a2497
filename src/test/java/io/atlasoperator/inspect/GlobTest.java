package io.atlasoperator.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GlobTest {

    @Test
    void matchesWhatTheRuleSays() {
        List<String> names = words("ab/", 4);
        for (String glob : words("ab*?/", 5)) {
            Pattern pattern = Glob.compile(glob, glob);
            for (String name : names) {
                assertThat(pattern.matcher(name).matches())
                        .as("\"%s\" on \"%s\"", glob, name)
                        .isEqualTo(matches(glob, name));
            }
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void manyStarsAreFoundAtOnceNotToMatch() {
        Pattern pattern = Glob.compile("*a".repeat(20) + "b", "");

        assertThat(pattern.matcher("a".repeat(63)).matches()).isFalse();
        assertThat(pattern.matcher("a".repeat(63) + "b").matches()).isTrue();
    }

    /** The rule, as it is written. */
    private static boolean matches(String glob, String name) {
        if (glob.isEmpty()) {
            return name.isEmpty();
        }
        String rest = glob.substring(1);
        boolean isPlain = !name.isEmpty() && name.charAt(0) != '/';
        return switch (glob.charAt(0)) {
            case '*' -> matches(rest, name) || isPlain && matches(glob, name.substring(1));
            case '?' -> isPlain && matches(rest, name.substring(1));
            default -> !name.isEmpty() && name.charAt(0) == glob.charAt(0) && matches(rest, name.substring(1));
        };
    }

    private static List<String> words(String letters, int longest) {
        List<String> words = new ArrayList<>(List.of(""));
        for (int from = 0, length = 1; length <= longest; length++) {
            int end = words.size();
            for (; from < end; from++) {
                for (char letter : letters.toCharArray()) {
                    words.add(words.get(from) + letter);
                }
            }
        }
        return words;
    }
}
