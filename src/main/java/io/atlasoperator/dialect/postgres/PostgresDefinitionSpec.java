package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.PostgresDefinition.What;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.spec.AttributeShape;
import io.atlasoperator.spec.BlockReader;
import io.atlasoperator.spec.BlockShape;
import io.atlasoperator.spec.BlockShape.Labels;
import io.atlasoperator.spec.BlockWriter;
import io.atlasoperator.spec.ObjectReader;
import io.atlasoperator.spec.ObjectSpec;
import io.atlasoperator.spec.ObjectWriter;
import io.atlasoperator.spec.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One kind of what is a list of words with values, written with an attribute for each word. */
final class PostgresDefinitionSpec implements ObjectSpec<PostgresDefinition> {
    private static final String WITH = " WITH ";

    private final What what;
    private final BlockShape shape;

    private PostgresDefinitionSpec(What what) {
        this.what = what;
        BlockShape named = BlockShape.of(what.kind(), what == What.CAST ? Labels.NONE : Labels.NAME);
        this.shape = (what == What.PUBLICATION ? named : named.withAttributes(Shapes.schemaReference()))
                .withAttributes(operands(what))
                .withAttributes(what.clauses().stream()
                        .map(PostgresDefinitionSpec::attribute)
                        .toArray(AttributeShape[]::new))
                .withAttributes(parts(what))
                .withAttributes(AttributeShape.text("comment"));
    }

    /** A spec for each kind. */
    static Stream<PostgresDefinitionSpec> all() {
        return Stream.of(What.values()).map(PostgresDefinitionSpec::new);
    }

    private static AttributeShape attribute(String clause) {
        String name = clause.toLowerCase(Locale.ROOT);
        return switch (What.form(clause)) {
            case SQL -> AttributeShape.sql(name);
            case LITERAL -> AttributeShape.text(name);
            case FLAG -> AttributeShape.bool(name);
        };
    }

    private static AttributeShape[] operands(What what) {
        return switch (what) {
            case CAST ->
                new AttributeShape[] {
                    AttributeShape.sql("source").must(),
                    AttributeShape.sql("target").must()
                };
            case OPERATOR -> new AttributeShape[] {AttributeShape.sql("left"), AttributeShape.sql("right")};
            case COLLATION, TEXT_SEARCH_DICTIONARY, TEXT_SEARCH_CONFIGURATION, PUBLICATION -> new AttributeShape[0];
        };
    }

    private static AttributeShape[] parts(What what) {
        return switch (what) {
            case TEXT_SEARCH_CONFIGURATION -> new AttributeShape[] {AttributeShape.texts("mappings")};
            case PUBLICATION -> new AttributeShape[] {AttributeShape.texts("objects")};
            case COLLATION, CAST, OPERATOR, TEXT_SEARCH_DICTIONARY -> new AttributeShape[0];
        };
    }

    @Override
    public Class<PostgresDefinition> type() {
        return PostgresDefinition.class;
    }

    @Override
    public BlockShape shape() {
        return shape;
    }

    @Override
    public boolean writes(PostgresDefinition definition) {
        return definition.what() == what;
    }

    @Override
    public Optional<PostgresDefinition> read(BlockReader block, ObjectReader reader) {
        Optional<QualifiedName> name = name(block, reader);
        SortedMap<String, String> parts = new TreeMap<>();
        for (String part : block.texts("mappings")) {
            int with = part.toUpperCase(Locale.ROOT).indexOf(WITH);
            if (with < 0) {
                block.error(
                        "mappings",
                        "mapping without dictionaries: " + part,
                        "Write the kind of words and the dictionaries: \"asciiword WITH english_stem\".");
                return Optional.empty();
            }
            parts.put(
                    part.substring(0, with).strip(),
                    part.substring(with + WITH.length()).strip());
        }
        for (String part : block.texts("objects")) {
            if (!part.startsWith("TABLE ") && !part.startsWith("TABLES IN SCHEMA ")) {
                block.error(
                        "objects",
                        "cannot tell what is published: " + part,
                        "Begin with TABLE or TABLES IN SCHEMA: \"TABLE app.users\".");
                return Optional.empty();
            }
            parts.put(part.strip(), "");
        }
        SortedMap<String, String> clauses = new TreeMap<>();
        for (String clause : what.clauses()) {
            String attribute = clause.toLowerCase(Locale.ROOT);
            switch (What.form(clause)) {
                case SQL, LITERAL -> block.text(attribute).ifPresent(value -> clauses.put(clause, value));
                case FLAG -> block.bool(attribute).filter(flag -> flag).ifPresent(flag -> clauses.put(clause, ""));
            }
        }
        String operands = what == What.OPERATOR
                ? "(" + block.text("left").orElse("NONE") + ", "
                        + block.text("right").orElse("NONE") + ")"
                : "";
        return name.map(known -> new PostgresDefinition(
                what, known, operands, clauses, parts, block.text("comment").orElse(null), block.range()));
    }

    private Optional<QualifiedName> name(BlockReader block, ObjectReader reader) {
        if (what == What.PUBLICATION) {
            return Optional.of(new QualifiedName("", block.name()));
        }
        Optional<QualifiedName> name = reader.name(block);
        return what != What.CAST
                ? name
                : name.flatMap(named -> block.text("source")
                        .flatMap(source -> block.text("target")
                                .map(target -> new QualifiedName(named.schema(), source + " AS " + target))));
    }

    @Override
    public void write(PostgresDefinition definition, BlockWriter out, ObjectWriter writer) {
        if (what != What.PUBLICATION) {
            out.value("schema", writer.schema(definition.name().schema()));
        }
        if (what == What.CAST) {
            String name = definition.name().name();
            int as = name.indexOf(" AS ");
            out.text("source", name.substring(0, as)).text("target", name.substring(as + " AS ".length()));
        } else if (what == What.OPERATOR) {
            List<String> operands = PostgresExpressions.splitList(
                    definition.operands().substring(1, definition.operands().length() - 1));
            if (!operands.getFirst().equals("NONE")) {
                out.text("left", operands.getFirst());
            }
            if (!operands.getLast().equals("NONE")) {
                out.text("right", operands.getLast());
            }
        }
        definition.clauses().forEach((clause, value) -> {
            String attribute = clause.toLowerCase(Locale.ROOT);
            out.value(
                    attribute,
                    switch (What.form(clause)) {
                        case SQL, LITERAL -> new Value.Text(value);
                        case FLAG -> new Value.Bool(true);
                    });
        });
        if (!definition.parts().isEmpty()) {
            List<String> parts = new ArrayList<>();
            definition.parts().forEach((part, value) -> parts.add(value.isEmpty() ? part : part + WITH + value));
            out.texts(what == What.PUBLICATION ? "objects" : "mappings", parts);
        }
        if (definition.comment() != null) {
            out.text("comment", definition.comment());
        }
    }
}
