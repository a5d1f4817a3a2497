package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An evaluated block.
 *
 * @param type its type: {@code table}
 * @param labels its labels
 * @param attributes its attributes in the order written, without those that are null
 * @param blocks the blocks inside, in order
 * @param range from the type to the opening brace
 */
public record Block(
        String type, List<String> labels, List<Attribute> attributes, List<Block> blocks, SourceRange range) {

    public Block {
        Objects.requireNonNull(type);
        Objects.requireNonNull(range);
        labels = List.copyOf(labels);
        attributes = List.copyOf(attributes);
        blocks = List.copyOf(blocks);
    }

    /** The attribute of that name, if it is written and not null. */
    public Optional<Attribute> attribute(String name) {
        for (Attribute attribute : attributes) {
            if (attribute.name().equals(name)) {
                return Optional.of(attribute);
            }
        }
        return Optional.empty();
    }

    /** The blocks of that type, in order. */
    public List<Block> blocks(String blockType) {
        return blocks.stream().filter(block -> block.type().equals(blockType)).toList();
    }
}
