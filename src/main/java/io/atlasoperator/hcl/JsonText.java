package io.atlasoperator.hcl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values as JSON. Loaded when first used: most documents have no JSON. */
final class JsonText {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonText() {}

    static Value decode(String text) {
        try {
            return value(MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            throw new HclFunctionException("it is not valid JSON: " + e.getOriginalMessage());
        }
    }

    static Value value(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> new Value.Text(node.textValue());
            case BOOLEAN -> new Value.Bool(node.booleanValue());
            case NUMBER -> {
                if (!Numbers.isReasonable(node.decimalValue())) {
                    throw new HclFunctionException("a number in it is too large");
                }
                yield Numbers.of(node.decimalValue());
            }
            case ARRAY -> {
                List<Value> values = new ArrayList<>();
                node.forEach(item -> values.add(value(item)));
                yield new Value.ListValue(values);
            }
            case OBJECT -> {
                Map<String, Value> values = new LinkedHashMap<>();
                node.properties().forEach(item -> values.put(item.getKey(), value(item.getValue())));
                yield new Value.ObjectValue(values);
            }
            case NULL -> new Value.Null();
            case MISSING, BINARY, POJO -> throw new HclFunctionException("it is empty");
        };
    }

    static String encode(Value value) {
        StringBuilder text = new StringBuilder();
        append(value, text);
        return text.toString();
    }

    private static void append(Value value, StringBuilder text) {
        switch (value) {
            case Value.Text string -> quote(string.value(), text);
            case Value.Num number -> text.append(number.value().toPlainString());
            case Value.Bool bool -> text.append(bool.value());
            case Value.Null n -> text.append("null");
            case Value.ListValue list -> {
                text.append('[');
                String separator = "";
                for (Value item : list.values()) {
                    text.append(separator);
                    append(item, text);
                    separator = ",";
                }
                text.append(']');
            }
            case Value.ObjectValue object -> {
                text.append('{');
                String separator = "";
                for (Map.Entry<String, Value> item : new TreeMap<>(object.values()).entrySet()) {
                    text.append(separator);
                    quote(item.getKey(), text);
                    text.append(':');
                    append(item.getValue(), text);
                    separator = ",";
                }
                text.append('}');
            }
            case Value.Reference v -> throw new HclFunctionException("a reference has no value to encode");
            case Value.Call v -> throw new HclFunctionException("\"" + v.name() + "\" is not a function");
            case Value.RawSql v -> throw new HclFunctionException("sql(...) has no value to encode");
        }
    }

    /** Also escapes what would mean something within HTML, as other writers of the language do. */
    private static void quote(String string, StringBuilder text) {
        text.append('"');
        for (char c : string.toCharArray()) {
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ' || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }
}
