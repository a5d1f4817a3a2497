package io.atlasoperator.cli.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atlasoperator.template.GoJson;
import io.atlasoperator.template.TemplateArguments;
import io.atlasoperator.template.TemplateException;
import io.atlasoperator.template.TemplateFunction;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The functions that templates of reports have beside Go's own. */
public final class ReportFunctions {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final List<String> COLORS =
            List.of("cyan", "green", "red", "redBgWhiteFg", "yellow", "gray", "underline");

    private ReportFunctions() {}

    /** The functions of every report. Colours are left out: what a template makes is read by programs. */
    public static Map<String, TemplateFunction> all() {
        Map<String, TemplateFunction> functions = new HashMap<>();
        functions.put("json", ReportFunctions::json);
        functions.put("json_merge", ReportFunctions::merged);
        functions.put("upper", arguments -> arguments.text(0).toUpperCase(Locale.ROOT));
        functions.put("lower", arguments -> arguments.text(0).toLowerCase(Locale.ROOT));
        functions.put("add", arguments -> arguments.whole(0) + arguments.whole(1));
        functions.put("sub", arguments -> arguments.whole(0) - arguments.whole(1));
        functions.put("repeat", arguments -> arguments.text(0).repeat(Math.toIntExact(arguments.whole(1))));
        functions.put(
                "join",
                arguments ->
                        arguments.list(0).stream().map(String::valueOf).collect(Collectors.joining(arguments.text(1))));
        functions.put(
                "base64url",
                arguments ->
                        arguments.text(0).replace('+', '-').replace('/', '_').replace("=", ""));
        functions.put("default", arguments -> {
            Object value = arguments.last();
            return value == null || value.equals("") ? arguments.get(0) : value;
        });
        functions.put("indent_ln", arguments -> {
            String space = " ".repeat(Math.toIntExact(arguments.whole(1)));
            return arguments.text(0).replace("\n", "\n" + space);
        });
        for (String color : COLORS) {
            functions.put(color, TemplateArguments::formatted);
        }
        return functions;
    }

    /** Objects in JSON as one: what a later one says goes before; names in order. */
    private static Object merged(TemplateArguments arguments) {
        Map<String, JsonNode> all = new TreeMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            try {
                JsonNode node = JSON.readTree(arguments.text(i));
                if (!node.isObject()) {
                    throw new TemplateException("json_merge: not an object: " + arguments.text(i));
                }
                node.properties().forEach(field -> all.put(field.getKey(), field.getValue()));
            } catch (JsonProcessingException e) {
                throw new TemplateException("json_merge: " + e.getOriginalMessage());
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        all.forEach((name, value) -> values.put(name, JSON.convertValue(value, Object.class)));
        return GoJson.compact(values);
    }

    private static Object json(TemplateArguments arguments) {
        return switch (arguments.size()) {
            case 1 -> GoJson.compact(arguments.get(0));
            case 2 -> GoJson.indented(arguments.get(0), "", arguments.text(1));
            case 3 -> GoJson.indented(arguments.get(0), arguments.text(1), arguments.text(2));
            default -> throw new TemplateException("unexpected number of arguments: " + arguments.size());
        };
    }
}
