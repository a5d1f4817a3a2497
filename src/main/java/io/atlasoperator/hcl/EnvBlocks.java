package io.atlasoperator.hcl;

import java.util.List;

/** Chooses {@code env} blocks before they are evaluated: the others may need variables that are not given. */
final class EnvBlocks {
    private EnvBlocks() {}

    /** Those labelled so, else those that take any name. */
    static List<Syntax.BlockNode> chosen(List<Syntax.BlockNode> blocks, String env) {
        List<Syntax.BlockNode> labelled =
                blocks.stream().filter(block -> isLabelled(block, env)).toList();
        return labelled.isEmpty()
                ? blocks.stream().filter(EnvBlocks::takesAnyName).toList()
                : labelled;
    }

    /** Those that nobody can choose. */
    static List<Syntax.BlockNode> nameless(List<Syntax.BlockNode> blocks) {
        return blocks.stream()
                .filter(block -> block.type().equals("env")
                        && block.labels().isEmpty()
                        && block.body().attribute("name") == null)
                .toList();
    }

    static boolean isLabelled(Syntax.BlockNode block, String env) {
        return block.type().equals("env") && block.labels().equals(List.of(env));
    }

    /** Whether it has no label, and a {@code name} that mentions {@code atlas.env}. */
    static boolean takesAnyName(Syntax.BlockNode block) {
        Syntax.AttributeNode name = block.body().attribute("name");
        return block.type().equals("env")
                && block.labels().isEmpty()
                && name != null
                && Mentions.contains(name.expression(), "atlas", "env");
    }
}
