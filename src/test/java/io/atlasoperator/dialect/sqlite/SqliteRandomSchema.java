package io.atlasoperator.dialect.sqlite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Random pairs of schemas in which rows of the first fit into the second, so that a change may lose none. Each table has
 * three rows, with the row's number in each column; each has a column {@code id}.
 */
final class SqliteRandomSchema {
    private static final List<String> RELATIONS =
            List.of("users", "Orders", "select", "odd `na\"me", "new_users", "x y", "group", "t");
    private static final List<String> COLUMNS = List.of("a", "B", "order", "x y", "q\"u`o", "desc");
    private static final List<String> TYPES = List.of(
            "integer", "INT", "text", "varchar(20)", "VARCHAR(20)", "numeric(10,2)", "", "My Type(3)", "bigint");
    private static final List<String> STRICT_TYPES = List.of("INTEGER", "INT", "TEXT");

    private final Random random;
    /** Tables of the first state, in its own spelling. */
    private final Set<String> earlier;

    private final Map<String, RandomTable> tables = new LinkedHashMap<>();
    private final List<String> statements = new ArrayList<>();
    private final List<String> rest = new ArrayList<>();
    private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    private SqliteRandomSchema(Random random, Set<String> earlier) {
        this.random = random;
        this.earlier = earlier;
    }

    /**
     * Two states.
     *
     * @param from what makes the first
     * @param rows what puts rows into its tables, before its triggers are made
     * @param fromObjects what makes its views, triggers and virtual tables
     * @param to what makes the second
     * @param kept tables that both have
     * @param counted tables that both have and whose rows are numbered in both
     */
    record Pair(
            List<String> from,
            List<String> rows,
            List<String> fromObjects,
            List<String> to,
            List<String> kept,
            List<String> counted) {}

    static Pair pair(Random random) {
        SqliteRandomSchema first = new SqliteRandomSchema(random, Set.of());
        first.make(true);
        Set<String> earlier = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        earlier.addAll(first.tables.keySet());
        SqliteRandomSchema second = new SqliteRandomSchema(random, earlier);
        second.make(false);
        List<String> rows = new ArrayList<>();
        first.tables.values().forEach(table -> rows.addAll(table.rows()));
        List<String> to = new ArrayList<>(second.statements);
        to.addAll(second.rest);
        List<String> kept = first.tables.keySet().stream().filter(second::has).toList();
        return new Pair(
                first.statements,
                rows,
                first.rest,
                to,
                kept,
                kept.stream()
                        .filter(name -> first.table(name).counted && second.table(name).counted)
                        .toList());
    }

    private boolean has(String name) {
        return tables.keySet().stream().anyMatch(name::equalsIgnoreCase);
    }

    private RandomTable table(String name) {
        return tables.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private void make(boolean first) {
        List<String> views = new ArrayList<>();
        for (String name : RELATIONS) {
            String spelt = chance(5) ? name.toUpperCase(Locale.ROOT) : name;
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> tables.put(spelt, new RandomTable(spelt, first));
                case 4 -> views.add(spelt);
                case 5 ->
                    rest.add("CREATE VIRTUAL TABLE " + quoted(spelt) + " USING "
                            + pick(List.of("fts5(a)", "fts5(a, b)", "rtree(i, x, y)")));
                default -> {
                    // there is none of that name
                }
            }
        }
        tables.values().forEach(RandomTable::tie);
        tables.values().forEach(table -> statements.add(table.sql()));
        tables.values().forEach(table -> statements.addAll(table.indexes()));
        views.forEach(this::view);
        List<String> owners = new ArrayList<>(tables.keySet());
        owners.forEach(owner -> triggers(owner, false));
        views.forEach(owner -> triggers(owner, true));
    }

    private void view(String name) {
        String over = pick(RELATIONS);
        rest.add("CREATE VIEW " + quoted(name)
                + pick(List.of(
                        " AS SELECT 1 AS id",
                        " (id, other) AS SELECT 1, 'A;' -- twice\n",
                        " AS\n SELECT * FROM " + quoted(over) + " /* all of it */ WHERE id > 1")));
    }

