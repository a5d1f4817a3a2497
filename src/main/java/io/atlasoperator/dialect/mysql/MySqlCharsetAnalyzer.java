package io.atlasoperator.dialect.mysql;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.lint.Analyzer;
import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.lint.LintCode;
import io.atlasoperator.lint.Look;
import io.atlasoperator.lint.Work;
import io.atlasoperator.schema.Column;
import java.util.List;

/** Finds texts that get a character set which lacks characters of the one that they have. */
final class MySqlCharsetAnalyzer implements Analyzer {
    private static final LintCode LACKS = new LintCode("MY103", "character set that holds fewer characters");

    @Override
    public String name() {
        return "data_depend";
    }

    @Override
    public String title() {
        return "data dependent changes detected";
    }

    @Override
    public List<LintCode> codes() {
        return List.of(LACKS);
    }

    @Override
    public List<Diagnostic> analyze(Work work) {
        return Look.at(work, (change, look) -> {
            if (change instanceof Change.ModifyTable modify && !look.isNew(modify.name())) {
                modify.changes().forEach(part -> look(modify, part, look));
            }
        });
    }

    private static void look(Change.ModifyTable modify, TableChange part, Look look) {
        if (part instanceof TableChange.ModifyColumn(Column from, Column to, var kinds)
                && kinds.contains(ChangeKind.COLLATION)
                && !look.isNewColumn(modify.to().name(), to.name())
                && !MySqlTypeChanges.holdsCharacters(from, to)) {
            look.found(
                    LACKS,
                    "Changing column \"" + to.name() + "\" of table \""
                            + modify.to().name().name() + "\" from character set " + MySqlTypeChanges.charset(from)
                            + " to " + MySqlTypeChanges.charset(to)
                            + " might fail in case it has characters that this lacks; where the server's sql_mode is"
                            + " not strict, question marks take their place");
        }
    }
}
