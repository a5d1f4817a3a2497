package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.CatalogNumbers.Catalog;
import io.atlasoperator.plan.ObjectKind;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Event triggers. They come last and go first, so as not to fire on the changes along with which they come. */
final class PostgresEventTriggers implements ObjectKind<PostgresEventTrigger> {
    private static final String AS_A_RULE = "O";

    /** Those whose function is in one of the schemas. */
    private static final String QUERY = """
            SELECT x.oid, x.evtname, x.evtevent, x.evttags::text[] AS tags, x.evtenabled, n.nspname, p.proname,
                   d.description
              FROM pg_catalog.pg_event_trigger x
              JOIN pg_catalog.pg_proc p ON p.oid = x.evtfoid
              JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
              LEFT JOIN pg_catalog.pg_description d
                ON d.objoid = x.oid AND d.classoid = 'pg_catalog.pg_event_trigger'::regclass AND d.objsubid = 0
             WHERE p.pronamespace = ANY (?::oid[])
               AND NOT EXISTS (
                   SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = 'pg_catalog.pg_event_trigger'::regclass AND e.objid = x.oid AND e.deptype = 'e')
             ORDER BY x.evtname COLLATE "C"
            """;

    static List<PostgresEventTrigger> read(CatalogReader catalog, Collection<Long> schemas, CatalogNumbers known)
            throws SQLException {
        return catalog.list(QUERY, schemas, row -> {
            PostgresEventTrigger trigger = new PostgresEventTrigger(
                    new QualifiedName("", row.getString("evtname")),
                    row.getString("evtevent"),
                    CatalogReader.texts(row, "tags"),
                    CatalogReader.name(row, "nspname", "proname"),
                    row.getString("evtenabled"),
                    row.getString("description"),
                    null);
            known.put(Catalog.PG_EVENT_TRIGGER, row.getLong("oid"), trigger.key());
            return trigger;
        });
    }

    @Override
    public Class<PostgresEventTrigger> type() {
        return PostgresEventTrigger.class;
    }

    @Override
    public boolean changed(PostgresEventTrigger from, PostgresEventTrigger to) {
        return !changesInPlace(from, to)
                || !from.enabled().equals(to.enabled())
                || !text(from.comment()).equals(text(to.comment()));
    }

    @Override
    public boolean changesInPlace(PostgresEventTrigger from, PostgresEventTrigger to) {
        return from.event().equals(to.event())
                && from.tags().equals(to.tags())
                && from.function().equals(to.function());
    }

    @Override
    public List<Statement> add(PostgresEventTrigger trigger, PlanOptions options) {
        String name = PostgresSyntax.quote(trigger.name().name());
        List<Statement> statements = new ArrayList<>();
        String tags = trigger.tags().isEmpty()
                ? ""
                : trigger.tags().stream()
                        .map(PostgresSyntax.INSTANCE::quoteLiteral)
                        .collect(Collectors.joining(", ", " WHEN TAG IN (", ")"));
        statements.add(Statement.of(
                "CREATE EVENT TRIGGER " + name + " ON " + trigger.event() + tags + " EXECUTE FUNCTION "
                        + PostgresSyntax.name(trigger.function(), options.qualifier()) + "()",
                "create event trigger " + label(trigger),
                "DROP EVENT TRIGGER " + name));
        if (!trigger.enabled().equals(AS_A_RULE)) {
            statements.add(enable(trigger, AS_A_RULE));
        }
        if (!text(trigger.comment()).isEmpty()) {
            statements.add(comment(trigger, null));
        }
        return statements;
    }

    @Override
    public List<Statement> drop(PostgresEventTrigger trigger, PlanOptions options) {
        return List.of(Statement.of(
                "DROP EVENT TRIGGER " + PostgresSyntax.quote(trigger.name().name()),
                "drop event trigger " + label(trigger),
                add(trigger, options).stream().map(Statement::text).toArray(String[]::new)));
    }

    @Override
    public List<Statement> modify(PostgresEventTrigger from, PostgresEventTrigger to, PlanOptions options) {
        List<Statement> statements = new ArrayList<>();
        if (!from.enabled().equals(to.enabled())) {
            statements.add(enable(to, from.enabled()));
        }
        if (!text(from.comment()).equals(text(to.comment()))) {
            statements.add(comment(to, from.comment()));
        }
        return statements;
    }

    private static Statement enable(PostgresEventTrigger trigger, String before) {
        String start =
                "ALTER EVENT TRIGGER " + PostgresSyntax.quote(trigger.name().name()) + " ";
        return Statement.of(
                start + word(trigger.enabled()),
                "modify when event trigger " + label(trigger) + " fires",
                start + word(before));
    }

    private static String word(String enabled) {
        return switch (enabled) {
            case "D" -> "DISABLE";
            case "R" -> "ENABLE REPLICA";
            case "A" -> "ENABLE ALWAYS";
            default -> "ENABLE";
        };
    }

    private static Statement comment(PostgresEventTrigger trigger, @Nullable String from) {
        String start = "COMMENT ON EVENT TRIGGER "
                + PostgresSyntax.quote(trigger.name().name()) + " IS ";
        return Statement.of(
                start + PostgresPlanner.text(trigger.comment()),
                "set comment to event trigger: " + label(trigger),
                start + PostgresPlanner.text(from));
    }

    private static String text(@Nullable String comment) {
        return comment == null ? "" : comment;
    }

    private static String label(PostgresEventTrigger trigger) {
        return "\"" + trigger.name().name() + "\"";
    }
}
