package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.PostgresRandomState.Family;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Random tables with parents: partitions of several levels, attached and made as such, and inheritance. */
final class PostgresRandomFamilies {
    private final PostgresRandomState state;

    PostgresRandomFamilies(PostgresRandomState state) {
        this.state = state;
    }

    void make() {
        if (state.chance(2)) {
            partitioned("parts", state.pick("", "", "more"));
        }
        if (state.chance(2)) {
            inherited();
        }
    }

    private List<String> columns(boolean whole) {
        List<String> columns = new ArrayList<>();
        columns.add("  id integer NOT NULL");
        columns.add("  at " + state.pick("date", "date", "timestamp") + state.pick("", " DEFAULT '2020-01-01'"));
        if (whole) {
            columns.add("  kind " + state.pick("text", "varchar(20)") + state.pick("", " DEFAULT 'k'")
                    + state.pick("", " NOT NULL"));
        }
        return columns;
    }

    private void partitioned(String name, String more) {
        int way = state.frame.choice(state.random, name, 3);
        String by = List.of("RANGE (id)", "LIST (id)", "HASH (id)").get(way);
        List<String> out = state.statements;
        List<String> columns = columns(true);
        if (!more.isEmpty()) {
            columns.add("  more integer DEFAULT 4");
        }
        out.add("CREATE TABLE " + state.name(name) + " (\n" + String.join(",\n", columns) + "\n) PARTITION BY " + by);
        state.families.add(Family.PARTITIONED);
        boolean keyed = state.chance(2);
        if (keyed) {
            state.families.add(Family.KEYED);
            out.add("ALTER TABLE " + state.name(name) + " ADD PRIMARY KEY (id)");
        }
        boolean checked = state.chance(3);
        if (checked) {
            out.add("ALTER TABLE " + state.name(name) + " ADD CONSTRAINT \"Parts id\" CHECK (id > 0)");
        }
        if (state.chance(2)) {
            out.add("CREATE INDEX parts_kind ON " + state.name(name) + " (kind" + state.pick("", " DESC", ", at")
                    + ")");
        }
        state.comment("TABLE " + state.name(name), out);
        state.families.add(Family.MAIN);
        // the one for the rows that are there
        String main = way == 0
                ? "FOR VALUES FROM (" + state.pick("MINVALUE", "0") + ") TO (" + state.pick("10", "20") + ")"
                : way == 1
                        ? "FOR VALUES IN (" + state.pick("1, 2, 3", "1, 2, 3, 4") + ")"
                        : "FOR VALUES WITH (MODULUS 1, REMAINDER 0)";
        partition(name, "p main", main, columns, keyed, checked, state.chance(3));
        if (way < 2) {
            if (state.chance(2)) {
                String two =
                        way == 0 ? "FOR VALUES FROM (" + state.pick("20", "30") + ") TO (40)" : "FOR VALUES IN (8)";
                partition(name, "p two", two, columns, keyed, checked, false);
            }
            if (state.chance(2)) {
                partition(name, "p rest", "DEFAULT", columns, keyed, checked, state.chance(2));
            }
            if (state.chance(2)) {
                String sub = way == 0 ? "FOR VALUES FROM (100) TO (200)" : "FOR VALUES IN (100, 101)";
                state.statements.add("CREATE TABLE " + state.name("p sub") + " PARTITION OF " + state.name(name) + " "
                        + sub + " PARTITION BY LIST (id)");
                state.statements.add("CREATE TABLE " + state.name("p sub one") + " PARTITION OF " + state.name("p sub")
                        + " FOR VALUES IN (" + "100" + ")");
                if (state.chance(2)) {
                    state.statements.add("CREATE TABLE " + state.name("p sub rest") + " PARTITION OF "
                            + state.name("p sub") + " DEFAULT");
                }
            }
        }
    }

