package io.atlasoperator.project;

import io.atlasoperator.hcl.Block;
import io.atlasoperator.hcl.DataSources;
import io.atlasoperator.hcl.HclFunctionException;
import io.atlasoperator.hcl.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The data sources of project files. */
record ProjectData(DataMeans means) implements DataSources {
    private static final String TIMEOUT = "10s";

    /** The types, each with the attributes that it has. */
    private static final Map<String, Set<String>> TYPES = Map.of(
            "composite_schema", Set.of(),
            "hcl_schema", Set.of("path", "paths", "vars"),
            "template_dir", Set.of("path", "vars"),
            "external", Set.of("program", "working_dir"),
            "external_schema", Set.of("program", "working_dir"),
            "sql", Set.of("url", "query", "args"),
            "runtimevar", Set.of("url", "timeout"));

    @Override
    public Set<String> types() {
        return TYPES.keySet();
    }

    @Override
    public Value read(Block block) {
        String type = block.labels().getFirst();
        DataBlock data = new DataBlock(
                block,
                TYPES.getOrDefault(type, Set.of()),
                type.equals("composite_schema") ? Set.of("schema") : Set.of());
        return switch (type) {
            case "hcl_schema" -> url(means.schema(data.name(), paths(data), data.object("vars")));
            case "composite_schema" -> url(means.composite(data.name(), parts(data)));
            case "template_dir" -> url(means.templates(data.name(), data.required("path"), data.object("vars")));
            case "external" -> new Value.Text(output(data));
            case "external_schema" -> url(means.script(data.name(), output(data)));
            case "sql" -> rows(means.column(data.required("url"), data.required("query"), arguments(data)));
            case "runtimevar" ->
                new Value.Text(means.variable(
                        data.required("url"), data.text("timeout").orElse(TIMEOUT)));
            default -> throw new IllegalStateException("no type of data: " + type);
        };
    }

    private static Value url(String url) {
        return new Value.ObjectValue(Map.of("url", new Value.Text(url)));
    }

    private static List<DataMeans.Part> parts(DataBlock data) {
        List<DataMeans.Part> parts = new ArrayList<>();
        for (Block schema : data.blocks("schema")) {
            if (schema.labels().size() > 1) {
                throw new HclFunctionException("a schema block has one label, the name of the schema, or none");
            }
            parts.add(new DataMeans.Part(
                    schema.labels().stream().findFirst(),
                    DataBlock.of(schema, Set.of("url")).required("url")));
        }
        if (parts.isEmpty()) {
            throw new HclFunctionException("at least one schema block is required");
        }
        return parts;
    }

    private static List<String> paths(DataBlock data) {
        if (data.has("path") == data.has("paths")) {
            throw new HclFunctionException("exactly one of path and paths is required");
        }
        List<String> paths = data.has("path") ? List.of(data.required("path")) : data.texts("paths");
        // No files would mean that nothing is wanted.
        if (paths.isEmpty() || paths.contains("")) {
            throw new HclFunctionException("\"" + (data.has("path") ? "path" : "paths") + "\" names no files");
        }
        return paths;
    }

    private String output(DataBlock data) {
        List<String> program = data.texts("program");
        if (program.isEmpty() || program.getFirst().isEmpty()) {
            throw new HclFunctionException("\"program\" is required: a list of the program's name and its arguments");
        }
        return means.output(program, data.text("working_dir"));
    }

    private static List<Value> arguments(DataBlock data) {
        List<Value> arguments = data.values("args");
        for (Value argument : arguments) {
            if (!(argument instanceof Value.Text || argument instanceof Value.Num || argument instanceof Value.Bool)) {
                throw new HclFunctionException("\"args\" must be a list of strings, numbers and bools");
            }
        }
        return arguments;
    }

    private static Value rows(List<Value> values) {
        return new Value.ObjectValue(Map.of(
                "count", new Value.Num(BigDecimal.valueOf(values.size())),
                "values", new Value.ListValue(values),
                "value", values.isEmpty() ? new Value.Null() : values.getFirst()));
    }
}
