package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlLexer.Kind;
import io.atlasoperator.dialect.mysql.MySqlLexer.Token;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement can ask for and no catalog tells: it would be passed over in silence, as what is planned is made from what
 * was read.
 */
final class MySqlUnseen {
    private static final Set<String> KINDS = Set.of("TABLE", "INDEX", "SEQUENCE");
    private static final Set<String> OTHER_KINDS =
            Set.of("DATABASE", "SCHEMA", "VIEW", "PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "USER");
    /** How far into a statement its kind stands: {@code CREATE OR REPLACE TEMPORARY TABLE}. */
    private static final int HEAD = 8;

    private final List<Token> tokens;

    private MySqlUnseen(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** Why what a statement of a desired state asks for would get lost, in a sentence; nothing if nothing would. */
    static Optional<String> reason(String statement) {
        MySqlUnseen looked = new MySqlUnseen(MySqlLexer.meaning(statement));
        return looked.lost()
                .map(what -> what
                        + " would get lost, as the server's catalog does not tell of it: take it out of the desired"
                        + " state; what the target has stays as it is, and can be changed by hand");
    }

    /** The table option that would get lost, by its name in upper case. */
    static boolean isUnseenOption(String name) {
        return name.equals("AUTOEXTEND_SIZE");
    }

    private Optional<String> lost() {
        return switch (kind()) {
            case "TABLE" -> ofTable();
            case "INDEX" -> has("KEY_BLOCK_SIZE") ? Optional.of("KEY_BLOCK_SIZE of an index") : Optional.empty();
            case "SEQUENCE" -> ofSequence();
            default -> Optional.empty();
        };
    }

    private String kind() {
        if (tokens.isEmpty() || !is(0, "CREATE") && !is(0, "ALTER")) {
            return "";
        }
        for (int at = 1; at < Math.min(HEAD, tokens.size()); at++) {
            String word = tokens.get(at).text().toUpperCase(Locale.ROOT);
            if (KINDS.contains(word)) {
                return word;
            }
            if (OTHER_KINDS.contains(word)) {
                return "";
            }
        }
        return "";
    }

    private boolean is(int at, String word) {
        return at < tokens.size() && tokens.get(at).is(word);
    }

    private boolean isAny(int at, String... words) {
        for (String word : words) {
            if (is(at, word)) {
                return true;
            }
        }
        return false;
    }

    private boolean has(String word) {
        return tokens.stream().anyMatch(token -> token.is(word));
    }

    private Optional<String> ofSequence() {
        for (int at = 0; at < tokens.size(); at++) {
            int value = is(at + 1, "=") ? at + 2 : at + 1;
            if (is(at, "ENGINE") && value < tokens.size() && !isAny(value, MySqlEngines.USUAL, "DEFAULT")) {
                return Optional.of("the engine of a sequence");
            }
        }
        return Optional.empty();
    }

    private Optional<String> ofTable() {
        int depth = 0;
        boolean inPartitions = false;
        boolean isAdded = false;
        for (int at = 1; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            if (token.is("(")) {
                depth++;
            } else if (token.is(")")) {
                depth--;
            } else if (depth == 0 && token.is(",")) {
                isAdded = is(at + 1, "ADD");
            } else if (depth == 0 && token.is("ADD")) {
                isAdded = true;
            } else if (depth == 0 && token.is("PARTITION")) {
                inPartitions = true;
            } else if (token.kind() == Kind.WORD) {
                Optional<String> found = inPartitions
                        ? depth == 0 ? Optional.empty() : ofPartition(at)
                        : of(at, depth > 0 || isAdded && is(0, "ALTER"));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> of(int at, boolean inDefinition) {
        if (is(at, "AUTOEXTEND_SIZE")) {
            return Optional.of("AUTOEXTEND_SIZE of a table");
        }
        if (is(at, "COLUMN_FORMAT") && isAny(at + 1, "FIXED", "DYNAMIC")) {
            return Optional.of("COLUMN_FORMAT of a column");
        }
        if (is(at, "STORAGE") && isAny(at + 1, "DISK", "MEMORY")) {
            return Optional.of("STORAGE of a column or table");
        }
        boolean isValue = is(at + 1, "=") || at + 1 < tokens.size() && isNumber(tokens.get(at + 1));
        return inDefinition && is(at, "KEY_BLOCK_SIZE") && isValue
                ? Optional.of("KEY_BLOCK_SIZE of an index")
                : Optional.empty();
    }

    private Optional<String> ofPartition(int at) {
        if (isAny(at, "MAX_ROWS", "MIN_ROWS", "NODEGROUP")
                && (is(at + 1, "=") || at + 1 < tokens.size() && isNumber(tokens.get(at + 1)))) {
            return Optional.of(tokens.get(at).text() + " of a partition");
        }
        return isAny(at, "DATA", "INDEX") && is(at + 1, "DIRECTORY")
                ? Optional.of(tokens.get(at).text() + " DIRECTORY of a partition")
                : Optional.empty();
    }

    private static boolean isNumber(Token token) {
        return token.kind() == Kind.WORD && Character.isDigit(token.text().charAt(0));
    }
}
