package io.atlasoperator.spec;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a block may look like. The order of attributes and blocks is the order they are printed in.
 *
 * @param type its type
 * @param labels how many labels it may have
 * @param attributes its attributes
 * @param blocks the blocks inside
 */
public record BlockShape(String type, Labels labels, List<AttributeShape> attributes, List<BlockShape> blocks) {

    public BlockShape {
        Objects.requireNonNull(type);
        Objects.requireNonNull(labels);
        attributes = List.copyOf(attributes);
        blocks = List.copyOf(blocks);
    }

    /** How many labels a block has. */
    public enum Labels {
        NONE(0, 0),
        OPTIONAL_NAME(0, 1),
        NAME(1, 1),
        QUALIFIED_NAME(1, 2);

        private final int least;
        private final int most;

        Labels(int least, int most) {
            this.least = least;
            this.most = most;
        }

        int least() {
            return least;
        }

        int most() {
            return most;
        }
    }

    /** A block with these attributes and no blocks inside. */
    public static BlockShape of(String type, Labels labels, AttributeShape... attributes) {
        return new BlockShape(type, labels, List.of(attributes), List.of());
    }

    /** This shape with these attributes after those it has. */
    public BlockShape withAttributes(AttributeShape... more) {
        return new BlockShape(
                type,
                labels,
                Stream.concat(attributes.stream(), Stream.of(more)).toList(),
                blocks);
    }

    /** This shape with these blocks after those it has. */
    public BlockShape withBlocks(BlockShape... more) {
        return new BlockShape(
                type,
                labels,
                attributes,
                Stream.concat(blocks.stream(), Stream.of(more)).toList());
    }

    /** The attribute of that name, if the block may have it. */
    public Optional<AttributeShape> attribute(String name) {
        return attributes.stream()
                .filter(attribute -> attribute.name().equals(name))
                .findFirst();
    }

    /** The block of that type, if it may stand inside. */
    public Optional<BlockShape> block(String blockType) {
        return blocks.stream().filter(block -> block.type().equals(blockType)).findFirst();
    }

    /** The type with its article, as messages say it. */
    String described() {
        return (type.matches("[aeiou].*") && !type.equals("unique") ? "an " : "a ") + type + " block";
    }
}
