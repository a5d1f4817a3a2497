package io.atlasoperator.hcl;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes documents: what it prints evaluates to the same document. Pure and thread-safe. */
public final class HclPrinter {
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
        int width = 0;
        for (int at = 0; at < attributes.size(); at++) {
            if (at == 0 || value(attributes.get(at - 1).value(), indent).contains("\n")) {
                width = widthFrom(attributes, at, indent);
            }
            Attribute attribute = attributes.get(at);
            text.append(indent)
                    .append(attribute.name())
                    .append(" ".repeat(width - codePoints(attribute.name())))
                    .append(" = ")
                    .append(value(attribute.value(), indent))
                    .append('\n');
        }
    }

    /** The width of the names that are aligned together: a value of several lines ends a group. */
    private static int widthFrom(List<Attribute> attributes, int from, String indent) {
        int width = 0;
        for (Attribute attribute : attributes.subList(from, attributes.size())) {
            width = Math.max(width, codePoints(attribute.name()));
            if (value(attribute.value(), indent).contains("\n")) {
                break;
            }
        }
        return width;
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String value(Value value, String indent) {
        return switch (value) {
            case Value.Text text -> StringEscapes.quote(text.value());
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
        int width = values.keySet().stream()
                .mapToInt(key -> codePoints(key(key)))
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder("{\n");
        values.forEach((key, item) -> text.append(inner)
                .append(key(key))
                .append(" ".repeat(width - codePoints(key(key))))
                .append(" = ")
                .append(value(item, inner))
                .append('\n'));
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
