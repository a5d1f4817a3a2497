package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.Routine.Argument;
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
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Functions and procedures, written {@code function} and {@code procedure}. The body is kept to the letter, without its
 * quotes; one that begins with {@code BEGIN ATOMIC} or {@code RETURN} is one of the SQL standard.
 */
final class PostgresRoutineSpec implements ObjectSpec<Routine> {
    private static final Pattern RESULT = Pattern.compile(
            "\\s*(?:(SETOF)\\s+(.*)|(TABLE)\\s*\\((.*)\\)\\s*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("(\"(?:[^\"]|\"\")+\"|\\S+)\\s+(.*)", Pattern.DOTALL);

    private static final BlockShape ARGUMENT = BlockShape.of(
            "arg",
            Labels.OPTIONAL_NAME,
            AttributeShape.type("type").must(),
            AttributeShape.value("default"),
            AttributeShape.choice("mode", "IN", "OUT", "INOUT", "VARIADIC"));

    private final Routine.Type type;
    private final BlockShape shape;

    private PostgresRoutineSpec(Routine.Type type, BlockShape shape) {
        this.type = type;
        this.shape = shape;
    }

    static PostgresRoutineSpec functions() {
        BlockShape shape = start("function")
                .withAttributes(AttributeShape.type("return"), AttributeShape.type("return_set"))
                .withAttributes(rest())
                .withAttributes(
                        AttributeShape.choice("volatility", "VOLATILE", "STABLE", "IMMUTABLE"),
                        AttributeShape.bool("strict"),
                        AttributeShape.bool("leakproof"),
                        AttributeShape.choice("parallel", "UNSAFE", "RESTRICTED", "SAFE"),
                        AttributeShape.value("cost"),
                        AttributeShape.value("rows"),
                        AttributeShape.name("support"),
                        AttributeShape.bool("window"))
                .withBlocks(
                        ARGUMENT,
                        BlockShape.of("return_table", Labels.NONE)
                                .withBlocks(BlockShape.of(
                                        "column",
                                        Labels.NAME,
                                        AttributeShape.type("type").must())));
        return new PostgresRoutineSpec(Routine.Type.FUNCTION, shape);
    }

    static PostgresRoutineSpec procedures() {
        return new PostgresRoutineSpec(
                Routine.Type.PROCEDURE,
                start("procedure").withAttributes(rest()).withBlocks(ARGUMENT));
    }

    private static BlockShape start(String type) {
        return BlockShape.of(
                type,
                Labels.QUALIFIED_NAME,
                Shapes.schemaReference(),
                AttributeShape.name("lang").must());
    }

    private static AttributeShape[] rest() {
        return new AttributeShape[] {
            AttributeShape.sql("as").must(),
            AttributeShape.text("object_file"),
            AttributeShape.choice("security", "INVOKER", "DEFINER"),
            AttributeShape.texts("settings"),
            AttributeShape.texts("transforms"),
            AttributeShape.text("comment"),
            Shapes.dependsOn()
        };
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
        Optional<String> language = block.text("lang").map(text -> text.toLowerCase(Locale.ROOT));
        Optional<String> body = block.text("as");
        if (name.isEmpty() || language.isEmpty() || body.isEmpty()) {
            return Optional.empty();
        }
        String text = PostgresRoutineBody.isStandard(language.get(), body.get()) ? standard(body.get()) : body.get();
        return Optional.of(new Routine(
                name.get(),
                type,
                arguments(block, reader, name.get().schema()),
                returns(block, reader, name.get().schema()),
                language.get(),
                PostgresRoutineBody.of(language.get(), text),
                block.text("comment").orElse(null),
                options(block).orNull(),
                block.range()));
    }

    private static String standard(String text) {
        String body = text.strip();
        return body.endsWith(";") ? body.substring(0, body.length() - 1).stripTrailing() : body;
    }

    private static List<Argument> arguments(BlockReader block, ObjectReader reader, String schema) {
        List<Argument> arguments = new ArrayList<>();
        for (BlockReader argument : block.blocks("arg")) {
            reader.type(argument, "type", schema)
                    .ifPresent(type -> arguments.add(new Argument(
                            argument.text("mode").map(Mode::valueOf).orElse(Mode.IN),
                            argument.name().isEmpty() ? null : argument.name(),
                            PostgresSignatures.bare(type),
                            argument.expression("default", PostgresSyntax.INSTANCE::quoteLiteral)
                                    .orElse(null))));
        }
        return arguments;
    }

    private static @Nullable Returns returns(BlockReader block, ObjectReader reader, String schema) {
        Optional<BlockReader> table = block.single("return_table");
        if (table.isPresent()) {
            List<Argument> columns = new ArrayList<>();
            for (BlockReader column : table.get().blocks("column")) {
                reader.type(column, "type", schema).ifPresent(type -> columns.add(column(column.name(), type)));
            }
            return new Returns.Rows(columns);
        }
        Optional<ColumnType> set = reader.type(block, "return_set", schema);
        if (set.isPresent()) {
            return new Returns.Values(PostgresSignatures.bare(set.get()), true);
        }
        Matcher written = RESULT.matcher(block.rawSql("return").orElse(""));
        if (written.matches()) {
            return written.group(1) != null
                    ? reader.type(block, "return", written.group(2), schema)
                            .map(type -> new Returns.Values(PostgresSignatures.bare(type), true))
                            .orElse(null)
                    : new Returns.Rows(columns(block, reader, written.group(4), schema));
        }
        return reader.type(block, "return", schema)
                .map(type -> new Returns.Values(PostgresSignatures.bare(type), false))
                .orElse(null);
    }

    private static List<Argument> columns(BlockReader block, ObjectReader reader, String list, String schema) {
        List<Argument> columns = new ArrayList<>();
        for (String written : PostgresExpressions.splitList(list)) {
            Matcher column = COLUMN.matcher(written);
            if (column.matches()) {
                reader.type(block, "return", column.group(2), schema)
                        .ifPresent(type -> columns.add(column(PostgresSyntax.unquote(column.group(1)), type)));
            } else {
                block.error("return", "invalid column \"" + written + "\"", "Write its name and its type.");
            }
        }
        return columns;
    }

    private static Argument column(String name, ColumnType type) {
        return new Argument(Mode.OUT, name, PostgresSignatures.bare(type), null);
    }

    private static PostgresRoutineOptions options(BlockReader block) {
        return new PostgresRoutineOptions(
                block.text("volatility").orElse("VOLATILE"),
                block.bool("strict").orElse(false),
                block.text("security").orElse("INVOKER").equals("DEFINER"),
                block.bool("leakproof").orElse(false),
                block.text("parallel").orElse("UNSAFE"),
                block.bool("window").orElse(false),
                block.expression("cost", text -> text).orElse(null),
                block.expression("rows", text -> text).orElse(null),
                block.text("support").orElse(null),
                block.texts("settings"),
                block.texts("transforms"),
                block.text("object_file").orElse(null));
    }

    @Override
    public void write(Routine routine, BlockWriter out, ObjectWriter writer) {
        String schema = routine.name().schema();
        out.value("schema", writer.schema(schema));
        switch (routine.language()) {
            case "sql" -> out.word("lang", "SQL");
            case "plpgsql" -> out.word("lang", "PLpgSQL");
            default -> out.text("lang", routine.language());
        }
        for (Argument argument : routine.arguments()) {
            BlockWriter inner = argument.name() == null ? out.inside("arg") : out.inside("arg", argument.name());
            inner.value("type", writer.type(argument.type(), schema));
            if (argument.defaultValue() != null) {
                inner.sql("default", argument.defaultValue());
            }
            if (argument.mode() != Mode.IN) {
                inner.word("mode", argument.mode().name());
            }
            out.add(inner);
        }
        switch (routine.returns()) {
            case null -> {}
            case Returns.Values(ColumnType result, boolean set) ->
                out.value(set ? "return_set" : "return", writer.type(result, schema));
            case Returns.Rows(List<Argument> columns) -> {
                BlockWriter table = out.inside("return_table");
                columns.forEach(column -> table.add(table.inside("column", String.valueOf(column.name()))
                        .value("type", writer.type(column.type(), schema))));
                out.add(table);
            }
        }
        boolean standard = PostgresRoutineBody.isStandard(
                routine.language(), routine.body().text());
        if (standard) {
            out.block("as", routine.body().text());
        } else {
            out.text("as", routine.body().text());
        }
        if (routine.comment() != null) {
            out.text("comment", routine.comment());
        }
        options(PostgresRoutineOptions.of(routine), out);
    }

    private static void options(PostgresRoutineOptions own, BlockWriter out) {
        if (!own.volatility().equals("VOLATILE")) {
            out.word("volatility", own.volatility());
        }
        if (!own.parallel().equals("UNSAFE")) {
            out.word("parallel", own.parallel());
        }
        if (own.definer()) {
            out.word("security", "DEFINER");
        }
        flag(out, "strict", own.strict());
        flag(out, "leakproof", own.leakproof());
        flag(out, "window", own.window());
        number(out, "cost", own.cost());
        number(out, "rows", own.rows());
        if (own.support() != null) {
            out.sql("support", own.support());
        }
        if (!own.settings().isEmpty()) {
            out.texts("settings", own.settings());
        }
        if (!own.transforms().isEmpty()) {
            out.texts("transforms", own.transforms());
        }
        if (own.objectFile() != null) {
            out.text("object_file", own.objectFile());
        }
    }

    private static void flag(BlockWriter out, String name, boolean value) {
        if (value) {
            out.bool(name, true);
        }
    }

    private static void number(BlockWriter out, String name, @Nullable String number) {
        if (number != null) {
            if (number.matches("\\d{1,15}")) {
                out.number(name, Long.parseLong(number));
            } else {
                out.sql(name, number);
            }
        }
    }
}
