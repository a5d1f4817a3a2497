package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Expressions as text: the parentheses around them, and whether two are the same for all that the server rewrites. */
final class MySqlTerms {
    private static final Set<String> NOW = Set.of("current_timestamp", "now", "localtime", "localtimestamp");

    private static final Set<String> QUERY_STARTS = Set.of("select", "with", "values", "table");

    private static final Set<String> RELATION_FOLLOWS = Set.of("from", "join", "straight_join");

    private MySqlTerms() {}

    /** The expression without the parentheses that enclose all of it. */
    static String unwrap(String expression) {
        String inner = expression.strip();
        for (List<MySqlToken> tokens = MySqlToken.of(inner); isEnclosed(tokens); tokens = MySqlToken.of(inner)) {
            inner = inner.substring(tokens.getFirst().end(), tokens.getLast().start())
                    .strip();
        }
        return inner;
    }

    /** The expression with exactly one pair of parentheses around it. */
    static String wrap(String expression) {
        return "(" + unwrap(expression) + ")";
    }

    /** Whether one pair of parentheses encloses all of it. */
    static boolean isWrapped(String expression) {
        return isEnclosed(MySqlToken.of(expression));
    }

    private static boolean isEnclosed(List<MySqlToken> tokens) {
        if (tokens.size() < 2 || !tokens.getFirst().is("(")) {
            return false;
        }
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is("(")) {
                depth++;
            } else if (tokens.get(i).is(")")) {
                depth--;
            }
            if (depth == 0) {
                return i == tokens.size() - 1;
            }
        }
        return false;
    }

    /**
     * Whether two expressions over the columns of one table are the same but for what the server rewrites: the case of
     * words, quotes, blanks, needless parentheses, introducers of character sets, and other names of functions and
     * operators. What is the same without being seen to be is told by a dev database.
     */
    static boolean same(String one, String other, MySqlFlavor flavor) {
        return one.equals(other) || MySqlTermParser.ofTable(one, flavor).equals(MySqlTermParser.ofTable(other, flavor));
    }

    /**
     * The tokens without parentheses around the first tables of a join, which mean nothing: MariaDB prints {@code FROM a, b} with
     * some, and without them what it is given with them.
     */
    private static List<MySqlToken> joined(List<MySqlToken> tokens) {
        List<MySqlToken> left = new ArrayList<>(tokens);
        int at = 0;
        while (at + 2 < left.size()) {
            boolean opens = left.get(at).is("from")
                    && left.get(at + 1).is("(")
                    && QUERY_STARTS.stream().noneMatch(left.get(at + 2)::is);
            int end = opens ? closing(left, at + 1) : -1;
            if (end < 0) {
                at++;
            } else {
                left.remove(end);
                left.remove(at + 1);
            }
        }
        return left;
    }

    private static int closing(List<MySqlToken> tokens, int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Whether two queries differ in nothing but blanks, comments, the case of words, quotes and introducers. */
    static boolean sameQuery(String one, String other) {
        return sameTokens(joined(MySqlToken.of(MySqlText.body(one))), joined(MySqlToken.of(MySqlText.body(other))));
    }

    /**
     * Whether two queries are the same to that extent, and in that the case of names does not matter: of tables, where the
     * server takes them so, and of anything else.
     */
    static boolean sameQuery(String one, String other, boolean foldsNames) {
        return sameTokens(
                folded(joined(MySqlToken.of(MySqlText.body(one))), foldsNames),
                folded(joined(MySqlToken.of(MySqlText.body(other))), foldsNames));
    }

    private static boolean sameTokens(List<MySqlToken> left, List<MySqlToken> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!left.get(i).sameAs(right.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The tokens with names in lower case; those of tables only if that is asked for. */
    private static List<MySqlToken> folded(List<MySqlToken> tokens, boolean foldsTables) {
        List<MySqlToken> folded = new ArrayList<>();
        boolean namesTable = false;
        for (int i = 0; i < tokens.size(); i++) {
            MySqlToken token = tokens.get(i);
            boolean qualifies = i + 1 < tokens.size() && tokens.get(i + 1).is(".");
            boolean isName = token.kind() == Kind.NAME;
            boolean keeps = !foldsTables && (namesTable || qualifies);
            folded.add(isName && !keeps ? token.inLowerCase() : token);
            // FROM ((`schema`.`table` JOIN …
            boolean goesOn = namesTable && (token.is("(") || token.is(".") || qualifies);
            namesTable = goesOn || RELATION_FOLLOWS.stream().anyMatch(token::is);
        }
        return folded;
    }

    /** The fraction's digits if the expression is the time of the change, under any of its names. */
    static Optional<Integer> now(String expression) {
        List<MySqlToken> tokens = MySqlToken.of(unwrap(expression));
        if (tokens.isEmpty()
                || tokens.getFirst().kind() != Kind.WORD
                || !NOW.contains(tokens.getFirst().value())) {
            return Optional.empty();
        }
        List<MySqlToken> rest = tokens.subList(1, tokens.size());
        if (rest.isEmpty() || rest.size() == 2 && isEnclosed(rest)) {
            return Optional.of(0);
        }
        return rest.size() == 3 && isEnclosed(rest) && rest.get(1).value().matches("[0-6]")
                ? Optional.of(Integer.valueOf(rest.get(1).value()))
                : Optional.empty();
    }

    /** Whether the expression is a constant, with or without a sign. */
    static boolean isLiteral(String expression) {
        List<MySqlToken> tokens = MySqlToken.of(expression);
        int first = !tokens.isEmpty()
                        && (tokens.getFirst().is("-") || tokens.getFirst().is("+"))
                ? 1
                : 0;
        if (tokens.size() != first + 1) {
            return false;
        }
        MySqlToken last = tokens.getLast();
        return switch (last.kind()) {
            case NUMBER -> true;
            case STRING -> first == 0;
            case WORD -> first == 0 && (last.is("null") || last.is("true") || last.is("false"));
            case NAME, SYMBOL -> false;
        };
    }
}
