package io.atlasoperator.spec;

import io.atlasoperator.hcl.Block;
import io.atlasoperator.hcl.Document;
import io.atlasoperator.hcl.Value;
import java.util.List;
import java.util.Optional;

/**
 * Finds what a reference to another block's attribute stands for, such as {@code table.users.comment} or, inside a
 * table, {@code column.id.type}. Only literal attributes have a value; {@code name} is the last label if it is not
 * written as an attribute.
 */
final class SiblingReferences {
    private static final int DEEPEST = 16;
    private final Document document;

    SiblingReferences(Document document) {
        this.document = document;
    }

    /**
     * The value at the end of the path, if there is one.
     *
     * @param enclosing the blocks around the attribute that has the reference, the outermost first
     */
    Optional<Value> value(List<String> path, List<Block> enclosing) {
        return value(path, enclosing, 0);
    }

    private Optional<Value> value(List<String> path, List<Block> enclosing, int depth) {
        if (depth > DEEPEST) {
            return Optional.empty();
        }
        Optional<Value> found = Optional.empty();
        for (int level = enclosing.size() - 1; level >= 0 && found.isEmpty(); level--) {
            found = in(enclosing.get(level).blocks(), path);
        }
        if (found.isEmpty()) {
            found = in(document.blocks(), path);
        }
        return found.flatMap(value -> value instanceof Value.Reference(List<String> next) && next.size() > 2
                ? value(next, enclosing, depth + 1)
                : Optional.of(value));
    }

    private static Optional<Value> in(List<Block> blocks, List<String> path) {
        return blocks.stream()
                .filter(block -> block.type().equals(path.getFirst()))
                .flatMap(block -> inside(block, path).stream())
                .findFirst();
    }

    /** What the path means if its first name is the type of that block. */
    private static Optional<Value> inside(Block block, List<String> path) {
        for (int used = Math.min(1, block.labels().size());
                used <= block.labels().size();
                used++) {
            List<String> labels = block.labels()
                    .subList(block.labels().size() - used, block.labels().size());
            if (path.size() < used + 2 || !path.subList(1, used + 1).equals(labels)) {
                continue;
            }
            List<String> rest = path.subList(used + 1, path.size());
            Optional<Value> found = rest.size() == 1 ? attribute(block, rest.getFirst()) : in(block.blocks(), rest);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Value> attribute(Block block, String name) {
        Optional<Value> written = block.attribute(name).map(attribute -> attribute.value());
        return written.isEmpty() && name.equals("name") && !block.labels().isEmpty()
                ? Optional.of(new Value.Text(block.labels().getLast()))
                : written;
    }
}
