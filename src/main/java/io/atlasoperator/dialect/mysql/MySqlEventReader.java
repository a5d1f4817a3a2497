package io.atlasoperator.dialect.mysql;

import io.atlasoperator.inspect.Inspection.UnsupportedObject;
import io.atlasoperator.schema.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads events. */
final class MySqlEventReader {
    private final List<MySqlEvent> events = new ArrayList<>();
    private final List<UnsupportedObject> unsupported = new ArrayList<>();

    private MySqlEventReader() {}

    private record EventRow(
            QualifiedName name,
            String schedule,
            boolean preserve,
            String status,
            @Nullable String body,
            String definer,
            String timeZone,
            String mode,
            @Nullable String comment) {

        static EventRow read(ResultSet row) throws SQLException {
            return new EventRow(
                    MySqlCatalog.name(row),
                    schedule(row),
                    row.getString("ON_COMPLETION").equals("PRESERVE"),
                    switch (row.getString("STATUS")) {
                        case "ENABLED" -> "ENABLE";
                        case "DISABLED" -> "DISABLE";
                        default -> "DISABLE ON SLAVE";
                    },
                    row.getString("EVENT_DEFINITION"),
                    row.getString("DEFINER"),
                    row.getString("TIME_ZONE"),
                    row.getString("SQL_MODE"),
                    MySqlCatalog.text(row, "EVENT_COMMENT"));
        }

        private static String schedule(ResultSet row) throws SQLException {
            @Nullable String once = row.getString("EXECUTE_AT");
            if (once != null) {
                return "AT '" + once + "'";
            }
            // Nobody said so then.
            @Nullable String starts = row.getBoolean("STARTS_WHEN_MADE") ? null : row.getString("STARTS");
            @Nullable String ends = row.getString("ENDS");
            return "EVERY " + row.getString("INTERVAL_VALUE") + " " + row.getString("INTERVAL_FIELD")
                    + (starts == null ? "" : " STARTS '" + starts + "'")
                    + (ends == null ? "" : " ENDS '" + ends + "'");
        }
    }

    static MySqlEventReader read(MySqlCatalog catalog, MySqlSession session) throws SQLException {
        MySqlEventReader reader = new MySqlEventReader();
        List<EventRow> rows = catalog.list(MySqlQueries.EVENTS, EventRow::read);
        rows.sort(Comparator.comparing(EventRow::name));
        for (EventRow row : rows) {
            if (row.body() == null) {
                throw session.hidden("event", row.name(), "EVENT on its schema");
            }
            if (MySqlMode.isOracle(row.mode())) {
                reader.unsupported.add(new UnsupportedObject("event of sql_mode ORACLE", row.name()));
            } else if (!row.timeZone().equals(session.timeZone())) {
                reader.unsupported.add(new UnsupportedObject("event of another time zone", row.name()));
            } else {
                reader.events.add(new MySqlEvent(
                        row.name(),
                        row.schedule(),
                        row.preserve(),
                        row.status(),
                        MySqlShownBody.of(catalog.connection(), "EVENT", row.name(), row.body(), session),
                        session.definer(row.definer()),
                        session.mode(row.mode()),
                        row.comment(),
                        null));
            }
        }
        return reader;
    }

    /** The events, by name. */
    List<MySqlEvent> events() {
        return events;
    }

    /** Those that would be others if they were made again. */
    List<UnsupportedObject> unsupported() {
        return unsupported;
    }
}
