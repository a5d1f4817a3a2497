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
        int at = placeOfAttribute(name);
        return at < attributes.size() ? Optional.of(attributes.get(at)) : Optional.empty();
    }

    /** The block of that type, if it may stand inside. */
    public Optional<BlockShape> block(String blockType) {
        int at = placeOfBlock(blockType);
        return at < blocks.size() ? Optional.of(blocks.get(at)) : Optional.empty();
    }

    /** Where an attribute stands among the others; one that the block may not have comes last. */
    int placeOfAttribute(String name) {
        int at = 0;
        while (at < attributes.size() && !attributes.get(at).name().equals(name)) {
            at++;
        }
        return at;
    }

    /** Where blocks of a type stand among the others; those that may not stand inside come last. */
    int placeOfBlock(String blockType) {
        int at = 0;
        while (at < blocks.size() && !blocks.get(at).type().equals(blockType)) {
            at++;
        }
        return at;
    }

    /** The type with its article, as messages say it. */
    String described() {
        boolean vowel = "aeiou".indexOf(type.charAt(0)) >= 0;
        return (vowel && !type.equals("unique") ? "an " : "a ") + type + " block";
    }
}
