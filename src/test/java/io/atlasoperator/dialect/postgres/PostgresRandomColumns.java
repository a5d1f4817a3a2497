package io.atlasoperator.dialect.postgres;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Random columns of a table. The name of a column says of which family its type is; values of one type of a family can
 * be converted to each other.
 */
final class PostgresRandomColumns {
    private static final Set<String> SORTABLE =
            Set.of("id", "ref", "num", "text", "enum", "date", "time", "uuid", "bool", "domain", "net", "range", "arr");
    private static final List<String> MISC = List.of(
            "point",
            "bytea",
            "interval",
            "interval day to second(3)",
            "tsvector",
            "money",
            "macaddr",
            "pg_lsn",
            "xid",
            "circle",
            "int8range",
            "daterange",
            "bit(3)",
            "real",
            "oid",
            "name",
            "\"char\"",
            "char(1)",
            "regclass");

    private final PostgresRandomState state;
    private final String table;

    PostgresRandomColumns(PostgresRandomState state, String table) {
        this.state = state;
        this.table = table;
    }

    /** @param rest what follows the type */
    record RandomColumn(String name, String family, String type, String rest) {
        String quoted() {
            return PostgresSyntax.quote(name);
        }

        String definition() {
            return "  " + quoted() + " " + type + rest;
        }

        boolean generated() {
            return rest.contains(" AS (");
        }

        boolean enumerated() {
            return family.equals("enum") && comparable() && !type.startsWith("text") && !type.startsWith("varchar");
        }

        /** Whether a value can be compared to a literal as it stands: one of a domain over an enum can't. */
        boolean comparable() {
            return !type.endsWith("\"feel\"");
        }

        boolean sortable() {
            return SORTABLE.contains(family) && !generated();
        }
    }

    List<RandomColumn> make() {
        List<RandomColumn> made = new ArrayList<>();
        made.add(id());
        // values of a composite type and of others can't be converted
        boolean addr = state.composites.containsKey("addr");
        for (String family : state.some(
                List.of(
                        "ref", "num", "text", "enum", "date", "time", "json", "arr", "uuid", "bool", "domain", "net",
                        "range", "addr", "enums", "ext", "misc"),
                3)) {
            if (addr || !family.equals("addr")) {
                made.add(column(family));
            }
        }
        if (state.chance(4)) {
            made.add(column("num2"));
        }
        generated(made);
        if (state.chance(5)) {
            Collections.shuffle(made.subList(1, made.size()), state.random);
        }
        return made;
    }

    private RandomColumn id() {
        String sequence =
                state.sequences.isEmpty() ? null : state.sequences.iterator().next();
        return switch (state.random.nextInt(6)) {
            case 0 -> new RandomColumn("id", "id", state.pick("serial", "bigserial", "smallserial"), "");
            case 1 ->
                new RandomColumn(
                        "id",
                        "id",
                        state.pick("integer", "bigint", "smallint"),
                        " GENERATED " + state.pick("ALWAYS", "BY DEFAULT") + " AS IDENTITY"
                                + state.pick(
                                        "", " (START WITH 10)", " (INCREMENT BY 2 CACHE 3)", " (MAXVALUE 9999 CYCLE)"));
            case 2 ->
                sequence == null
                        ? new RandomColumn("id", "id", "integer", " NOT NULL")
                        : new RandomColumn(
                                "id",
                                "id",
                                "bigint",
                                " DEFAULT nextval('" + state.name(sequence).replace("'", "''") + "')");
            default ->
                new RandomColumn("id", "id", state.pick("integer", "bigint", "smallint"), state.pick("", " NOT NULL"));
        };
    }

    private int choice(String family, int of) {
        return state.frame.choice(state.random, table + "." + family, of);
    }

