package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.PostgresRandomColumns.RandomColumn;
import io.atlasoperator.dialect.postgres.PostgresRandomState.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A random table that has no parents. */
final class PostgresRandomTable {
    private final PostgresRandomState state;
    final String name;
    final List<RandomColumn> columns;
    private final boolean keyed;
    private final boolean lateKey;
    private final boolean unlogged;
    /** Enum columns that a key of another table may point to. */
    private final List<String> uniqueEnums = new ArrayList<>();

    PostgresRandomTable(PostgresRandomState state, String name) {
        this.state = state;
        this.name = name;
        this.columns = new PostgresRandomColumns(state, name).make();
        this.keyed = state.random.nextInt(5) > 0;
        this.lateKey = state.chance(8);
        this.unlogged = state.chance(5);
    }

    private String sql() {
        return state.name(name);
    }

    List<String> make() {
        List<String> made = new ArrayList<>();
        made.add("CREATE " + (unlogged ? "UNLOGGED " : "") + "TABLE " + sql() + " (\n"
                + columns.stream().map(RandomColumn::definition).collect(Collectors.joining(",\n")) + "\n)"
                + state.pick("", "", " WITH (fillfactor = 70)", " WITH (autovacuum_enabled = off, fillfactor = 80)"));
        state.comment("TABLE " + sql(), made);
        for (RandomColumn column : columns) {
            state.comment("COLUMN " + sql() + "." + column.quoted(), made);
        }
        if (keyed) {
            String key = clusters() ? "" : state.pick("", "", "CONSTRAINT " + quote("Key of " + name) + " ");
            alter(
                    made,
                    "ADD " + key + "PRIMARY KEY (id)" + include()
                            + (lateKey ? " DEFERRABLE" + state.pick("", " INITIALLY DEFERRED") : ""));
        }
        unique(made);
        checks(made);
        new PostgresRandomIndexes(state, this).make(made);
        settings(made);
        return made;
    }

    private void alter(List<String> into, String clause) {
        into.add("ALTER TABLE " + sql() + " " + clause);
    }

    static String quote(String name) {
        return PostgresSyntax.quote(name);
    }

    String include() {
        List<RandomColumn> plain = columns.stream()
                .filter(column -> !column.name().equals("id") && column.sortable())
                .toList();
        return !plain.isEmpty() && state.chance(6)
                ? " INCLUDE (" + state.pick(plain).quoted() + ")"
                : "";
    }

    /** Whether three rows have three values in a column. */
    private boolean distinct(RandomColumn column) {
        return column.sortable()
                && !column.family().equals("bool")
                && !column.generated()
                && (state.earlier == null || isOld(column.name()));
    }

    /** Whether rows of the earlier state have values in a column. */
    boolean isOld(String column) {
        return state.earlier == null
                || !state.earlier.tables.containsKey(name)
                || state.earlier.tables.get(name).column(column).isPresent();
    }

    /** Whether the table has rows of the earlier state or is to be filled. */
    boolean hasRows() {
        return state.earlier == null || state.earlier.tables.containsKey(name);
    }

    /** Whether a key of a table that is no unlogged one may point to this one's numbers. */
    boolean isReferable() {
        return keyed && !lateKey && !unlogged;
    }

    Optional<RandomColumn> column(String wanted) {
        return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
    }

    private void unique(List<String> made) {
        for (RandomColumn column : columns) {
            if (!distinct(column) || !state.chance(6)) {
                continue;
            }
            boolean deferrable = state.chance(5);
            String nulls = state.major() >= 15 && state.chance(4) ? " NULLS NOT DISTINCT" : "";
            String named = state.pick("", "CONSTRAINT " + quote("u " + column.name() + " " + name) + " ");
            alter(
                    made,
                    "ADD " + named + "UNIQUE" + nulls + " (" + column.quoted()
                            + (column.name().equals("id") ? "" : state.pick("", ", id")) + ")"
                            + include() + (deferrable ? " DEFERRABLE" : ""));
        }
        for (RandomColumn column : columns) {
            if (column.family().equals("enum") && distinct(column) && column.enumerated() && state.chance(2)) {
                alter(made, "ADD CONSTRAINT " + quote("ue " + name) + " UNIQUE (" + column.quoted() + ")");
                uniqueEnums.add(column.name());
            }
            if (column.family().equals("range") && distinct(column) && state.chance(2)) {
                boolean both = state.extensions.contains("btree_gist")
                        && column("id")
                                .filter(id -> id.type().matches("bigint|integer|smallint"))
                                .isPresent()
                        && state.chance(2);
                String with = both ? "id WITH =, " : "";
                alter(
                        made,
                        "ADD CONSTRAINT " + quote("ex " + name) + " EXCLUDE USING gist (" + with + column.quoted()
                                + " WITH &&)" + state.pick("", " WHERE (id > 0)") + state.pick("", " DEFERRABLE"));
                state.comment("CONSTRAINT " + quote("ex " + name) + " ON " + sql(), made);
            }
        }
    }

