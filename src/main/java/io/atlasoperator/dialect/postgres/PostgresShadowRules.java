package io.atlasoperator.dialect.postgres;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may run in a shadow database: definitions of things that live in one database and do nothing while they are made.
 * All else is refused, be it harmless or not.
 */
final class PostgresShadowRules {
    /** What is made, changed, dropped, described and granted, by its first word. */
    private static final Set<String> KINDS = Set.of(
            "TABLE",
            "VIEW",
            "MATERIALIZED",
            "INDEX",
            "SEQUENCE",
            "TYPE",
            "DOMAIN",
            "SCHEMA",
            "FUNCTION",
            "PROCEDURE",
            "ROUTINE",
            "AGGREGATE",
            "TRIGGER",
            "POLICY",
            "RULE",
            "STATISTICS",
            "OPERATOR",
            "CAST",
            "COLLATION",
            "TEXT",
            "PUBLICATION",
            "EXTENSION",
            "CONSTRAINT",
            "COLUMN");

    /** Words between CREATE and the kind. */
    private static final Set<String> ADJECTIVES =
            Set.of("OR", "REPLACE", "UNLOGGED", "RECURSIVE", "UNIQUE", "CONSTRAINT");

    /** Settings of the session that change how statements are read, and nothing beyond it. */
    private static final Set<String> SETTINGS = Set.of(
            "SEARCH_PATH",
            "CHECK_FUNCTION_BODIES",
            "CLIENT_MIN_MESSAGES",
            "CLIENT_ENCODING",
            "XMLOPTION",
            "ROW_SECURITY",
            "DEFAULT_TABLE_ACCESS_METHOD",
            "DATESTYLE",
            "INTERVALSTYLE",
            "QUOTE_ALL_IDENTIFIERS");

    /** Those that come to nothing here, and so are taken and not run: they could lift the limits of the role. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "STATEMENT_TIMEOUT",
            "LOCK_TIMEOUT",
            "TRANSACTION_TIMEOUT",
            "IDLE_IN_TRANSACTION_SESSION_TIMEOUT",
            "STANDARD_CONFORMING_STRINGS",
            "DEFAULT_TABLESPACE");

    private static final Set<String> BEFORE_BOUNDS =
            Set.of("IN", "FROM", "TO", "WITH", ",", "PARTITION", "LIST", "RANGE", "HASH", "BY");

    private static final Set<String> LANGUAGES = Set.of("SQL", "PLPGSQL", "\"sql\"", "\"plpgsql\"");

    /** Extensions that reach other servers or files, whatever the server thinks of them. */
    private static final Set<String> REACHING_OUT =
            Set.of("DBLINK", "POSTGRES_FDW", "FILE_FDW", "ADMINPACK", "PG_CRON");

    /** The line that every dump begins with. */
    private static final Pattern SEARCH_PATH = Pattern.compile(
            "\\s*SELECT\\s+pg_catalog\\.set_config\\('search_path',\\s*'[^'\\\\]*',\\s*(?:false|true)\\)\\s*;?\\s*",
            Pattern.CASE_INSENSITIVE);

    private final List<String> tokens;

    private PostgresShadowRules(List<String> tokens) {
        this.tokens = tokens;
    }

    /** Whether a statement that may run need not. */
    static boolean hasNoEffect(String statement) {
        return PostgresTokens.of(statement)
                .map(tokens ->
                        tokens.size() > 2 && tokens.getFirst().equals("SET") && WITHOUT_EFFECT.contains(tokens.get(1)))
                .orElse(false);
    }

    /** Why a statement may not run, or nothing. */
    static Optional<String> refusal(String statement) {
        if (SEARCH_PATH.matcher(statement).matches()) {
            return Optional.empty();
        }
        Optional<List<String>> read = PostgresTokens.of(statement);
        if (read.isEmpty()) {
            return Optional.of("its quotes or comments can't be told for sure");
        }
        List<String> tokens = read.get();
        int end = tokens.size();
        while (end > 0 && tokens.get(end - 1).equals(";")) {
            end--;
        }
        PostgresShadowRules rules = new PostgresShadowRules(tokens.subList(0, end));
        if (end == 0) {
            return Optional.empty();
        }
        if (rules.tokens.contains(";")) {
            return Optional.of("it holds several statements, such as a body of BEGIN ATOMIC");
        }
        return rules.judge();
    }

    private Optional<String> judge() {
        if (has("TABLESPACE")) {
            return Optional.of("it names a tablespace, which belongs to the whole server");
        }
        if (computesBound()) {
            return Optional.of("it calls a function for the bound of a partition");
        }
        return switch (word(0)) {
            case "CREATE" -> create();
            case "ALTER" -> alter();
            case "DROP" -> kind(1);
            case "COMMENT" -> word(1).equals("ON") ? kind(2) : unknown();
            case "GRANT", "REVOKE" -> grant();
            case "SET" -> set();
            case "SELECT" -> Optional.of("it runs a query");
            case "BEGIN", "COMMIT" -> tokens.size() == 1 ? Optional.empty() : unknown();
            default -> unknown();
        };
    }

