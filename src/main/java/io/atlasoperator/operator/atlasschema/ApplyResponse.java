package io.atlasoperator.operator.atlasschema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.SchemaApplyReport;
import io.atlasoperator.engine.TargetUrl;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/** What an apply did, as the JSON that the Ready message carries. Long lists of statements are cut. */
final class ApplyResponse {
    private static final int MAX_BYTES = 1024;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ApplyResponse() {}

    /**
     * The JSON, on one line.
     *
     * @param clean takes secrets out of a statement
     */
    static String of(SchemaApplyReport report, UnaryOperator<String> clean) {
        ObjectNode changes = JSON.objectNode();
        add(changes, "Applied", report.applied().stream().map(clean).toList());
        add(changes, "Pending", report.pending().stream().map(clean).toList());
        ObjectNode root = JSON.objectNode();
        root.put("Driver", report.driver());
        root.set("URL", url(report.target()));
        root.set("Changes", changes);
        root.put("Start", report.start().toString());
        root.put("End", report.end().toString());
        return root.toString();
    }

    private static void add(ObjectNode changes, String name, List<String> statements) {
        if (!statements.isEmpty()) {
            ArrayNode list = changes.putArray(name);
            truncate(statements).forEach(list::add);
        }
    }

    private static ObjectNode url(TargetUrl target) {
        DatabaseUrl url = target.url();
        String shown = url.redacted();
        int question = shown.indexOf('?');
        ObjectNode node = JSON.objectNode();
        node.put("Scheme", url.scheme());
        node.put("Opaque", "");
        node.set("User", url.user() == null ? JSON.nullNode() : JSON.objectNode());
        node.put("Host", url.port() == null ? url.host() : url.host() + ":" + url.port());
        node.put("Path", url.path());
        node.put("Fragment", "");
        node.put("RawQuery", question < 0 ? "" : shown.substring(question + 1));
        node.put("RawPath", "");
        node.put("RawFragment", "");
        node.put("ForceQuery", false);
        node.put("OmitHost", false);
        node.put("Schema", target.schema());
        return node;
    }

    /** The statements, or as much of them as is worth reading in a condition. */
    static List<String> truncate(List<String> statements) {
        int total = statements.stream().mapToInt(ApplyResponse::bytes).sum();
        if (total <= MAX_BYTES || statements.isEmpty()) {
            return statements;
        }
        String first = statements.getFirst();
        if (bytes(first) <= MAX_BYTES) {
            return List.of(first, note(total - bytes(first)));
        }
        int end = first.indexOf('\n');
        if (end >= 0 && bytes(first.substring(0, end)) <= MAX_BYTES) {
            String line = first.substring(0, end);
            return List.of(line + "\n" + note(total - bytes(line)));
        }
        return List.of(note(total));
    }

    private static String note(int bytes) {
        return "-- truncated " + bytes + " bytes...";
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
