package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.PostgresRandomColumns.RandomColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Random objects over tables: views, triggers, rules, policies, statistics, functions, owners of sequences. */
final class PostgresRandomObjects {
    private final PostgresRandomState state;
    private final List<String> out;
    /** What can be selected from, and has a column {@code id}. */
    private final List<String> relations = new ArrayList<>();

    PostgresRandomObjects(PostgresRandomState state) {
        this.state = state;
        this.out = state.over;
    }

    void make() {
        for (String sequence : state.sequences) {
            if (!state.tables.isEmpty() && state.chance(3)) {
                String table = state.pick(List.copyOf(state.tables.keySet()));
                if (state.frame.schema(state.random, table).equals(state.frame.schema(state.random, sequence))) {
                    out.add("ALTER SEQUENCE " + state.name(sequence) + " OWNED BY " + state.name(table) + ".id");
                }
            }
        }
        relations.addAll(state.tables.keySet());
        if (state.families.contains(PostgresRandomState.Family.PARTITIONED)) {
            relations.add("parts");
        }
        for (String view : List.of("v1", "V 2", "v3")) {
            if (!relations.isEmpty() && state.chance(2)) {
                view(view);
            }
        }
        for (String view : List.of("mv1", "M v")) {
            if (!relations.isEmpty() && state.chance(3)) {
                materialized(view);
            }
        }
        for (PostgresRandomTable table : state.tables.values()) {
            over(table);
        }
        if (!relations.isEmpty() && state.chance(3)) {
            String over = state.pick(relations);
            String result = state.pick("bigint", "integer");
            out.add("CREATE FUNCTION " + state.name("counts") + "(lowest integer DEFAULT " + state.pick("0", "1")
                    + ") RETURNS " + result + " LANGUAGE "
                    + state.pick(
                            "plpgsql AS $x$ BEGIN RETURN (SELECT count(*) FROM " + state.name(over)
                                    + " WHERE id > lowest); END $x$",
                            "sql AS $x$ SELECT count(*)::" + result + " FROM " + state.name(over)
                                    + " WHERE id > lowest $x$"));
        }
        if (!state.tables.isEmpty() && state.chance(4)) {
            out.add("CREATE FUNCTION " + state.name("rows of") + "() RETURNS SETOF "
                    + state.name(state.tables.keySet().iterator().next()) + " LANGUAGE plpgsql AS 'BEGIN RETURN; END'");
        }
    }

    private void view(String name) {
        String over = state.pick(relations);
        String alias = state.pick("", " AS x");
        List<String> columns = new ArrayList<>(List.of("id"));
        if (state.tables.containsKey(over)) {
            columns.addAll(state.some(state.tables.get(over).columns, 3).stream()
                    .filter(column -> !column.name().equals("id"))
                    .map(RandomColumn::quoted)
                    .toList());
        }
        String body = "SELECT " + String.join(", ", columns) + " FROM " + state.name(over) + alias
                + state.pick("", " WHERE id > 0", " WHERE id IN (1, 2) OR false");
        if (state.chance(6) && state.functions.containsKey("f_gen")) {
            body = "SELECT id, " + state.name("f_gen") + "(id::integer) AS made FROM " + state.name(over);
        } else if (state.chance(6) && state.tables.containsKey(over)) {
            body = state.tables
                    .get(over)
                    .column("enum")
                    .filter(RandomColumn::comparable)
                    .map(column -> "SELECT id, " + column.quoted() + "::text AS said FROM " + state.name(over)
                            + " WHERE " + column.quoted() + " = 'a'")
                    .orElse(body);
        } else if (state.chance(5)) {
            body = "SELECT id, count(*) AS many FROM " + state.name(over) + " GROUP BY id";
        } else if (state.chance(5)) {
            String other = state.pick(relations);
            body = "SELECT a.id, b.id AS other FROM " + state.name(over) + " a LEFT JOIN " + state.name(other)
                    + " b ON a.id = b.id";
        }
        out.add("CREATE VIEW " + state.name(name) + state.pick("", "", " WITH (security_barrier = on)") + " AS "
                + body);
        state.comment("VIEW " + state.name(name), out);
        relations.add(name);
    }

