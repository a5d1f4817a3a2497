package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.PostgresTypes.NamedTypes;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.CheckOptions;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnOptions;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.ForeignKey.Deferrability;
import io.atlasoperator.schema.ForeignKeyOptions;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexOptions;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.IndexPartOptions;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.PrimaryKeyOptions;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableOptions;
import io.atlasoperator.schema.View;
import io.atlasoperator.schema.ViewOptions;
import io.atlasoperator.spec.AttributeShape;
import io.atlasoperator.spec.BlockReader;
import io.atlasoperator.spec.BlockShape;
import io.atlasoperator.spec.BlockShape.Labels;
import io.atlasoperator.spec.BlockWriter;
import io.atlasoperator.spec.CompositeSpec;
import io.atlasoperator.spec.DomainSpec;
import io.atlasoperator.spec.ObjectSpec;
import io.atlasoperator.spec.Shapes;
import io.atlasoperator.spec.SpecRules;
import io.atlasoperator.spec.TableReferences;
import io.atlasoperator.spec.TypeName;
import io.atlasoperator.spec.ViewSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's HCL. */
final class PostgresSpec implements SpecRules {
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private static final AttributeShape METHOD =
            AttributeShape.openChoice("type", "BTREE", "BRIN", "HASH", "GIN", "GIST", "GiST", "SPGIST", "SPGiST");

    private static final AttributeShape OPERATOR_CLASS = AttributeShape.name("ops");

    private static final BlockShape ON = Shapes.on()
            .withAttributes(
                    OPERATOR_CLASS,
                    AttributeShape.name("collate"),
                    AttributeShape.bool("nulls_first"),
                    AttributeShape.bool("nulls_last"));

    private static final BlockShape TABLE = Shapes.table()
            .withAttributes(PostgresTableSpec.TABLE)
            .withBlocks(
                    Shapes.column()
                            .withAttributes(AttributeShape.text("collate"))
                            .withAttributes(PostgresTableSpec.COLUMN)
                            .withBlocks(Shapes.identity(), Shapes.as("STORED", "VIRTUAL")),
                    Shapes.primaryKey()
                            .withAttributes(AttributeShape.columns("include"))
                            .withAttributes(PostgresTableSpec.PRIMARY_KEY),
                    Shapes.foreignKey().withAttributes(PostgresTableSpec.FOREIGN_KEY),
                    index("index", ON, AttributeShape.bool("unique")),
                    Shapes.check()
                            .withAttributes(AttributeShape.bool("enforced"), AttributeShape.bool("no_inherit"))
                            .withAttributes(PostgresTableSpec.CHECK),
                    index("unique", ON),
                    index("exclude", ON.withAttributes(AttributeShape.text("op"))),
                    PostgresTableSpec.PARTITION_OF,
                    PostgresTableSpec.ROW_SECURITY,
                    BlockShape.of(
                                    "partition",
                                    Labels.NONE,
                                    AttributeShape.choice("type", "RANGE", "LIST", "HASH"),
                                    AttributeShape.columns("columns"))
                            .withBlocks(BlockShape.of(
                                            "by", Labels.NONE, Shapes.column("column"), AttributeShape.sql("expr"))
                                    .withAttributes(OPERATOR_CLASS, AttributeShape.name("collate"))));

    private static final BlockShape VIEW_COLUMN = Shapes.column().withAttributes(AttributeShape.text("collate"));

    private static final List<String> VIEW_FLAGS = List.of("security_barrier", "security_invoker");
    private static final AttributeShape CHECK_OPTION = AttributeShape.choice("check_option", "LOCAL", "CASCADED");
    private static final AttributeShape SECURITY_BARRIER = AttributeShape.bool("security_barrier");
    private static final AttributeShape SECURITY_INVOKER = AttributeShape.bool("security_invoker");
    private static final AttributeShape STORAGE_PARAMS = AttributeShape.texts("storage_params");
    private static final AttributeShape WITH_NO_DATA = AttributeShape.bool("with_no_data");

