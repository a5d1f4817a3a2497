package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.lint.Analyzer;
import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.lint.LintCode;
import io.atlasoperator.lint.Look;
import io.atlasoperator.lint.Work;
import io.atlasoperator.schema.Routine;
import java.util.List;

/**
 * Finds functions whose results the server has stored by a promise that they never change, which a change breaks. Nothing
 * is computed again: an index goes on to find rows by the old results.
 *
 * @see <a href="https://www.postgresql.org/docs/current/xfunc-volatility.html">PostgreSQL manual, Function Volatility
 *     Categories</a>
 */
final class PostgresStaleValuesAnalyzer implements Analyzer {
    private static final LintCode STALE = new LintCode("PG201", "immutable function changed");

    /** What a function must be to be allowed in an index or a generated column. */
    private static final String IMMUTABLE = "IMMUTABLE";

    @Override
    public String name() {
        return "stale_values";
    }

    @Override
    public String title() {
        return "stale values detected";
    }

    @Override
    public List<LintCode> codes() {
        return List.of(STALE);
    }

    @Override
    public List<Diagnostic> analyze(Work work) {
        return Look.at(work, PostgresStaleValuesAnalyzer::look);
    }

    private static void look(Change change, Look look) {
        if (change instanceof Change.ModifyObject(Routine from, Routine to)
                && PostgresRoutineOptions.of(from).volatility().equals(IMMUTABLE)
                && !from.body().equals(to.body())) {
            look.found(
                    STALE,
                    "Changing the body of the immutable function \"" + to.name().name()
                            + "\" leaves indexes, stored columns, checks and partitions that call it as they were computed",
                    "Run REINDEX for the indexes that call it, and update the rows of the tables whose stored columns do");
        }
    }
}
