package io.atlasoperator.lint;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Table;
import java.util.List;

/** Finds renames, which break clients that use the old name. */
public final class IncompatibleAnalyzer implements Analyzer {
    private static final LintCode TABLE = new LintCode("BC101", "table renamed");
    private static final LintCode COLUMN = new LintCode("BC102", "column renamed");

    @Override
    public String name() {
        return "incompatible";
    }

    @Override
    public String title() {
        return "backward incompatible changes detected";
    }

    @Override
    public List<LintCode> codes() {
        return List.of(TABLE, COLUMN);
    }

    @Override
    public List<Diagnostic> analyze(Work work) {
        return Look.at(work, IncompatibleAnalyzer::look);
    }

    private static void look(Change change, Look look) {
        if (change instanceof Change.RenameTable(Table from, Table to)) {
            if (!look.isNew(from.name())) {
                look.found(
                        TABLE,
                        "Renaming table " + Names.quoted(from.name().name()) + " to "
                                + Names.quoted(to.name().name()));
            }
        } else if (change instanceof Change.ModifyTable modify) {
            for (TableChange part : modify.changes()) {
                if (part instanceof TableChange.RenameColumn(Column from, Column to)
                        && !look.isNewColumn(modify.name(), from.name())) {
                    look.found(
                            COLUMN, "Renaming column " + Names.quoted(from.name()) + " to " + Names.quoted(to.name()));
                }
            }
        }
    }
}