    private static BlockShape index(String type, BlockShape on, AttributeShape... first) {
        return BlockShape.of(type, Labels.NAME, first)
                .withAttributes(
                        AttributeShape.columns("columns"),
                        AttributeShape.text("comment"),
                        METHOD,
                        AttributeShape.sql("where"),
                        AttributeShape.bool("nulls_distinct"),
                        AttributeShape.columns("include"),
                        AttributeShape.number("page_per_range"),
                        Shapes.deferrable(),
                        Shapes.renamedFrom())
                .withAttributes(PostgresTableSpec.INDEX)
                .withBlocks(on);
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public List<BlockShape> blocks() {
        return Stream.concat(
                        Stream.of(TABLE, Shapes.enumeration(), Shapes.schema()),
                        objects().stream().map(ObjectSpec::shape))
                .toList();
    }

    @Override
    public List<ObjectSpec<?>> objects() {
        return Stream.<ObjectSpec<?>>concat(
                        Stream.of(
                                new PostgresExtensionSpec(),
                                new DomainSpec(),
                                new CompositeSpec(),
                                new PostgresRangeSpec(),
                                new PostgresSequenceSpec(),
                                ViewSpec.plain(this, VIEW_COLUMN, CHECK_OPTION, SECURITY_BARRIER, SECURITY_INVOKER),
                                ViewSpec.materialized(
                                        this,
                                        VIEW_COLUMN,
                                        index("index", ON, AttributeShape.bool("unique")),
                                        WITH_NO_DATA,
                                        STORAGE_PARAMS),
                                PostgresRoutineSpec.functions(),
                                PostgresRoutineSpec.procedures(),
                                new PostgresTriggerSpec(),
                                new PostgresAggregateSpec(),
                                new PostgresEventTriggerSpec(),
                                new PostgresPolicySpec(),
                                new PostgresStatisticsSpec(),
                                new PostgresRuleSpec(),
                                PostgresPermissionSpec.onThings(),
                                PostgresPermissionSpec.onThingsToCome()),
                        PostgresDefinitionSpec.all())
                .toList();
    }

    @Override
    public @Nullable ViewOptions readView(BlockReader view) {
        Set<String> parameters = new LinkedHashSet<>();
        view.text("check_option")
                .ifPresent(option -> parameters.add("check_option=" + option.toLowerCase(java.util.Locale.ROOT)));
        for (String flag : VIEW_FLAGS) {
            view.bool(flag).ifPresent(value -> parameters.add(flag + "=" + value));
        }
        parameters.addAll(PostgresTableSpec.parameters(view, "storage_params"));
        return new PostgresViewOptions(parameters, !view.bool("with_no_data").orElse(false)).orNull();
    }

    @Override
    public void writeView(View view, BlockWriter out) {
        PostgresViewOptions options = PostgresViewOptions.of(view);
        List<String> stored = new ArrayList<>();
        for (String parameter : options.parameters()) {
            String name = parameter.substring(0, parameter.indexOf('='));
            String value = parameter.substring(name.length() + 1);
            if (VIEW_FLAGS.contains(name)) {
                out.bool(name, PostgresViewOptions.isOn(value));
            } else if (name.equals("check_option")) {
                out.word(name, value.toUpperCase(java.util.Locale.ROOT));
            } else {
                stored.add(parameter);
            }
        }
        PostgresTableSpec.texts(out, "storage_params", stored);
        if (!options.populated()) {
            out.bool("with_no_data", true);
        }
    }

    @Override
    public List<TypeName> types() {
        return PostgresTypeNames.ALL;
    }

    @Override
    public ColumnType parseType(String sql, Map<QualifiedName, ColumnType> types, String schema) {
        return PostgresTypes.parse(sql, new NamedTypes(types, schema));
    }

    @Override
    public String formatType(ColumnType type) {
        return PostgresTypes.format(type);
    }

    @Override
    public Generated.Storage defaultStorage() {
        return Generated.Storage.STORED;
    }

    @Override
    public @Nullable TableOptions readTable(BlockReader table, TableReferences references) {
        PostgresTableOptions options = PostgresTableSpec.table(table, references);
        return partitioning(table)
                .map(options::withPartitioning)
                .orElse(options)
                .orNull();
    }

    private static Optional<PostgresPartitioning> partitioning(BlockReader table) {
        Optional<BlockReader> partition = table.single("partition");
        if (partition.isEmpty()) {
            return Optional.empty();
        }
        String what = table.table() + ".partition";
        BlockReader block = partition.get();
        Optional<String> type = block.text("type");
        if (type.isEmpty() && !block.rejected("type")) {
            block.error("missing attribute " + what + ".type", "Write type = RANGE, LIST or HASH.");
        }
        List<IndexPart> parts = block.parts(
                "by",
                "missing columns or expressions for " + what,
                "multiple definitions for " + what + ", use \"columns\" or \"by\"",
                what,
                (by, _) -> partOptions(by, null).orNull(false));
        return type.isEmpty() || parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new PostgresPartitioning(type.get(), parts));
    }

    @Override
    public void writeTable(Table table, BlockWriter out, Function<QualifiedName, Value> reference) {
        PostgresTableSpec.write(table, out, reference);
        PostgresPartitioning own = PostgresTableOptions.of(table).partitioning();
        if (own == null) {
            return;
        }
        BlockWriter partition = out.inside("partition").word("type", own.type());
        if (own.parts().stream().allMatch(part -> part instanceof IndexPart.OfColumn && part.options() == null)) {
            partition.columns(
                    "columns",
                    own.parts().stream()
                            .map(part -> ((IndexPart.OfColumn) part).column())
                            .toList());
        } else {
            for (IndexPart part : own.parts()) {
                BlockWriter by = partition.inside("by");
                switch (part) {
                    case IndexPart.OfColumn column -> by.column("column", column.column());
                    case IndexPart.OfExpression expression -> by.expression("expr", expression.expression());
                }
                writeIndexPart(part, by);
                partition.add(by);
            }
        }
        out.add(partition);
    }

