package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Trigger;
import io.atlasoperator.schema.Trigger.Event;
import io.atlasoperator.schema.Trigger.Timing;
import io.atlasoperator.schema.View;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the statements of views, triggers and virtual tables as SQLite keeps them. */
final class SqliteObjectParser {
    private static final List<String> STATEMENTS =
            List.of("SELECT", "VALUES", "WITH", "INSERT", "REPLACE", "UPDATE", "DELETE");

    private final String schema;
    private final String sql;
    private final SqliteDefinitionReader in;

    /**
     * @param schema the schema that the object is in
     * @param sql its statement
     */
    SqliteObjectParser(String schema, String sql) {
        this.schema = schema;
        this.sql = sql;
        this.in = new SqliteDefinitionReader(sql);
    }

    View view() throws SQLException {
        String name = begin("VIEW");
        List<String> columns = in.sees("(") ? names() : List.of();
        in.expect("AS");
        return new View(
                new QualifiedName(schema, name),
                false,
                List.of(),
                in.rest(),
                List.of(),
                null,
                new SqliteViewOptions(columns, sql),
                null);
    }

    SqliteVirtualTable virtualTable() throws SQLException {
        in.expect("CREATE");
        in.expect("VIRTUAL");
        in.expect("TABLE");
        String name = qualifiedName();
        in.expect("USING");
        return new SqliteVirtualTable(new QualifiedName(schema, name), in.rest(), null);
    }

    /** @param spelling the own spelling of a table's or view's name */
    Trigger trigger(UnaryOperator<String> spelling) throws SQLException {
        String name = begin("TRIGGER");
        Timing timing = timing();
        Event event = Event.valueOf(in.next().text().toUpperCase(Locale.ROOT));
        List<String> updateOf = new ArrayList<>();
        if (in.take("OF")) {
            do {
                updateOf.add(in.name());
            } while (in.take(","));
        }
        in.expect("ON");
        String table = spelling.apply(qualifiedName());
        if (in.take("FOR")) {
            in.expect("EACH");
            in.expect("ROW");
        }
        @Nullable String condition = in.take("WHEN") ? in.before("BEGIN", STATEMENTS) : null;
        return new Trigger(
                new QualifiedName(schema, table),
                name,
                timing,
                List.of(event),
                updateOf,
                true,
                condition == null ? null : SqliteExpressions.unwrap(condition),
                in.rest(),
                null,
                new SqliteTriggerOptions(sql),
                null);
    }

    private Timing timing() throws SQLException {
        if (in.take("AFTER")) {
            return Timing.AFTER;
        }
        if (in.take("INSTEAD")) {
            in.expect("OF");
            return Timing.INSTEAD_OF;
        }
        in.take("BEFORE");
        return Timing.BEFORE;
    }

    private String begin(String kind) throws SQLException {
        in.expect("CREATE");
        in.expect(kind);
        return qualifiedName();
    }

    private String qualifiedName() throws SQLException {
        String name = in.name();
        return in.take(".") ? in.name() : name;
    }

    private List<String> names() throws SQLException {
        in.expect("(");
        List<String> names = new ArrayList<>();
        do {
            names.add(in.name());
        } while (in.take(","));
        in.expect(")");
        return names;
    }
}
