package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.DialectObject;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A policy of row level security.
 *
 * @param name its name, in the schema of its table
 * @param table the table whose rows it is about
 * @param permissive whether it lets rows through, rather than holding them back
 * @param command {@code ALL}, {@code SELECT}, {@code INSERT}, {@code UPDATE} or {@code DELETE}
 * @param roles whom it is for, in order; {@code PUBLIC} for everybody
 * @param using which rows are seen, in SQL, or null
 * @param check which rows may be written, in SQL, or null
 * @param comment its comment, or null
 * @param range where it was written, or null
 */
record PostgresPolicy(
        QualifiedName name,
        QualifiedName table,
        boolean permissive,
        String command,
        List<String> roles,
        @Nullable String using,
        @Nullable String check,
        @Nullable String comment,
        @Nullable SourceRange range)
        implements DialectObject {

    PostgresPolicy {
        Objects.requireNonNull(name);
        Objects.requireNonNull(table);
        Objects.requireNonNull(command);
        roles = roles.stream().sorted().toList();
    }

    @Override
    public ObjectKey key() {
        return new ObjectKey(ObjectKey.Namespace.OTHER, name, "policy " + table.name());
    }

    @Override
    public String kind() {
        return "policy";
    }

    @Override
    public List<String> texts() {
        return Stream.of(using, check).filter(Objects::nonNull).toList();
    }

    @Override
    public QualifiedName owner() {
        return table;
    }

    @Override
    public PostgresPolicy renameSchema(String from, String to) {
        return new PostgresPolicy(
                name.renameSchema(from, to),
                table.renameSchema(from, to),
                permissive,
                command,
                roles,
                using,
                check,
                comment,
                range);
    }

    @Override
    public PostgresPolicy renameTable(QualifiedName from, QualifiedName to) {
        return table.equals(from)
                ? new PostgresPolicy(
                        new QualifiedName(to.schema(), name.name()),
                        to,
                        permissive,
                        command,
                        roles,
                        using,
                        check,
                        comment,
                        range)
                : this;
    }
}
