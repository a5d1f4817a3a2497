package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlToken.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which databases a statement names for what it makes, changes, drops or fills. What the bodies of routines do, and
 * statements that are put together while they run, is not seen.
 */
final class MySqlReach {
    private static final Set<String> VERBS = Set.of(
            "alter",
            "analyze",
            "call",
            "create",
            "delete",
            "drop",
            "grant",
            "insert",
            "load",
            "lock",
            "optimize",
            "rename",
            "repair",
            "replace",
            "revoke",
            "truncate",
            "update",
            "use");

    /** Verbs that take a list of objects. */
    private static final Set<String> LISTING =
            Set.of("analyze", "drop", "lock", "optimize", "rename", "repair", "update");

    /** Verbs that write to tables which may stand in parentheses, or behind queries that are named first. */
    private static final Set<String> WRITING = Set.of("delete", "update");

    /** Verbs of which an {@code ON} says on what; that of a join compares columns. */
    private static final Set<String> ON = Set.of("create", "drop", "grant", "revoke");

    /** Words right before the name of an object. */
    private static final Set<String> OBJECTS = Set.of(
            "call",
            "event",
            "from",
            "function",
            "insert",
            "into",
            "join",
            "procedure",
            "replace",
            "sequence",
            "table",
            "tables",
            "to",
            "trigger",
            "truncate",
            "update",
            "view");

    /** Words that may stand between these and the name. */
    private static final Set<String> BETWEEN =
            Set.of("delayed", "exists", "high_priority", "if", "ignore", "low_priority", "not", "or", "replace");

    /** Words after which a statement reads, or has a body. */
    private static final Set<String> READING = Set.of("begin", "do", "return", "returns", "row", "select", "values");

    /** Words after {@code ALTER DATABASE} that are no name: the current database is meant. */
    private static final Set<String> OPTIONS =
            Set.of("character", "charset", "collate", "comment", "default", "encryption", "read", "upgrade");

    private MySqlReach() {}

    /** The databases, as they are written, without quotes. */
    static Set<String> of(String statement) {
        List<MySqlToken> tokens = withoutQueries(MySqlToken.of(statement));
        if (tokens.isEmpty() || !VERBS.contains(tokens.getFirst().value())) {
            return Set.of();
        }
        String verb = tokens.getFirst().value();
        if (verb.equals("use")) {
            return tokens.size() > 1 ? Set.of(written(statement, tokens.get(1))) : Set.of();
        }
        Set<String> reached = new TreeSet<>();
        // Of each parenthesis that is open, whether it holds tables that are written to.
        Deque<Boolean> open = new ArrayDeque<>();
        boolean atPlace = false;
        for (int at = 1; at < tokens.size() && !endsAt(verb, tokens.get(at - 1)); at++) {
            MySqlToken before = tokens.get(at - 1);
            if (before.is("(")) {
                open.push(atPlace && WRITING.contains(verb) && !open.contains(false));
            } else if (before.is(")") && !open.isEmpty()) {
                open.pop();
            }
            atPlace = isPlace(verb, tokens, at - 1) || before.is("(") && !open.contains(false);
            int name = open.contains(false) ? tokens.size() : nameAfter(tokens, at);
            if (name == tokens.size() || !isName(statement, tokens.get(name))) {
                continue;
            }
            if (before.is("database") || before.is("schema")) {
                if (tokens.get(name).kind() != Kind.WORD
                        || !OPTIONS.contains(tokens.get(name).value())) {
                    reached.add(written(statement, tokens.get(name)));
                }
            } else if (atPlace && isQualified(tokens, name, verb)) {
                reached.add(written(statement, tokens.get(name)));
            }
        }
        return reached;
    }

    /** Whether what comes after a word is no longer about what is written to. */
    private static boolean endsAt(String verb, MySqlToken word) {
        if (word.kind() != Kind.WORD || verb.equals("grant") || verb.equals("revoke")) {
            return false;
        }
        boolean assigns = word.is("set") && !verb.equals("alter") && !verb.equals("create");
        return assigns || READING.contains(word.value());
    }

    private static int nameAfter(List<MySqlToken> tokens, int start) {
        int name = start;
        while (name < tokens.size()
                && tokens.get(name).kind() == Kind.WORD
                && BETWEEN.contains(tokens.get(name).value())) {
            name++;
        }
        return name;
    }

    /** Without the queries that a statement names first: {@code WITH q AS (…) DELETE …}. */
    private static List<MySqlToken> withoutQueries(List<MySqlToken> tokens) {
        if (tokens.isEmpty() || !tokens.getFirst().is("with")) {
            return tokens;
        }
        int depth = 0;
        for (int at = 1; at < tokens.size(); at++) {
            MySqlToken token = tokens.get(at);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0 && token.kind() == Kind.WORD && WRITING.contains(token.value())) {
                return tokens.subList(at, tokens.size());
            }
        }
        return tokens;
    }

    private static boolean isPlace(String verb, List<MySqlToken> tokens, int at) {
        MySqlToken before = tokens.get(at);
        return switch (before.kind()) {
            case WORD ->
                OBJECTS.contains(before.value())
                        || before.is("on") && ON.contains(verb)
                        || verb.equals("alter")
                                && (before.is("rename")
                                        || before.is("as") && tokens.get(at - 1).is("rename"));
            case SYMBOL -> before.is(",") && LISTING.contains(verb);
            case NAME, STRING, NUMBER -> false;
        };
    }

    /** Whether a name is followed by another; {@code a.*} is all columns of a table, but for rights. */
    private static boolean isQualified(List<MySqlToken> tokens, int name, String verb) {
        return name + 2 < tokens.size()
                && tokens.get(name + 1).is(".")
                && (!tokens.get(name + 2).is("*") || verb.equals("grant") || verb.equals("revoke"));
    }

    private static String written(String statement, MySqlToken name) {
        return name.kind() == Kind.WORD ? statement.substring(name.start(), name.end()) : name.value();
    }

    /** In double quotes it may be one too, by the session's {@code sql_mode}; no text can stand where a name does. */
    private static boolean isName(String statement, MySqlToken token) {
        return token.kind() == Kind.NAME
                || token.kind() == Kind.WORD
                || token.kind() == Kind.STRING && statement.charAt(token.start()) == '"';
    }
}
