package io.atlasoperator.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes documents: what it prints evaluates to the same document. Pure and thread-safe. */
public final class HclPrinter {
    private static final String HEREDOC = "SQL";

    private HclPrinter() {}

    /** The document as text; an empty one prints nothing. */
    public static String print(Document document) {
        StringBuilder text = new StringBuilder();
        attributes(document.attributes(), "", text);
        blocks(document.blocks(), "", text);
        return text.toString();
    }

    /** The blocks as text, each from the start of a line to the end of one. */
    public static String print(List<Block> blocks) {
        return print(new Document(List.of(), blocks));
    }

    /** The value as an expression. */
    public static String print(Value value) {
        return value(value, "");
    }

    private static void blocks(List<Block> blocks, String indent, StringBuilder text) {
        for (Block block : blocks) {
            text.append(indent).append(block.type());
            for (String label : block.labels()) {
                text.append(' ').append(StringEscapes.quote(label));
            }
            text.append(" {\n");
            String inner = indent + "  ";
            attributes(block.attributes(), inner, text);
            blocks(block.blocks(), inner, text);
            text.append(indent).append("}\n");
        }
    }

    private static void attributes(List<Attribute> attributes, String indent, StringBuilder text) {
        Alignment alignment = new Alignment(indent);
        for (Attribute attribute : attributes) {
            alignment.add(attribute.name(), value(attribute.value(), indent));
        }
        alignment.appendTo(text);
    }

    /** Lines of names and values: the equals signs of lines that follow each other stand below each other. */
    private static final class Alignment {
        private record Line(String name, String value) {
            /** A value of several lines is not aligned and separates the lines before it from those after. */
            boolean isAligned() {
                return !value.contains("\n");
            }
        }

        private final String indent;
        private final List<Line> lines = new ArrayList<>();

        Alignment(String indent) {
            this.indent = indent;
        }

        void add(String name, String value) {
            lines.add(new Line(name, value));
        }

        void appendTo(StringBuilder text) {
            int width = 0;
            for (int at = 0; at < lines.size(); at++) {
                Line line = lines.get(at);
                if (!line.isAligned()) {
                    width = codePoints(line.name());
                } else if (at == 0 || !lines.get(at - 1).isAligned()) {
                    width = widthFrom(at);
                }
                text.append(indent)
                        .append(line.name())
                        .append(" ".repeat(width - codePoints(line.name())))
                        .append(" = ")
                        .append(line.value())
                        .append('\n');
            }
        }

        private int widthFrom(int from) {
            int width = 0;
            for (Line line : lines.subList(from, lines.size())) {
                if (!line.isAligned()) {
                    break;
                }
                width = Math.max(width, codePoints(line.name()));
            }
            return width;
        }
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }

    /** A text of several lines is easier to read as a heredoc, if it ends like one. */
    private static String text(String text, String indent) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 2
                || !text.endsWith("\n")
                || text.chars().anyMatch(c -> c != '\n' && c != '\t' && Character.isISOControl(c))
                || lines.stream().anyMatch(line -> line.strip().equals(HEREDOC))) {
            return StringEscapes.quote(text);
        }
        // Only where every line keeps its place to the others is the common indent taken away again.
        boolean indented = lines.stream().noneMatch(String::isBlank)
                && lines.stream().anyMatch(line -> !Character.isWhitespace(line.charAt(0)));
        String inner = indented ? indent + "  " : "";
        StringBuilder out =
                new StringBuilder(indented ? "<<-" : "<<").append(HEREDOC).append('\n');
        lines.forEach(line -> out.append(inner)
                .append(line.replace("${", "$${").replace("%{", "%%{"))
                .append('\n'));
        return out.append(indent).append(HEREDOC).toString();
    }

    private static String value(Value value, String indent) {
        return switch (value) {
            case Value.Text text -> text(text.value(), indent);
            case Value.Num number -> number.value().toPlainString();
            case Value.Bool bool -> Boolean.toString(bool.value());
            case Value.Null n -> "null";
            case Value.ListValue list ->
                list.values().stream().map(item -> value(item, indent)).collect(Collectors.joining(", ", "[", "]"));
            case Value.ObjectValue object -> object(object.values(), indent);
            case Value.Reference reference -> reference(reference.path());
            case Value.Call call ->
                call.arguments().stream()
                        .map(item -> value(item, indent))
                        .collect(Collectors.joining(",", call.name() + "(", ")"));
            case Value.RawSql sql -> "sql(" + StringEscapes.quote(sql.sql()) + ")";
        };
    }

    private static String object(Map<String, Value> values, String indent) {
        if (values.isEmpty()) {
            return "{}";
        }
        String inner = indent + "  ";
        Alignment alignment = new Alignment(inner);
        values.forEach((key, item) -> alignment.add(key(key), value(item, inner)));
        StringBuilder text = new StringBuilder("{\n");
        alignment.appendTo(text);
        return text.append(indent).append('}').toString();
    }

    /** A key that would begin a for expression, or is no name, is quoted. */
    private static String key(String key) {
        return Lexer.isIdentifier(key) && !key.equals("for") ? key : StringEscapes.quote(key);
    }

    private static String reference(List<String> path) {
        StringBuilder text = new StringBuilder(path.getFirst());
        for (String step : path.subList(1, path.size())) {
            if (Lexer.isIdentifier(step)) {
                text.append('.').append(step);
            } else {
                text.append('[').append(StringEscapes.quote(step)).append(']');
            }
        }
        return text.toString();
    }
}
