package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.hcl.Value;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnOptions;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.IndexPartOptions;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableOptions;
import io.atlasoperator.spec.AttributeShape;
import io.atlasoperator.spec.BlockReader;
import io.atlasoperator.spec.BlockShape;
import io.atlasoperator.spec.BlockShape.Labels;
import io.atlasoperator.spec.BlockWriter;
import io.atlasoperator.spec.Shapes;
import io.atlasoperator.spec.SpecRules;
import io.atlasoperator.spec.TableReferences;
import io.atlasoperator.spec.TypeName;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** SQLite's HCL. */
final class SqliteSpec implements SpecRules {
    private static final BlockShape TABLE = Shapes.table()
            .withAttributes(AttributeShape.bool("without_rowid"), AttributeShape.bool("strict"))
            .withBlocks(
                    Shapes.column()
                            .withAttributes(AttributeShape.bool("auto_increment"), AttributeShape.text("collate"))
                            .withBlocks(Shapes.as("VIRTUAL", "STORED")),
                    Shapes.primaryKey(),
                    Shapes.foreignKey(),
                    BlockShape.of(
                                    "index",
                                    Labels.NAME,
                                    AttributeShape.bool("unique"),
                                    AttributeShape.columns("columns"),
                                    AttributeShape.text("comment"),
                                    AttributeShape.sql("where"),
                                    Shapes.renamedFrom())
                            .withBlocks(Shapes.on().withAttributes(AttributeShape.text("collate"))),
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

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public List<BlockShape> blocks() {
        return List.of(TABLE, Shapes.schema());
    }

    @Override
    public List<TypeName> types() {
        return TYPES;
    }

    @Override
    public ColumnType parseType(String sql, Set<QualifiedName> enums, String schema) {
        return SqliteTypes.parse(sql);
    }

    @Override
    public String formatType(ColumnType type) {
        return SqliteTypes.format(type);
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
        return withoutRowid || strict ? new SqliteTableOptions(withoutRowid, strict) : null;
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
        return column.bool("auto_increment").orElse(false) ? new SqliteColumnOptions(true) : null;
    }

    @Override
    public void writeColumn(Column column, BlockWriter out) {
        if (column.options() instanceof SqliteColumnOptions(boolean autoIncrement) && autoIncrement) {
            out.bool("auto_increment", true);
        }
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
