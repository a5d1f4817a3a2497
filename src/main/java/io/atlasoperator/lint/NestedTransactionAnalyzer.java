package io.atlasoperator.lint;

import io.atlasoperator.sql.StatementKind;
import java.util.ArrayList;
import java.util.List;

/** Finds statements of a file that begin or end a transaction inside the one that is put around the file. */
public final class NestedTransactionAnalyzer implements Analyzer {
    private static final LintCode NESTED = new LintCode("TX101", "transaction inside the transaction of the file");

    @Override
    public String name() {
        return "nested_transaction";
    }

    @Override
    public String title() {
        return "nested transactions detected";
    }

    @Override
    public List<LintCode> codes() {
        return List.of(NESTED);
    }

    @Override
    public List<Diagnostic> analyze(Work work) {
        List<Diagnostic> found = new ArrayList<>();
        if (work.inTransaction()) {
            for (int i = 0; i < work.steps().size(); i++) {
                String text = work.steps().get(i).text();
                if (StatementKind.of(text) == StatementKind.TRANSACTION) {
                    found.add(new Diagnostic(
                            NESTED.code(),
                            "Statement " + Names.quoted(text.replaceFirst("\\s*;$", ""))
                                    + " begins or ends a transaction inside the one that the file runs in",
                            i,
                            null,
                            List.of("Remove the statement, or add the `atlas:txmode none` directive to the header of"
                                    + " the file to run it without a transaction around it")));
                }
            }
        }
        return List.copyOf(found);
    }
}
