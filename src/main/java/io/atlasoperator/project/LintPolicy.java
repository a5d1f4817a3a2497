package io.atlasoperator.project;

import io.atlasoperator.lint.LintRules;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How changes are judged.
 *
 * @param latest how many of the latest files are analyzed
 * @param gitBase the branch to which the directory is compared
 * @param gitDir the working directory of git
 * @param review when an apply has to be confirmed
 * @param format template of the report
 * @param rules what the blocks of the analyzers say
 */
public record LintPolicy(
        OptionalInt latest,
        Optional<String> gitBase,
        Optional<String> gitDir,
        Optional<Review> review,
        Optional<String> format,
        LintRules rules) {

    /** Nothing is said. */
    public static final LintPolicy NONE = new LintPolicy(
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            LintRules.DEFAULT);

    /** When an apply has to be confirmed. */
    public enum Review {
        /** Always. */
        ALWAYS,
        /** If anything is found. */
        WARNING,
        /** If an error is found. */
        ERROR
    }

    public LintPolicy {
        Objects.requireNonNull(latest);
        Objects.requireNonNull(gitBase);
        Objects.requireNonNull(gitDir);
        Objects.requireNonNull(review);
        Objects.requireNonNull(format);
        Objects.requireNonNull(rules);
    }

    /** This policy with what it does not say taken from another: analyzers and the choice of files each as a whole. */
    LintPolicy orElse(LintPolicy global) {
        LintPolicy files = latest.isPresent() || gitBase.isPresent() ? this : global;
        return new LintPolicy(
                files.latest(),
                files.gitBase(),
                files.gitDir(),
                review.or(global::review),
                format.or(global::format),
                rules.equals(LintRules.DEFAULT) ? global.rules() : rules);
    }
}
