package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlLexer.Kind;
import io.atlasoperator.dialect.mysql.MySqlLexer.Token;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a server keeps and does not show: characters beyond the basic plane, such as emoji, in the expressions of a table. What
 * was read of it would be planned as question marks.
 */
final class MySqlUnreadable {
    /** Words before parentheses that hold no expressions. */
    private static final Set<String> VALUES =
            Set.of("add", "column", "columns", "enum", "in", "list", "set", "than", "values");

    private MySqlUnreadable() {}

    /** Why what a statement makes can't be read again, in a sentence; nothing if it can. */
    static Optional<String> reason(String statement, MySqlFlavor flavor) {
        if (flavor.showsWideLetters() || statement.codePoints().noneMatch(Character::isSupplementaryCodePoint)) {
            return Optional.empty();
        }
        List<Token> tokens = MySqlLexer.meaning(statement);
        boolean creates = !tokens.isEmpty() && tokens.getFirst().is("CREATE");
        boolean ofTable = tokens.stream().limit(4).anyMatch(token -> token.is("TABLE"));
        if (!ofTable || !creates && !tokens.getFirst().is("ALTER")) {
            return Optional.empty();
        }
        // The words before the parentheses that are open.
        Deque<String> open = new ArrayDeque<>();
        for (int at = 1; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            Token before = tokens.get(at - 1);
            if (token.is("(")) {
                boolean holdsColumns = creates && open.isEmpty() || before.kind() == Kind.NAME;
                open.push(holdsColumns ? "columns" : before.text().toLowerCase(Locale.ROOT));
            } else if (token.is(")") && !open.isEmpty()) {
                open.pop();
            } else if (token.kind() == Kind.STRING
                    && token.text().codePoints().anyMatch(Character::isSupplementaryCodePoint)) {
                Optional<String> inside =
                        open.stream().filter(word -> !VALUES.contains(word)).findFirst();
                if (inside.isPresent()) {
                    return Optional.of(flavor.product() + " of this version shows question marks for the characters of "
                            + token.text() + " in " + inside.get().toUpperCase(Locale.ROOT)
                            + " (…), so that nobody can tell whether they are there: write the text without them,"
                            + " or as bytes (CONVERT(x'…' USING utf8mb4))");
                }
            }
        }
        return Optional.empty();
    }
}