    @Override
    public @Nullable ColumnOptions readColumn(BlockReader column) {
        return PostgresTableSpec.column(column);
    }

    @Override
    public void writeColumn(Column column, BlockWriter out) {
        PostgresTableSpec.write(column, out);
    }

    @Override
    public @Nullable PrimaryKeyOptions readPrimaryKey(BlockReader key) {
        return PostgresTableSpec.primaryKey(key);
    }

    @Override
    public void writePrimaryKey(PrimaryKey key, BlockWriter out) {
        PostgresTableSpec.write(key, out);
    }

    @Override
    public @Nullable ForeignKeyOptions readForeignKey(BlockReader key) {
        return PostgresTableSpec.foreignKey(key);
    }

    @Override
    public void writeForeignKey(ForeignKey key, BlockWriter out) {
        PostgresTableSpec.write(key, out);
    }

    @Override
    public @Nullable CheckOptions readCheck(BlockReader check) {
        return PostgresTableSpec.check(check);
    }

    @Override
    public void writeCheck(Check check, BlockWriter out) {
        PostgresTableSpec.write(check, out);
    }

    @Override
    public void writeIndexOperator(Index index, int position, BlockWriter on) {
        if (PostgresIndexOptions.isExclusion(index)) {
            on.text("op", PostgresIndexOptions.of(index).operators().get(position));
        }
    }

    @Override
    public @Nullable IndexOptions readIndex(BlockReader index) {
        index.number("page_per_range")
                .filter(pages -> pages < 1)
                .ifPresent(pages -> index.error(
                        "page_per_range", "invalid page_per_range " + pages, "Write a number of pages from 1 on."));
        return new PostgresIndexOptions(
                        index.text("type").orElse("BTREE").toUpperCase(Locale.ROOT),
                        index.bool("nulls_distinct").orElse(true),
                        index.number("page_per_range").orElse(null),
                        index.text("deferrable").map(Deferrability::valueOf).orElse(Deferrability.NOT_DEFERRABLE),
                        PostgresTableSpec.parameters(index, "storage_params"),
                        PostgresTableSpec.operators(index),
                        index.bool("without_overlaps").orElse(false),
                        index.text("constraint_comment").orElse(null))
                .orNull();
    }

    @Override
    public void writeIndex(Index index, BlockWriter out) {
        PostgresIndexOptions options = PostgresIndexOptions.of(index);
        String method = options.method();
        if (Stream.of("BRIN", "HASH", "GIN", "GIST", "SPGIST").anyMatch(method::equals)) {
            out.word("type", method);
        } else if (!method.equals("BTREE")) {
            out.text("type", method);
        }
        if (!options.nullsDistinct()) {
            out.bool("nulls_distinct", false);
        }
        if (options.pagesPerRange() != null) {
            out.number("page_per_range", options.pagesPerRange());
        }
        if (options.deferrability() != Deferrability.NOT_DEFERRABLE) {
            out.word("deferrable", options.deferrability().name());
        }
        PostgresTableSpec.write(options, out);
    }

    @Override
    public @Nullable IndexPartOptions readIndexPart(BlockReader on, boolean descending) {
        boolean first = on.bool("nulls_first").orElse(false);
        boolean last = on.bool("nulls_last").orElse(false);
        if (first && last) {
            on.error("nulls_last", "both \"nulls_first\" and \"nulls_last\" are set", "Keep one of them.");
        }
        return partOptions(on, first ? Boolean.TRUE : last ? Boolean.FALSE : null)
                .orNull(descending);
    }

    private static PostgresIndexPartOptions partOptions(BlockReader part, @Nullable Boolean nullsFirst) {
        return new PostgresIndexPartOptions(
                part.text("ops").orElse(null), nullsFirst, part.text("collate").orElse(null));
    }

    @Override
    public void writeIndexPart(IndexPart part, BlockWriter out) {
        PostgresIndexPartOptions options = PostgresIndexPartOptions.of(part);
        String operatorClass = options.operatorClass();
        if (operatorClass != null) {
            Matcher plain = PLAIN_NAME.matcher(operatorClass);
            if (plain.matches()) {
                out.word("ops", operatorClass);
            } else {
                out.sql("ops", operatorClass);
            }
        }
        if (options.collation() != null) {
            out.text("collate", options.collation());
        }
        if (options.nullsFirst() != null) {
            out.bool(options.nullsFirst() ? "nulls_first" : "nulls_last", true);
        }
    }
}
