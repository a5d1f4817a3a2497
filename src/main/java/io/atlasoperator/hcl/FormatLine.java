package io.atlasoperator.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A line while it is laid out. A heredoc, a string over several lines and a block comment belong to the line they begin on. */
final class FormatLine {
    /** A token, or a whole template with the text it has in the source. */
    private record Word(TokenType type, String text) {
        boolean is(String symbol) {
            return type == TokenType.SYMBOL && text.equals(symbol);
        }

        boolean isName() {
            return type == TokenType.IDENTIFIER && !KEYWORDS.contains(text);
        }

        int bracketChange() {
            if (type != TokenType.SYMBOL) {
                return 0;
            }
            return switch (text) {
                case "{", "[", "(" -> 1;
                case "}", "]", ")" -> -1;
                default -> 0;
            };
        }
    }

    /** Names after which a bracket begins a new term. */
    private static final Set<String> KEYWORDS = Set.of("in", "if");

    private final List<Word> words = new ArrayList<>();
    private String lineEnd = "";
    private int indent;
    private int assignmentPadding;
    private int commentPadding;

    static List<FormatLine> split(String source) {
        List<Token> tokens = Lexer.tokens("", source, new Diagnostics());
        List<FormatLine> lines = new ArrayList<>();
        FormatLine line = new FormatLine();
        for (int at = 0; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            switch (token.type()) {
                case NEWLINE -> {
                    line.lineEnd = token.text();
                    lines.add(line);
                    line = new FormatLine();
                }
                case QUOTE_OPEN, HEREDOC_OPEN -> {
                    int end = templateEnd(tokens, at);
                    Token last = tokens.get(end);
                    String raw = source.substring(
                            token.offset(), last.offset() + last.text().length());
                    line.words.add(new Word(token.type(), raw));
                    at = end;
                }
                case END -> {}
                case IDENTIFIER,
                        NUMBER,
                        SYMBOL,
                        QUOTE_CLOSE,
                        HEREDOC_CLOSE,
                        TEMPLATE_TEXT,
                        INTERPOLATION_OPEN,
                        DIRECTIVE_OPEN,
                        TEMPLATE_CLOSE,
                        COMMENT,
                        INVALID -> line.words.add(new Word(token.type(), token.text()));
            }
        }
        if (!line.words.isEmpty()) {
            line.lineEnd = line.words.getLast().text().endsWith("\n") ? "" : "\n";
            lines.add(line);
        }
        return lines;
    }

    private static int templateEnd(List<Token> tokens, int open) {
        int nesting = 0;
        for (int at = open; at < tokens.size(); at++) {
            switch (tokens.get(at).type()) {
                case QUOTE_OPEN, HEREDOC_OPEN -> nesting++;
                case QUOTE_CLOSE, HEREDOC_CLOSE -> nesting--;
                case END -> {
                    return at;
                }
                case IDENTIFIER,
                        NUMBER,
                        SYMBOL,
                        TEMPLATE_TEXT,
                        INTERPOLATION_OPEN,
                        DIRECTIVE_OPEN,
                        TEMPLATE_CLOSE,
                        NEWLINE,
                        COMMENT,
                        INVALID -> {}
            }
            if (nesting == 0) {
                return at;
            }
        }
        return tokens.size() - 1;
    }

    /** Opening minus closing brackets from a word on. */
    int netBrackets(int from) {
        return words.subList(from, words.size()).stream()
                .mapToInt(Word::bracketChange)
                .sum();
    }

    boolean startsWithClosingBracket() {
        return !words.isEmpty() && words.getFirst().bracketChange() < 0;
    }

    void indent(int levels) {
        indent = 2 * levels;
    }

    /** Whether an equals sign follows a name and its whole value is on the line. */
    boolean isAssignment() {
        int sign = equalsSign();
        return sign > 0 && netBrackets(sign) == 0;
    }

    private int equalsSign() {
        for (int at = 1; at < words.size(); at++) {
            if (words.get(at).is("=")) {
                return at;
            }
        }
        return -1;
    }

    boolean spansLines() {
        return words.stream().anyMatch(word -> word.text().contains("\n"));
    }

    /** Whether a comment to the end of the line follows something. */
    boolean hasTrailingComment() {
        return words.size() > 1
                && words.getLast().type() == TokenType.COMMENT
                && !words.getLast().text().startsWith("/*")
                && !spansLines();
    }

    int nameWidth() {
        return width(equalsSign());
    }

    int codeWidth() {
        return width(words.size() - 1) + assignmentPadding;
    }

    private int width(int end) {
        String text = joined(end, 0);
        return indent + text.codePointCount(0, text.length());
    }

    void alignAssignment(int width) {
        assignmentPadding = width - nameWidth();
    }

    void alignComment(int width) {
        commentPadding = width - codeWidth();
    }

    void appendTo(StringBuilder text) {
        if (!words.isEmpty()) {
            text.append(" ".repeat(indent)).append(joined(words.size(), assignmentPadding));
        }
        text.append(lineEnd);
    }

    private String joined(int end, int padding) {
        StringBuilder text = new StringBuilder();
        int sign = equalsSign();
        for (int at = 0; at < end; at++) {
            if (at > 0 && isSpaced(at)) {
                text.append(' ');
            }
            if (at == sign) {
                text.append(" ".repeat(padding));
            }
            if (at > 0 && at == words.size() - 1 && words.get(at).type() == TokenType.COMMENT) {
                text.append(" ".repeat(commentPadding));
            }
            text.append(words.get(at).text());
        }
        return text.toString();
    }

    /** Whether a space stands before a word. */
    private boolean isSpaced(int at) {
        Word left = words.get(at - 1);
        Word right = words.get(at);
        if (left.type() == TokenType.COMMENT || right.type() == TokenType.COMMENT) {
            return true;
        }
        if (left.is(".") || right.is(".")) {
            return joinsWrongly(at);
        }
        if (right.is(",") || right.is("...") || left.is("(") || left.is("[") || right.is(")") || right.is("]")) {
            return false;
        }
        if (right.is("(") || right.is("[")) {
            return !endsTerm(left);
        }
        if (left.is("{") && right.is("}")) {
            return false;
        }
        if (left.is("!")) {
            return right.type() == TokenType.SYMBOL && right.text().startsWith("=");
        }
        return !(left.is("-") && isSign(at - 1));
    }

    /** Whether a dot and its neighbour, written without a space, would be read as something else. */
    private boolean joinsWrongly(int at) {
        Word left = words.get(at - 1);
        Word right = words.get(at);
        boolean dots = left.text().endsWith(".") && right.text().startsWith(".");
        boolean digits = left.type() == TokenType.NUMBER
                && at + 1 < words.size()
                && words.get(at + 1).type() == TokenType.NUMBER;
        return dots || digits;
    }

    private static boolean endsTerm(Word word) {
        return word.isName() || word.is("]") || word.is(")") || word.is("}") || word.type() == TokenType.QUOTE_OPEN;
    }

    /** Whether a minus belongs to the term after it rather than between two. */
    private boolean isSign(int at) {
        Word before = at == 0 ? null : words.get(at - 1);
        return !isOperand(before);
    }

    private static boolean isOperand(@Nullable Word word) {
        return word != null && (endsTerm(word) || word.type() == TokenType.NUMBER);
    }
}
