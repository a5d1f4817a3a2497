package io.atlasoperator.engine;

import io.atlasoperator.dialect.Pipelining;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs many statements on a dev database, together as far as the database takes them so. If one of them fails among
 * others, they are run again one by one: it may be right on its own, and else it is told as if there had been no others.
 */
final class DevStatements {

    private DevStatements() {}

    /**
     * Runs all steps.
     *
     * @param text the statement of a step
     * @param alone runs one step; what it throws ends the run
     */
    static <T> void run(Session dev, List<T> steps, Function<T, String> text, Consumer<T> alone) {
        Pipelining pipelining = dev.dialect().pipelining();
        List<String> texts = steps.stream().map(text).toList();
        int next = 0;
        while (next < texts.size()) {
            int end = next + pipelining.together(texts.subList(next, texts.size()));
            if (end == next + 1 || !ranTogether(dev, pipelining, texts.subList(next, end))) {
                steps.subList(next, end).forEach(alone);
            }
            next = end;
        }
    }

    private static boolean ranTogether(Session dev, Pipelining pipelining, List<String> statements) {
        Connection connection = dev.connection();
        try {
            @Nullable Savepoint before = connection.getAutoCommit() ? null : connection.setSavepoint();
            boolean isDone = dev.work(() -> pipelining.run(connection, statements))
                    .failure()
                    .isEmpty();
            if (before != null && isDone) {
                connection.releaseSavepoint(before);
            } else if (before != null) {
                connection.rollback(before);
            }
            return isDone;
        } catch (SQLException e) {
            // Whatever it is, such as a lost connection, is told of the statement that meets it alone.
            return false;
        }
    }
}
