package io.atlasoperator.schema;

import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A trigger of a table or a view.
 *
 * @param table the table or view it belongs to
 * @param triggerName its own name, unique within the table or, in some databases, within the schema
 * @param timing when it fires
 * @param events what it fires on, in order and without repetition
 * @param updateOf the columns whose update it fires on; empty means any
 * @param forEachRow whether it fires once a row rather than once a statement
 * @param condition the condition in SQL without parentheses, or null if it always fires
 * @param action what it does, in SQL: {@code EXECUTE FUNCTION f()}, {@code BEGIN … END}
 * @param comment its comment, or null
 * @param options what only its dialect knows, or null
 * @param range where it was written, or null if it was inspected
 */
public record Trigger(
        QualifiedName table,
        String triggerName,
        Timing timing,
        List<Event> events,
        List<String> updateOf,
        boolean forEachRow,
        @Nullable String condition,
        String action,
        @Nullable String comment,
        @Nullable TriggerOptions options,
        @Nullable SourceRange range)
        implements SchemaObject {

    public Trigger {
        Objects.requireNonNull(table);
        Objects.requireNonNull(triggerName);
        Objects.requireNonNull(timing);
        Objects.requireNonNull(action);
        events = List.copyOf(events);
        updateOf = List.copyOf(updateOf);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("trigger \"" + triggerName + "\" needs an event");
        }
    }

    /** When a trigger fires. */
    public enum Timing {
        BEFORE,
        AFTER,
        INSTEAD_OF;

        /** The words in SQL. */
        public String sql() {
            return name().replace('_', ' ');
        }
    }

    /** What a trigger fires on, in the order it is written. */
    public enum Event {
        INSERT,
        DELETE,
        UPDATE,
        TRUNCATE
    }

    @Override
    public QualifiedName name() {
        return new QualifiedName(table.schema(), triggerName);
    }

    @Override
    public ObjectKey key() {
        return new ObjectKey(ObjectKey.Namespace.TRIGGER, name(), table.name());
    }

    @Override
    public String kind() {
        return "trigger";
    }

    @Override
    public QualifiedName owner() {
        return table;
    }

    @Override
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        if (condition != null) {
            texts.add(condition);
        }
        texts.add(action);
        if (options != null) {
            texts.addAll(options.texts());
        }
        return texts;
    }

    @Override
    public Trigger renameSchema(String from, String to) {
        return new Trigger(
                table.renameSchema(from, to),
                triggerName,
                timing,
                events,
                updateOf,
                forEachRow,
                condition,
                action,
                comment,
                options,
                range);
    }

    @Override
    public Trigger renameTable(QualifiedName from, QualifiedName to) {
        return table.equals(from) ? with(to, updateOf) : this;
    }

    @Override
    public Trigger renameColumn(QualifiedName owner, String from, String to) {
        return table.equals(owner)
                ? with(
                        table,
                        updateOf.stream()
                                .map(column -> column.equals(from) ? to : column)
                                .toList())
                : this;
    }

    private Trigger with(QualifiedName newTable, List<String> newUpdateOf) {
        return new Trigger(
                newTable,
                triggerName,
                timing,
                events,
                newUpdateOf,
                forEachRow,
                condition,
                action,
                comment,
                options,
                range);
    }
}