    private Optional<String> create() {
        int at = 1;
        while (ADJECTIVES.contains(word(at))) {
            at++;
        }
        Optional<String> known = kind(at);
        if (known.isPresent()) {
            return known;
        }
        return switch (word(at)) {
            case "TABLE" -> makesRows() ? Optional.of("it runs a query") : Optional.empty();
            case "MATERIALIZED" ->
                endsWith("WITH", "NO", "DATA")
                        ? Optional.empty()
                        : Optional.of("it runs a query: a materialized view has to be WITH NO DATA here");
            case "SCHEMA" ->
                has("CREATE", at) || has("GRANT", at)
                        ? Optional.of("it holds statements of its own: write them after CREATE SCHEMA")
                        : Optional.empty();
            case "FUNCTION", "PROCEDURE" -> routine();
            case "CAST" -> has("WITHOUT") ? Optional.of("a cast WITHOUT FUNCTION is for superusers") : Optional.empty();
            case "OPERATOR" ->
                word(at + 1).equals("CLASS") || word(at + 1).equals("FAMILY") ? unknown() : Optional.empty();
            case "TEXT" ->
                word(at + 2).equals("PARSER") || word(at + 2).equals("TEMPLATE") ? unknown() : Optional.empty();
            case "EXTENSION" -> extension(at + 1);
            default -> Optional.empty();
        };
    }

    /** CREATE TABLE … AS, where AS is no part of a column such as GENERATED ALWAYS AS (…). */
    private boolean makesRows() {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
            if (depth == 0 && token.equals("AS")) {
                return true;
            }
        }
        return false;
    }

    private boolean computesBound() {
        boolean bounds = false;
        for (int i = 1; i < tokens.size(); i++) {
            bounds |= word(i - 1).equals("FOR") && word(i).equals("VALUES");
            if (bounds && word(i).equals("(") && !BEFORE_BOUNDS.contains(word(i - 1))) {
                return true;
            }
        }
        return false;
    }

    private Optional<String> routine() {
        boolean named = false;
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i).equals("LANGUAGE")) {
                named = true;
                if (!LANGUAGES.contains(word(i + 1))) {
                    return Optional.of("its language is not SQL or PL/pgSQL, written as a plain word");
                }
            }
        }
        return named ? Optional.empty() : Optional.of("it does not name its language");
    }

    private Optional<String> extension(int at) {
        int name = word(at).equals("IF") ? at + 3 : at;
        String extension = word(name).replace("\"", "").toUpperCase(java.util.Locale.ROOT);
        return REACHING_OUT.contains(extension) || extension.endsWith("_FDW")
                ? Optional.of("the extension reaches beyond its database")
                : Optional.empty();
    }

    private Optional<String> alter() {
        if (word(1).equals("DEFAULT") && word(2).equals("PRIVILEGES")) {
            return has("FOR") && (has("ROLE") || has("USER"))
                    ? Optional.of("default privileges FOR another role belong to that role")
                    : Optional.empty();
        }
        if (word(1).equals("EXTENSION") && !has("SCHEMA")) {
            return unknown();
        }
        if (word(1).equals("OPERATOR") && (word(2).equals("CLASS") || word(2).equals("FAMILY"))) {
            return unknown();
        }
        return kind(1);
    }

    private Optional<String> grant() {
        int on = tokens.indexOf("ON");
        if (on < 0) {
            return Optional.of("roles belong to the whole server");
        }
        String what = word(on + 1);
        boolean outside = Set.of("DATABASE", "TABLESPACE", "FOREIGN", "LARGE", "PARAMETER", "LANGUAGE")
                .contains(what);
        return outside ? Optional.of("rights on " + what + " reach beyond the database") : Optional.empty();
    }

    private Optional<String> set() {
        String name = word(1);
        if (WITHOUT_EFFECT.contains(name) || SETTINGS.contains(name)) {
            return word(2).equals("=") || word(2).equals("TO") ? Optional.empty() : unknown();
        }
        return Optional.of("only settings that tell how statements are read may be set");
    }

    private Optional<String> kind(int at) {
        String kind = word(at);
        return KINDS.contains(kind) ? Optional.empty() : unknown();
    }

    private static Optional<String> unknown() {
        return Optional.of("it is not one of those that only define something inside a database");
    }

    private String word(int at) {
        return at < tokens.size() ? tokens.get(at) : "";
    }

    private boolean has(String word) {
        return has(word, 0);
    }

    private boolean has(String word, int after) {
        return tokens.subList(Math.min(after + 1, tokens.size()), tokens.size()).contains(word);
    }

    private boolean endsWith(String... words) {
        return tokens.size() > words.length
                && tokens.subList(tokens.size() - words.length, tokens.size()).equals(List.of(words));
    }
}