    private void partition(
            String parent,
            String name,
            String bound,
            List<String> columns,
            boolean keyed,
            boolean checked,
            boolean alone) {
        List<String> out = state.statements;
        boolean apart = alone && state.chance(2);
        if (name.equals("p main") && !apart) {
            state.families.add(Family.ATTACHED);
        }
        if (apart) {
            // a table of its own now, maybe a partition in the other state
            out.add("CREATE TABLE " + state.name(name) + " (\n" + String.join(",\n", columns) + "\n)");
        } else if (alone) {
            List<String> own = new ArrayList<>(columns);
            Collections.reverse(own);
            out.add("CREATE TABLE " + state.name(name) + " (\n" + String.join(",\n", own)
                    + (checked ? ",\n  CONSTRAINT \"Parts id\" CHECK (id > 0)" : "")
                    + (keyed && state.chance(2)
                            ? ",\n  CONSTRAINT " + PostgresSyntax.quote("own key " + name) + " PRIMARY KEY (id)"
                            : "")
                    + "\n)");
            out.add("ALTER TABLE " + state.name(parent) + " ATTACH PARTITION " + state.name(name) + " " + bound);
        } else {
            String own = state.pick(
                    "",
                    "",
                    " (CONSTRAINT " + PostgresSyntax.quote("own " + name) + " CHECK (id < 9999))",
                    " (kind DEFAULT 'own')",
                    // Where NOT NULL has a name, 18 takes no other type for the parent's column beside a partition's
                    // own.
                    state.major() < 18 ? " (kind DEFAULT 'own' NOT NULL)" : " (kind DEFAULT 'own')");
            out.add("CREATE TABLE " + state.name(name) + " PARTITION OF " + state.name(parent) + own + " " + bound
                    + state.pick("", "", " WITH (fillfactor = 90)"));
        }
        if (state.chance(4)) {
            out.add("CREATE INDEX " + PostgresSyntax.quote("own i " + name) + " ON " + state.name(name) + " (at)");
        }
        state.comment("TABLE " + state.name(name), out);
        state.comment("COLUMN " + state.name(name) + ".kind", out);
    }

    /** Keys from the partitioned table, and triggers on it. */
    List<String> references() {
        List<String> made = new ArrayList<>();
        if (!state.families.contains(Family.PARTITIONED)) {
            return made;
        }
        boolean hasRows = state.earlier == null || state.earlier.families.contains(Family.MAIN);
        List<PostgresRandomTable> targets = state.tables.values().stream()
                .filter(table -> table.isReferable() && (table.hasRows() || !hasRows))
                .toList();
        if (!targets.isEmpty() && state.chance(3)) {
            made.add("ALTER TABLE " + state.name("parts") + " ADD CONSTRAINT \"fk parts\" FOREIGN KEY (id) REFERENCES "
                    + state.name(state.pick(targets).name) + " (id)"
                    + state.pick("", " ON DELETE CASCADE", " DEFERRABLE"));
        }
        if (state.chance(3)) {
            made.add("CREATE TRIGGER \"tr parts\" " + state.pick("BEFORE", "AFTER") + " "
                    + state.pick("INSERT", "UPDATE OF kind", "DELETE") + " ON " + state.name("parts")
                    + " FOR EACH ROW EXECUTE FUNCTION " + state.name("trg") + "()");
        }
        return made;
    }

    private void inherited() {
        List<String> out = state.statements;
        String base = state.name("base");
        String extra = state.pick("", ",\n  note text DEFAULT 'base'", ",\n  note varchar(9)");
        String checkBase = state.pick(
                "",
                ",\n  CONSTRAINT \"base c\" CHECK (id > 0)",
                ",\n  CONSTRAINT \"base c\" CHECK (id > -1) NO INHERIT");
        out.add("CREATE TABLE " + base + " (\n  id integer" + state.pick("", " PRIMARY KEY", " NOT NULL") + extra
                + checkBase + "\n)");
        if (state.chance(3)) {
            return;
        }
        String kid = state.name("kid");
        String own = state.pick(
                "", "\n  age integer DEFAULT 3\n", "\n  age bigint,\n  CONSTRAINT \"kid c\" CHECK (id < 500)\n");
        if (state.chance(3)) {
            out.add("CREATE TABLE " + kid + " (\n  id integer NOT NULL" + extra + (own.isEmpty() ? "" : ",")
                    + own.replaceFirst("\n$", "") + "\n)");
        } else {
            out.add("CREATE TABLE " + kid + " (" + own + ") INHERITS (" + base + ")");
            if (!extra.isEmpty() && state.chance(2)) {
                out.add("ALTER TABLE " + kid + " ALTER note SET DEFAULT 'kid'");
            }
            if (state.chance(3)) {
                out.add("ALTER TABLE " + kid + " ALTER id SET NOT NULL");
            }
        }
        if (state.chance(3)) {
            out.add("CREATE TABLE " + state.name("grand kid") + " (toys text[]) INHERITS (" + kid + ")");
            state.comment("COLUMN " + state.name("grand kid") + ".id", out);
        }
        if (state.chance(2)) {
            out.add("CREATE UNIQUE INDEX \"kid i\" ON " + kid + " (id)");
        }
    }
}
