package io.atlasoperator.project;

import io.atlasoperator.hcl.Attribute;
import io.atlasoperator.hcl.Block;
import io.atlasoperator.hcl.HclDiagnostic;
import io.atlasoperator.hcl.Suggestions;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.source.SourceRange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads the names that a block may have and reports those it may not. Not thread-safe. */
final class BlockReader {
    private static final BigDecimal LIMIT = BigDecimal.valueOf(Integer.MAX_VALUE);

    private final Block block;
    private final String path;
    private final List<HclDiagnostic> diagnostics;
    private final Set<String> attributes = new TreeSet<>();
    private final Set<String> blocks = new TreeSet<>();

    /** @param path what diagnostics call the block: {@code env.migration} is {@code migration} */
    BlockReader(Block block, String path, List<HclDiagnostic> diagnostics) {
        this.block = block;
        this.path = path;
        this.diagnostics = diagnostics;
    }

    Block block() {
        return block;
    }

    void report(SourceRange range, String summary, String detail) {
        diagnostics.add(new HclDiagnostic(range, summary, detail));
    }

    private Optional<Attribute> attribute(String name) {
        attributes.add(name);
        return block.attribute(name);
    }

    /** An attribute that is there, whatever its value. */
    Attribute known(String name) {
        return attribute(name).orElseThrow(() -> new IllegalArgumentException("no attribute " + name));
    }

    /** A string; numbers and bools are taken as one, references are not. */
    Optional<String> text(String name) {
        return attribute(name)
                .flatMap(attribute -> text(attribute.value()).or(() -> invalid(attribute, "A string is required.")));
    }

    private static Optional<String> text(Value value) {
        return switch (value) {
            case Value.Text text -> Optional.of(text.value());
            case Value.Num number -> Optional.of(number.value().toPlainString());
            case Value.Bool bool -> Optional.of(Boolean.toString(bool.value()));
            case Value.Null v -> Optional.empty();
            case Value.ListValue v -> Optional.empty();
            case Value.ObjectValue v -> Optional.empty();
            case Value.Reference v -> Optional.empty();
            case Value.Call v -> Optional.empty();
            case Value.RawSql v -> Optional.empty();
        };
    }

    private <T> Optional<T> invalid(Attribute attribute, String detail) {
        report(attribute.valueRange(), "Invalid " + path + "." + attribute.name(), detail);
        return Optional.empty();
    }

    /** Strings; a single one is a list of one. */
    List<String> texts(String name) {
        Attribute attribute = attribute(name).orElse(null);
        if (attribute == null) {
            return List.of();
        }
        List<Value> values =
                attribute.value() instanceof Value.ListValue list ? list.values() : List.of(attribute.value());
        List<String> texts =
                values.stream().flatMap(value -> text(value).stream()).toList();
        if (texts.size() != values.size()) {
            invalid(attribute, "A string or a list of strings is required.");
            return List.of();
        }
        return texts;
    }

    /** The values of an object or map; none if there is no such attribute. */
    Map<String, Value> object(String name) {
        Attribute attribute = attribute(name).orElse(null);
        if (attribute == null) {
            return Map.of();
        }
        if (attribute.value() instanceof Value.ObjectValue(Map<String, Value> values)) {
            return values;
        }
        invalid(attribute, "An object is required.");
        return Map.of();
    }

    /** The values of an object or map, which have to be strings; none if there is no such attribute. */
    Map<String, String> textsByName(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(name)
                .forEach((key, value) -> text(value)
                        .ifPresentOrElse(
                                text -> texts.put(key, text),
                                () -> invalid(known(name), "\"" + key + "\" has to be a string.")));
        return texts;
    }

    Optional<Boolean> bool(String name) {
        return attribute(name)
                .flatMap(attribute -> attribute.value() instanceof Value.Bool bool
                        ? Optional.of(bool.value())
                        : invalid(attribute, "true or false is required."));
    }

