package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.PostgresGranted.Kind;
import io.atlasoperator.schema.DialectObject;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rights of one role, or of everybody, on one thing or column. What its owner may do is no part of a state: who the
 * owner is differs from server to server. Everybody having the rights that all have anyway says that somebody looked
 * after the rights on that thing.
 *
 * @param on what the rights are on
 * @param column the column, or null for the whole
 * @param grantee the role, or {@link #EVERYBODY}
 * @param privileges the rights in SQL, each with whether the role may hand it on
 * @param target what of the model has to be there for it, or null if that is not known
 * @param ownedBy the role that owns the thing; empty if that is not known
 * @param range where it was written, or null if it was inspected
 */
record PostgresPermission(
        PostgresGranted on,
        @Nullable String column,
        String grantee,
        SortedMap<String, Boolean> privileges,
        @Nullable ObjectKey target,
        String ownedBy,
        @Nullable SourceRange range)
        implements DialectObject {
    /** Who has the rights that all roles have. */
    static final String EVERYBODY = "PUBLIC";

    PostgresPermission {
        Objects.requireNonNull(on);
        Objects.requireNonNull(grantee);
        privileges = new TreeMap<>(privileges);
        Objects.requireNonNull(ownedBy);
    }

    @Override
    public QualifiedName name() {
        return on.kind() == Kind.DEFAULTS ? new QualifiedName(on.name().schema(), grantee) : on.name();
    }

    @Override
    public ObjectKey key() {
        return new ObjectKey(
                ObjectKey.Namespace.OTHER,
                on.name(),
                kind() + " " + on.kind() + on.detail() + (column == null ? "" : "." + column) + " to " + grantee);
    }

    @Override
    public String kind() {
        return on.kind() == Kind.DEFAULTS ? "default_permission" : "permission";
    }

    @Override
    public @Nullable String comment() {
        return null;
    }

    /** The names of what it is on, so that it comes after it. */
    @Override
    public List<String> texts() {
        return on.kind() == Kind.DEFAULTS
                ? List.of()
                : List.of(PostgresSyntax.quote(on.name().name()), on.detail());
    }

    /** It goes with a table, as with anything else; but a table has no statement of its own to see to that. */
    @Override
    public @Nullable QualifiedName owner() {
        return target != null && target.namespace() == ObjectKey.Namespace.RELATION ? target.name() : null;
    }

    @Override
    public boolean goesAlong() {
        return true;
    }

    @Override
    public PostgresPermission renameSchema(String from, String to) {
        return with(
                on.renameSchema(from, to),
                column,
                target == null || !target.name().schema().equals(from)
                        ? target
                        : new ObjectKey(target.namespace(), target.name().renameSchema(from, to), target.detail()));
    }

    @Override
    public PostgresPermission renameTable(QualifiedName from, QualifiedName to) {
        ObjectKey old = ObjectKey.relation(from);
        return with(
                on.kind() == Kind.TABLE && on.name().equals(from) ? on.named(to) : on,
                column,
                old.equals(target) ? ObjectKey.relation(to) : target);
    }

    @Override
    public PostgresPermission renameType(QualifiedName from, QualifiedName to) {
        return on.kind() == Kind.TYPE && on.name().equals(from) ? with(on.named(to), column, ObjectKey.type(to)) : this;
    }

    @Override
    public PostgresPermission renameColumn(QualifiedName table, String from, String to) {
        return on.kind() == Kind.TABLE && on.name().equals(table) && from.equals(column) ? with(on, to, target) : this;
    }

    private PostgresPermission with(PostgresGranted newOn, @Nullable String newColumn, @Nullable ObjectKey newTarget) {
        return new PostgresPermission(newOn, newColumn, grantee, privileges, newTarget, ownedBy, range);
    }
}
