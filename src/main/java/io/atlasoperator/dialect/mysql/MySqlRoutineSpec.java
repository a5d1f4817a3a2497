package io.atlasoperator.dialect.mysql;

import io.atlasoperator.hcl.Value;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.Routine.Argument;
import io.atlasoperator.schema.Routine.Body;
import io.atlasoperator.schema.Routine.Mode;
import io.atlasoperator.schema.Routine.Returns;
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
import java.util.Optional;

/** Functions and procedures, written {@code function} and {@code procedure}. */
final class MySqlRoutineSpec implements ObjectSpec<Routine> {
    private static final String LANGUAGE = "sql";

    private final Routine.Type type;
    private final BlockShape shape;

    private MySqlRoutineSpec(Routine.Type type, BlockShape shape) {
        this.type = type;
        this.shape = shape;
    }

    static MySqlRoutineSpec functions() {
        return new MySqlRoutineSpec(
                Routine.Type.FUNCTION,
                shape("function", AttributeShape.type("return").must())
                        .withBlocks(BlockShape.of(
                                "arg", Labels.NAME, AttributeShape.type("type").must())));
    }

    static MySqlRoutineSpec procedures() {
        return new MySqlRoutineSpec(
                Routine.Type.PROCEDURE,
                shape("procedure")
                        .withBlocks(BlockShape.of(
                                "arg",
                                Labels.NAME,
                                AttributeShape.choice("mode", "IN", "OUT", "INOUT"),
                                AttributeShape.type("type").must())));
    }

    private static BlockShape shape(String type, AttributeShape... own) {
        return BlockShape.of(
                        type, Labels.QUALIFIED_NAME, Shapes.schemaReference(), AttributeShape.choice("lang", "SQL"))
                .withAttributes(own)
                .withAttributes(
                        AttributeShape.sql("as").must(),
                        AttributeShape.bool("deterministic"),
                        AttributeShape.choice(
                                "data_access", "CONTAINS_SQL", "NO_SQL", "READS_SQL_DATA", "MODIFIES_SQL_DATA"),
                        security(),
                        AttributeShape.text("definer"),
                        AttributeShape.text("sql_mode"),
                        AttributeShape.text("comment"),
                        Shapes.dependsOn());
    }

    /** Whose rights it has. */
    static AttributeShape security() {
        return AttributeShape.choice("security", "DEFINER", "INVOKER");
    }

    static boolean isInvoker(BlockReader block) {
        return block.text("security").filter("INVOKER"::equals).isPresent();
    }

    static void write(boolean invoker, BlockWriter out) {
        if (invoker) {
            out.word("security", "INVOKER");
        }
    }

    @Override
    public Class<Routine> type() {
        return Routine.class;
    }

    @Override
    public BlockShape shape() {
        return shape;
    }

    @Override
    public boolean writes(Routine routine) {
        return routine.type() == type;
    }

    @Override
    public Optional<Routine> read(BlockReader block, ObjectReader reader) {
        Optional<QualifiedName> name = reader.name(block);
        Optional<String> body = block.text("as").map(MySqlText::body);
        if (name.isEmpty() || body.isEmpty()) {
            return Optional.empty();
        }
        String schema = name.get().schema();
        List<Argument> arguments = new ArrayList<>();
        for (BlockReader argument : block.blocks("arg")) {
            reader.type(argument, "type", schema)
                    .ifPresent(known -> arguments.add(new Argument(
                            argument.text("mode").map(Mode::valueOf).orElse(Mode.IN), argument.name(), known, null)));
        }
        Optional<ColumnType> result = reader.type(block, "return", schema);
        return Optional.of(new Routine(
                name.get(),
                type,
                arguments,
                result.map(known -> new Returns.Values(known, false)).orElse(null),
                LANGUAGE,
                new Body(body.get(), List.of(), List.of()),
                block.text("comment").orElse(null),
                new MySqlRoutineOptions(
                        block.text("definer").orElse(null),
                        isInvoker(block),
                        block.bool("deterministic").orElse(false),
                        block.text("data_access").orElse("CONTAINS_SQL").replace('_', ' '),
                        null,
                        block.text("sql_mode").map(MySqlMode::of).orElse(null)),
                block.range()));
    }

    @Override
    public void write(Routine routine, BlockWriter out, ObjectWriter writer) {
        String schema = routine.name().schema();
        out.value("schema", writer.schema(schema)).word("lang", "SQL");
        for (Argument argument : routine.arguments()) {
            BlockWriter inner = out.inside("arg", String.valueOf(argument.name()));
            if (argument.mode() != Mode.IN) {
                inner.word("mode", argument.mode().name());
            }
            out.add(inner.value("type", type(argument.type(), schema, writer)));
        }
        if (routine.returns() instanceof Returns.Values(ColumnType result, boolean set)) {
            out.value("return", type(result, schema, writer));
        }
        out.block("as", routine.body().text());
        MySqlRoutineOptions options = MySqlRoutineOptions.of(routine);
        if (options.deterministic()) {
            out.bool("deterministic", true);
        }
        if (!options.dataAccess().equals(MySqlRoutineOptions.NONE.dataAccess())) {
            out.word("data_access", options.dataAccess().replace(' ', '_'));
        }
        write(options.invoker(), out);
        if (options.definer() != null) {
            out.text("definer", options.definer());
        }
        if (options.mode() != null) {
            out.text("sql_mode", options.mode().text());
        }
        if (routine.comment() != null) {
            out.text("comment", routine.comment());
        }
    }

    /** A type; here no attribute beside it says that it is unsigned. */
    private static Value type(ColumnType type, String schema, ObjectWriter writer) {
        return MySqlTypes.isUnsigned(type) ? new Value.RawSql(MySqlTypes.format(type)) : writer.type(type, schema);
    }
}
