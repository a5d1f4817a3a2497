package io.atlasoperator.hcl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts what somebody wrote over a base: blocks that have the type and labels of one in the base are merged with it, attribute
 * by attribute and block by block, and what is written counts more. What the base does not have is taken as it is.
 */
final class BaseMerge {
    private BaseMerge() {}

    /**
     * A whole file over a base.
     *
     * @param env the environment that is chosen: blocks without a label that take its name count as labelled so, unless some
     *     are
     */
    static Syntax.Body file(Syntax.Body base, Syntax.Body written, String env) {
        boolean isLabelled = written.blocks().stream().anyMatch(block -> EnvBlocks.isLabelled(block, env));
        List<Syntax.BlockNode> named = written.blocks().stream()
                .map(block -> !isLabelled && EnvBlocks.takesAnyName(block)
                        ? new Syntax.BlockNode(block.type(), List.of(env), block.body(), block.range())
                        : block)
                .toList();
        return bodies(base, new Syntax.Body(written.attributes(), named));
    }

    private static Syntax.Body bodies(Syntax.Body base, Syntax.Body written) {
        Map<String, Syntax.AttributeNode> attributes = new LinkedHashMap<>();
        base.attributes().forEach(attribute -> attributes.put(attribute.name(), attribute));
        written.attributes().forEach(attribute -> attributes.put(attribute.name(), attribute));
        List<Syntax.BlockNode> blocks = new ArrayList<>();
        for (Syntax.BlockNode block : base.blocks()) {
            if (written.blocks().stream().noneMatch(other -> isSame(block, other))) {
                blocks.add(block);
            }
        }
        for (Syntax.BlockNode block : written.blocks()) {
            blocks.add(base.blocks().stream()
                    .filter(other -> isSame(block, other))
                    .findFirst()
                    .map(other -> new Syntax.BlockNode(
                            block.type(), block.labels(), bodies(other.body(), block.body()), block.range()))
                    .orElse(block));
        }
        return new Syntax.Body(List.copyOf(attributes.values()), blocks);
    }

    private static boolean isSame(Syntax.BlockNode one, Syntax.BlockNode other) {
        return one.type().equals(other.type()) && one.labels().equals(other.labels());
    }
}
