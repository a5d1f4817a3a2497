package io.atlasoperator.lint;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.ForeignKey;
import java.util.List;

/** Finds dropped foreign keys whose columns stay: nothing keeps the values right any more. */
public final class ConstraintDropAnalyzer implements Analyzer {
    private static final LintCode FOREIGN_KEY = new LintCode("CD101", "foreign key dropped");

    @Override
    public String name() {
        return "condrop";
    }

    @Override
    public String title() {
        return "constraint deletion detected";
    }

    @Override
    public List<LintCode> codes() {
        return List.of(FOREIGN_KEY);
    }

    @Override
    public List<Diagnostic> analyze(Work work) {
        return Look.at(work, ConstraintDropAnalyzer::look);
    }

    private static void look(Change change, Look look) {
        if (!(change instanceof Change.ModifyTable modify)) {
            return;
        }
        for (TableChange part : modify.changes()) {
            if (part instanceof TableChange.DropForeignKey(ForeignKey key)
                    && !look.isNewForeignKey(modify.name(), key.name())
                    && key.columns().stream()
                            .allMatch(column -> modify.to().column(column).isPresent())) {
                look.found(FOREIGN_KEY, "Dropping foreign-key constraint " + Names.quoted(key.name()));
            }
        }
    }
}
