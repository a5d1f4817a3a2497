package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.DialectObject;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A range type.
 *
 * @param name its identity
 * @param subtype the type of its bounds
 * @param operatorClass the operator class that orders them where it is not the type's default, in SQL; or null
 * @param collation their collation where it is not the type's own, or null
 * @param difference the function that tells how far two bounds are apart, in SQL; or null
 * @param multirange the name of the type of several ranges where it is not the one that the server gives, or null
 * @param comment its comment, or null
 * @param range where it was written, or null if it was inspected
 */
record PostgresRange(
        QualifiedName name,
        ColumnType subtype,
        @Nullable String operatorClass,
        @Nullable String collation,
        @Nullable String difference,
        @Nullable String multirange,
        @Nullable String comment,
        @Nullable SourceRange range)
        implements DialectObject {

    PostgresRange {
        Objects.requireNonNull(name);
        Objects.requireNonNull(subtype);
    }

    /** The name that the server gives to the type of several ranges. */
    static String usualMultirange(String range) {
        return range.contains("range") ? range.replaceFirst("range", "multirange") : range + "_multirange";
    }

    /** This range as it would be equal to another in all but comment and place. */
    PostgresRange bare() {
        return new PostgresRange(name, subtype, operatorClass, collation, difference, multirange, null, null);
    }

    @Override
    public ObjectKey key() {
        return ObjectKey.type(name);
    }

    @Override
    public String kind() {
        return "range";
    }

    @Override
    public List<String> texts() {
        return Stream.of(subtype.name(), difference, collation)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    @Override
    public PostgresRange renameType(QualifiedName from, QualifiedName to) {
        return new PostgresRange(
                name, subtype.renameType(from, to), operatorClass, collation, difference, multirange, comment, range);
    }

    @Override
    public PostgresRange renameSchema(String from, String to) {
        return new PostgresRange(
                name.renameSchema(from, to),
                subtype.renameSchema(from, to),
                operatorClass,
                collation,
                difference,
                multirange,
                comment,
                range);
    }
}
