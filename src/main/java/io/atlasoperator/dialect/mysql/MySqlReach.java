package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlToken.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which database a statement names for what it makes, changes, drops or fills. */
final class MySqlReach {
    private static final Set<String> VERBS = Set.of(
            "create",
            "alter",
            "drop",
            "rename",
            "truncate",
            "insert",
            "replace",
            "update",
            "delete",
            "load",
            "use",
            "lock");

    /** Words right before the name of an object. */
    private static final Set<String> OBJECTS = Set.of(
            "table",
            "view",
            "procedure",
            "function",
            "trigger",
            "event",
            "sequence",
            "on",
            "into",
            "update",
            "from",
            "tables");

    /** Words that may stand between these and the name. */
    private static final Set<String> BETWEEN = Set.of("if", "not", "exists", "or", "replace", "ignore", "low_priority");

    private MySqlReach() {}

    /** The database, in lower case unless it is quoted; empty if none is named. */
    static Optional<String> of(String statement) {
        List<MySqlToken> tokens = MySqlToken.of(statement);
        if (tokens.isEmpty() || !VERBS.contains(tokens.getFirst().value())) {
            return Optional.empty();
        }
        if (tokens.getFirst().is("use")) {
            return tokens.size() > 1 ? Optional.of(tokens.get(1).value()) : Optional.empty();
        }
        boolean isQuery = false;
        for (int at = 1; at < tokens.size() && !isQuery; at++) {
            MySqlToken token = tokens.get(at - 1);
            if (token.kind() != Kind.WORD) {
                continue;
            }
            // What a query or a body names is read and not made.
            isQuery = token.is("as") || token.is("select") || token.is("begin") || token.is("values");
            int name = at;
            while (name < tokens.size() && BETWEEN.contains(tokens.get(name).value())) {
                name++;
            }
            if (name == tokens.size()) {
                return Optional.empty();
            }
            if (token.is("database") || token.is("schema")) {
                return isName(tokens.get(name)) ? Optional.of(tokens.get(name).value()) : Optional.empty();
            }
            if (OBJECTS.contains(token.value())
                    && name + 2 < tokens.size()
                    && isName(tokens.get(name))
                    && tokens.get(name + 1).is(".")) {
                return Optional.of(tokens.get(name).value());
            }
        }
        return Optional.empty();
    }

    private static boolean isName(MySqlToken token) {
        return token.kind() == Kind.NAME || token.kind() == Kind.WORD;
    }
}
