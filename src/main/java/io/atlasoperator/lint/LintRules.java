package io.atlasoperator.lint;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How a project wants its changes judged.
 *
 * @param errors by analyzer ({@code destructive}), whether its findings are errors; those not named have their default
 * @param forced the analyzers whose findings no {@code nolint} hides
 * @param off codes that are not looked for
 * @param allowed what may be dropped without a word
 * @param naming what names have to look like
 */
public record LintRules(
        Map<String, Boolean> errors, Set<String> forced, Set<String> off, AllowedDrops allowed, NamingRules naming) {

    /** Everything is as it is where nothing is said. */
    public static final LintRules DEFAULT =
            new LintRules(Map.of(), Set.of(), Set.of(), AllowedDrops.NONE, NamingRules.NONE);

    public LintRules {
        errors = Map.copyOf(errors);
        forced = Set.copyOf(forced);
        off = Set.copyOf(off);
        Objects.requireNonNull(allowed);
        Objects.requireNonNull(naming);
    }
}
