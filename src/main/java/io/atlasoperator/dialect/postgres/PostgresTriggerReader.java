package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.CatalogNumbers.Catalog;
import io.atlasoperator.schema.ForeignKey.Deferrability;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Trigger;
import io.atlasoperator.schema.Trigger.Event;
import io.atlasoperator.schema.Trigger.Timing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads triggers of tables and views; those that partitions repeat of their table's are left out. */
final class PostgresTriggerReader {
    private static final String QUERY = """
            SELECT t.oid, n.nspname, c.relname, t.tgname, t.tgtype, t.tgqual IS NOT NULL AS conditional,
                   pg_catalog.pg_get_triggerdef(t.oid) AS definition, fn.nspname AS function_schema, p.proname,
                   (SELECT pg_catalog.array_agg(a.attname::text ORDER BY u.position)
                      FROM pg_catalog.unnest(t.tgattr) WITH ORDINALITY AS u (attnum, position)
                      JOIN pg_catalog.pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum = u.attnum) AS columns,
                   t.tgoldtable, t.tgnewtable, t.tgconstraint <> 0 AS is_constraint, t.tgdeferrable, t.tginitdeferred,
                   rn.nspname AS from_schema, rc.relname AS from_table, t.tgenabled, d.description
              FROM pg_catalog.pg_trigger t
              JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
              JOIN pg_catalog.pg_namespace fn ON fn.oid = p.pronamespace
              LEFT JOIN pg_catalog.pg_class rc ON rc.oid = t.tgconstrrelid
              LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = rc.relnamespace
              LEFT JOIN pg_catalog.pg_description d
                ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_trigger'::regclass AND d.objsubid = 0
             WHERE c.relnamespace = ANY (?::oid[])
               AND NOT t.tgisinternal
               AND t.tgparentid = 0
               AND NOT EXISTS (
                   SELECT FROM pg_catalog.pg_depend e
                    WHERE e.deptype = 'e'
                      AND (e.classid = 'pg_catalog.pg_trigger'::regclass AND e.objid = t.oid
                           OR e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid))
             ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", t.tgname COLLATE "C"
            """;

    /** A quoted name, or what ends the part of a definition that has names in it. */
    private static final Pattern NAMES_END = Pattern.compile("\"(?:[^\"]++|\"\")*+\"| FOR EACH (?:ROW|STATEMENT) ");

    private static final Pattern ACTION = Pattern.compile(
            "(?:WHEN \\((.*)\\) )?EXECUTE FUNCTION (?:\"(?:[^\"]++|\"\")*+\"|[^\"(])+\\((.*)\\)", Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile("'((?:[^']++|'')*+)'");

    private static final int ROW = 1;
    private static final int BEFORE = 2;
    private static final int INSERT = 4;
    private static final int DELETE = 8;
    private static final int UPDATE = 16;
    private static final int TRUNCATE = 32;
    private static final int INSTEAD = 64;

    private PostgresTriggerReader() {}

    static List<Trigger> read(CatalogReader catalog, Collection<Long> schemas, CatalogNumbers known)
            throws SQLException {
        return catalog.list(QUERY, schemas, row -> {
            Trigger trigger = trigger(row);
            known.put(Catalog.PG_TRIGGER, row.getLong("oid"), trigger.key());
            return trigger;
        });
    }

    private static Trigger trigger(ResultSet row) throws SQLException {
        QualifiedName table = CatalogReader.name(row, "nspname", "relname");
        int type = row.getInt("tgtype");
        Matcher definition = ACTION.matcher(afterNames(row.getString("definition")));
        if (!definition.matches()) {
            throw new SQLException("postgres: the definition of trigger \"" + row.getString("tgname") + "\" of \""
                    + table.name() + "\" can't be read: " + row.getString("definition"));
        }
        return new Trigger(
                table,
                row.getString("tgname"),
                (type & BEFORE) != 0 ? Timing.BEFORE : (type & INSTEAD) != 0 ? Timing.INSTEAD_OF : Timing.AFTER,
                events(type),
                CatalogReader.texts(row, "columns"),
                (type & ROW) != 0,
                row.getBoolean("conditional") ? PostgresExpressions.unwrap(definition.group(1)) : null,
                PostgresTriggers.action(row.getString("proname")),
                row.getString("description"),
                options(row, table, definition.group(2)).orNull(),
                null);
    }

    private static String afterNames(String definition) {
        Matcher names = NAMES_END.matcher(definition);
        while (names.find()) {
            if (!names.group().startsWith("\"")) {
                return definition.substring(names.end());
            }
        }
        return definition;
    }

    private static List<Event> events(int type) {
        List<Event> events = new ArrayList<>();
        add(events, type & INSERT, Event.INSERT);
        add(events, type & DELETE, Event.DELETE);
        add(events, type & UPDATE, Event.UPDATE);
        add(events, type & TRUNCATE, Event.TRUNCATE);
        return events;
    }

    private static void add(List<Event> events, int bit, Event event) {
        if (bit != 0) {
            events.add(event);
        }
    }

    private static PostgresTriggerOptions options(ResultSet row, QualifiedName table, String arguments)
            throws SQLException {
        List<String> texts = new ArrayList<>();
        Matcher literal = LITERAL.matcher(arguments);
        while (literal.find()) {
            texts.add(literal.group(1).replace("''", "'"));
        }
        return new PostgresTriggerOptions(
                elsewhere(row.getString("function_schema"), table),
                texts,
                row.getString("tgoldtable"),
                row.getString("tgnewtable"),
                row.getBoolean("is_constraint"),
                !row.getBoolean("tgdeferrable")
                        ? Deferrability.NOT_DEFERRABLE
                        : row.getBoolean("tginitdeferred")
                                ? Deferrability.INITIALLY_DEFERRED
                                : Deferrability.INITIALLY_IMMEDIATE,
                elsewhere(row.getString("from_schema"), table),
                row.getString("from_table"),
                row.getString("tgenabled"));
    }

    /** The schema, if it is another one than that of the table. */
    private static @Nullable String elsewhere(@Nullable String schema, QualifiedName table) {
        return table.schema().equals(schema) ? null : schema;
    }
}
