package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlLexer.Kind;
import io.atlasoperator.dialect.mysql.MySqlLexer.Token;
import io.atlasoperator.schema.QualifiedName;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The statement that makes a table, for what the catalog does not say. */
final class MySqlShownTable {
    private final List<List<Token>> definitions = new ArrayList<>();
    private final List<Token> rest = new ArrayList<>();
    private final String statement;

    private MySqlShownTable(String statement) {
        this.statement = statement;
        List<Token> tokens = MySqlLexer.meaning(statement);
        int depth = 0;
        List<Token> definition = new ArrayList<>();
        boolean done = false;
        for (Token token : tokens) {
            if (done) {
                rest.add(token);
                continue;
            }
            if (token.is("(")) {
                depth++;
                if (depth == 1) {
                    continue;
                }
            } else if (token.is(")")) {
                depth--;
                done = depth == 0;
            }
            if (done || depth == 1 && token.is(",")) {
                definitions.add(definition);
                definition = new ArrayList<>();
            } else if (depth > 0) {
                definition.add(token);
            }
        }
    }

    static MySqlShownTable read(Connection connection, QualifiedName table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW CREATE TABLE " + MySqlSyntax.INSTANCE.qualified(table))) {
            row.next();
            return new MySqlShownTable(row.getString(2));
        }
    }

    /**
     * The same with each byte for a letter, as the text has it: literals of bytes may be no letters of the connection's. Names
     * are to be asked for likewise.
     */
    static MySqlShownTable readBytes(Connection connection, QualifiedName table) throws SQLException {
        List<String> charset = MySqlStatements.texts(connection, "SELECT @@SESSION.character_set_results");
        MySqlStatements.execute(connection, "SET SESSION character_set_results = NULL");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW CREATE TABLE " + MySqlSyntax.INSTANCE.qualified(table))) {
            row.next();
            return new MySqlShownTable(new String(row.getBytes(2), StandardCharsets.ISO_8859_1));
        } finally {
            MySqlStatements.execute(
                    connection,
                    "SET SESSION character_set_results = " + MySqlSyntax.INSTANCE.quoteLiteral(charset.getFirst()));
        }
    }

    /** The plugin of a full-text index, or null for the server's own. */
    @Nullable
    String parser(String index) {
        for (List<Token> definition : definitions) {
            if (definition.getFirst().is("FULLTEXT")
                    && definition.stream()
                            .filter(token -> token.kind() == Kind.NAME)
                            .findFirst()
                            .filter(name -> name.name().equals(index))
                            .isPresent()) {
                int with = indexOf(definition, "WITH", "PARSER");
                return with < 0 ? null : definition.get(with + 2).anyName();
            }
        }
        return null;
    }

    /** The column whose definition has a check in it. */
    Optional<String> columnOfCheck(String expression) {
        List<String> wanted = MySqlLexer.meaning("(" + expression + ")").stream()
                .map(Token::text)
                .toList();
        for (List<Token> definition : definitions) {
            int check = indexOf(definition, "CHECK");
            if (definition.getFirst().kind() == Kind.NAME
                    && check > 0
                    && check + 1 + wanted.size() <= definition.size()
                    && definition.subList(check + 1, check + 1 + wanted.size()).stream()
                            .map(Token::text)
                            .toList()
                            .equals(wanted)) {
                return Optional.of(definition.getFirst().name());
            }
        }
        return Optional.empty();
    }

    /** The default of a column as it stands there; empty if it has none. */
    Optional<String> defaultOf(String column) {
        for (List<Token> definition : definitions) {
            Token first = definition.getFirst();
            int at = indexOf(definition, "DEFAULT");
            if (first.kind() == Kind.NAME && first.name().equals(column) && at > 0 && at + 1 < definition.size()) {
                return Optional.of(definition.get(at + 1).text());
            }
        }
        return Optional.empty();
    }

    /**
     * The part of a definition that is like a text, as it stands there.
     *
     * @param owner the column, or the constraint
     * @param text SQL as the catalog has it
     * @param isLike whether a token of the text is one of the statement
     */
    Optional<String> like(String owner, String text, BiPredicate<Token, Token> isLike) {
        List<Token> wanted = MySqlLexer.meaning(text);
        for (List<Token> definition : definitions) {
            Token name = definition.get(definition.getFirst().is("CONSTRAINT") ? 1 : 0);
            if (name.kind() != Kind.NAME || !name.name().equals(owner)) {
                continue;
            }
            for (int at = 1; at + wanted.size() <= definition.size(); at++) {
                int start = at;
                if (IntStream.range(0, wanted.size())
                        .allMatch(i -> isLike.test(wanted.get(i), definition.get(start + i)))) {
                    return Optional.of(statement.substring(
                            definition.get(at).start(),
                            definition.get(at + wanted.size() - 1).end()));
                }
            }
        }
        return Optional.empty();
    }

    /** A period of application time: its name, which is that of a check too. */
    Optional<String> period() {
        for (List<Token> definition : definitions) {
            if (definition.size() > 2
                    && definition.get(0).is("PERIOD")
                    && definition.get(1).is("FOR")
                    && definition.get(2).kind() == Kind.NAME) {
                return Optional.of(definition.get(2).name());
            }
        }
        return Optional.empty();
    }

    /** The names of keys that must not overlap in their period. */
    List<String> keysWithoutOverlaps() {
        List<String> names = new ArrayList<>();
        for (List<Token> definition : definitions) {
            if (indexOf(definition, "WITHOUT", "OVERLAPS") > 0) {
                names.add(
                        definition.getFirst().is("PRIMARY")
                                ? MySqlIndexReader.PRIMARY
                                : definition.stream()
                                        .filter(token -> token.kind() == Kind.NAME)
                                        .findFirst()
                                        .map(Token::name)
                                        .orElse(""));
            }
        }
        return names;
    }

    /** What stands behind {@code PARTITION BY SYSTEM_TIME}: {@code LIMIT 100}; empty if nothing. */
    String systemTime() {
        int at = indexOf(rest, "BY", "SYSTEM_TIME");
        StringBuilder words = new StringBuilder();
        for (int i = at + 2; at >= 0 && i < rest.size(); i++) {
            Token token = rest.get(i);
            if (token.is("(") || token.is("PARTITIONS")) {
                break;
            }
            Token before = rest.get(i - 1);
            words.append(words.isEmpty() || before.end() == token.start() ? "" : " ")
                    .append(token.text());
        }
        return words.toString();
    }

    /** Whether keys are spread as before version 5.5. */
    boolean hasOldKeyAlgorithm() {
        return indexOf(rest, "ALGORITHM") >= 0 && indexOf(rest, "PARTITION", "BY") >= 0;
    }

    private static int indexOf(List<Token> tokens, String... words) {
        for (int i = 0; i + words.length <= tokens.size(); i++) {
            boolean all = true;
            for (int j = 0; j < words.length; j++) {
                all &= tokens.get(i + j).is(words[j]);
            }
            if (all) {
                return i;
            }
        }
        return -1;
    }
}
