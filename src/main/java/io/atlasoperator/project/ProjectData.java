package io.atlasoperator.project;

import io.atlasoperator.hcl.Attribute;
import io.atlasoperator.hcl.Block;
import io.atlasoperator.hcl.DataSources;
import io.atlasoperator.hcl.HclFunctionException;
import io.atlasoperator.hcl.Suggestions;
import io.atlasoperator.hcl.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The data sources of project files: {@code hcl_schema}. */
record ProjectData(ProjectOptions.SchemaData schemas) implements DataSources {
    private static final Set<String> ATTRIBUTES = new TreeSet<>(List.of("path", "paths", "vars"));

    @Override
    public Set<String> types() {
        return Set.of("hcl_schema");
    }

    @Override
    public Value read(Block block) {
        for (Attribute attribute : block.attributes()) {
            if (!ATTRIBUTES.contains(attribute.name())) {
                throw new HclFunctionException("there is no attribute named \"" + attribute.name() + "\"."
                        + Suggestions.didYouMean(attribute.name(), ATTRIBUTES));
            }
        }
        Value path = block.attribute("path").map(Attribute::value).orElse(new Value.Null());
        Value paths = block.attribute("paths").map(Attribute::value).orElse(new Value.Null());
        if ((path instanceof Value.Null) == (paths instanceof Value.Null)) {
            throw new HclFunctionException("exactly one of path and paths is required");
        }
        String url = schemas.url(block.labels().get(1), paths(path, paths), variables(block));
        return new Value.ObjectValue(Map.of("url", new Value.Text(url)));
    }

    private static List<String> paths(Value path, Value paths) {
        List<Value> values = paths instanceof Value.ListValue list ? list.values() : List.of(path);
        List<String> texts = new ArrayList<>();
        for (Value value : values) {
            if (!(value instanceof Value.Text text)) {
                throw new HclFunctionException("path must be a string and paths a list of strings");
            }
            texts.add(text.value());
        }
        return texts;
    }

    private static Map<String, Value> variables(Block block) {
        Value vars = block.attribute("vars").map(Attribute::value).orElse(new Value.ObjectValue(Map.of()));
        if (vars instanceof Value.ObjectValue object) {
            return object.values();
        }
        throw new HclFunctionException("vars must be an object");
    }
}
