package io.atlasoperator.dialect.mysql;

import io.atlasoperator.spec.AttributeShape;
import io.atlasoperator.spec.BlockShape;
import io.atlasoperator.spec.BlockShape.Labels;
import io.atlasoperator.spec.Shapes;
import io.atlasoperator.spec.TypeName;
import java.util.List;
import java.util.stream.Stream;

/** What may stand in the HCL of schemas and tables, and the names of types. */
final class MySqlShapes {
    private static final BlockShape ON = Shapes.on().withAttributes(AttributeShape.number("prefix"));

    private static final BlockShape COLUMN = BlockShape.of(
                    "column",
                    Labels.NAME,
                    AttributeShape.bool("null"),
                    AttributeShape.type("type").must(),
                    Shapes.defaultValue(),
                    AttributeShape.bool("unsigned"),
                    AttributeShape.text("comment"),
                    AttributeShape.text("charset"),
                    AttributeShape.text("collate"),
                    AttributeShape.sql("on_update"),
                    AttributeShape.bool("auto_increment"),
                    AttributeShape.bool("invisible"),
                    AttributeShape.number("srid"),
                    AttributeShape.bool("system_versioned"),
                    AttributeShape.bool("compressed"),
                    AttributeShape.sql("as"),
                    Shapes.renamedFrom())
            .withBlocks(Shapes.as("STORED", "PERSISTENT", "VIRTUAL"));

    static final BlockShape TABLE = BlockShape.of(
                    "table",
                    Labels.QUALIFIED_NAME,
                    Shapes.schemaReference(),
                    AttributeShape.text("comment"),
                    AttributeShape.text("charset"),
                    AttributeShape.text("collate"),
                    AttributeShape.text("collation"),
                    AttributeShape.openChoice("engine", "InnoDB", "MyISAM", "Memory", "CSV", "NDB"),
                    AttributeShape.number("auto_increment"),
                    AttributeShape.texts("options"),
                    Shapes.dependsOn(),
                    Shapes.renamedFrom())
            .withBlocks(
                    COLUMN,
                    BlockShape.of(
                                    "primary_key",
                                    Labels.OPTIONAL_NAME,
                                    AttributeShape.columns("columns"),
                                    AttributeShape.text("comment"),
                                    AttributeShape.choice("type", "BTREE", "HASH"))
                            .withBlocks(ON),
                    Shapes.foreignKey(),
                    BlockShape.of(
                                    "index",
                                    Labels.NAME,
                                    AttributeShape.bool("unique"),
                                    AttributeShape.columns("columns"),
                                    AttributeShape.text("comment"),
                                    AttributeShape.choice("type", "BTREE", "HASH", "FULLTEXT", "SPATIAL", "VECTOR"),
                                    AttributeShape.openChoice("parser", "ngram", "mecab"),
                                    AttributeShape.bool("invisible"),
                                    AttributeShape.number("key_block_size"),
                                    Shapes.renamedFrom())
                            .withBlocks(ON),
                    Shapes.check().withAttributes(AttributeShape.bool("enforced")),
                    MySqlPartitionSpec.SHAPE,
                    BlockShape.of("system_versioning", Labels.NONE, Shapes.column("start"), Shapes.column("end")));

    static final BlockShape SCHEMA = Shapes.schema()
            .withAttributes(
                    AttributeShape.text("charset"), AttributeShape.text("collate"), AttributeShape.text("collation"));

    static final List<TypeName> TYPES = types(
            Stream.of("bool", "boolean", "date", "json", "tinytext", "mediumtext", "longtext", "tinyblob", "mediumblob")
                    .map(name -> TypeName.of(name, 0)),
            Stream.of("longblob", "uuid", "inet4", "inet6").map(name -> TypeName.of(name, 0)),
            Stream.of(
                            "geometry",
                            "point",
                            "multipoint",
                            "linestring",
                            "multilinestring",
                            "polygon",
                            "multipolygon",
                            "geometrycollection")
                    .map(name -> TypeName.of(name, 0)),
            Stream.of(
                            "int",
                            "tinyint",
                            "smallint",
                            "mediumint",
                            "bigint",
                            "integer",
                            "bit",
                            "char",
                            "binary",
                            "text",
                            "blob")
                    .map(name -> TypeName.of(name, 1)),
            Stream.of("timestamp", "time", "datetime", "year", "vector").map(name -> TypeName.of(name, 1)),
            Stream.of("varchar", "varbinary").map(name -> new TypeName(name, name, 1, 1)),
            Stream.of("decimal", "numeric", "float", "double", "real").map(name -> TypeName.of(name, 2)),
            Stream.of("enum", "set").map(TypeName::listing));

    @SafeVarargs
    private static List<TypeName> types(Stream<TypeName>... groups) {
        return Stream.of(groups).flatMap(group -> group).toList();
    }

    private MySqlShapes() {}
}
