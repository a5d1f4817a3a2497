package io.atlasoperator.cli.console;

import io.atlasoperator.engine.TestResult;
import io.atlasoperator.template.GoDuration;

/** A test's result as text. */
final class TestText {
    private TestText() {}

    static String of(TestResult result) {
        StringBuilder out = new StringBuilder("-- ")
                .append(result.outcome().name())
                .append(": ")
                .append(result.name());
        if (result.outcome() != TestResult.Outcome.SKIP) {
            out.append(" (").append(GoDuration.format(result.time())).append(')');
        }
        out.append('\n');
        for (TestResult.Note note : result.notes()) {
            String text = note.range().file() + ":" + note.range().start().line() + ": " + note.text();
            out.append(text.indent(4));
        }
        return out.toString();
    }
}
