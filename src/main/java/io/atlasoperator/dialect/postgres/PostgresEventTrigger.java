package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.DialectObject;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A trigger on what is done to a database's objects.
 *
 * @param name its name; it lives in no schema
 * @param event what it fires on: {@code ddl_command_start}
 * @param tags the commands that it is limited to, as {@code CREATE TABLE}; empty means any
 * @param function the function that it calls
 * @param enabled when it fires: {@code O} as a rule, {@code D} never, {@code R} on replicas, {@code A} always
 * @param comment its comment, or null
 * @param range where it was written, or null if it was inspected
 */
record PostgresEventTrigger(
        QualifiedName name,
        String event,
        List<String> tags,
        QualifiedName function,
        String enabled,
        @Nullable String comment,
        @Nullable SourceRange range)
        implements DialectObject {

    PostgresEventTrigger {
        Objects.requireNonNull(name);
        Objects.requireNonNull(event);
        Objects.requireNonNull(function);
        Objects.requireNonNull(enabled);
        tags = List.copyOf(tags);
    }

    @Override
    public ObjectKey key() {
        return new ObjectKey(ObjectKey.Namespace.REALM, name, kind());
    }

    @Override
    public String kind() {
        return "event_trigger";
    }

    @Override
    public List<String> texts() {
        return List.of(PostgresSyntax.quote(function.name()));
    }

    @Override
    public PostgresEventTrigger renameSchema(String from, String to) {
        return new PostgresEventTrigger(name, event, tags, function.renameSchema(from, to), enabled, comment, range);
    }
}