    private RandomColumn column(String family) {
        boolean old = state.earlier != null
                && state.earlier.tables.containsKey(table)
                && state.earlier.tables.get(table).column(family).isPresent();
        boolean filled = state.earlier == null || old;
        String type = switch (family) {
            case "ref" -> state.pick("integer", "bigint", "smallint");
            case "num", "num2" ->
                state.pick("integer", "bigint", "numeric", "numeric(10,2)", "text", "varchar(20)", "double precision");
            case "text" ->
                state.others.contains("Code") && state.chance(4)
                        ? state.name("Code")
                        : state.pick("text", "varchar(30)", "varchar", "char(9)", "text COLLATE \"C\"", "bpchar");
            case "enum" ->
                state.enums.isEmpty() || state.chance(3)
                        ? state.pick("text", "varchar(9)")
                        : state.others.contains("feel") && state.chance(4)
                                ? state.name("feel")
                                : state.name(state.pick(List.copyOf(state.enums.keySet())));
            case "enums" -> state.enums.containsKey("mood") ? state.name("mood") + "[]" : "text[]";
            case "date" -> state.pick("date", "timestamp", "timestamptz", "timestamp(3)", "timestamptz(0)", "text");
            case "time" -> state.pick("time", "time(3)", "interval");
            case "json" -> state.pick("json", "jsonb", "text");
            case "arr" -> state.pick("integer[]", "bigint[]", "text[]", "numeric(5,1)[]", "varchar(5)[]");
            case "uuid" -> state.pick("uuid", "text", "varchar(40)");
            case "bool" -> choice(family, 2) == 0 ? state.pick("boolean", "integer") : state.pick("boolean", "text");
            case "domain" ->
                state.domains.isEmpty() || !filled || state.chance(4)
                        ? state.pick("integer", "bigint")
                        : state.name(state.pick(List.copyOf(state.domains)));
            case "net" -> state.pick("inet", "cidr", "text");
            case "range" -> List.of("int4range", "numrange", "tsrange").get(choice(family, 3));
            case "addr" -> state.name("addr");
            case "ext" ->
                state.extensions.contains("citext")
                        ? "app.citext"
                        : state.ranges.contains("fr") ? state.name("fr") : "text";
            default -> MISC.get(choice(family, MISC.size()));
        };
        String value = defaultOf(family, type);
        boolean fillable = filled || !value.isEmpty();
        return new RandomColumn(
                family,
                family,
                type,
                (value.isEmpty() ? "" : " DEFAULT " + value) + (fillable && state.chance(4) ? " NOT NULL" : ""));
    }

    private String defaultOf(String family, String type) {
        if (state.chance(2)) {
            return "";
        }
        boolean text = type.startsWith("text")
                || type.startsWith("varchar")
                || type.startsWith("char")
                || type.equals("bpchar")
                || type.endsWith("\"Code\"");
        return switch (family) {
            case "num", "num2" ->
                text ? state.pick("'5'", "upper('7')") : state.pick("5", "-1", "(2 + 3)", call("f_def", "()", "8"));
            case "text" -> state.pick("'x'", "'it''s'", "E'a\\nb'", "upper('q')", "CURRENT_USER", "''");
            case "enum" -> text ? "'b'" : state.pick("'b'::" + type, "'a'");
            case "enums" -> type.equals("text[]") ? "'{}'" : "ARRAY['a'::" + type.replace("[]", "") + "]";
            case "date" ->
                text ? "'2021-01-01'" : state.pick("CURRENT_TIMESTAMP", "now()", "'2021-01-01'", "CURRENT_DATE");
            case "json" -> state.pick("'{}'", "'{\"a\": [1, 2]}'");
            case "arr" -> state.pick("'{}'", "'{1,2}'");
            case "uuid" -> text ? "'u'" : "'00000000-0000-0000-0000-000000000009'";
            case "bool" -> type.equals("integer") ? "1" : text ? "'true'" : state.pick("true", "false", "(NOT true)");
            case "domain" -> "3";
            case "net" -> "'10.0.0.9'";
            default -> "";
        };
    }

    private String call(String function, String arguments, String otherwise) {
        return state.functions.containsKey(function) ? state.name(function) + arguments : otherwise;
    }

    /** A plain column never becomes a computed one, which would lose its values. */
    private void generated(List<RandomColumn> made) {
        if (!state.chance(3)) {
            return;
        }
        List<RandomColumn> sources = made.stream()
                .filter(column ->
                        column.sortable() && column.type().matches("integer|bigint|smallint|text|varchar(\\(\\d+\\))?"))
                .toList();
        RandomColumn source = sources.isEmpty() ? made.getFirst() : state.pick(sources);
        boolean number = source.type().matches("integer|bigint|smallint|.*serial");
        String expression = number
                ? state.pick(
                        source.quoted() + " + 1",
                        source.quoted() + " * 2",
                        call("f_gen", "(" + source.quoted() + "::integer)", source.quoted() + " - 1"))
                : state.pick(
                        "upper(" + source.quoted() + ")",
                        source.quoted() + " || 'x'",
                        "length(" + source.quoted() + ")");
        boolean wasComputed = state.earlier == null
                || !state.earlier.tables.containsKey(table)
                || state.earlier
                        .tables
                        .get(table)
                        .column("g")
                        .filter(RandomColumn::generated)
                        .isPresent()
                || state.earlier.tables.get(table).column("g").isEmpty();
        if (!wasComputed || state.earlier != null && state.chance(4)) {
            made.add(new RandomColumn("g", "g", "text", ""));
            return;
        }
        made.add(new RandomColumn(
                "g",
                "g",
                number ? state.pick("integer", "bigint", "text") : "text",
                " GENERATED ALWAYS AS (" + expression + ") STORED"));
    }

