package io.atlasoperator.sql;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Statements as messages and reports may show them. */
public final class StatementText {
    /** What is shown in place of a password. */
    public static final String MASK = "xxxxx";

    /**
     * Quantifiers are possessive wherever texts may be long: others take the stack, or the square of the time. In a text that
     * was cut off, two quotes without a third one behind them are the end and something else.
     */
    private static final String QUOTED = "'[^']*+(?:''(?=[^']*+')[^']*+)*+'";

    /** No password is longer. */
    private static final int LONGEST = 4_096;

    private static final String LITERAL = "(?:[eE]'(?:[^'\\\\]|''(?=[^']*+')|\\\\.)*+'|(?:[nN]|[uU]&)?" + QUOTED
            + "|\\$(\\w*)\\$.{0," + LONGEST + "}?\\$\\2\\$)";

    private static final Pattern QUOTES = Pattern.compile("^(?:[eEnN]|[uU]&)?'|'$|^\\$\\w*\\$|\\$\\w*\\$$");

    /** Shorter ones are parts of common words. */
    private static final int SHORTEST = 5;

    /** So many of one text are looked for once more, in other words; each is masked where it stands in any case. */
    private static final int MOST_REPEATED = 1_000;

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;

    private static final String EQUALS = "\\s*+(?:=\\s*+)?";

    /** {@code PASSWORD '…'} of a role or a user mapping, {@code IDENTIFIED BY '…'}, {@code SET PASSWORD FOR u = '…'}. */
    private static final Pattern OF_A_LOGIN = Pattern.compile(
            "(\\b(?:\\w*password(?:\\s++for\\s++[^\\s=]+)?|identified\\s++(?:with\\s++\\S++\\s++)?(?:by|as))\\b"
                    + EQUALS + ")" + LITERAL,
            FLAGS);

    private static final List<Pattern> OF_A_CONNECTION = List.of(
            Pattern.compile(
                    "(\\bconnection\\s++e?'(?:(?!\\bpassword\\s*+=)(?:[^']|''))*+\\bpassword\\s*+=\\s*+)(?:''(?:[^']|'(?!'))*+''|[^\\s']++)",
                    FLAGS),
            Pattern.compile("(\\b[a-z][a-z0-9+.-]{0,40}+://[^\\s:/@'\"]*+:)[^\\s@'\"/]++(?=@)", FLAGS));

    /** A statement about a login, whatever is misspelt in the rest of it; in a message it ends where the error begins. */
    private static final Pattern ABOUT_A_LOGIN = Pattern.compile(
            "\\b(?:(?:create|alter)\\s++(?:or\\s++replace\\s++)?(?:user|role|login|group)|set\\s++pas\\w*)\\b(?:"
                    + QUOTED + "|(?!near '|\"(?::|;| from version))[^;'])*+",
            FLAGS);

    /** A text, and what is before it. */
    private static final Pattern AFTER_A_WORD = Pattern.compile("((?:\\b\\w++" + EQUALS + ")?)" + LITERAL, FLAGS);

    private static final Pattern ANY = Pattern.compile("([^']?)" + LITERAL, FLAGS);

    /** The words after which a text in a statement about a login is no password. */
    private static final Pattern OTHER_WORD = Pattern.compile(
            "(?:(?:until|comment|attribute|user|role|exists|to|issuer|subject|cipher|host)\\b.*)?", FLAGS);

    /** What a server did not understand, as it quotes it. */
    private static final Pattern NOT_UNDERSTOOD = Pattern.compile("(?<=\\bnear ['\"])[^\\n]*");

    private StatementText() {}

    /** The text, maybe of several statements or of a message about one, without the passwords that it sets. */
    public static String withoutPasswords(String text) {
        return withoutPasswords(text, text);
    }

    /**
     * What a server said of a statement, without the passwords that the statement sets.
     *
     * @param statement the statement, or a text that holds it
     */
    public static String withoutPasswords(String statement, String said) {
        Set<String> passwords = new TreeSet<>();
        maskLogins(statement, passwords);
        String masked = maskLogins(said, passwords);
        for (Pattern connection : OF_A_CONNECTION) {
            masked = connection.matcher(masked).replaceAll("$1" + MASK);
        }
        if (ABOUT_A_LOGIN.matcher(statement).find()) {
            masked = NOT_UNDERSTOOD
                    .matcher(masked)
                    .replaceAll(match -> Matcher.quoteReplacement(mask(ANY, match.group(), passwords)));
        }
        // The same may be said once more, in other words.
        for (String password : passwords) {
            masked = masked.replace(password, MASK);
        }
        return masked;
    }

    private static String maskLogins(String text, Set<String> passwords) {
        String masked = mask(OF_A_LOGIN, text, passwords);
        return ABOUT_A_LOGIN
                .matcher(masked)
                .replaceAll(match -> Matcher.quoteReplacement(mask(AFTER_A_WORD, match.group(), passwords)));
    }

    private static String mask(Pattern pattern, String text, Set<String> passwords) {
        return pattern.matcher(text).replaceAll(match -> {
            if (OTHER_WORD.matcher(match.group(1)).matches()) {
                return Matcher.quoteReplacement(match.group());
            }
            String literal = match.group().substring(match.group(1).length());
            String password = QUOTES.matcher(literal).replaceAll("");
            if (password.length() >= SHORTEST && !password.equals(MASK) && passwords.size() < MOST_REPEATED) {
                passwords.add(password);
            }
            return Matcher.quoteReplacement(match.group(1) + "'" + MASK + "'");
        });
    }
}
