package io.atlasoperator.dialect.mysql;

import io.atlasoperator.plan.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An {@code sql_mode}. A routine, trigger or event keeps the one of the session that made it, and is read and run by that
 * from then on, so that it has to be made again in the same one.
 *
 * @param words its words in upper case, in the server's order; {@code ANSI} and the like are told by what they come to as well
 */
record MySqlMode(List<String> words) {
    private static final String NO_ESCAPES = "NO_BACKSLASH_ESCAPES";

    private static final String BACK = "SET SESSION sql_mode = @atlas_kept_sql_mode";
    private static final String BACK_INSIDE = "SET SESSION sql_mode = @atlas_former_sql_mode";

    MySqlMode {
        words = List.copyOf(words);
    }

    /** A mode as the server or somebody wrote it: {@code ANSI_QUOTES,STRICT_TRANS_TABLES}. */
    static MySqlMode of(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            if (!word.isBlank()) {
                words.add(word.strip().toUpperCase(Locale.ROOT));
            }
        }
        return new MySqlMode(words);
    }

    /** It as it is written in SQL and HCL, without quotes. */
    String text() {
        return String.join(",", words);
    }

    /** Whether both are the same, in whichever order. */
    boolean sameAs(MySqlMode other) {
        return set().equals(other.set());
    }

    private Set<String> set() {
        return new TreeSet<>(words);
    }

    /** This mode, or null if it is that one. */
    @Nullable
    MySqlMode unless(MySqlMode other) {
        return sameAs(other) ? null : this;
    }

    /** Whether routines have another syntax in it (MariaDB). */
    static boolean isOracle(String text) {
        return of(text).words.contains("ORACLE");
    }

    /** Whether the mode differs; one that is not said may be any. */
    static boolean changed(@Nullable MySqlMode from, @Nullable MySqlMode to) {
        return to != null && (from == null || !to.sameAs(from));
    }

    /** A text as a literal of a statement that runs in a mode; null for that of our sessions. */
    static String literal(@Nullable MySqlMode mode, String text) {
        if (mode == null) {
            return MySqlText.doubleQuoted(text);
        }
        String quoted = text.replace("'", "''");
        return "'" + (mode.words.contains(NO_ESCAPES) ? quoted : quoted.replace("\\", "\\\\")) + "'";
    }

    /** The text of a statement, run in a mode if it is not that of our sessions; maybe while another is set. */
    static List<String> texts(@Nullable MySqlMode mode, String text) {
        return mode == null ? List.of(text) : List.of(mode.begin("@atlas_former_sql_mode"), text, BACK_INSIDE);
    }

    private String begin(String variable) {
        return "SET " + variable + " = @@SESSION.sql_mode, SESSION sql_mode = '" + text() + "'";
    }

    /** A statement, run in a mode if it is not that of our sessions. */
    static List<Statement> around(@Nullable MySqlMode mode, Statement statement) {
        if (mode == null) {
            return List.of(statement);
        }
        String begin = mode.begin("@atlas_kept_sql_mode");
        // The way back begins with the last of them.
        return List.of(
                Statement.of(begin, "set the sql_mode of what follows", BACK),
                statement,
                Statement.of(BACK, "set the sql_mode back", begin));
    }

    /** The statements without what only sets a mode back to set the same again. */
    static List<Statement> joined(List<Statement> statements) {
        List<Statement> joined = new ArrayList<>();
        for (Statement statement : statements) {
            boolean again = joined.size() > 1
                    && joined.getLast().text().equals(BACK)
                    && joined.getLast().reverse().equals(List.of(statement.text()));
            if (again) {
                joined.removeLast();
            } else {
                joined.add(statement);
            }
        }
        return joined;
    }
}
