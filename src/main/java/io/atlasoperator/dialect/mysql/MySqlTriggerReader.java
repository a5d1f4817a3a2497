package io.atlasoperator.dialect.mysql;

import io.atlasoperator.inspect.Inspection.UnsupportedObject;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Trigger;
import io.atlasoperator.schema.Trigger.Event;
import io.atlasoperator.schema.Trigger.Timing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads triggers. */
final class MySqlTriggerReader {
    private final List<Trigger> triggers = new ArrayList<>();
    private final List<UnsupportedObject> unsupported = new ArrayList<>();

    private MySqlTriggerReader() {}

    private record Place(QualifiedName table, Timing timing, Event event) {}

    private record TriggerRow(
            QualifiedName name,
            Place place,
            int order,
            @Nullable String action,
            String mode,
            String definer) {

        static TriggerRow read(ResultSet row) throws SQLException {
            QualifiedName name = MySqlCatalog.name(row);
            return new TriggerRow(
                    name,
                    new Place(
                            new QualifiedName(name.schema(), row.getString("EVENT_OBJECT_TABLE")),
                            Timing.valueOf(row.getString("ACTION_TIMING")),
                            Event.valueOf(row.getString("EVENT_MANIPULATION"))),
                    row.getInt("ACTION_ORDER"),
                    row.getString("ACTION_STATEMENT"),
                    row.getString("SQL_MODE"),
                    row.getString("DEFINER"));
        }
    }

    static MySqlTriggerReader read(MySqlCatalog catalog, MySqlSession session) throws SQLException {
        MySqlTriggerReader reader = new MySqlTriggerReader();
        List<TriggerRow> rows = catalog.list(MySqlQueries.TRIGGERS, TriggerRow::read);
        rows.sort(Comparator.comparing((TriggerRow row) -> row.place().table())
                .thenComparing(row -> row.place().timing())
                .thenComparing(row -> row.place().event())
                .thenComparingInt(TriggerRow::order));
        Map<Place, String> before = new HashMap<>();
        for (TriggerRow row : rows) {
            if (row.action() == null) {
                throw session.hidden("trigger", row.name(), "TRIGGER on its table");
            }
            if (!MySqlMode.isOracle(row.mode())) {
                reader.triggers.add(new Trigger(
                        row.place().table(),
                        row.name().name(),
                        row.place().timing(),
                        List.of(row.place().event()),
                        List.of(),
                        true,
                        null,
                        MySqlShownBody.of(catalog.connection(), "TRIGGER", row.name(), row.action(), session),
                        null,
                        new MySqlTriggerOptions(
                                        session.definer(row.definer()),
                                        before.get(row.place()),
                                        null,
                                        session.mode(row.mode()))
                                .orNull(),
                        null));
                before.put(row.place(), row.name().name());
            } else {
                reader.unsupported.add(new UnsupportedObject("trigger of sql_mode ORACLE", row.name()));
            }
        }
        return reader;
    }

    /** The triggers, by table and in the order in which they fire. */
    List<Trigger> triggers() {
        return triggers;
    }

    /** Those that would be others if they were made again. */
    List<UnsupportedObject> unsupported() {
        return unsupported;
    }
}
