package io.atlasoperator.spec;

import io.atlasoperator.spec.BlockShape.Labels;
import io.atlasoperator.spec.ValueShape.OfDefault;
import io.atlasoperator.spec.ValueShape.OfReference;
import io.atlasoperator.spec.ValueShape.OfReferences;
import io.atlasoperator.spec.ValueShape.OfTexts;
import io.atlasoperator.spec.ValueShape.OfType;
import java.util.List;

/** The shapes of blocks that all databases share; a dialect puts its own attributes and blocks to them. */
public final class Shapes {
    private static final String[] ACTIONS = {"NO_ACTION", "RESTRICT", "CASCADE", "SET_NULL", "SET_DEFAULT"};

    private Shapes() {}

    /** A schema. */
    public static BlockShape schema() {
        return BlockShape.of("schema", Labels.NAME, AttributeShape.text("name"), AttributeShape.text("comment"));
    }

    /** A table, without its blocks. */
    public static BlockShape table() {
        return BlockShape.of(
                "table", Labels.QUALIFIED_NAME, schemaReference(), AttributeShape.text("comment"), dependsOn());
    }

    /** The name that it had before. */
    public static AttributeShape renamedFrom() {
        return AttributeShape.text("renamed_from");
    }

    /** What must be there first; the order is found without it. */
    public static AttributeShape dependsOn() {
        return new AttributeShape(
                "depends_on",
                new OfReferences(List.of(
                        "table",
                        "view",
                        "materialized",
                        "enum",
                        "domain",
                        "composite",
                        "range",
                        "function",
                        "procedure",
                        "aggregate",
                        "sequence",
                        "extension",
                        "schema")),
                false);
    }

    /** The {@code schema} attribute of whatever lives in a schema; the reader says it when it is missing. */
    public static AttributeShape schemaReference() {
        return new AttributeShape("schema", new OfReference("schema"), false);
    }

    /** A column. */
    public static BlockShape column() {
        return BlockShape.of(
                "column",
                Labels.NAME,
                AttributeShape.bool("null"),
                new AttributeShape("type", new OfType(), true),
                defaultValue(),
                AttributeShape.text("comment"),
                AttributeShape.sql("as"),
                renamedFrom());
    }

    /** The default of a column. */
    public static AttributeShape defaultValue() {
        return new AttributeShape("default", new OfDefault(), false);
    }

    /** The {@code as} block of a generated column. */
    public static BlockShape as(String... storages) {
        return BlockShape.of(
                "as", Labels.NONE, AttributeShape.sql("expr").must(), AttributeShape.choice("type", storages));
    }

    /** The {@code identity} block of a column. */
    public static BlockShape identity() {
        return BlockShape.of(
                "identity",
                Labels.NONE,
                AttributeShape.choice("generated", "ALWAYS", "BY_DEFAULT"),
                AttributeShape.number("start"),
                AttributeShape.number("increment"),
                AttributeShape.number("min_value"),
                AttributeShape.number("max_value"),
                AttributeShape.number("cache"),
                AttributeShape.bool("cycle"),
                AttributeShape.text("sequence"));
    }

    /** A primary key. */
    public static BlockShape primaryKey() {
        return BlockShape.of(
                "primary_key",
                Labels.OPTIONAL_NAME,
                AttributeShape.columns("columns").must(),
                renamedFrom());
    }

    /** A foreign key. */
    public static BlockShape foreignKey() {
        return BlockShape.of(
                "foreign_key",
                Labels.NAME,
                AttributeShape.columns("columns").must(),
                AttributeShape.columns("ref_columns").must(),
                AttributeShape.choice("on_update", ACTIONS),
                AttributeShape.choice("on_delete", ACTIONS),
                deferrable(),
                renamedFrom());
    }

    /** When a constraint is checked. */
    public static AttributeShape deferrable() {
        return AttributeShape.choice("deferrable", "INITIALLY_IMMEDIATE", "INITIALLY_DEFERRED");
    }

    /** A check. */
    public static BlockShape check() {
        return BlockShape.of(
                "check", Labels.OPTIONAL_NAME, AttributeShape.sql("expr").must(), renamedFrom());
    }

    /** A part of an index, with its direction. */
    public static BlockShape on() {
        return BlockShape.of(
                "on", Labels.NONE, AttributeShape.bool("desc"), column("column"), AttributeShape.sql("expr"));
    }

    /** A reference to one column. */
    public static AttributeShape column(String name) {
        return new AttributeShape(name, new OfReference("column"), false);
    }

    /** An enum type. */
    public static BlockShape enumeration() {
        return BlockShape.of(
                "enum",
                Labels.QUALIFIED_NAME,
                schemaReference(),
                new AttributeShape("values", new OfTexts(), true),
                AttributeShape.text("comment"),
                renamedFrom());
    }
}
