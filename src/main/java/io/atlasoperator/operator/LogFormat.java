package io.atlasoperator.operator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Log lines with keys and values: which resource a line is about stands in fields of its own. Either for people, with
 * tabs between the parts, or as JSON.
 */
final class LogFormat extends ExtFormatter {
    private static final DateTimeFormatter ISO8601 =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** The fields, and the names under which the operator framework keeps their values. */
    private static final Map<String, String> FIELDS = Map.of(
            "resource.kind", "kind",
            "resource.namespace", "namespace",
            "resource.name", "name",
            "resource.generation", "generation");

    private static final String[] FIELD_ORDER = {
        "resource.kind", "resource.namespace", "resource.name", "resource.generation"
    };

    private final Encoder encoder;
    private final Time time;
    private final Level stackTraces;

    /** How lines are written. */
    enum Encoder {
        CONSOLE,
        JSON
    }

    /** How times are written. */
    enum Time {
        EPOCH,
        MILLIS,
        NANO,
        ISO8601,
        RFC3339,
        RFC3339NANO
    }

    /** @param stackTraces from which level on stack traces are written */
    LogFormat(Encoder encoder, Time time, Level stackTraces) {
        this.encoder = encoder;
        this.time = time;
        this.stackTraces = stackTraces;
    }

    @Override
    public String format(ExtLogRecord line) {
        return switch (encoder) {
            case CONSOLE -> console(line);
            case JSON -> json(line);
        };
    }

    private String console(ExtLogRecord line) {
        StringBuilder text = new StringBuilder();
        text.append(time(line.getInstant()))
                .append('\t')
                .append(level(line.getLevel()).toUpperCase(Locale.ROOT))
                .append('\t')
                .append(line.getLoggerName())
                .append('\t')
                .append(line.getFormattedMessage());
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        addFields(line, fields);
        if (!fields.isEmpty()) {
            text.append('\t').append(fields);
        }
        String trace = stackTrace(line);
        return text.append('\n').append(trace == null ? "" : trace).toString();
    }

    private String json(ExtLogRecord line) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("level", level(line.getLevel()));
        fields.put("ts", time(line.getInstant()));
        fields.put("logger", line.getLoggerName());
        fields.put("msg", line.getFormattedMessage());
        addFields(line, fields);
        String trace = stackTrace(line);
        if (trace != null) {
            fields.put("stacktrace", trace);
        }
        return fields + "\n";
    }

    private static void addFields(ExtLogRecord line, ObjectNode fields) {
        for (String key : FIELD_ORDER) {
            String value = line.getMdc(key);
            if (value != null) {
                fields.put(FIELDS.get(key), value);
            }
        }
    }

    private @Nullable String stackTrace(ExtLogRecord line) {
        Throwable thrown = line.getThrown();
        if (thrown == null) {
            return null;
        }
        if (line.getLevel().intValue() < stackTraces.intValue()) {
            return thrown + "\n";
        }
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private static String level(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "error";
        }
        if (value >= Level.WARNING.intValue()) {
            return "warn";
        }
        return value >= Level.INFO.intValue() ? "info" : "debug";
    }

    private String time(Instant instant) {
        return switch (time) {
            case EPOCH -> String.format(Locale.ROOT, "%d.%06d", instant.getEpochSecond(), instant.getNano() / 1000);
            case MILLIS -> Long.toString(instant.toEpochMilli());
            case NANO -> instant.getEpochSecond() + String.format(Locale.ROOT, "%09d", instant.getNano());
            case ISO8601 -> ISO8601.format(instant);
            case RFC3339 -> instant.truncatedTo(ChronoUnit.SECONDS).toString();
            case RFC3339NANO -> instant.toString();
        };
    }
}
