package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.DialectObject;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rule that rewrites statements on a table or view.
 *
 * @param name its name, in the schema of its relation
 * @param relation the table or view
 * @param relationKind the type of the relation's block: {@code table}, {@code view} or {@code materialized}
 * @param event {@code SELECT}, {@code INSERT}, {@code UPDATE} or {@code DELETE}
 * @param body what stands behind the relation in SQL: {@code WHERE … DO INSTEAD …}
 * @param enabled when it is used: {@code ENABLE}, {@code DISABLE}, {@code ENABLE REPLICA} or {@code ENABLE ALWAYS}
 * @param comment its comment, or null
 * @param range where it was written, or null
 */
record PostgresRule(
        QualifiedName name,
        QualifiedName relation,
        String relationKind,
        String event,
        String body,
        String enabled,
        @Nullable String comment,
        @Nullable SourceRange range)
        implements DialectObject {

    PostgresRule {
        Objects.requireNonNull(name);
        Objects.requireNonNull(relation);
        Objects.requireNonNull(event);
        Objects.requireNonNull(body);
        Objects.requireNonNull(enabled);
    }

    @Override
    public ObjectKey key() {
        return new ObjectKey(ObjectKey.Namespace.OTHER, name, "rule " + relation.name());
    }

    @Override
    public String kind() {
        return "rule";
    }

    @Override
    public List<String> texts() {
        return List.of(body);
    }

    @Override
    public QualifiedName owner() {
        return relation;
    }

    @Override
    public PostgresRule renameSchema(String from, String to) {
        return new PostgresRule(
                name.renameSchema(from, to),
                relation.renameSchema(from, to),
                relationKind,
                event,
                body,
                enabled,
                comment,
                range);
    }

    @Override
    public PostgresRule renameTable(QualifiedName from, QualifiedName to) {
        return relation.equals(from)
                ? new PostgresRule(
                        new QualifiedName(to.schema(), name.name()),
                        to,
                        relationKind,
                        event,
                        body,
                        enabled,
                        comment,
                        range)
                : this;
    }
}
