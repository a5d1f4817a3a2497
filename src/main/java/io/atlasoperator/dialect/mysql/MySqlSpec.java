package io.atlasoperator.dialect.mysql;

import io.atlasoperator.hcl.Value;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnOptions;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexOptions;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.IndexPartOptions;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.PrimaryKeyOptions;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaOptions;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableOptions;
import io.atlasoperator.schema.View;
import io.atlasoperator.schema.ViewOptions;
import io.atlasoperator.spec.AttributeShape;
import io.atlasoperator.spec.BlockReader;
import io.atlasoperator.spec.BlockShape;
import io.atlasoperator.spec.BlockWriter;
import io.atlasoperator.spec.ObjectSpec;
import io.atlasoperator.spec.Shapes;
import io.atlasoperator.spec.SpecRules;
import io.atlasoperator.spec.TableReferences;
import io.atlasoperator.spec.TypeName;
import io.atlasoperator.spec.ViewSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The HCL of MySQL and its relatives: one language for all of them, of which a server may refuse what it does not have. */
final class MySqlSpec implements SpecRules {
    @Override
    public String name() {
        return "mysql";
    }

    @Override
    public List<BlockShape> blocks() {
        return Stream.concat(
                        Stream.of(MySqlShapes.TABLE, MySqlShapes.SCHEMA),
                        objects().stream().map(ObjectSpec::shape))
                .toList();
    }

    @Override
    public List<ObjectSpec<?>> objects() {
        return List.of(
                ViewSpec.plain(
                        this,
                        Shapes.column().withAttributes(AttributeShape.bool("unsigned")),
                        AttributeShape.choice("algorithm", "UNDEFINED", "MERGE", "TEMPTABLE"),
                        MySqlRoutineSpec.security(),
                        AttributeShape.choice("check_option", "CASCADED", "LOCAL"),
                        AttributeShape.text("definer")),
                MySqlRoutineSpec.functions(),
                MySqlRoutineSpec.procedures(),
                new MySqlTriggerSpec(),
                new MySqlEventSpec(),
                new MySqlSequenceSpec());
    }

    @Override
    public List<TypeName> types() {
        return MySqlShapes.TYPES;
    }

    @Override
    public ColumnType parseType(String sql, Map<QualifiedName, ColumnType> types, String schema) {
        return MySqlTypes.parse(sql);
    }

    @Override
    public String formatType(ColumnType type) {
        return MySqlTypes.named(type);
    }

    @Override
    public String rawType(ColumnType type) {
        return MySqlTypes.format(type);
    }

    @Override
    public ColumnType readType(ColumnType type, BlockReader column) {
        if (!column.bool("unsigned").orElse(false)) {
            return type;
        }
        ColumnType unsigned = MySqlTypes.unsigned(type);
        if (!MySqlTypes.isUnsigned(unsigned)) {
            column.error(
                    "unsigned",
                    "column \"" + column.name() + "\" can't be unsigned",
                    "Only numbers can: take the attribute away, or change the type.");
        }
        return unsigned;
    }

    @Override
    public Generated.Storage defaultStorage() {
        return Generated.Storage.VIRTUAL;
    }

    /** As the server has it, which may or may not have parentheses around it. */
    @Override
    public String checkExpression(Check check) {
        return check.expression();
    }

    @Override
    public String readCheckExpression(String written) {
        return written.strip();
    }

    @Override
    public Realm terse(Realm realm) {
        return MySqlInheritance.withoutInherited(realm);
    }

    @Override
    public @Nullable SchemaOptions readSchema(BlockReader schema) {
        return new MySqlSchemaOptions(MySqlTextSpec.charset(schema), MySqlTextSpec.collation(schema)).orNull();
    }

    @Override
    public @Nullable String charset(Schema schema) {
        return MySqlSchemaOptions.of(schema).charset();
    }

    @Override
    public @Nullable String collation(Schema schema) {
        return MySqlSchemaOptions.of(schema).collation();
    }

    @Override
    public @Nullable String charset(Table table) {
        return MySqlTableOptions.of(table).charset();
    }

    @Override
    public @Nullable String collation(Table table) {
        return MySqlTableOptions.of(table).collation();
    }

    @Override
    public @Nullable String charset(Column column) {
        return MySqlColumnOptions.of(column).charset();
    }

    @Override
    public void writeSchema(Schema schema, BlockWriter out) {
        MySqlSchemaOptions options = MySqlSchemaOptions.of(schema);
        text(out, "charset", options.charset());
        text(out, "collate", options.collation());
    }

    private static void text(BlockWriter out, String name, @Nullable String value) {
        if (value != null) {
            out.text(name, value);
        }
    }

    private static void number(BlockWriter out, String name, @Nullable Long value) {
        if (value != null) {
            out.number(name, value);
        }
    }

    private static void flag(BlockWriter out, String name, boolean value) {
        if (value) {
            out.bool(name, true);
        }
    }

    @Override
    public @Nullable TableOptions readTable(BlockReader table, TableReferences references) {
        return new MySqlTableOptions(
                        table.text("engine").map(MySqlEngines::canonical).orElse(null),
                        MySqlTextSpec.charset(table),
                        MySqlTextSpec.collation(table),
                        table.number("auto_increment").filter(next -> next > 1).orElse(null),
                        MySqlOtherOptions.read(table),
                        table.single("partition")
                                .flatMap(MySqlPartitionSpec::read)
                                .orElse(null),
                        table.single("system_versioning")
                                .map(MySqlSpec::versioning)
                                .orElse(null))
                .orNull();
    }

