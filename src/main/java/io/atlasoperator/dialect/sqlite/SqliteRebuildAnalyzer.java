package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.diff.Change;
import io.atlasoperator.lint.Analyzer;
import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.lint.LintCode;
import io.atlasoperator.lint.Look;
import io.atlasoperator.lint.Work;
import java.util.List;

/** Finds changes of tables that copy every row, because SQLite can't make them in place. */
final class SqliteRebuildAnalyzer implements Analyzer {
    private static final LintCode REBUILD = new LintCode("LT102", "table built anew");

    @Override
    public String name() {
        return "blocking";
    }

    @Override
    public String title() {
        return "blocking table changes detected";
    }

    @Override
    public List<LintCode> codes() {
        return List.of(REBUILD);
    }

    /** Of plans alone: a file says how it is done, and shows it. */
    @Override
    public List<Diagnostic> analyze(Work work) {
        boolean isPlan = work.steps().stream().allMatch(step -> step.text().isEmpty());
        return isPlan ? Look.at(work, SqliteRebuildAnalyzer::look) : List.of();
    }

    private static void look(Change change, Look look) {
        if (change instanceof Change.ModifyTable modify
                && !look.isNew(modify.name())
                && !SqliteTableAlteration.isDirect(modify)) {
            look.found(
                    REBUILD,
                    "Changing table \"" + modify.name().name()
                            + "\" builds it anew and copies every row, while all others wait to write");
        }
    }
}
