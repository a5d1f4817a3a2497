package io.atlasoperator.project;

import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Objects;

/**
 * A {@code hook "sql"} block: statements that run in each transaction of a run of migrations.
 *
 * @param name what it is called
 * @param skipsErrors whether a statement of it that fails is passed over
 * @param afterBegin what runs first
 * @param beforeCommit what runs last
 * @param beforeRollback what runs last where the transaction is undone
 * @param range where it is written
 */
public record TransactionHook(
        String name,
        boolean skipsErrors,
        List<String> afterBegin,
        List<String> beforeCommit,
        List<String> beforeRollback,
        SourceRange range) {

    public TransactionHook {
        Objects.requireNonNull(name);
        afterBegin = List.copyOf(afterBegin);
        beforeCommit = List.copyOf(beforeCommit);
        beforeRollback = List.copyOf(beforeRollback);
        Objects.requireNonNull(range);
    }

    /** The hook as messages call it. */
    public String title() {
        return "hook \"" + name + "\" (" + range.file() + ":" + range.start().line() + ")";
    }
}
