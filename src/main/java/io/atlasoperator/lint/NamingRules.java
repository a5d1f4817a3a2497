package io.atlasoperator.lint;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What names have to look like.
 *
 * @param all the rule for every kind that has none of its own
 * @param kinds the rules of single kinds
 */
public record NamingRules(Optional<Rule> all, Map<Kind, Rule> kinds) {

    /** Every name is good. */
    public static final NamingRules NONE = new NamingRules(Optional.empty(), Map.of());

    public NamingRules {
        Objects.requireNonNull(all);
        kinds = Map.copyOf(kinds);
    }

    /** What has a name; the lower-case name is the block in a project file. */
    public enum Kind {
        SCHEMA,
        TABLE,
        COLUMN,
        INDEX,
        FOREIGN_KEY,
        CHECK
    }

    /**
     * One rule.
     *
     * @param match regular expression; a name is good if it is found in it
     * @param message what to say beside that the name is wrong
     */
    public record Rule(String match, Optional<String> message) {
        public Rule {
            Objects.requireNonNull(match);
            Objects.requireNonNull(message);
        }

        boolean allows(String name) {
            return Pattern.compile(match).matcher(name).find();
        }
    }

    /** The rule for a kind, if there is one. */
    public Optional<Rule> of(Kind kind) {
        return Optional.ofNullable(kinds.get(kind)).or(() -> all);
    }
}
