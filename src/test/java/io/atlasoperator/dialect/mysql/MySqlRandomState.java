package io.atlasoperator.dialect.mysql;

import static io.atlasoperator.dialect.mysql.MySqlRandom.quoted;

import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Rename;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A random state of a database as SQL. */
final class MySqlRandomState {
    private static final List<String> TABLES = List.of("t1", "T two", "select", "p`q", "üß");
    private static final List<String> ACTIONS = List.of("RESTRICT", "CASCADE", "SET NULL", "NO ACTION");

    private final MySqlRandom random;
    private final Map<String, MySqlRandomTable> tables = new LinkedHashMap<>();
    private final List<String> first = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final List<String> over = new ArrayList<>();

    /**
     * Draws a state.
     *
     * @param renames whether some things have other names than in other states
     */
    MySqlRandomState(MySqlRandom random, boolean renames) {
        this.random = random;
        if (renames) {
            random.rename(TABLES, MySqlRandomTable.COLUMNS.subList(1, MySqlRandomTable.COLUMNS.size()));
        }
        boolean counts = !random.isMySql() && random.chance(3);
        if (counts) {
            first.add("CREATE SEQUENCE `numbers` "
                    + random.pick(
                            List.of("", "START WITH 5", "INCREMENT BY 2 CACHE 10", "MAXVALUE 999 CYCLE NOCACHE")));
        }
        for (String table : TABLES) {
            if (random.number(5) > 1) {
                tables.put(table, new MySqlRandomTable(random, table));
            }
        }
        List<MySqlRandomTable> made = List.copyOf(tables.values());
        for (MySqlRandomTable table : made) {
            if (counts && random.chance(3)) {
                table.add("`counted` bigint DEFAULT nextval(`numbers`)");
            }
            if (random.chance(2)) {
                references(table, random.pick(made));
            }
        }
        if (!made.isEmpty()) {
            new MySqlRandomObjects(random, made).add(over);
        }
    }

    /** A foreign key, to a column of its own or to the target's key, maybe to the table itself. */
    private void references(MySqlRandomTable table, MySqlRandomTable other) {
        if (!table.takesKeys() || !other.takesKeys()) {
            return;
        }
        boolean toKey = other.isKeyed() && random.chance(2);
        String column = quoted("to " + other.base());
        String target = toKey ? other.name("id") : quoted("ref " + table.base());
        table.add(column + " " + (toKey ? other.types().getOrDefault("id", "int") : "int"));
        if (!toKey) {
            other.add(target + " int");
            other.add("UNIQUE INDEX " + quoted("u " + table.base()) + " (" + target + ")");
        }
        if (random.chance(4)) {
            table.add("INDEX " + quoted("for " + other.base()) + " (" + column
                    + random.pick(List.of("", ", " + table.name("id"))) + ")");
        }
        keys.add("ALTER TABLE " + table.name() + " ADD CONSTRAINT " + quoted("fk " + table.base() + " " + other.base())
                + " FOREIGN KEY (" + column + ") REFERENCES " + other.name() + " (" + target + ")"
                + (random.chance(3) ? "" : " ON DELETE " + random.pick(ACTIONS))
                + (random.chance(2) ? "" : " ON UPDATE " + random.pick(ACTIONS)));
    }

    /** The tables, by the names that they have if they are not renamed. */
    Map<String, MySqlRandomTable> tables() {
        return tables;
    }

    /** What makes all of it. */
    List<String> statements() {
        List<String> all = new ArrayList<>(first);
        tables.values().forEach(table -> all.add(table.create()));
        all.addAll(keys);
        all.addAll(over);
        return all;
    }

    /** What puts three rows into each table. */
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (MySqlRandomTable table : tables.values()) {
            for (int number = 1; number <= 3; number++) {
                rows.add(table.row(number));
            }
        }
        return rows;
    }

    /** What has another name than in a state before. */
    List<Rename> renames(MySqlRandomState before, String schema) {
        List<Rename> hints = new ArrayList<>();
        random.names().forEach((key, name) -> {
            int dot = key.indexOf('.');
            int hash = key.indexOf('#');
            String base = dot > 0 ? key.substring(0, dot) : hash > 0 ? key.substring(0, hash) : key;
            MySqlRandomTable table = tables.get(base);
            MySqlRandomTable old = before.tables.get(base);
            if (table == null || old == null) {
                return;
            }
            QualifiedName now = new QualifiedName(schema, random.named(base, base));
            if (dot > 0) {
                String column = key.substring(dot + 1);
                if (table.has(column) && old.has(column)) {
                    hints.add(new Rename(Rename.What.COLUMN, now, name, column, null));
                }
            } else if (hash > 0) {
                String index = key.substring(hash + 1);
                if (table.create().contains(quoted(name)) && old.create().contains("INDEX " + quoted(index))) {
                    hints.add(new Rename(Rename.What.INDEX, now, name, index, null));
                }
            } else {
                hints.add(new Rename(Rename.What.RELATION, now, "", key, null));
            }
        });
        return hints;
    }

    /** A key and a view that lead to tables of another database. */
    List<String> towards(MySqlRandomState other, String own, String others) {
        List<MySqlRandomTable> from =
                tables.values().stream().filter(MySqlRandomTable::takesKeys).toList();
        List<MySqlRandomTable> to = other.tables.values().stream()
                .filter(table -> table.takesKeys() && table.isKeyed())
                .toList();
        if (from.isEmpty() || to.isEmpty()) {
            return List.of();
        }
        MySqlRandomTable table = random.pick(from);
        MySqlRandomTable target = random.pick(to);
        String schema = quoted(own) + ".";
        String targetName = quoted(others) + "." + target.name();
        return List.of(
                "ALTER TABLE " + schema + table.name() + " ADD COLUMN `over` "
                        + target.types().getOrDefault("id", "int")
                        + ", ADD CONSTRAINT `over` FOREIGN KEY (`over`) REFERENCES " + targetName + " ("
                        + target.name("id")
                        + ")" + random.pick(List.of("", " ON DELETE CASCADE")),
                "CREATE VIEW " + schema + "`of other` AS SELECT a." + table.name("id") + " AS a, b." + target.name("id")
                        + " AS b FROM " + schema + table.name() + " a, " + targetName + " b");
    }
}
