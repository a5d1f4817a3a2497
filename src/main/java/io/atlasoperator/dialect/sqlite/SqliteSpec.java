package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.hcl.Value;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnOptions;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexOptions;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.IndexPartOptions;
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
import io.atlasoperator.spec.ObjectSpec;
import io.atlasoperator.spec.Shapes;
import io.atlasoperator.spec.SpecRules;
import io.atlasoperator.spec.TableReferences;
import io.atlasoperator.spec.TypeName;
import io.atlasoperator.spec.ViewSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** SQLite's HCL. */
final class SqliteSpec implements SpecRules {
    private static final BlockShape ON = Shapes.on().withAttributes(AttributeShape.text("collate"));
    private static final BlockShape TABLE = Shapes.table()
            .withAttributes(AttributeShape.bool("without_rowid"), AttributeShape.bool("strict"))
            .withBlocks(
                    Shapes.column()
                            .withAttributes(
                                    AttributeShape.bool("auto_increment"), AttributeShape.text("collate"), onConflict())
                            .withBlocks(Shapes.as("VIRTUAL", "STORED")),
                    BlockShape.of("primary_key", Labels.OPTIONAL_NAME, AttributeShape.columns("columns"), onConflict())
                            .withBlocks(ON),
                    Shapes.foreignKey(),
                    BlockShape.of(
                                    "index",
                                    Labels.NAME,
                                    AttributeShape.bool("unique"),
                                    AttributeShape.columns("columns"),
                                    AttributeShape.text("comment"),
                                    AttributeShape.sql("where"),
                                    AttributeShape.text("constraint"),
                                    onConflict(),
                                    Shapes.renamedFrom())
                            .withBlocks(ON),
                    Shapes.check());
    private static final Set<String> STANDARD = Set.of("any", "blob", "int", "integer", "real", "text");

    private static final List<TypeName> TYPES = Stream.concat(
                    Stream.of(
                                    "integer",
                                    "int",
                                    "tinyint",
                                    "smallint",
                                    "mediumint",
                                    "bigint",
                                    "unsigned_big_int",
                                    "int2",
                                    "int8",
                                    "uint64",
                                    "bool",
                                    "boolean",
                                    "json",
                                    "jsonb",
                                    "uuid")
                            .map(name -> TypeName.of(name, 0)),
                    Stream.concat(
                            Stream.of(
                                            "text",
                                            "blob",
                                            "real",
                                            "double",
                                            "double_precision",
                                            "float",
                                            "character",
                                            "varchar",
                                            "varying_character",
                                            "nchar",
                                            "native_character",
                                            "nvarchar",
                                            "clob",
                                            "date",
                                            "datetime")
                                    .map(name -> TypeName.of(name, 1)),
                            Stream.of("numeric", "decimal").map(name -> TypeName.of(name, 2))))
            .toList();

    /** What a constraint does when a row breaks it. */
    private static AttributeShape onConflict() {
        return AttributeShape.choice("on_conflict", "ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE");
    }

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public List<BlockShape> blocks() {
        return Stream.concat(
                        Stream.of(TABLE, Shapes.schema()), objects().stream().map(ObjectSpec::shape))
                .toList();
    }

    @Override
    public List<ObjectSpec<?>> objects() {
        return List.of(
                new SqliteVirtualTableSpec(),
                ViewSpec.plain(this, Shapes.column(), AttributeShape.texts("columns")),
                new SqliteTriggerSpec());
    }

    @Override
    public @Nullable ViewOptions readView(BlockReader view) {
        List<String> columns = view.texts("columns");
        return columns.isEmpty() ? null : new SqliteViewOptions(columns, null);
    }

    @Override
    public void writeView(View view, BlockWriter out) {
        List<String> columns = SqliteViewOptions.of(view).columns();
        if (!columns.isEmpty()) {
            out.texts("columns", columns);
        }
    }

    @Override
    public List<TypeName> types() {
        return TYPES;
    }

    @Override
    public ColumnType parseType(String sql, Map<QualifiedName, ColumnType> types, String schema) {
        return SqliteTypes.parse(sql);
    }

    @Override
    public String formatType(ColumnType type) {
        return SqliteTypes.named(type);
    }

    @Override
    public String rawType(ColumnType type) {
        // SQLite stores these names in upper case, whatever was written.
        String name = formatType(type);
        return STANDARD.contains(name) ? name.toUpperCase(Locale.ROOT) : name;
    }

    @Override
    public Generated.Storage defaultStorage() {
        return Generated.Storage.VIRTUAL;
    }

    @Override
    public @Nullable TableOptions readTable(BlockReader table, TableReferences references) {
        boolean withoutRowid = table.bool("without_rowid").orElse(false);
        boolean strict = table.bool("strict").orElse(false);
        @Nullable
        SqliteConflict conflict = table.blocks("primary_key").stream()
                .findFirst()
                .map(SqliteSpec::conflict)
                .orElse(null);
        return new SqliteTableOptions(withoutRowid, strict, conflict, null).orNull();
    }

    private static @Nullable SqliteConflict conflict(BlockReader block) {
        return block.text("on_conflict").map(SqliteConflict::of).orElse(null);
    }

    private static void write(@Nullable SqliteConflict conflict, BlockWriter out) {
        if (conflict != null) {
            out.word("on_conflict", conflict.name());
        }
    }

    @Override
    public void writePrimaryKey(Table table, BlockWriter out) {
        write(SqliteTableOptions.of(table).keyConflict(), out);
    }

    @Override
    public @Nullable IndexOptions readIndex(BlockReader index) {
        return new SqliteIndexOptions(index.text("constraint").orElse(null), conflict(index)).orNull();
    }

    @Override
    public void writeIndex(Index index, BlockWriter out) {
        SqliteIndexOptions options = SqliteIndexOptions.of(index);
        if (options.constraint() != null) {
            out.text("constraint", options.constraint());
        }
        write(options.conflict(), out);
    }

    @Override
    public void writeTable(Table table, BlockWriter out, Function<QualifiedName, Value> reference) {
        SqliteTableOptions options = SqliteTableOptions.of(table);
        if (options.withoutRowid()) {
            out.bool("without_rowid", true);
        }
        if (options.strict()) {
            out.bool("strict", true);
        }
    }

    @Override
    public @Nullable ColumnOptions readColumn(BlockReader column) {
        return new SqliteColumnOptions(column.bool("auto_increment").orElse(false), conflict(column)).orNull();
    }

    @Override
    public void writeColumn(Column column, BlockWriter out) {
        SqliteColumnOptions options = SqliteColumnOptions.of(column);
        if (options.autoIncrement()) {
            out.bool("auto_increment", true);
        }
        write(options.nullConflict(), out);
    }

    @Override
    public @Nullable IndexPartOptions readIndexPart(BlockReader on, boolean descending) {
        return on.text("collate").map(SqliteIndexPartOptions::new).orElse(null);
    }

    @Override
    public void writeIndexPart(IndexPart part, BlockWriter out) {
        if (part.options() instanceof SqliteIndexPartOptions(String collation)) {
            out.text("collate", collation);
        }
    }
}
