package io.atlasoperator.dialect.mysql;

import io.atlasoperator.diff.Change;
import io.atlasoperator.lint.Analyzer;
import io.atlasoperator.lint.DestructiveAnalyzer;
import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.lint.LintCode;
import io.atlasoperator.lint.Look;
import io.atlasoperator.lint.Work;
import java.util.List;

/**
 * Finds tables of MariaDB that lose their former rows.
 *
 * @see <a href="https://mariadb.com/docs/server/reference/sql-structure/temporal-tables/system-versioned-tables">MariaDB
 *     documentation, System-Versioned Tables</a>
 */
final class MySqlHistoryAnalyzer implements Analyzer {
    private static final LintCode HISTORY = new LintCode("DS108", "history of a table dropped");

    @Override
    public String name() {
        return DestructiveAnalyzer.NAME;
    }

    @Override
    public String title() {
        return "destructive changes detected";
    }

    @Override
    public boolean errorByDefault() {
        return true;
    }

    @Override
    public List<LintCode> codes() {
        return List.of(HISTORY);
    }

    @Override
    public List<Diagnostic> analyze(Work work) {
        return Look.at(work, (change, look) -> {
            if (change instanceof Change.ModifyTable modify
                    && !look.isNew(modify.name())
                    && MySqlTableOptions.of(modify.from()).versioning() != null
                    && MySqlTableOptions.of(modify.to()).versioning() == null) {
                look.found(
                        HISTORY,
                        "Dropping the system versioning of table \""
                                + modify.to().name().name() + "\" drops all former rows");
            }
        });
    }
}
