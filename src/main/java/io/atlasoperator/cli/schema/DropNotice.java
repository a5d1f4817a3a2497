package io.atlasoperator.cli.schema;

import io.atlasoperator.diff.Change;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What goes along with the schemas that a plan drops, for whoever is asked: one statement takes it all, so that the plan
 * itself does not name it.
 */
final class DropNotice {
    /** As many names of a kind as one line is good for. */
    private static final int NAMED = 10;

    private DropNotice() {}

    /** A line for each schema that is dropped with something in it; empty if there is none. */
    static String of(Plan plan) {
        return plan.changes().stream()
                .flatMap(change -> change instanceof Change.DropSchema(Schema schema)
                        ? line(schema).stream()
                        : List.<String>of().stream())
                .collect(Collectors.joining());
    }

    private static List<String> line(Schema schema) {
        TreeMap<String, List<String>> names = new TreeMap<>();
        if (!schema.tables().isEmpty()) {
            names.put(
                    "table",
                    schema.tables().stream()
                            .map(Table::name)
                            .map(name -> name.name())
                            .toList());
        }
        names.putAll(schema.objects().stream()
                .collect(Collectors.groupingBy(
                        object -> object.kind().replace('_', ' '),
                        Collectors.mapping(DropNotice::name, Collectors.toList()))));
        if (names.isEmpty()) {
            return List.of();
        }
        return List.of("Schema \"" + schema.name() + "\" goes with all that is in it: "
                + names.entrySet().stream()
                        .map(kind -> counted(kind.getKey(), kind.getValue()))
                        .collect(Collectors.joining("; "))
                + "\n");
    }

    private static String name(SchemaObject object) {
        return object.name().name();
    }

    private static String counted(String kind, List<String> names) {
        String shown = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        int more = names.size() - NAMED;
        return names.size() + " " + kind + " (" + shown + (more > 0 ? " and " + more + " more" : "") + ")";
    }
}
