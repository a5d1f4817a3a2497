package io.atlasoperator.sql;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What PostgreSQL's own client understands beside SQL, and its dumps hold: lines that begin with a backslash, and rows after
 * {@code COPY … FROM stdin}. A command that matters to nobody but the client is passed over; any other is an error, because
 * without it the script would do something else.
 */
final class PsqlCommands {
    private static final Pattern COMMAND = Pattern.compile("\\\\([a-zA-Z]+|[^\\s])");
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("restrict", "unrestrict", "echo", "qecho", "warn", "timing", "pset", "x", "a", "t");
    /** What {@code \set} may set without a statement reading it. */
    private static final Set<String> SETTINGS = Set.of(
            "AUTOCOMMIT",
            "ECHO",
            "ECHO_HIDDEN",
            "ON_ERROR_ROLLBACK",
            "ON_ERROR_STOP",
            "QUIET",
            "SHOW_CONTEXT",
            "VERBOSITY");

    private static final Pattern COPY_FROM_STDIN =
            Pattern.compile("COPY\\s+(?!\\().*\\sFROM\\s+STDIN\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final String END_OF_ROWS = "\\.";

    private final ScriptText script;

    PsqlCommands(ScriptText script) {
        this.script = script;
    }

    /**
     * The index after a command that begins there, or the same index if none does.
     *
     * @throws SqlScanException if the command may not be passed over
     */
    int skip(int at) {
        if (script.at(at) != '\\') {
            return at;
        }
        int end = script.lineEnd(at);
        String line = script.text().substring(at, end);
        Matcher command = COMMAND.matcher(line);
        boolean named = command.lookingAt();
        String name = named ? command.group(1) : "";
        String rest = named ? line.substring(command.end()) : "";
        boolean harmless = WITHOUT_EFFECT.contains(name) && rest.indexOf('\\') < 0
                || name.equals("set") && SETTINGS.contains(rest.strip().split("\\s", 2)[0]);
        if (!harmless) {
            throw new SqlScanException(
                    script.position(at),
                    "\"\\" + name
                            + "\" is a command of psql, not of the database: remove it, or write what it does in SQL");
        }
        return end;
    }

    /** The index after the rows that follow a statement which reads them, or its own end if it reads none. */
    int endOfRows(int start, int end) {
        if (!script.wordAt("COPY", start)
                || !COPY_FROM_STDIN.matcher(script.text().substring(start, end)).matches()) {
            return end;
        }
        int line = script.lineEnd(end);
        while (!script.atEnd(line)) {
            int next = script.lineEnd(line + 1);
            if (script.text().substring(line + 1, next).stripTrailing().equals(END_OF_ROWS)) {
                return next;
            }
            line = next;
        }
        return line;
    }
}
