package io.atlasoperator.hcl;

import java.util.List;

/**
 * One or more evaluated files: variables, locals and {@code for_each} are resolved and gone.
 *
 * @param attributes attributes at the top level
 * @param blocks the blocks, by file name and then in order
 */
public record Document(List<Attribute> attributes, List<Block> blocks) {

    public Document {
        attributes = List.copyOf(attributes);
        blocks = List.copyOf(blocks);
    }

    /** The blocks of that type, in order. */
    public List<Block> blocks(String type) {
        return blocks.stream().filter(block -> block.type().equals(type)).toList();
    }
}
