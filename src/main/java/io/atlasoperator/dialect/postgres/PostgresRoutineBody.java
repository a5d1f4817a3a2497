package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.Routine.Body;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bodies of routines: what of them the server looks into, and how they are quoted. */
final class PostgresRoutineBody {
    private static final Pattern STANDARD =
            Pattern.compile("\\s*(?:BEGIN\\s+ATOMIC|RETURN)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** Comments, strings and quoted names, or a word. */
    private static final Pattern TOKEN = Pattern.compile(
            "--[^\n]*|/\\*.*?\\*/|'(?:[^']++|'')*+'|\"(?:[^\"]++|\"\")*+\"|[\\p{L}_][\\p{L}\\p{N}_$]*", Pattern.DOTALL);

    private PostgresRoutineBody() {}

    /** Whether a body is written without quotes, as statements of the SQL standard. */
    static boolean isStandard(String language, String text) {
        return language.equals("sql") && STANDARD.matcher(text).matches();
    }

    static Body of(String language, String text) {
        if (isStandard(language, text)) {
            return new Body(text, List.of(text), List.of());
        }
        return new Body(text, List.of(), checked(language, text));
    }

    /** Whether the server would look into the body, and is not to. */
    static boolean isUnchecked(String language, Body body) {
        return body.checked().isEmpty()
                && !isStandard(language, body.text())
                && !checked(language, body.text()).isEmpty();
    }

    /** All of SQL is looked into, and of PL/pgSQL what it declares. */
    private static List<String> checked(String language, String text) {
        return switch (language) {
            case "sql" -> List.of(text);
            case "plpgsql" -> declarations(text);
            default -> List.of();
        };
    }

    private static List<String> declarations(String text) {
        List<String> found = new ArrayList<>();
        int start = -1;
        Matcher tokens = TOKEN.matcher(text);
        while (tokens.find()) {
            switch (tokens.group().toUpperCase(Locale.ROOT)) {
                case "DECLARE" -> start = start < 0 ? tokens.end() : start;
                case "BEGIN" -> {
                    if (start >= 0) {
                        found.add(text.substring(start, tokens.start()));
                    }
                    start = -1;
                }
                default -> {}
            }
        }
        return found.stream().filter(piece -> !piece.isBlank()).toList();
    }

    /** The names in a piece of SQL that no schema is said for, outside of comments and strings. */
    static Set<String> unqualifiedNames(String sql) {
        Set<String> names = new HashSet<>();
        Matcher tokens = TOKEN.matcher(sql);
        while (tokens.find()) {
            String token = tokens.group();
            boolean name = !token.startsWith("-") && !token.startsWith("/") && !token.startsWith("'");
            boolean afterDot = tokens.start() > 0 && sql.charAt(tokens.start() - 1) == '.';
            if (name && !afterDot) {
                names.add(PostgresSyntax.unquote(token));
            }
        }
        return names;
    }

    /** The text between dollar quotes that do not occur in it. */
    static String quote(String text) {
        String quote = "$$";
        for (int i = 0; (text + quote).indexOf(quote) < text.length(); i++) {
            quote = "$body" + (i == 0 ? "" : i) + "$";
        }
        return quote + text + quote;
    }
}