    private void materialized(String name) {
        String over = state.pick(relations);
        boolean empty = state.chance(2);
        out.add("CREATE MATERIALIZED VIEW " + state.name(name) + state.pick("", " WITH (fillfactor = 70)")
                + " AS SELECT id" + state.pick("", ", id + 1 AS next") + " FROM " + state.name(over)
                + (empty ? " WITH NO DATA" : ""));
        if (state.chance(2)) {
            out.add("CREATE " + state.pick("", "UNIQUE ") + "INDEX " + PostgresSyntax.quote("mi " + name) + " ON "
                    + state.name(name) + " (id" + state.pick("", " DESC") + ")");
        }
        state.comment("MATERIALIZED VIEW " + state.name(name), out);
        if (!empty) {
            relations.add(name);
        }
    }

    private void over(PostgresRandomTable table) {
        String name = state.name(table.name);
        if (state.chance(4)) {
            String trigger = PostgresSyntax.quote("tr " + state.pick("1", "2"));
            String of = state.chance(2)
                    ? "UPDATE OF " + state.pick(table.columns).quoted()
                    : state.pick("INSERT", "INSERT OR UPDATE", "DELETE");
            String when = of.equals("DELETE") || !state.chance(2)
                    ? ""
                    : table.column("enum").filter(RandomColumn::comparable).isPresent() && state.chance(2)
                            ? " WHEN (NEW.\"enum\" = 'a')"
                            : " WHEN (NEW.id > 1)";
            out.add("CREATE TRIGGER " + trigger + " " + state.pick("BEFORE", "AFTER") + " " + of + " ON " + name
                    + " FOR EACH ROW" + when + " EXECUTE FUNCTION " + state.name("trg") + "("
                    + state.pick("", "'x', 'y'") + ")");
            if (state.chance(4)) {
                out.add("ALTER TABLE " + name + " DISABLE TRIGGER " + trigger);
            }
            state.comment("TRIGGER " + trigger + " ON " + name, out);
        }
        if (state.chance(5)) {
            out.add("CREATE RULE \"a rule\" AS ON " + state.pick("DELETE", "UPDATE") + " TO " + name
                    + state.pick("", " WHERE OLD.id > 5") + " DO " + state.pick("INSTEAD", "ALSO") + " NOTHING");
            state.comment("RULE \"a rule\" ON " + name, out);
        }
        if (state.chance(3)) {
            List<String> conditions = new ArrayList<>(List.of("id > 0", "true", "CURRENT_USER = 'x'"));
            if (state.functions.containsKey("f_pol")) {
                conditions.add(state.name("f_pol") + "(id::text)");
            }
            table.column("enum").filter(RandomColumn::enumerated).ifPresent(column -> conditions.add("\"enum\" = 'a'"));
            out.add("CREATE POLICY \"Pol 1\" ON " + name + state.pick("", " AS RESTRICTIVE")
                    + state.pick("", " FOR SELECT", " FOR UPDATE")
                    + state.pick("", " TO CURRENT_USER", " TO pg_monitor")
                    + " USING (" + state.pick(conditions) + ")");
            state.comment("POLICY \"Pol 1\" ON " + name, out);
        }
        List<String> plain = table.columns.stream()
                .filter(column -> column.sortable() && !column.family().equals("misc"))
                .map(RandomColumn::quoted)
                .collect(Collectors.toList());
        if (plain.size() > 2 && state.chance(4)) {
            String statistics = PostgresSyntax.quote(state.frame.schema(state.random, table.name)) + "."
                    + PostgresSyntax.quote("st " + table.name);
            out.add("CREATE STATISTICS " + statistics + state.pick("", " (ndistinct)", " (dependencies, mcv)") + " ON "
                    + plain.get(0) + ", " + plain.get(state.pick(1, 2)) + " FROM " + name);
            state.comment("STATISTICS " + statistics, out);
        }
    }
}
