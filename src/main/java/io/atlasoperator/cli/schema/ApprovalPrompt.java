package io.atlasoperator.cli.schema;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * Asks whether a plan may run: {@code Apply} or {@code Abort}. Enter takes the first; an arrow down or {@code j} moves
 * to the second. On a terminal that hands over whole lines, the words themselves do as well.
 */
final class ApprovalPrompt {
    private static final int ESCAPE = 27;

    private final Terminal terminal;

    ApprovalPrompt(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Whether the answer is yes.
     *
     * @throws CliException if the input ends without one
     */
    boolean approves() {
        terminal.print("Use the arrow keys to navigate: ↓ ↑ → ← \n? Are you sure?: \n  > Apply\n    Abort\n");
        try {
            return read(terminal.in());
        } catch (IOException e) {
            throw new CliException("reading the answer: " + e.getMessage());
        }
    }

    private static boolean read(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        boolean abort = false;
        while (true) {
            int c = in.read();
            if (c < 0) {
                throw new CliException(
                        "^D: the input ended without an answer, nothing was changed (--auto-approve asks nothing)");
            }
            if (c == '\n' || c == '\r') {
                String word = line.toString().strip().toLowerCase(Locale.ROOT);
                return switch (word) {
                    case "" -> !abort;
                    case "apply", "y", "yes" -> true;
                    default -> false;
                };
            }
            if (c == ESCAPE) {
                in.read();
                int arrow = in.read();
                abort = arrow == 'B' || arrow != 'A' && abort;
            } else if (c == 'j' && line.isEmpty()) {
                abort = true;
            } else if (c == 'k' && line.isEmpty()) {
                abort = false;
            } else {
                line.append((char) c);
            }
        }
    }
}
