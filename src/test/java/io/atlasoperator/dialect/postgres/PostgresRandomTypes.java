package io.atlasoperator.dialect.postgres;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Random extensions, types, sequences and functions: what tables may need. */
final class PostgresRandomTypes {
    static final List<String> ENUMS = List.of("mood", "Odd E");
    static final List<String> DOMAINS = List.of("positive", "Do main");
    private static final List<String> LABELS = List.of("a", "b", "c", "d", "it's", "F f", "");

    private final PostgresRandomState state;

    PostgresRandomTypes(PostgresRandomState state) {
        this.state = state;
    }

    void make() {
        extensions();
        ENUMS.forEach(this::enumeration);
        functions();
        DOMAINS.forEach(this::domain);
        overEnum();
        overText();
        composite("addr");
        if (state.chance(2)) {
            state.ranges.add("fr");
            state.statements.add("CREATE TYPE " + state.name("fr") + " AS RANGE (subtype = float8"
                    // one that columns have can't be changed
                    + (state.frame.choice(state.random, "fr diff", 2) == 0 ? "" : ", subtype_diff = float8mi") + ")");
        }
        for (String sequence : List.of("seq", "Odd seq")) {
            if (state.chance(2)) {
                state.sequences.add(sequence);
                state.statements.add("CREATE SEQUENCE " + state.name(sequence)
                        + state.pick("", " AS integer", " AS bigint") + state.pick("", " INCREMENT BY 5")
                        + state.pick("", " START WITH 20", " MINVALUE -5 START 3", " MAXVALUE 30000")
                        + state.pick("", " CACHE 7") + state.pick("", " CYCLE"));
                state.comment("SEQUENCE " + state.name(sequence), state.statements);
            }
        }
    }

    private void extensions() {
        if (state.frame.oneSchema()) {
            return;
        }
        for (String extension : state.some(List.of("citext", "hstore", "pg_trgm", "btree_gist"), 3)) {
            state.extensions.add(extension);
            state.statements.add("CREATE EXTENSION " + extension + " SCHEMA app");
        }
    }

    private void enumeration(String name) {
        if (state.chance(5)) {
            return;
        }
        List<String> labels = new ArrayList<>(LABELS.subList(0, 3));
        labels.addAll(state.some(LABELS.subList(3, LABELS.size()), 3));
        if (state.chance(3)) {
            Collections.shuffle(labels, state.random);
        }
        state.enums.put(name, labels);
        state.statements.add("CREATE TYPE " + state.name(name) + " AS ENUM ("
                + String.join(
                        ", ",
                        labels.stream()
                                .map(PostgresSyntax.INSTANCE::quoteLiteral)
                                .toList()) + ")");
        state.comment("TYPE " + state.name(name), state.statements);
    }

    private void domain(String name) {
        if (state.chance(4)) {
            return;
        }
        state.domains.add(name);
        String checks = state.pick("", " CHECK (VALUE > 0)", " CONSTRAINT \"Pos\" CHECK (VALUE > 0)")
                + state.pick("", " CONSTRAINT less CHECK (VALUE < 100)", " CONSTRAINT less CHECK (VALUE < 200)");
        if (state.functions.containsKey("f_chk") && state.chance(3)) {
            checks += " CONSTRAINT called CHECK (" + state.name("f_chk") + "(VALUE::integer))";
        }
        state.statements.add("CREATE DOMAIN " + state.name(name) + " AS "
                + state.pick("integer", "integer", "bigint", "numeric(8,2)") + state.pick("", "", " DEFAULT 7")
                + state.pick("", "", " NOT NULL") + checks);
        state.comment("DOMAIN " + state.name(name), state.statements);
    }

    private void overEnum() {
        if (state.enums.containsKey("mood") && state.chance(2)) {
            state.others.add("feel");
            state.statements.add("CREATE DOMAIN " + state.name("feel") + " AS " + state.name("mood")
                    + state.pick("", " DEFAULT 'a'")
                    + state.pick("", " CONSTRAINT felt CHECK (VALUE IN ('a', 'b', 'c') OR VALUE IS NULL)"));
        }
    }

    private void overText() {
        if (state.chance(2)) {
            state.others.add("Code");
            state.statements.add("CREATE DOMAIN " + state.name("Code") + " AS "
                    + state.pick("text", "varchar(20)", "varchar(35)", "char(9)", "text COLLATE \"C\"")
                    + state.pick("", " CONSTRAINT short CHECK (length(VALUE) < 99)"));
        }
    }

    private void composite(String name) {
        if (state.chance(3)) {
            return;
        }
        List<String> fields = new ArrayList<>();
        if (state.chance(2)) {
            fields.add("street " + state.pick("text", "varchar(40)"));
        }
        fields.add("\"No\" " + state.pick("integer", "bigint", "text"));
        if (state.chance(3)) {
            fields.add("zip " + state.pick("text COLLATE \"C\"", "text", "numeric(6,1)"));
        }
        if (state.chance(4) && !state.enums.isEmpty()) {
            fields.add("how " + state.name(state.enums.keySet().iterator().next()));
        }
        state.composites.put(name, fields);
        state.statements.add("CREATE TYPE " + state.name(name) + " AS (" + String.join(", ", fields) + ")");
        state.comment("TYPE " + state.name(name), state.statements);
        state.comment("COLUMN " + state.name(name) + ".\"No\"", state.statements);
    }

    private void functions() {
        function(
                "f_def",
                "()",
                state.pick("integer", "bigint"),
                state.pick("5", "6 + 1"),
                state.pick("STABLE", "VOLATILE"));
        function(
                "f_chk",
                "(" + state.pick("n", "value") + " integer)",
                "boolean",
                state.pick("$1 > 0", "$1 > -5", "$1 < 1000 AND $1 IS NOT NULL"),
                "IMMUTABLE");
        function("f_gen", "(integer)", state.pick("integer", "bigint"), state.pick("$1 + 1", "$1 * 2"), "IMMUTABLE");
        function("f_pol", "(text)", "boolean", state.pick("true", "$1 <> 'nobody'"), state.pick("STABLE", "IMMUTABLE"));
        function("F idx", "(text)", "text", state.pick("lower($1)", "$1 || 'x'"), "IMMUTABLE");
        if (state.enums.containsKey("mood") && state.chance(2)) {
            function(
                    "f_mood",
                    "(" + state.name("mood") + ")",
                    state.pick("boolean", "integer"),
                    state.pick("($1 = 'a')::integer", "($1 = 'b')::integer"),
                    "IMMUTABLE");
        }
        state.statements.add(
                "CREATE FUNCTION " + state.name("trg") + "() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n"
                        + state.pick("", "  -- nothing\n") + "  RETURN NEW;\nEND\n$$");
    }

    private void function(String name, String arguments, String result, String value, String volatility) {
        if (state.chance(4)) {
            return;
        }
        state.functions.put(name, result);
        String head = "CREATE FUNCTION " + state.name(name) + arguments + " RETURNS " + result + " " + volatility
                + state.pick("", " STRICT", " PARALLEL SAFE") + state.pick("", " COST 5");
        state.statements.add(
                switch (state.random.nextInt(state.major() >= 14 ? 3 : 2)) {
                    case 0 -> head + " LANGUAGE sql AS 'SELECT (" + value.replace("'", "''") + ")::" + result + "'";
                    case 1 -> head + " LANGUAGE plpgsql AS $f$ BEGIN RETURN (" + value + ")::" + result + "; END $f$";
                    default -> head + " LANGUAGE sql RETURN (" + value + ")::" + result;
                });
        state.comment("FUNCTION " + state.name(name), state.statements);
    }
}
