package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.PostgresAggregate.Function;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Routine.Argument;
import io.atlasoperator.schema.Routine.Mode;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Aggregates, written {@code aggregate}; what is rare stands in {@code options} as in SQL. */
final class PostgresAggregateSpec implements ObjectSpec<PostgresAggregate> {
    private static final Map<String, String> FUNCTIONS = words(
            "state_func", "SFUNC",
            "final_func", "FINALFUNC",
            "combine_func", "COMBINEFUNC",
            "serial_func", "SERIALFUNC",
            "deserial_func", "DESERIALFUNC",
            "moving_state_func", "MSFUNC",
            "moving_inverse_func", "MINVFUNC",
            "moving_final_func", "MFINALFUNC");
    private static final Map<String, String> TYPES = words("state_type", "STYPE", "moving_state_type", "MSTYPE");

    private static final BlockShape SHAPE = block();

    private static Map<String, String> words(String... pairs) {
        Map<String, String> words = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            words.put(pairs[i], pairs[i + 1]);
        }
        return words;
    }

    private static BlockShape block() {
        AttributeShape[] types =
                TYPES.keySet().stream().map(AttributeShape::type).toArray(AttributeShape[]::new);
        AttributeShape[] functions = FUNCTIONS.keySet().stream()
                .map(name -> AttributeShape.reference(name, "function"))
                .toArray(AttributeShape[]::new);
        return BlockShape.of("aggregate", Labels.QUALIFIED_NAME, Shapes.schemaReference())
                .withAttributes(types)
                .withAttributes(functions)
                .withAttributes(AttributeShape.texts("options"), AttributeShape.text("comment"), Shapes.dependsOn())
                .withBlocks(argument("arg"), argument("order_by"));
    }

    private static BlockShape argument(String type) {
        return BlockShape.of(
                type,
                Labels.OPTIONAL_NAME,
                AttributeShape.type("type").must(),
                AttributeShape.choice("mode", "IN", "VARIADIC"));
    }

    @Override
    public Class<PostgresAggregate> type() {
        return PostgresAggregate.class;
    }

    @Override
    public BlockShape shape() {
        return SHAPE;
    }

    @Override
    public Optional<PostgresAggregate> read(BlockReader block, ObjectReader reader) {
        Optional<QualifiedName> name = reader.name(block);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        String schema = name.get().schema();
        SortedMap<String, Function> functions = new TreeMap<>();
        FUNCTIONS.forEach((attribute, word) -> PostgresTriggerSpec.named(block, attribute, reader, schema)
                .ifPresent(function -> functions.put(
                        word,
                        new Function(function.schema().equals(schema) ? null : function.schema(), function.name()))));
        SortedMap<String, ColumnType> types = new TreeMap<>();
        TYPES.forEach((attribute, word) -> reader.type(block, attribute, schema)
                .ifPresent(type -> types.put(word, PostgresSignatures.bare(type))));
        require(block, "state_func", functions.containsKey("SFUNC"));
        require(block, "state_type", types.containsKey("STYPE"));
        SortedMap<String, String> settings = new TreeMap<>();
        block.texts("options").forEach(option -> {
            int equals = option.indexOf('=');
            String word = equals < 0 ? option : option.substring(0, equals);
            settings.put(
                    word.strip().toUpperCase(java.util.Locale.ROOT),
                    equals < 0 ? "" : option.substring(equals + 1).strip());
        });
        List<Argument> arguments = new ArrayList<>(arguments(block, "arg", reader, schema));
        List<Argument> order = arguments(block, "order_by", reader, schema);
        int direct = order.isEmpty() ? -1 : arguments.size();
        // What is taken in both places is written down once in the catalog.
        if (!(order.size() == 1
                && !arguments.isEmpty()
                && order.getFirst().equals(arguments.getLast())
                && order.getFirst().mode() == Mode.VARIADIC)) {
            arguments.addAll(order);
        }
        return Optional.of(new PostgresAggregate(
                name.get(),
                arguments,
                direct,
                functions,
                types,
                settings,
                block.text("comment").orElse(null),
                block.range()));
    }

    private static void require(BlockReader block, String attribute, boolean found) {
        if (!found && !block.rejected(attribute)) {
            block.error(attribute, "missing attribute \"" + attribute + "\"", "An aggregate needs " + attribute + ".");
        }
    }

    private static List<Argument> arguments(BlockReader block, String type, ObjectReader reader, String schema) {
        return block.blocks(type).stream()
                .flatMap(argument -> reader.type(argument, "type", schema)
                        .map(found -> Stream.of(new Argument(
                                argument.text("mode").map(Mode::valueOf).orElse(Mode.IN),
                                argument.name().isEmpty() ? null : argument.name(),
                                PostgresSignatures.bare(found),
                                null)))
                        .orElse(Stream.of()))
                .toList();
    }

    @Override
    public void write(PostgresAggregate aggregate, BlockWriter out, ObjectWriter writer) {
        String schema = aggregate.name().schema();
        out.value("schema", writer.schema(schema));
        List<Argument> all = aggregate.arguments();
        int direct = aggregate.direct() < 0 ? all.size() : aggregate.direct();
        all.subList(0, direct).forEach(argument -> out.add(argument(out, "arg", argument, writer, schema)));
        if (aggregate.direct() >= 0) {
            List<Argument> order = direct == all.size() ? List.of(all.getLast()) : all.subList(direct, all.size());
            order.forEach(argument -> out.add(argument(out, "order_by", argument, writer, schema)));
        }
        FUNCTIONS.forEach((attribute, word) -> Optional.ofNullable(
                        aggregate.functions().get(word))
                .ifPresent(function -> out.sql(
                        attribute,
                        (function.schema() == null ? "" : PostgresSyntax.quoteIfNeeded(function.schema()) + ".")
                                + PostgresSyntax.quoteIfNeeded(function.name()))));
        TYPES.forEach((attribute, word) -> Optional.ofNullable(aggregate.types().get(word))
                .ifPresent(type -> out.value(attribute, writer.type(type, schema))));
        if (!aggregate.settings().isEmpty()) {
            out.texts(
                    "options",
                    aggregate.settings().entrySet().stream()
                            .map(setting -> setting.getValue().isEmpty()
                                    ? setting.getKey()
                                    : setting.getKey() + " = " + setting.getValue())
                            .toList());
        }
        if (aggregate.comment() != null) {
            out.text("comment", aggregate.comment());
        }
    }

    private static BlockWriter argument(
            BlockWriter out, String type, Argument argument, ObjectWriter writer, String schema) {
        BlockWriter inner = argument.name() == null ? out.inside(type) : out.inside(type, argument.name());
        inner.value("type", writer.type(argument.type(), schema));
        return argument.mode() == Mode.VARIADIC ? inner.word("mode", "VARIADIC") : inner;
    }
}