    /** A condition that holds for every row. */
    static String condition(PostgresRandomState state, RandomColumn column) {
        String name = column.quoted();
        List<String> all = new ArrayList<>(List.of(
                name + " IS NOT NULL OR id > -1",
                "id > 0",
                "id IN (1, 2, 3) OR id BETWEEN 4 AND 9999",
                "CASE WHEN " + name + " IS NULL THEN true ELSE id < 99999 END",
                "coalesce(" + name + "::text, 'x') <> 'zz' AND NOT id = -5"));
        if (state.functions.containsKey("f_chk")) {
            all.add(state.name("f_chk") + "(id::integer)");
        }
        switch (column.family()) {
            case "enum" -> {
                if (column.comparable()) {
                    all.add(name + " IN ('a', 'b', 'c') OR " + name + " IS NULL");
                    all.add(name + " = 'a' OR id > 0");
                }
                if (state.functions.containsKey("f_mood") && column.type().equals(state.name("mood"))) {
                    all.add(state.name("f_mood") + "(" + name + ") IS NOT NULL OR " + name + " IS NULL");
                }
            }
            case "text" -> {
                all.add(name + " ~ '^.*$' OR " + name + " LIKE 'a\\_%'");
                all.add("length(" + name + ") < 500");
            }
            case "date" -> {
                if (!column.type().equals("text")) {
                    all.add(name + " > '1999-01-01'");
                }
            }
            case "arr" -> all.add("cardinality(" + name + ") < 77");
            default -> {
                // nothing of its own
            }
        }
        return state.pick(all);
    }

    static String value(PostgresRandomState state, RandomColumn column, int n) {
        String letter = String.valueOf((char) ('a' + n - 1));
        return switch (column.family()) {
            case "enum" -> "'" + letter + "'";
            case "enums" -> "'{" + letter + "}'";
            case "date" -> "'2020-01-0" + n + "'";
            case "time" -> "'0" + n + ":00:00'";
            case "json" -> "'{\"n\": " + n + "}'";
            case "arr" -> "'{" + n + "}'";
            case "uuid" -> "'00000000-0000-0000-0000-00000000000" + n + "'";
            case "bool" -> column.type().equals("integer") ? String.valueOf(n % 2) : n % 2 == 1 ? "'true'" : "'false'";
            case "net" -> "'10.0.0." + n + "'";
            case "range" ->
                column.type().equals("tsrange")
                        ? "'[2020-01-0" + n + ",2020-01-0" + n + " 12:00)'"
                        : "'[" + n + "0," + n + "5)'";
            case "addr" ->
                "ROW("
                        + String.join(
                                ", ",
                                state.composites.getOrDefault("addr", List.of()).stream()
                                        .map(field -> field.startsWith("how ") ? "'a'" : "'" + n + "'")
                                        .toList())
                        + ")";
            case "ext" -> "'[" + n + "," + n + ".5)'";
            case "misc" -> misc(column.type(), n);
            default -> "'" + n + "'";
        };
    }

    private static String misc(String type, int n) {
        return switch (type) {
            case "point" -> "'(" + n + ",1)'";
            case "circle" -> "'<(1,1)," + n + ">'";
            case "int8range" -> "'[" + n + "0," + n + "5)'";
            case "daterange" -> "'[2020-01-0" + n + ",2020-02-01)'";
            case "macaddr" -> "'08:00:2b:01:02:0" + n + "'";
            case "pg_lsn" -> "'0/" + n + "'";
            case "bit(3)" -> "B'00" + n % 2 + "'";
            case "regclass" -> "'pg_class'";
            default -> "'" + n + "'";
        };
    }
}
