package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlLexer.Kind;
import io.atlasoperator.dialect.mysql.MySqlLexer.Token;
import io.atlasoperator.schema.QualifiedName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bodies of routines, triggers and events as they were written. The catalog takes escapes out of their literals and character
 * sets from before them, and has a question mark for what is beyond the basic plane, so that only a body without these can be
 * taken from it; any other comes from the statement that makes
 * the thing.
 */
final class MySqlShownBody {
    private static final Pattern CHARACTERISTIC = Pattern.compile(
            "    (?:LANGUAGE \\w+|NO SQL|CONTAINS SQL|READS SQL DATA|MODIFIES SQL DATA|(?:NOT )?DETERMINISTIC"
                    + "|SQL SECURITY \\w+|COMMENT '(?:[^'\\\\]|''|\\\\.)*')\n",
            Pattern.DOTALL);

    private MySqlShownBody() {}

    /**
     * What the server keeps of a routine as it was written.
     *
     * @param parameters what its parentheses hold, or null if nothing
     * @param body its body
     */
    record Shown(@Nullable String parameters, String body) {}

    /**
     * The texts of a routine.
     *
     * @param kind {@code FUNCTION} or {@code PROCEDURE}
     * @param catalogText what the catalog has of its body
     * @param hasParameters whether it has any
     */
    static Shown routine(
            Connection connection,
            String kind,
            QualifiedName name,
            String catalogText,
            boolean hasParameters,
            MySqlSession session)
            throws SQLException {
        if (!hasParameters && isPlain(catalogText)) {
            return new Shown(null, MySqlText.body(catalogText));
        }
        String statement = statement(connection, kind, name, session);
        return new Shown(
                hasParameters ? parameters(statement) : null,
                body(statement, afterCharacteristics(statement), kind, name));
    }

    /**
     * The body of a thing.
     *
     * @param kind {@code TRIGGER} or {@code EVENT}
     * @param catalogText what the catalog has of it
     */
    static String of(Connection connection, String kind, QualifiedName name, String catalogText, MySqlSession session)
            throws SQLException {
        if (isPlain(catalogText)) {
            return MySqlText.body(catalogText);
        }
        String statement = statement(connection, kind, name, session);
        int start = kind.equals("EVENT") ? afterWord(statement, "DO") : afterForEachRow(statement);
        return body(statement, start, kind, name);
    }

    private static boolean isPlain(String catalogText) {
        return catalogText.indexOf('\'') < 0 && catalogText.indexOf('"') < 0 && !MySqlLostLetters.mayBeIn(catalogText);
    }

    private static String body(String statement, int start, String kind, QualifiedName name) throws SQLException {
        if (start < 0) {
            throw new SQLException("can't find the body of " + kind.toLowerCase(Locale.ROOT) + " \"" + name + "\"");
        }
        return MySqlText.body(statement.substring(start));
    }

    private static String statement(Connection connection, String kind, QualifiedName name, MySqlSession session)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SHOW CREATE " + kind + " " + MySqlSyntax.INSTANCE.qualified(name))) {
            // FUNCTION: name, sql_mode, statement; an event has its time zone before the statement.
            @Nullable String shown = row.next() ? row.getString(kind.equals("EVENT") ? 4 : 3) : null;
            if (shown == null) {
                throw session.hidden(kind.toLowerCase(Locale.ROOT), name, "the right to see it");
            }
            return shown;
        }
    }

    static int afterForEachRow(String statement) {
        List<Token> tokens = MySqlLexer.meaning(statement);
        for (int i = 0; i + 3 < tokens.size(); i++) {
            if (tokens.get(i).is("FOR")
                    && tokens.get(i + 1).is("EACH")
                    && tokens.get(i + 2).is("ROW")) {
                int next = i + 3;
                boolean placed =
                        tokens.get(next).is("FOLLOWS") || tokens.get(next).is("PRECEDES");
                return placed && next + 2 < tokens.size()
                        ? tokens.get(next + 2).start()
                        : tokens.get(next).start();
            }
        }
        return -1;
    }

    private static int afterWord(String statement, String word) {
        return MySqlLexer.tokens(statement).stream()
                .filter(token -> token.kind() == Kind.WORD && token.is(word))
                .findFirst()
                .map(Token::end)
                .orElse(-1);
    }

    /** What the first parentheses hold. */
    static @Nullable String parameters(String statement) {
        int depth = 0;
        int start = 0;
        for (Token token : MySqlLexer.tokens(statement)) {
            if (token.is("(") && depth++ == 0) {
                start = token.end();
            } else if (token.is(")") && --depth == 0) {
                return statement.substring(start, token.start());
            }
        }
        return null;
    }

    /** What follows the arguments and what is returned, each on a line of its own. */
    static int afterCharacteristics(String statement) {
        int depth = 0;
        boolean arguments = false;
        for (Token token : MySqlLexer.tokens(statement)) {
            if (token.is("(")) {
                depth++;
            } else if (token.is(")")) {
                depth--;
                arguments |= depth == 0;
            } else if (arguments && depth == 0 && token.text().equals("\n")) {
                Matcher line = CHARACTERISTIC.matcher(statement);
                int at = token.end();
                while (line.find(at) && line.start() == at) {
                    at = line.end();
                }
                return at;
            }
        }
        return -1;
    }
}
