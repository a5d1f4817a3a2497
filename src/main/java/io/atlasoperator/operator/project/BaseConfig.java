package io.atlasoperator.operator.project;

import io.atlasoperator.hcl.Attribute;
import io.atlasoperator.hcl.Block;
import io.atlasoperator.hcl.Document;
import io.atlasoperator.hcl.HclPrinter;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.source.Position;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what a spec says as a block of a project file, over which {@code spec.config} is put. Not thread-safe. */
public final class BaseConfig {
    private static final String NAME = "spec";
    private static final Position START = new Position(1, 1);
    private static final SourceRange NOWHERE = new SourceRange(NAME, START, START);

    private final String type;
    private final List<String> labels;
    private final List<Attribute> attributes = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();

    private BaseConfig(String type, List<String> labels) {
        this.type = type;
        this.labels = labels;
    }

    /** An environment. */
    public static BaseConfig env(String name) {
        return new BaseConfig("env", List.of(name));
    }

    /** A block inside of one. */
    public static BaseConfig block(String type) {
        return new BaseConfig(type, List.of());
    }

    /** Adds a text, if there is one. */
    public BaseConfig text(String name, Optional<String> text) {
        text.ifPresent(value -> add(name, new Value.Text(value)));
        return this;
    }

    /** Adds texts, unless there are none. */
    public BaseConfig texts(String name, List<String> texts) {
        if (!texts.isEmpty()) {
            add(
                    name,
                    new Value.ListValue(
                            texts.stream().<Value>map(Value.Text::new).toList()));
        }
        return this;
    }

    /** Adds a flag that is set. */
    public BaseConfig flag(String name, boolean isSet) {
        if (isSet) {
            add(name, new Value.Bool(true));
        }
        return this;
    }

    /** Adds a block, unless it is empty. */
    public BaseConfig add(BaseConfig inner) {
        if (!inner.attributes.isEmpty() || !inner.blocks.isEmpty()) {
            blocks.add(inner.block());
        }
        return this;
    }

    private void add(String name, Value value) {
        attributes.add(new Attribute(name, value, NOWHERE, NOWHERE));
    }

    private Block block() {
        return new Block(type, labels, attributes, blocks, NOWHERE);
    }

    /** The file that this is all of; it may hold passwords. */
    public SourceFile file() {
        return new SourceFile(NAME, HclPrinter.print(new Document(List.of(), List.of(block()))));
    }
}
