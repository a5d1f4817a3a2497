package io.atlasoperator.sql;

import java.util.List;
import java.util.regex.Pattern;

/** Statements as messages and reports may show them. */
public final class StatementText {
    /** What is shown in place of a password. */
    public static final String MASK = "xxxxx";

    private static final String LITERAL =
            "(?:[eE]'(?:[^'\\\\]|''|\\\\.)*'|(?:[nN]|[uU]&)?'(?:[^']|'')*'|\\$(\\w*)\\$.*?\\$\\2\\$)";
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;

    /** {@code PASSWORD '…'} of a role or a user mapping, {@code IDENTIFIED BY '…'}, {@code SET PASSWORD FOR u = '…'}. */
    private static final Pattern OF_A_LOGIN = Pattern.compile(
            "(\\b(?:password(?:\\s+for\\s+[^\\s=]+)?|identified\\s+(?:with\\s+\\S+\\s+)?(?:by|as))\\b\\s*=?\\s*)"
                    + LITERAL,
            FLAGS);

    private static final List<Pattern> OF_A_CONNECTION = List.of(
            Pattern.compile(
                    "(\\bconnection\\s+e?'(?:[^']|'')*?\\bpassword\\s*=\\s*)(?:''(?:[^']|'(?!'))*''|[^\\s']+)", FLAGS),
            Pattern.compile("(\\b[a-z][a-z0-9+.-]*://[^\\s:/@'\"]*:)[^\\s@'\"/]+(?=@)", FLAGS));

    private StatementText() {}

    /** The text, maybe of several statements or of a message about one, without the passwords that it sets. */
    public static String withoutPasswords(String text) {
        String masked = OF_A_LOGIN.matcher(text).replaceAll("$1'" + MASK + "'");
        for (Pattern connection : OF_A_CONNECTION) {
            masked = connection.matcher(masked).replaceAll("$1" + MASK);
        }
        return masked;
    }
}
