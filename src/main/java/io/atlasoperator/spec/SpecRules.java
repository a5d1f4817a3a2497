package io.atlasoperator.spec;

import io.atlasoperator.hcl.Value;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.CheckOptions;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnOptions;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.ForeignKeyOptions;
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
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one database's HCL schema language looks like: its blocks, attributes and types, and how those that only it has
 * become its options. Stateless. The attributes that a {@code read…} method sees are of the shapes in {@link #blocks},
 * already checked; a {@code write…} method adds what its {@code read…} reads.
 */
public interface SpecRules {

    /** The database's name in messages: {@code postgres}. */
    String name();

    /** The blocks at the top level; whatever is not among them is an error. */
    List<BlockShape> blocks();

    /** The types that have a name in HCL; all others are written {@code sql("…")}. */
    List<TypeName> types();

    /**
     * Reads a type.
     *
     * @param sql the type in SQL
     * @param types the named types of the whole document, each with what refers to it
     * @param schema the schema in which an unqualified name is looked for first
     * @throws IllegalArgumentException if the type can't be; the message is for the user
     */
    ColumnType parseType(String sql, Map<QualifiedName, ColumnType> types, String schema);

    /** A type in SQL, canonical, with enum types by their bare names. */
    String formatType(ColumnType type);

    /** A type as the JSON form of a schema shows it: as the server spells it. */
    default String rawType(ColumnType type) {
        return formatType(type);
    }

    /**
     * The whole type of a column, where attributes beside {@code type} say a part of it.
     *
     * @param type what {@code type} says
     */
    default ColumnType readType(ColumnType type, BlockReader column) {
        return type;
    }

    /** The condition of a check as the database's users know it. */
    default String checkExpression(Check check) {
        return Expressions.wrap(check.expression());
    }

    /** The condition of a check from what {@code expr} says. */
    default String readCheckExpression(String written) {
        return Expressions.strip(written);
    }

    /** A realm without what goes without saying in HCL, such as a character set that is the schema's. */
    default Realm terse(Realm realm) {
        return realm;
    }

    /** The character set of a schema, as its JSON form shows it. */
    default @Nullable String charset(Schema schema) {
        return null;
    }

    /** The collation of a schema, as its JSON form shows it. */
    default @Nullable String collation(Schema schema) {
        return null;
    }

    /** The character set of a table, as its JSON form shows it. */
    default @Nullable String charset(Table table) {
        return null;
    }

    /** The collation of a table, as its JSON form shows it. */
    default @Nullable String collation(Table table) {
        return null;
    }

    /** The character set of a column, as its JSON form shows it. */
    default @Nullable String charset(Column column) {
        return null;
    }

    /** The options of a schema. */
    default @Nullable SchemaOptions readSchema(BlockReader schema) {
        return null;
    }

    /** Adds the options of a schema. */
    default void writeSchema(Schema schema, BlockWriter out) {}

    /** How a generated column is kept if its definition does not say. */
    Generated.Storage defaultStorage();

    /**
     * The options of a table.
     *
     * @param references finds the tables that attributes refer to
     */
    default @Nullable TableOptions readTable(BlockReader table, TableReferences references) {
        return null;
    }

    /**
     * Adds the options of a table.
     *
     * @param reference how another table is referred to
     */
    default void writeTable(Table table, BlockWriter out, Function<QualifiedName, Value> reference) {}

    /** The options of a primary key. */
    default @Nullable PrimaryKeyOptions readPrimaryKey(BlockReader key) {
        return null;
    }

    /** Adds the options of a primary key. */
    default void writePrimaryKey(PrimaryKey key, BlockWriter out) {}

    /** The options of a foreign key. */
    default @Nullable ForeignKeyOptions readForeignKey(BlockReader key) {
        return null;
    }

    /** Adds the options of a foreign key. */
    default void writeForeignKey(ForeignKey key, BlockWriter out) {}

    /** The options of a check. */
    default @Nullable CheckOptions readCheck(BlockReader check) {
        return null;
    }

    /** Adds the options of a check. */
    default void writeCheck(Check check, BlockWriter out) {}

    /** Adds what an index has for one of its parts, by position, to the part's {@code on} block. */
    default void writeIndexOperator(Index index, int position, BlockWriter on) {}

    /** Adds what {@link #readTable} reads from the block of the table's primary key. */
    default void writePrimaryKey(Table table, BlockWriter out) {}

    /** The options of a column. */
    default @Nullable ColumnOptions readColumn(BlockReader column) {
        return null;
    }

    /** Adds the options of a column. */
    default void writeColumn(Column column, BlockWriter out) {}

    /** The options of an index or a unique constraint. */
    default @Nullable IndexOptions readIndex(BlockReader index) {
        return null;
    }

    /** Adds the options of an index or a unique constraint. */
    default void writeIndex(Index index, BlockWriter out) {}

    /** The options of a part of an index, from its {@code on} block. */
    default @Nullable IndexPartOptions readIndexPart(BlockReader on, boolean descending) {
        return null;
    }

    /** Adds the options of a part of an index to its {@code on} block. */
    default void writeIndexPart(IndexPart part, BlockWriter out) {}

    /** The kinds of objects that it has beside tables and enums; their blocks are among {@link #blocks}. */
    default List<ObjectSpec<?>> objects() {
        return List.of();
    }

    /** The options of a view. */
    default @Nullable ViewOptions readView(BlockReader view) {
        return null;
    }

    /** Adds the options of a view. */
    default void writeView(View view, BlockWriter out) {}
}
