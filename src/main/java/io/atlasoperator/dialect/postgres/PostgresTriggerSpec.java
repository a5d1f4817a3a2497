package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.ForeignKey.Deferrability;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Trigger;
import io.atlasoperator.schema.Trigger.Event;
import io.atlasoperator.schema.Trigger.Timing;
import io.atlasoperator.spec.AttributeShape;
import io.atlasoperator.spec.BlockReader;
import io.atlasoperator.spec.BlockShape;
import io.atlasoperator.spec.BlockShape.Labels;
import io.atlasoperator.spec.BlockWriter;
import io.atlasoperator.spec.ObjectReader;
import io.atlasoperator.spec.ObjectSpec;
import io.atlasoperator.spec.ObjectWriter;
import io.atlasoperator.spec.Shapes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Triggers, written {@code trigger} with one block for when they fire and one for what they execute. */
final class PostgresTriggerSpec implements ObjectSpec<Trigger> {
    private static final Pattern NAME = Pattern.compile(
            "\\s*(?:(\"(?:[^\"]|\"\")+\"|[\\w$]+)\\.)?(\"(?:[^\"]|\"\")+\"|[\\w$]+)\\s*(?:\\(\\s*\\))?\\s*");
    private static final Map<String, String> ENABLED = enabled();

    private static final BlockShape SHAPE = BlockShape.of(
                    "trigger",
                    Labels.NAME,
                    AttributeShape.reference("on", "table", "view", "materialized")
                            .must(),
                    AttributeShape.choice("foreach", "ROW", "STATEMENT"),
                    AttributeShape.sql("if"),
                    AttributeShape.text("old_table"),
                    AttributeShape.text("new_table"),
                    AttributeShape.bool("constraint"),
                    Shapes.deferrable(),
                    AttributeShape.reference("from", "table"),
                    enabledAttribute(),
                    AttributeShape.text("comment"),
                    Shapes.dependsOn())
            .withBlocks(
                    timing(Timing.BEFORE),
                    timing(Timing.AFTER),
                    timing(Timing.INSTEAD_OF),
                    BlockShape.of(
                            "execute",
                            Labels.NONE,
                            AttributeShape.reference("function", "function").must(),
                            AttributeShape.texts("args")));