    private static MySqlVersioning versioning(BlockReader block) {
        Optional<String> start = block.columns("start").stream().findFirst();
        Optional<String> end = block.columns("end").stream().findFirst();
        if (start.isPresent() != end.isPresent()) {
            block.error("system versioning needs both of start and end, or none", "Write the other column too.");
        }
        return new MySqlVersioning(start.orElse(null), end.orElse(null));
    }

    @Override
    public void writeTable(Table table, BlockWriter out, Function<QualifiedName, Value> reference) {
        MySqlTableOptions options = MySqlTableOptions.of(table);
        text(out, "charset", options.charset());
        text(out, "collate", options.collation());
        if (options.engine() != null) {
            if (MySqlEngines.isWord(options.engine())) {
                out.word("engine", MySqlEngines.word(options.engine()));
            } else {
                out.text("engine", options.engine());
            }
        }
        number(out, "auto_increment", options.autoIncrement());
        MySqlOtherOptions.write(options.others(), out);
        if (options.partitioning() != null) {
            MySqlPartitionSpec.write(options.partitioning(), out);
        }
        MySqlVersioning versioning = options.versioning();
        if (versioning != null) {
            BlockWriter block = out.inside("system_versioning");
            if (versioning.start() != null && versioning.end() != null) {
                block.column("start", versioning.start()).column("end", versioning.end());
            }
            out.add(block);
        }
    }

    @Override
    public @Nullable PrimaryKeyOptions readPrimaryKey(BlockReader key) {
        return new MySqlPrimaryKeyOptions(
                        key.text("type").orElse(MySqlIndexOptions.BTREE),
                        key.text("comment").orElse(null))
                .orNull();
    }

    @Override
    public void writePrimaryKey(PrimaryKey key, BlockWriter out) {
        MySqlPrimaryKeyOptions options = MySqlPrimaryKeyOptions.of(key);
        text(out, "comment", options.comment());
        if (!options.type().equals(MySqlIndexOptions.BTREE)) {
            out.word("type", options.type());
        }
    }

    @Override
    public @Nullable ColumnOptions readColumn(BlockReader column) {
        return new MySqlColumnOptions(
                        MySqlTextSpec.charset(column),
                        column.bool("auto_increment").orElse(false),
                        column.text("on_update").orElse(null),
                        column.bool("invisible").orElse(false),
                        column.number("srid").orElse(null),
                        !column.bool("system_versioned").orElse(true),
                        column.bool("compressed").orElse(false))
                .orNull();
    }

    @Override
    public void writeColumn(Column column, BlockWriter out) {
        MySqlColumnOptions options = MySqlColumnOptions.of(column);
        // Zeros that fill a number say that it is unsigned.
        flag(out, "unsigned", MySqlTypes.isUnsigned(column.type()) && !MySqlTypes.isZerofill(column.type()));
        text(out, "charset", options.charset());
        if (options.onUpdate() != null) {
            out.sql("on_update", options.onUpdate());
        }
        flag(out, "auto_increment", options.autoIncrement());
        flag(out, "invisible", options.invisible());
        number(out, "srid", options.srid());
        if (options.unversioned()) {
            out.bool("system_versioned", false);
        }
        flag(out, "compressed", options.compressed());
    }

    @Override
    public @Nullable IndexOptions readIndex(BlockReader index) {
        return new MySqlIndexOptions(
                        index.text("type").orElse(MySqlIndexOptions.BTREE),
                        index.text("parser").orElse(null),
                        index.bool("invisible").orElse(false),
                        index.number("key_block_size").orElse(null))
                .orNull();
    }

    @Override
    public void writeIndex(Index index, BlockWriter out) {
        MySqlIndexOptions options = MySqlIndexOptions.of(index);
        if (!options.type().equals(MySqlIndexOptions.BTREE)) {
            out.word("type", options.type());
        }
        if (options.parser() != null) {
            if (options.parser().equals("ngram") || options.parser().equals("mecab")) {
                out.word("parser", options.parser());
            } else {
                out.text("parser", options.parser());
            }
        }
        flag(out, "invisible", options.hidden());
        number(out, "key_block_size", options.keyBlockSize());
    }

    @Override
    public @Nullable IndexPartOptions readIndexPart(BlockReader on, boolean descending) {
        Optional<Long> prefix = on.number("prefix");
        if (prefix.isPresent() && on.has("expr")) {
            on.error("prefix", "attribute 'on.prefix' cannot be used in functional part", "Take it away.");
        } else if (prefix.isPresent() && prefix.get() < 1) {
            on.error("prefix", "invalid prefix " + prefix.get() + " of an index", "Write a number from 1 on.");
        }
        return prefix.map(MySqlIndexPartOptions::new).orElse(null);
    }

    @Override
    public void writeIndexPart(IndexPart part, BlockWriter out) {
        long prefix = MySqlIndexPartOptions.prefix(part);
        if (prefix > 0) {
            out.number("prefix", prefix);
        }
    }

    @Override
    public @Nullable ViewOptions readView(BlockReader view) {
        return new MySqlViewOptions(
                        view.text("algorithm").orElse("UNDEFINED"),
                        view.text("definer").orElse(null),
                        MySqlRoutineSpec.isInvoker(view),
                        view.text("check_option").orElse(null))
                .orNull();
    }

    @Override
    public void writeView(View view, BlockWriter out) {
        MySqlViewOptions options = MySqlViewOptions.of(view);
        if (!options.algorithm().equals("UNDEFINED")) {
            out.word("algorithm", options.algorithm());
        }
        MySqlRoutineSpec.write(options.invoker(), out);
        if (options.checkOption() != null) {
            out.word("check_option", options.checkOption());
        }
        text(out, "definer", options.definer());
    }
}
