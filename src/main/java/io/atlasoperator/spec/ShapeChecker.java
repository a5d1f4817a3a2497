package io.atlasoperator.spec;

import io.atlasoperator.hcl.Attribute;
import io.atlasoperator.hcl.Block;
import io.atlasoperator.hcl.Document;
import io.atlasoperator.hcl.Suggestions;
import io.atlasoperator.source.Position;
import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds a document against the shapes that a database knows. What fits is handed on, with values in the form that
 * readers see; everything else is told and left out, so that readers need not look at shapes again.
 */
final class ShapeChecker {
    /** Blocks of the language that this version has no support for, with the words for more than one of them. */
    private static final Map<String, String> UNSUPPORTED = Map.ofEntries(
            Map.entry("default", "names of defaults"),
            Map.entry("view", "views"),
            Map.entry("materialized", "materialized views"),
            Map.entry("function", "functions"),
            Map.entry("procedure", "procedures"),
            Map.entry("aggregate", "aggregates"),
            Map.entry("trigger", "triggers"),
            Map.entry("event_trigger", "event triggers"),
            Map.entry("sequence", "sequences"),
            Map.entry("extension", "extensions"),
            Map.entry("policy", "policies"),
            Map.entry("domain", "domains"),
            Map.entry("composite", "composite types"),
            Map.entry("range", "range types"),
            Map.entry("collation", "collations"),
            Map.entry("cast", "casts"),
            Map.entry("operator", "operators"),
            Map.entry("publication", "publications"),
            Map.entry("role", "roles"),
            Map.entry("user", "users"),
            Map.entry("foreign_table", "foreign tables"),
            Map.entry("server", "foreign servers"),
            Map.entry("exclude", "exclusion constraints"),
            Map.entry("enum", "enum types"),
            Map.entry("unique", "unique constraints"),
            Map.entry("partition", "partitions"),
            Map.entry("identity", "identity columns"));

    /** Blocks of a project file. */
    private static final Set<String> PROJECT = Set.of("env", "atlas", "diff", "lint", "docker");

    private final SpecRules rules;
    private final Diagnostics diagnostics;
    private final ValueChecker values;

    ShapeChecker(SpecRules rules, Document document, Diagnostics diagnostics) {
        this.rules = rules;
        this.diagnostics = diagnostics;
        this.values = new ValueChecker(new SiblingReferences(document), TypeReader.kinds(rules), diagnostics);
    }

    /** What of the document fits. */
    Document check(Document document) {
        for (Attribute attribute : document.attributes()) {
            diagnostics.add(
                    attribute.nameRange(),
                    "unknown attribute \"" + attribute.name() + "\"",
                    "A schema file has blocks at its top level, no attributes.");
        }
        return new Document(List.of(), blocks(document.blocks(), rules.blocks(), "a schema file", List.of()));
    }

    private List<Block> blocks(List<Block> written, List<BlockShape> shapes, String place, List<Block> enclosing) {
        List<Block> kept = new ArrayList<>();
        for (Block block : written) {
            Optional<BlockShape> shape = shapes.stream()
                    .filter(candidate -> candidate.type().equals(block.type()))
                    .findFirst();
            if (shape.isPresent()) {
                kept.add(block(block, shape.get(), enclosing));
            } else {
                unknown(block, shapes, place, enclosing.isEmpty());
            }
        }
        return kept;
    }

    private void unknown(Block block, List<BlockShape> shapes, String place, boolean top) {
        String type = block.type();
        if (UNSUPPORTED.containsKey(type)) {
            diagnostics.add(
                    block.range(),
                    rules.name() + ": " + UNSUPPORTED.get(type) + " are not supported by this version",
                    type.equals("unique")
                            ? "Write an index with unique = true instead."
                            : type.equals("default")
                                    ? "Write default = ... instead: the database keeps no name of it."
                                    : "Remove the block \"" + type
                                            + "\" and manage what it describes outside of the schema file.");
        } else if (top && PROJECT.contains(type)) {
            diagnostics.add(
                    block.range(),
                    "cannot parse project file \"" + block.range().file() + "\" as a schema file",
                    "A block \"" + type + "\" belongs in a project file, not in a schema.");
        } else {
            List<String> known = shapes.stream().map(BlockShape::type).toList();
            diagnostics.add(
                    typeOf(block),
                    "unknown block type \"" + type + "\"",
                    "There is no such block in " + place + "." + Suggestions.didYouMean(type, known));
        }
    }

    private static SourceRange typeOf(Block block) {
        Position start = block.range().start();
        int length = block.type().codePointCount(0, block.type().length());
        return new SourceRange(block.range().file(), start, new Position(start.line(), start.column() + length));
    }

    private Block block(Block block, BlockShape shape, List<Block> around) {
        labels(block, shape);
        List<Block> enclosing = new ArrayList<>(around);
        enclosing.add(block);
        List<Attribute> attributes = new ArrayList<>();
        for (Attribute attribute : block.attributes()) {
            Optional<AttributeShape> known = shape.attribute(attribute.name());
            if (known.isPresent()) {
                values.check(attribute, known.get(), enclosing)
                        .ifPresentOrElse(attributes::add, () -> diagnostics.reject(block, attribute.name()));
            } else {
                diagnostics.add(
                        attribute.nameRange(),
                        "unknown attribute \"" + attribute.name() + "\"",
                        "There is no such attribute in " + shape.described() + "."
                                + Suggestions.didYouMean(
                                        attribute.name(),
                                        shape.attributes().stream()
                                                .map(AttributeShape::name)
                                                .toList()));
            }
        }
        for (AttributeShape attribute : shape.attributes()) {
            if (attribute.required()
                    && block.attribute(attribute.name()).isEmpty()
                    && !diagnostics.rejected(block, attribute.name())) {
                diagnostics.add(
                        block.range(),
                        "missing attribute \"" + attribute.name() + "\"",
                        "The block needs " + attribute.name() + ": "
                                + attribute.value().expected() + ".");
            }
        }
        return new Block(
                block.type(),
                block.labels(),
                attributes,
                blocks(block.blocks(), shape.blocks(), shape.described(), enclosing),
                block.range());
    }

    private void labels(Block block, BlockShape shape) {
        int count = block.labels().size();
        if (count > shape.labels().most()) {
            diagnostics.add(
                    block.range(),
                    "too many labels for block: [" + String.join(" ", block.labels()) + "]",
                    shape.labels().most() == 0
                            ? "A block \"" + block.type() + "\" has no label."
                            : "A block \"" + block.type() + "\" has at most "
                                    + (shape.labels().most() == 1 ? "one label." : "two labels."));
        } else if (count < shape.labels().least()) {
            diagnostics.add(
                    block.range(),
                    "missing label for block \"" + block.type() + "\"",
                    "Write its name in quotes: " + block.type() + " \"name\" { ... }.");
        }
    }
}
