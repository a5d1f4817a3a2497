package io.atlasoperator.lint;

import java.util.List;

/** One family of checks on changes. A pure function of what is judged; stateless. */
public interface Analyzer {

    /** Its name in policies and {@code nolint}: {@code destructive}. */
    String name();

    /** What the report about its diagnostics is headed: {@code destructive changes detected}. */
    String title();

    /** Whether what it finds is an error where the policy does not say. */
    default boolean errorByDefault() {
        return false;
    }

    /** Every code that its diagnostics may have. */
    List<LintCode> codes();

    /** What it finds, in the order of the changes. */
    List<Diagnostic> analyze(Work work);
}