    private static Map<String, String> enabled() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("ORIGIN", "O");
        words.put("DISABLED", "D");
        words.put("REPLICA", "R");
        words.put("ALWAYS", "A");
        return words;
    }

    /** When a trigger fires, as long as it is not the rule. */
    static AttributeShape enabledAttribute() {
        return AttributeShape.choice("enabled", ENABLED.keySet().toArray(String[]::new));
    }

    static String readEnabled(BlockReader block) {
        return block.text("enabled")
                .flatMap(word -> Optional.ofNullable(ENABLED.get(word)))
                .orElse(PostgresTriggerOptions.ALWAYS_ENABLED);
    }

    static void writeEnabled(String enabled, BlockWriter out) {
        ENABLED.forEach((word, letter) -> {
            if (letter.equals(enabled) && !letter.equals(PostgresTriggerOptions.ALWAYS_ENABLED)) {
                out.word("enabled", word);
            }
        });
    }

    private static BlockShape timing(Timing timing) {
        return BlockShape.of(
                timing.name().toLowerCase(Locale.ROOT),
                Labels.NONE,
                AttributeShape.bool("insert"),
                AttributeShape.bool("update"),
                AttributeShape.columns("update_of"),
                AttributeShape.bool("delete"),
                AttributeShape.bool("truncate"));
    }

    @Override
    public Class<Trigger> type() {
        return Trigger.class;
    }

    @Override
    public BlockShape shape() {
        return SHAPE;
    }

    @Override
    public Optional<Trigger> read(BlockReader written, ObjectReader reader) {
        Optional<QualifiedName> table = reader.reference(written, "on");
        if (table.isEmpty()) {
            return Optional.empty();
        }
        BlockReader block = reader.inside(written, table.get());
        Optional<BlockReader> execute = block.single("execute");
        if (execute.isEmpty()) {
            block.error("missing block \"execute\"", "Write execute { function = function.name }.");
        }
        List<Timing> timings = new ArrayList<>();
        for (Timing timing : Timing.values()) {
            if (block.single(timing.name().toLowerCase(Locale.ROOT)).isPresent()) {
                timings.add(timing);
            }
        }
        if (timings.size() != 1) {
            block.error(
                    timings.isEmpty()
                            ? "missing block \"before\", \"after\" or \"instead_of\""
                            : "more than one timing",
                    "Write one of the blocks before, after and instead_of with what it fires on.");
        }
        Optional<QualifiedName> function = execute.flatMap(
                inner -> named(inner, "function", reader, table.get().schema()));
        if (timings.size() != 1 || execute.isEmpty() || function.isEmpty()) {
            return Optional.empty();
        }
        Timing timing = timings.getFirst();
        BlockReader when = block.single(timing.name().toLowerCase(Locale.ROOT)).orElseThrow();
        List<Event> events = events(when);
        if (events.isEmpty()) {
            when.error("missing event", "Write what it fires on, such as insert = true.");
            return Optional.empty();
        }
        Optional<QualifiedName> from = named(block, "from", reader, table.get().schema());
        return Optional.of(new Trigger(
                table.get(),
                block.name(),
                timing,
                events,
                when.columns("update_of"),
                block.text("foreach").map("ROW"::equals).orElse(timing == Timing.INSTEAD_OF),
                block.text("if").map(PostgresExpressions::unwrap).orElse(null),
                PostgresTriggers.action(function.get().name()),
                block.text("comment").orElse(null),
                new PostgresTriggerOptions(
                                elsewhere(function.get(), table.get()),
                                execute.get().texts("args"),
                                block.text("old_table").orElse(null),
                                block.text("new_table").orElse(null),
                                block.bool("constraint").orElse(false),
                                block.text("deferrable")
                                        .map(Deferrability::valueOf)
                                        .orElse(Deferrability.NOT_DEFERRABLE),
                                from.map(other -> elsewhere(other, table.get())).orElse(null),
                                from.map(QualifiedName::name).orElse(null),
                                readEnabled(block))
                        .orNull(),
                block.range()));
    }

    private static List<Event> events(BlockReader when) {
        List<Event> events = new ArrayList<>();
        for (Event event : Event.values()) {
            boolean columns =
                    event == Event.UPDATE && !when.columns("update_of").isEmpty();
            if (columns || when.bool(event.name().toLowerCase(Locale.ROOT)).orElse(false)) {
                events.add(event);
            }
        }
        return events;
    }

    /** What a reference or a name in SQL means; an unqualified name is in that schema. */
    static Optional<QualifiedName> named(BlockReader block, String attribute, ObjectReader reader, String schema) {
        Optional<String> sql = block.rawSql(attribute);
        if (sql.isEmpty()) {
            return reader.reference(block, attribute);
        }
        Matcher name = NAME.matcher(sql.get());
        if (!name.matches()) {
            block.error(attribute, "invalid name \"" + sql.get() + "\"", "Write sql(\"schema.name\").");
            return Optional.empty();
        }
        return Optional.of(new QualifiedName(
                name.group(1) == null ? schema : PostgresSyntax.unquote(name.group(1)),
                PostgresSyntax.unquote(name.group(2))));
    }

    private static @Nullable String elsewhere(QualifiedName name, QualifiedName table) {
        return name.schema().equals(table.schema()) ? null : name.schema();
    }

    @Override
    public void write(Trigger trigger, BlockWriter out, ObjectWriter writer) {
        PostgresTriggerOptions own = PostgresTriggerOptions.of(trigger);
        out.value("on", writer.relation(trigger.table()));
        out.word("foreach", trigger.forEachRow() ? "ROW" : "STATEMENT");
        if (trigger.condition() != null) {
            out.text("if", trigger.condition());
        }
        text(out, "old_table", own.oldTable());
        text(out, "new_table", own.newTable());
        if (own.constraint()) {
            out.bool("constraint", true);
        }
        if (own.deferrability() != Deferrability.NOT_DEFERRABLE) {
            out.word("deferrable", own.deferrability().name());
        }
        if (own.fromTable() != null) {
            QualifiedName from = inSchema(own.fromSchema(), own.fromTable(), trigger);
            out.value("from", writer.relationOrSql(from, PostgresTriggerSpec::sql));
        }
        writeEnabled(own.enabled(), out);
        text(out, "comment", trigger.comment());
        BlockWriter when = out.inside(trigger.timing().name().toLowerCase(Locale.ROOT));
        for (Event event : trigger.events()) {
            if (event == Event.UPDATE && !trigger.updateOf().isEmpty()) {
                when.columns("update_of", trigger.updateOf());
            } else {
                when.bool(event.name().toLowerCase(Locale.ROOT), true);
            }
        }
        out.add(when);
        QualifiedName function = inSchema(own.functionSchema(), PostgresTriggers.function(trigger), trigger);
        BlockWriter execute =
                out.inside("execute").value("function", writer.function(function, PostgresTriggerSpec::sql));
        if (!own.arguments().isEmpty()) {
            execute.texts("args", own.arguments());
        }
        out.add(execute);
    }

    private static QualifiedName inSchema(@Nullable String schema, String name, Trigger trigger) {
        return new QualifiedName(schema == null ? trigger.table().schema() : schema, name);
    }

    /** A name in SQL, for what has no block. */
    static String sql(QualifiedName name) {
        return PostgresSyntax.quoteIfNeeded(name.schema()) + "." + PostgresSyntax.quoteIfNeeded(name.name());
    }

    private static void text(BlockWriter out, String name, @Nullable String text) {
        if (text != null) {
            out.text(name, text);
        }
    }
}
