package io.atlasoperator.schema;

import io.atlasoperator.source.SourceRange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param name its name
 * @param type its type
 * @param nullable whether it takes NULL
 * @param defaultValue its default, or null if it has none
 * @param generated how it is computed from other columns, or null if it is not
 * @param identity how the server numbers it, or null if it does not
 * @param collation its collation where that is not the type's own, or null
 * @param comment its comment, or null
 * @param options what only its dialect knows, or null
 * @param range where it was written, or null if it was inspected
 */
public record Column(
        String name,
        ColumnType type,
        boolean nullable,
        @Nullable DefaultValue defaultValue,
        @Nullable Generated generated,
        @Nullable Identity identity,
        @Nullable String collation,
        @Nullable String comment,
        @Nullable ColumnOptions options,
        @Nullable SourceRange range) {

    public Column {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
    }

    /** A column with a name, a type and nothing else. */
    public static Column of(String name, ColumnType type, boolean nullable) {
        return new Column(name, type, nullable, null, null, null, null, null, null, null);
    }

    /** This column under another name. */
    public Column withName(String newName) {
        return new Column(
                newName, type, nullable, defaultValue, generated, identity, collation, comment, options, range);
    }

    public Column withType(ColumnType newType) {
        return new Column(
                name, newType, nullable, defaultValue, generated, identity, collation, comment, options, range);
    }

    public Column withDefault(@Nullable DefaultValue newDefault) {
        return new Column(name, type, nullable, newDefault, generated, identity, collation, comment, options, range);
    }

    public Column withGenerated(@Nullable Generated newGenerated) {
        return new Column(
                name, type, nullable, defaultValue, newGenerated, identity, collation, comment, options, range);
    }

    public Column withComment(@Nullable String newComment) {
        return new Column(
                name, type, nullable, defaultValue, generated, identity, collation, newComment, options, range);
    }

    public Column withCollation(@Nullable String newCollation) {
        return new Column(
                name, type, nullable, defaultValue, generated, identity, newCollation, comment, options, range);
    }

    public Column withOptions(@Nullable ColumnOptions newOptions) {
        return new Column(
                name, type, nullable, defaultValue, generated, identity, collation, comment, newOptions, range);
    }

    /** This column as if it was written there. */
    public Column withRange(@Nullable SourceRange newRange) {
        return new Column(
                name, type, nullable, defaultValue, generated, identity, collation, comment, options, newRange);
    }

    Column renameSchema(String from, String to) {
        return withType(type.renameSchema(from, to));
    }
}