    private void checks(List<String> made) {
        int number = 0;
        for (RandomColumn column : columns) {
            if (!state.chance(3)) {
                continue;
            }
            number++;
            String check = PostgresRandomColumns.condition(state, column);
            String constraint = quote("c" + state.pick(number, 9) + " " + name);
            if (made.stream().anyMatch(text -> text.contains("CONSTRAINT " + constraint))) {
                continue;
            }
            alter(
                    made,
                    "ADD CONSTRAINT " + constraint + " CHECK (" + check + ")" + state.pick("", "", " NO INHERIT")
                            + state.pick("", "", " NOT VALID"));
            state.comment("CONSTRAINT " + constraint + " ON " + sql(), made);
        }
    }

    /** A key that is used by its name has the usual one, as a file leaves others open. */
    private boolean clusters() {
        return state.frame.choice(state.random, name + " clusters", 2) == 0;
    }

    private void settings(List<String> made) {
        for (RandomColumn column : columns) {
            if (column.family().equals("text") && state.chance(5)) {
                alter(made, "ALTER " + column.quoted() + " SET STORAGE " + state.pick("EXTERNAL", "MAIN", "PLAIN"));
            }
            if (state.chance(12)) {
                alter(made, "ALTER " + column.quoted() + " SET STATISTICS " + state.pick(10, 200));
            }
            if (state.chance(15)) {
                alter(made, "ALTER " + column.quoted() + " SET (n_distinct = " + state.pick("-0.5", "7") + ")");
            }
        }
        if (state.chance(6)) {
            alter(made, "REPLICA IDENTITY " + state.pick("FULL", "NOTHING"));
        }
        if (keyed && !lateKey && clusters() && state.chance(4)) {
            alter(made, state.pick("REPLICA IDENTITY USING INDEX ", "CLUSTER ON ") + quote(name + "_pkey"));
        }
        if (state.chance(4)) {
            alter(made, "ENABLE ROW LEVEL SECURITY");
        }
        if (!state.frame.filled() && state.chance(6)) {
            alter(made, "FORCE ROW LEVEL SECURITY");
        }
    }

    /** Keys to tables whose rows are there. */
    List<String> references() {
        List<String> made = new ArrayList<>();
        for (RandomColumn column : columns) {
            boolean number = column.family().equals("ref");
            boolean enumerated = column.family().equals("enum") && column.enumerated();
            if (!number && !enumerated || !isOld(column.name()) || column.generated()) {
                continue;
            }
            List<PostgresRandomTable> targets = state.tables.values().stream()
                    .filter(table -> table.hasRows() || !hasRows())
                    .filter(table -> unlogged || !table.unlogged)
                    .filter(table -> number
                            ? table.keyed && !table.lateKey
                            : table.uniqueEnums.stream()
                                    .anyMatch(found ->
                                            table.column(found).get().type().equals(column.type())))
                    .toList();
            if (number
                    && !unlogged
                    && state.families.contains(Family.KEYED)
                    && (!hasRows() || state.hasPartedRows())
                    && state.chance(4)) {
                alter(
                        made,
                        "ADD CONSTRAINT " + quote("fk " + column.name() + " " + name) + " FOREIGN KEY ("
                                + column.quoted() + ") REFERENCES " + state.name("parts") + " (id)"
                                + state.pick("", " ON DELETE SET NULL"));
                continue;
            }
            if (targets.isEmpty() || state.chance(3)) {
                continue;
            }
            PostgresRandomTable target = state.pick(targets);
            String to = number
                    ? "id"
                    : quote(target.uniqueEnums.stream()
                            .filter(found -> target.column(found).get().type().equals(column.type()))
                            .findFirst()
                            .get());
            String constraint = quote("fk " + column.name() + " " + name);
            String delete = state.pick("NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT");
            String set = state.major() >= 15 && delete.startsWith("SET") && state.chance(3)
                    ? " (" + column.quoted() + ")"
                    : "";
            String late = state.pick("", "", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED");
            alter(
                    made,
                    "ADD CONSTRAINT " + constraint + " FOREIGN KEY (" + column.quoted() + ") REFERENCES "
                            + target.sql() + " (" + to + ")" + state.pick("", "", " MATCH FULL") + " ON UPDATE "
                            + state.pick("NO ACTION", "RESTRICT", "CASCADE") + " ON DELETE " + delete + set + late
                            + state.pick("", "", "", " NOT VALID"));
            state.comment("CONSTRAINT " + constraint + " ON " + sql(), made);
        }
        return made;
    }

    List<String> rows() {
        List<RandomColumn> filled =
                columns.stream().filter(column -> !column.generated()).toList();
        List<String> rows = new ArrayList<>();
        for (int row = 1; row <= 3; row++) {
            int number = row;
            rows.add("INSERT INTO " + sql() + " ("
                    + filled.stream().map(RandomColumn::quoted).collect(Collectors.joining(", "))
                    + ") OVERRIDING SYSTEM VALUE VALUES ("
                    + filled.stream()
                            .map(column -> PostgresRandomColumns.value(state, column, number))
                            .collect(Collectors.joining(", "))
                    + ")");
        }
        return rows;
    }
}