    OptionalInt integer(String name) {
        Attribute attribute = attribute(name).orElse(null);
        if (attribute == null) {
            return OptionalInt.empty();
        }
        if (attribute.value() instanceof Value.Num number
                && number.value().scale() <= 0
                && number.value().abs().compareTo(LIMIT) <= 0) {
            return OptionalInt.of(number.value().intValue());
        }
        invalid(attribute, "A whole number is required.");
        return OptionalInt.empty();
    }

    /**
     * One of a few names, written as a name ({@code LINEAR}) or as a string.
     *
     * @param parse gives the meaning of a name, or nothing
     */
    <T> Optional<T> choice(String name, List<String> names, Function<String, Optional<T>> parse) {
        return attribute(name).flatMap(attribute -> {
            String written = written(attribute.value());
            Optional<T> chosen = parse.apply(written);
            if (chosen.isEmpty()) {
                report(
                        attribute.valueRange(),
                        "Unknown " + path + "." + name,
                        "There is no " + name + " named \"" + written + "\"."
                                + Suggestions.closest(written, names)
                                        .map(found -> " Did you mean \"" + found + "\"?")
                                        .orElse(" Use one of: " + String.join(", ", names) + "."));
            }
            return chosen;
        });
    }

    private static String written(Value value) {
        return switch (value) {
            case Value.Reference(List<String> path) -> path.size() == 1 ? path.getFirst() : "";
            // "atlas" is a name of the language as well, and means that format where one is asked for.
            case Value.ObjectValue(Map<String, Value> values) -> values.keySet().equals(Set.of("env")) ? "atlas" : "";
            default -> text(value).orElse("");
        };
    }

    /** Reads the one block of that type, if it is there. */
    Optional<BlockReader> child(String type) {
        List<BlockReader> children = children(type);
        for (BlockReader repeated : children.subList(Math.min(1, children.size()), children.size())) {
            report(repeated.block.range(), "Duplicate block", "There may be only one " + type + " block here.");
        }
        return children.stream().findFirst();
    }

    /** All blocks of that type. */
    List<Block> all(String type) {
        blocks.add(type);
        return block.blocks(type);
    }

    private List<BlockReader> children(String type) {
        blocks.add(type);
        List<BlockReader> children = new ArrayList<>();
        for (Block child : block.blocks(type)) {
            children.add(new BlockReader(child, type, diagnostics));
        }
        return children;
    }

    /** Refuses blocks and attributes that the format has and this program does not support. */
    void refuse(String name, String why) {
        attribute(name).ifPresent(attribute -> report(attribute.nameRange(), "Unsupported " + path + "." + name, why));
        for (BlockReader child : children(name)) {
            report(child.block.range(), "Unsupported block " + path + "." + name, why);
        }
    }

    /** The attributes that were not asked for. */
    Map<String, Value> freeAttributes() {
        Map<String, Value> free = new LinkedHashMap<>();
        for (Attribute attribute : block.attributes()) {
            if (attributes.add(attribute.name())) {
                if (attribute.value() instanceof Value.Reference reference) {
                    report(
                            attribute.valueRange(),
                            "Unknown variable",
                            "There is no variable named \"" + reference.root() + "\".");
                }
                free.put(attribute.name(), attribute.value());
            }
        }
        return free;
    }

    /** Reports every name that was not asked for. */
    void finish() {
        for (Attribute attribute : block.attributes()) {
            if (!attributes.contains(attribute.name())) {
                report(
                        attribute.nameRange(),
                        "Unknown " + path + " attribute",
                        "There is no attribute named \"" + attribute.name() + "\" in " + path + "."
                                + Suggestions.didYouMean(attribute.name(), attributes));
            }
        }
        for (Block child : block.blocks()) {
            if (!blocks.contains(child.type())) {
                report(
                        child.range(),
                        "Unknown " + path + " block",
                        "There is no block named \"" + child.type() + "\" in " + path + "."
                                + Suggestions.didYouMean(child.type(), blocks));
            }
        }
    }
}
