package io.atlasoperator.schema;

import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A type made of another with conditions of its own.
 *
 * @param name its identity
 * @param base the type below
 * @param nullable whether it takes NULL
 * @param defaultValue its default in SQL, or null
 * @param checks its conditions
 * @param notValidated the names of the checks that values which were there before need not satisfy
 * @param checkComments the comments of its checks, by their names
 * @param collation its collation where that is not the base type's own, or null
 * @param comment its comment, or null
 * @param range where it was written, or null if it was inspected
 */
public record Domain(
        QualifiedName name,
        ColumnType base,
        boolean nullable,
        @Nullable String defaultValue,
        List<Check> checks,
        Set<String> notValidated,
        Map<String, String> checkComments,
        @Nullable String collation,
        @Nullable String comment,
        @Nullable SourceRange range)
        implements SchemaObject {

    public Domain {
        Objects.requireNonNull(name);
        Objects.requireNonNull(base);
        checks = List.copyOf(checks);
        notValidated = Set.copyOf(notValidated);
        checkComments = Map.copyOf(checkComments);
    }

    @Override
    public ObjectKey key() {
        return ObjectKey.type(name);
    }

    @Override
    public String kind() {
        return "domain";
    }

    @Override
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        if (defaultValue != null) {
            texts.add(defaultValue);
        }
        checks.forEach(check -> texts.add(check.expression()));
        if (collation != null) {
            texts.add(collation);
        }
        return texts;
    }

    /** This domain without the checks and the default whose SQL is such. */
    public Domain without(Predicate<String> unwanted) {
        return new Domain(
                name,
                base,
                nullable,
                defaultValue != null && unwanted.test(defaultValue) ? null : defaultValue,
                checks.stream()
                        .filter(check -> !unwanted.test(check.expression()))
                        .toList(),
                notValidated,
                checkComments,
                collation,
                comment,
                range);
    }

    /** This domain with one of its checks under another name. */
    public Domain withCheckNamed(Check check, String newName) {
        Map<String, String> comments = new HashMap<>(checkComments);
        Set<String> unproved = new HashSet<>(notValidated);
        @Nullable String oldName = check.name();
        if (oldName != null) {
            @Nullable String own = comments.remove(oldName);
            if (own != null) {
                comments.put(newName, own);
            }
            if (unproved.remove(oldName)) {
                unproved.add(newName);
            }
        }
        return new Domain(
                name,
                base,
                nullable,
                defaultValue,
                checks.stream()
                        .map(other -> other.equals(check) ? other.withName(newName) : other)
                        .toList(),
                unproved,
                comments,
                collation,
                comment,
                range);
    }

    @Override
    public Optional<SchemaObject> renamed(QualifiedName newName) {
        return Optional.of(new Domain(
                newName, base, nullable, defaultValue, checks, notValidated, checkComments, collation, comment, range));
    }

    @Override
    public Domain renameType(QualifiedName from, QualifiedName to) {
        return new Domain(
                name,
                base.renameType(from, to),
                nullable,
                defaultValue,
                checks,
                notValidated,
                checkComments,
                collation,
                comment,
                range);
    }

    @Override
    public Domain renameSchema(String from, String to) {
        return new Domain(
                name.renameSchema(from, to),
                base.renameSchema(from, to),
                nullable,
                defaultValue,
                checks,
                notValidated,
                checkComments,
                collation,
                comment,
                range);
    }
}
