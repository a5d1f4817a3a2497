package io.atlasoperator.lint;

import io.atlasoperator.diff.Change;
import java.util.List;

/** One check on changes. Stateless. */
public interface Analyzer {

    /** Its name in policies and {@code nolint}: {@code destructive}. */
    String name();

    /** What the report about its diagnostics is headed: {@code destructive changes detected}. */
    String title();

    /** What it finds, in the order of the changes. */
    List<Diagnostic> analyze(List<Change> changes);
}
