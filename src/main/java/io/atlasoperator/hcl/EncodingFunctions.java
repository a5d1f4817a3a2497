package io.atlasoperator.hcl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Functions that read and write JSON, YAML and CSV. */
final class EncodingFunctions {
    private EncodingFunctions() {}

    static void addTo(Map<String, HclFunction> functions) {
        functions.put(
                "jsonencode",
                values -> StringFunctions.text(JsonText.encode(one(values).value(0))));
        functions.put("jsondecode", values -> JsonText.decode(one(values).text(0)));
        functions.put(
                "yamlencode",
                values -> StringFunctions.text(YamlText.encode(one(values).value(0))));
        functions.put("yamldecode", values -> YamlText.decode(one(values).text(0)));
        functions.put("yamlmerge", EncodingFunctions::yamlMerge);
        functions.put("csvdecode", values -> csv(one(values).text(0)));
    }

    private static Arguments one(List<Value> values) {
        return new Arguments(values).count(1, 1);
    }

    private static Value yamlMerge(List<Value> values) {
        Arguments arguments = new Arguments(values).count(1, -1);
        Value merged = YamlText.decode(arguments.text(0));
        for (int i = 1; i < arguments.size(); i++) {
            merged = merge(merged, YamlText.decode(arguments.text(i)));
        }
        return StringFunctions.text(YamlText.encode(merged));
    }

    /** Objects are merged key by key and lists appended; of anything else the later wins. */
    private static Value merge(Value left, Value right) {
        if (left instanceof Value.ObjectValue a && right instanceof Value.ObjectValue b) {
            Map<String, Value> merged = new LinkedHashMap<>(a.values());
            b.values().forEach((key, value) -> merged.merge(key, value, EncodingFunctions::merge));
            return Conversions.object(merged);
        }
        if (left instanceof Value.ListValue a && right instanceof Value.ListValue b) {
            List<Value> all = new ArrayList<>(a.values());
            all.addAll(b.values());
            return new Value.ListValue(all);
        }
        return right;
    }

    private static Value csv(String text) {
        List<List<String>> rows = rows(text);
        if (rows.isEmpty()) {
            throw new HclFunctionException("missing header line");
        }
        List<String> header = rows.getFirst();
        if (header.stream().distinct().count() != header.size()) {
            throw new HclFunctionException("duplicate column name in the header");
        }
        List<Value> objects = new ArrayList<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            if (row.size() != header.size()) {
                throw new HclFunctionException("wrong number of fields in data row " + (objects.size() + 1));
            }
            Map<String, Value> object = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                object.put(header.get(i), new Value.Text(row.get(i)));
            }
            objects.add(Conversions.object(object));
        }
        return new Value.ListValue(objects);
    }

    private static List<List<String>> rows(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quoted && c == '"' && text.startsWith("\"", at + 1)) {
                field.append('"');
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (quoted) {
                field.append(c);
            } else if (c == ',') {
                row.add(take(field));
            } else if (c == '\n') {
                row.add(take(field));
                addUnlessBlank(rows, row);
                row = new ArrayList<>();
            } else if (c != '\r') {
                field.append(c);
            }
        }
        if (quoted) {
            throw new HclFunctionException("a quoted field is not closed");
        }
        row.add(take(field));
        addUnlessBlank(rows, row);
        return rows;
    }

    private static String take(StringBuilder field) {
        String text = field.toString();
        field.setLength(0);
        return text;
    }

    private static void addUnlessBlank(List<List<String>> rows, List<String> row) {
        if (!row.equals(List.of(""))) {
            rows.add(row);
        }
    }
}
