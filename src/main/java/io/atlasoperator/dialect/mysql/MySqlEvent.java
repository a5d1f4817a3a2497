package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.DialectObject;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event: a body that the server runs by the clock.
 *
 * @param name its identity
 * @param schedule when, in SQL: {@code AT '2030-01-01 00:00:00'}, {@code EVERY 1 DAY STARTS '…' ENDS '…'}
 * @param preserve whether it stays after its last run
 * @param status {@code ENABLE}, {@code DISABLE} or {@code DISABLE ON SLAVE}
 * @param body what it does
 * @param definer whose rights it has, as {@code `user`@`host`}; null for the user who makes it, and for what the user who
 *     looks at it has made
 * @param mode the mode that it was made in; null for that of our sessions, and for what nobody says
 * @param comment its comment, or null
 * @param range where it was written, or null if it was inspected
 */
record MySqlEvent(
        QualifiedName name,
        String schedule,
        boolean preserve,
        String status,
        String body,
        @Nullable String definer,
        @Nullable MySqlMode mode,
        @Nullable String comment,
        @Nullable SourceRange range)
        implements DialectObject {

    MySqlEvent {
        Objects.requireNonNull(name);
        Objects.requireNonNull(schedule);
        Objects.requireNonNull(status);
        Objects.requireNonNull(body);
    }

    @Override
    public ObjectKey key() {
        return new ObjectKey(ObjectKey.Namespace.OTHER, name, kind());
    }

    @Override
    public String kind() {
        return "event";
    }

    /** None: its body is looked into when it runs. */
    @Override
    public List<String> texts() {
        return List.of();
    }

    @Override
    public Optional<SchemaObject> renamed(QualifiedName newName) {
        return Optional.of(new MySqlEvent(newName, schedule, preserve, status, body, definer, mode, comment, range));
    }

    @Override
    public MySqlEvent renameSchema(String from, String to) {
        return new MySqlEvent(
                name.renameSchema(from, to), schedule, preserve, status, body, definer, mode, comment, range);
    }
}