    private void triggers(String owner, boolean view) {
        if (!chance(2)) {
            return;
        }
        String timing = view ? "INSTEAD OF" : pick(List.of("BEFORE", "AFTER", ""));
        String event = pick(List.of("INSERT", "UPDATE", "DELETE", "UPDATE OF id"));
        String row = event.equals("DELETE") ? "old" : "new";
        rest.add("CREATE TRIGGER " + quoted(pick(List.of("tr", "Tr two", "begin")) + " " + owner) + " " + timing + " "
                + event + " ON " + quoted(owner) + pick(List.of("", " FOR EACH ROW"))
                + pick(List.of("", " WHEN " + row + ".id > 1", " WHEN (CASE WHEN 1 THEN 0 END)")) + " BEGIN SELECT "
                + row + ".id; " + pick(List.of("", "DELETE FROM " + quoted(pick(RELATIONS)) + " WHERE id = 77; "))
                + "END");
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private String quoted(String name) {
        if (name.matches("[a-zA-Z]+")
                && !Set.of("select", "order", "group", "desc").contains(name.toLowerCase(Locale.ROOT))
                && chance(2)) {
            return name;
        }
        return switch (random.nextInt(3)) {
            case 0 -> "\"" + name.replace("\"", "\"\"") + "\"";
            case 1 -> "[" + name + "]";
            default -> "`" + name.replace("`", "``") + "`";
        };
    }

    private String conflict() {
        return chance(6) ? " ON CONFLICT " + pick(List.of("ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE")) : "";
    }

    private final class RandomTable {
        private final String name;
        private final boolean strict = chance(4);
        private final boolean counted;
        private final boolean withoutRowid;
        private final boolean unique;
        private final String idType;
        private final List<String> plain = new ArrayList<>();
        private final List<String> parts = new ArrayList<>();
        private final List<String> constraints = new ArrayList<>();
        private final List<String> indexes = new ArrayList<>();
        /** Columns that always hold a value. */
        private final List<String> filled = new ArrayList<>();

        RandomTable(String name, boolean first) {
            this.name = name;
            idType = strict ? pick(STRICT_TYPES) : pick(List.of("integer", "INTEGER", "int", "text", "varchar(9)"));
            int key = random.nextInt(6);
            counted = key == 0 && idType.equalsIgnoreCase("integer");
            boolean collated = false;
            String named = chance(4) ? "CONSTRAINT pk " : "";
            String id = quoted("id") + " " + idType;
            if (counted) {
                id += " " + named + "PRIMARY KEY" + conflict() + " AUTOINCREMENT";
            } else if (key == 1) {
                id += " " + named + "PRIMARY KEY" + pick(List.of("", " ASC", " DESC")) + conflict();
            } else if (key == 2) {
                // A key that sorts in another way than its column is none that can be referenced.
                String sorted = pick(List.of("", " DESC", " COLLATE NOCASE"));
                collated = sorted.contains("COLLATE");
                constraints.add(named + "PRIMARY KEY (" + quoted("id") + sorted + ")" + conflict());
            }
            if (chance(3)) {
                id += " NOT NULL" + conflict();
            }
            boolean alone = counted || key == 1 || key == 2;
            boolean other = !alone && chance(2);
            if (other) {
                constraints.add("UNIQUE (" + quoted("id") + ")" + conflict());
            }
            parts.add(id);
            columns();
            boolean paired = key == 3 && !filled.isEmpty();
            if (paired) {
                constraints.add("PRIMARY KEY (" + quoted(pick(filled)) + ", " + quoted("id")
                        + pick(List.of("", " DESC")) + ")" + conflict());
            }
            withoutRowid = (alone && !counted || paired) && chance(3);
            unique = alone && !collated || other;
            generated(first);
            indexList();
            checks();
            Collections.shuffle(parts.subList(1, parts.size()), random);
        }

        private void columns() {
            for (String column : COLUMNS) {
                if (!chance(2)) {
                    continue;
                }
                String spelt = chance(6) ? column.toUpperCase(Locale.ROOT) : column;
                plain.add(spelt);
                String text = quoted(spelt) + " " + (strict ? pick(STRICT_TYPES) : pick(TYPES));
                String value = pick(List.of("1", "'1'", "(1)", "(abs(-1))"));
                switch (random.nextInt(4)) {
                    case 0 -> text += " DEFAULT " + value;
                    case 1 -> {
                        text += " NOT NULL" + conflict() + " DEFAULT " + value;
                        filled.add(spelt);
                    }
                    case 2 -> text += pick(List.of(" NULL", " DEFAULT NULL", " CHECK (1)"));
                    default -> {
                        // only a name and a type
                    }
                }
                if (chance(5)) {
                    text += " COLLATE " + pick(List.of("NOCASE", "binary", "rtrim"));
                }
                parts.add(text);
            }
        }

        /** A plain column never becomes a computed one, which would lose its values. */
        private void generated(boolean first) {
            if (chance(3)) {
                String type = strict ? "TEXT" : pick(List.of("", "text"));
                parts.add(
                        !first && chance(3)
                                ? "g " + type
                                : "g " + type + pick(List.of("", " GENERATED ALWAYS")) + " AS (id || '-' /* dash */) "
                                        + pick(List.of("", "STORED", "VIRTUAL")));
            }
        }

        private void indexList() {
            for (String column : plain) {
                if (!chance(3)) {
                    continue;
                }
                String index = pick(List.of("i ", "By ", "users_")) + name + " " + column;
                if (!names.add(index)) {
                    continue;
                }
                String over = pick(List.of(
                        quoted(column),
                        quoted(column) + " DESC",
                        quoted(column) + " COLLATE NOCASE",
                        "lower(" + quoted(column) + ") COLLATE rtrim DESC",
                        "(" + quoted(column) + " || 'x')"));
                indexes.add("CREATE " + pick(List.of("INDEX ", "UNIQUE INDEX ")) + quoted(index) + " ON " + quoted(name)
                        + " (id, " + over + ")"
                        + pick(List.of("", " WHERE " + quoted(column) + " IS NOT NULL -- some")));
            }
        }

        private void checks() {
            if (chance(3)) {
                constraints.add(pick(List.of("", "CONSTRAINT positive ", "CONSTRAINT \"is it\" ")) + "CHECK ("
                        + pick(List.of("id > 0", "id <> 'a)'", quoted(name) + ".id IS NOT NULL", "id <> 88 -- ever\n"))
                        + ")");
            }
            if (chance(4)) {
                constraints.add("UNIQUE (id, " + quoted(plain.isEmpty() ? "id" : plain.getFirst()) + ")" + conflict());
            }
        }

        /** References to rows that are there: those of tables that had them before, by a column that is unique. */
        void tie() {
            for (String column : plain) {
                String target = pick(List.copyOf(tables.keySet()));
                boolean there = earlier.isEmpty() || earlier.contains(target) && earlier.contains(name);
                if (!chance(3) || !there || !table(target).unique) {
                    continue;
                }
                constraints.add(pick(List.of("", "CONSTRAINT " + quoted("fk " + column) + " ")) + "FOREIGN KEY ("
                        + quoted(column) + ") REFERENCES " + quoted(target) + " (" + quoted("id") + ")"
                        + pick(List.of("", " ON DELETE CASCADE", " ON UPDATE SET NULL", " ON DELETE NO ACTION"))
                        + pick(List.of("", " DEFERRABLE INITIALLY DEFERRED", " NOT DEFERRABLE", " DEFERRABLE")));
            }
        }

        String sql() {
            List<String> all = new ArrayList<>(parts);
            all.addAll(constraints);
            List<String> options = new ArrayList<>();
            if (withoutRowid) {
                options.add("WITHOUT ROWID");
            }
            if (strict) {
                options.add("STRICT");
            }
            return "CREATE TABLE " + quoted(name) + " (" + String.join(", -- next\n", all) + ")"
                    + String.join(", ", options);
        }

        List<String> indexes() {
            return indexes;
        }

        /** A fourth row comes and goes, so that the number of the last one is greater than all that are there. */
        List<String> rows() {
            List<String> columns = new ArrayList<>(List.of("id"));
            columns.addAll(plain);
            String into = "INSERT INTO " + quoted(name) + " ("
                    + columns.stream().map(SqliteRandomSchema.this::quoted).collect(Collectors.joining(", "))
                    + ") VALUES ";
            List<String> rows = new ArrayList<>();
            for (int row = 1; row <= 4; row++) {
                String value = String.valueOf(row);
                rows.add(into + "(" + columns.stream().map(column -> value).collect(Collectors.joining(", ")) + ")");
            }
            rows.add("DELETE FROM " + quoted(name) + " WHERE id = 4");
            return rows;
        }
    }
}
