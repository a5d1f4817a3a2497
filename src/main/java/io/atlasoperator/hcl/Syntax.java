package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The syntax tree above expressions. */
final class Syntax {
    private Syntax() {}

    /** What is between the braces of a block, or a whole file. */
    record Body(List<AttributeNode> attributes, List<BlockNode> blocks) {
        Body {
            attributes = List.copyOf(attributes);
            blocks = List.copyOf(blocks);
        }

        @Nullable
        AttributeNode attribute(String name) {
            for (AttributeNode attribute : attributes) {
                if (attribute.name().equals(name)) {
                    return attribute;
                }
            }
            return null;
        }
    }

    /** {@code name = expression}. */
    record AttributeNode(String name, Expression expression, SourceRange nameRange) {}

    /** @param range from the type to the opening brace, without it */
    record BlockNode(String type, List<String> labels, Body body, SourceRange range) {
        BlockNode {
            labels = List.copyOf(labels);
        }
    }
}
