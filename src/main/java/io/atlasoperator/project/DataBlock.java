package io.atlasoperator.project;

import io.atlasoperator.hcl.Attribute;
import io.atlasoperator.hcl.Block;
import io.atlasoperator.hcl.HclFunctionException;
import io.atlasoperator.hcl.Suggestions;
import io.atlasoperator.hcl.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the attributes of a {@code data} block; any other than those that its type has is an error. */
final class DataBlock {
    private final Block block;

    /**
     * @param attributes the names that the type has
     * @param blocks the types of the blocks that it has
     */
    DataBlock(Block block, Set<String> attributes, Set<String> blocks) {
        this.block = block;
        for (Attribute attribute : block.attributes()) {
            if (!attributes.contains(attribute.name())) {
                throw new HclFunctionException("there is no attribute named \"" + attribute.name() + "\"."
                        + Suggestions.didYouMean(attribute.name(), new TreeSet<>(attributes)));
            }
        }
        for (Block inner : block.blocks()) {
            if (!blocks.contains(inner.type())) {
                throw new HclFunctionException("there is no block named \"" + inner.type() + "\" here."
                        + Suggestions.didYouMean(inner.type(), new TreeSet<>(blocks)));
            }
        }
    }

    /** A block inside of one. */
    static DataBlock of(Block block, Set<String> attributes) {
        return new DataBlock(block, attributes, Set.of());
    }

    /** The blocks of that type, in order. */
    List<Block> blocks(String type) {
        return block.blocks(type);
    }

    String name() {
        return block.labels().get(1);
    }

    boolean has(String name) {
        return value(name).isPresent();
    }

    private Optional<Value> value(String name) {
        return block.attribute(name).map(Attribute::value).filter(value -> !(value instanceof Value.Null));
    }

    String required(String name) {
        return text(name).orElseThrow(() -> new HclFunctionException("\"" + name + "\" is required"));
    }

    Optional<String> text(String name) {
        return value(name).map(value -> text(name, value));
    }

    private static String text(String name, Value value) {
        if (value instanceof Value.Text(String text)) {
            return text;
        }
        throw new HclFunctionException("\"" + name + "\" must be a string");
    }

    List<String> texts(String name) {
        return values(name).stream()
                .map(value -> {
                    if (value instanceof Value.Text(String text)) {
                        return text;
                    }
                    throw new HclFunctionException("\"" + name + "\" must be a list of strings");
                })
                .toList();
    }

    /** The items of a list; none if there is no such attribute. */
    List<Value> values(String name) {
        Value value = value(name).orElse(new Value.ListValue(List.of()));
        if (value instanceof Value.ListValue(List<Value> values)) {
            return values;
        }
        throw new HclFunctionException("\"" + name + "\" must be a list");
    }

    Map<String, Value> object(String name) {
        Value value = value(name).orElse(new Value.ObjectValue(Map.of()));
        if (value instanceof Value.ObjectValue(Map<String, Value> values)) {
            return values;
        }
        throw new HclFunctionException("\"" + name + "\" must be an object");
    }
}
