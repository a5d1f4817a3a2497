package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceRange;
import java.util.Optional;
import java.util.function.Supplier;

/** Turns the failure of one piece into a diagnostic, so that the next piece is evaluated too. */
final class Guard {
    private Guard() {}

    static <T> Optional<T> attempt(Diagnostics diagnostics, SourceRange range, Supplier<T> piece) {
        try {
            return Optional.of(piece.get());
        } catch (EvaluationFailure failure) {
            diagnostics.add(failure.diagnostic());
        } catch (StackOverflowError e) {
            // Only a chain of thousands of locals or operators comes here; the parser bounds everything else.
            diagnostics.add(range, "Expression nested too deeply", "Split the expression or the chain of locals.");
        }
        return Optional.empty();
    }
}
