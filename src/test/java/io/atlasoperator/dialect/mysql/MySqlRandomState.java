package io.atlasoperator.dialect.mysql;

import io.atlasoperator.testing.MySqlServers.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A random state of a database as SQL. Tables and columns of two states have the same names, and rows of the one fit into
 * the other, so that a change may lose none: each table has three rows, with the row's number in each column.
 */
final class MySqlRandomState {
    private static final List<String> TABLES = List.of("t1", "T two", "select", "p`q", "üß");
    private static final List<String> COLUMNS = List.of("id", "n", "c 1", "key", "s", "d", "e", "f`g", "j");

    /** The types that a column of a name can have in one state or another; each holds 1, 2 and 3 in some way. */
    private static final Map<String, List<String>> TYPES = Map.of(
            "id", List.of("int", "bigint", "int unsigned", "bigint unsigned", "smallint"),
            "n",
                    List.of(
                            "int",
                            "bigint unsigned",
                            "decimal(10,2)",
                            "decimal(12)",
                            "tinyint",
                            "double",
                            "bool",
                            "mediumint"),
            "c 1",
                    List.of(
                            "varchar(10)",
                            "varchar(255)",
                            "char(5)",
                            "text",
                            "mediumtext",
                            "varchar(20) CHARACTER SET latin1"),
            "key", List.of("varchar(50)", "varchar(60) COLLATE utf8mb4_bin", "varchar(40) CHARACTER SET ascii"),
            "s", List.of("enum('1','2','3')", "enum('3','2','1','it''s')", "varchar(8)", "set('1','2','3')"),
            "d", List.of("datetime", "datetime(3)", "timestamp NULL", "timestamp(6) NULL", "date"),
            "e", List.of("varbinary(20)", "binary(8)", "blob"),
            "f`g", List.of("float", "double", "bigint", "decimal(20,5)", "bit(8)"),
            "j", List.of("json", "longtext"));

    private final Random random;
    private final Kind kind;
    private final Map<String, List<String>> columns = new LinkedHashMap<>();
    private final Map<String, Boolean> partitioned = new LinkedHashMap<>();

    /** What makes tables. */
    final List<String> tables = new ArrayList<>();
    /** What makes keys to other tables. */
    final List<String> keys = new ArrayList<>();
    /** What makes all that is over tables. */
    final List<String> over = new ArrayList<>();

    MySqlRandomState(Random random, Kind kind) {
        this.random = random;
        this.kind = kind;
        for (String table : TABLES) {
            if (random.nextInt(5) > 1) {
                table(table);
            }
        }
        List<String> made = List.copyOf(columns.keySet());
        made.forEach(table -> references(table, made));
        objects(made);
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String quoted(String name) {
        return MySqlSyntax.INSTANCE.quoteIdentifier(name);
    }

    private void table(String table) {
        List<String> parts = new ArrayList<>();
        List<String> names = new ArrayList<>(List.of("id"));
        COLUMNS.stream().skip(1).filter(name -> !chance(3)).forEach(names::add);
        boolean numbered = chance(2);
        boolean key = numbered || !chance(4);
        boolean spread = key && chance(8);
        Map<String, String> types = new LinkedHashMap<>();
        for (String name : names) {
            String type = pick(TYPES.getOrDefault(name, List.of("int")));
            types.put(name, type);
            parts.add(column(name, type, numbered && name.equals("id")));
        }
        if (chance(3)) {
            parts.add("`g` bigint AS (`id` + " + random.nextInt(3) + ") "
                    + (numbered || chance(2) ? "STORED" : "VIRTUAL"));
            if (numbered) {
                // No column may be computed from one that the server numbers.
                parts.removeLast();
            } else {
                names.add("g");
            }
        }
        if (key) {
            parts.add("PRIMARY KEY (`id`)");
        }
        if (!spread) {
            indexes(names, types, parts);
        }
        // No expression may have the column that the server numbers.
        if (!numbered && !spread && kind == Kind.MYSQL && chance(5)) {
            parts.add("INDEX `expr` ((`id` + 1))");
        }
        if (!numbered && chance(3)) {
            parts.add("CONSTRAINT " + quoted("ck " + table) + " CHECK (`id` > "
                    + pick(List.of("0", "-1", "0 AND `id` < 99")) + ")");
        }
        StringBuilder text = new StringBuilder("CREATE TABLE " + quoted(table) + " (" + String.join(", ", parts) + ")");
        if (chance(3)) {
            text.append(pick(List.of(
                    " COMMENT 'it''s'",
                    " CHARACTER SET latin1",
                    " COLLATE utf8mb4_unicode_ci",
                    " ROW_FORMAT=DYNAMIC",
                    " AUTO_INCREMENT=100")));
        }
        if (spread) {
            text.append(pick(List.of(
                    " PARTITION BY HASH (`id`) PARTITIONS 3",
                    " PARTITION BY KEY (`id`) PARTITIONS 2",
                    " PARTITION BY RANGE (`id`) (PARTITION p0 VALUES LESS THAN (2), PARTITION p1 VALUES LESS THAN MAXVALUE)",
                    " PARTITION BY LIST (`id`) (PARTITION a VALUES IN (1,2), PARTITION b VALUES IN (3,4,5,6))")));
        }
        columns.put(table, names);
        partitioned.put(table, spread);
        tables.add(text.toString());
    }

    private String column(String name, String type, boolean numbered) {
        StringBuilder text = new StringBuilder(quoted(name) + " " + type);
        if (name.equals("id")) {
            text.append(" NOT NULL").append(numbered ? " AUTO_INCREMENT" : "");
        } else if (chance(3) && !name.equals("d")) {
            // Rows that are there would need a day that is none.
            text.append(" NOT NULL");
        }
        if (!numbered && chance(3)) {
            text.append(defaultOf(name, type));
        }
        if (chance(8)) {
            text.append(" COMMENT ").append(pick(List.of("'one'", "'it''s \"two\"'", "'back\\\\slash'", "'a\\nb'")));
        }
        return text.toString();
    }

    private String defaultOf(String name, String type) {
        boolean noDefault = type.contains("text") || type.equals("blob") || type.equals("json");
        if (noDefault) {
            return "";
        }
        return switch (name) {
            case "id", "n" -> " DEFAULT " + random.nextInt(2);
            case "c 1", "key" -> " DEFAULT " + pick(List.of("''", "'x'", "'y\\\\z'"));
            case "s" -> " DEFAULT '2'";
            case "d" ->
                type.startsWith("datetime(3)")
                        ? " DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)"
                        : type.equals("datetime") ? " DEFAULT CURRENT_TIMESTAMP" : "";
            case "e" -> " DEFAULT 'b'";
            default -> type.startsWith("bit") ? " DEFAULT b'11'" : " DEFAULT " + pick(List.of("1", "2.5", "0"));
        };
    }

    private void indexes(List<String> names, Map<String, String> types, List<String> parts) {
        for (int number = 0; number < 3; number++) {
            if (chance(2)) {
                continue;
            }
            String name = pick(names);
            String type = types.getOrDefault(name, "bigint");
            if (type.equals("json")) {
                continue;
            }
            boolean isLong = type.contains("text") || type.equals("blob");
            boolean isText = type.contains("char") || isLong;
            String prefix = isLong || isText && !type.startsWith("char") && chance(3) ? "(5)" : "";
            String descending = chance(4) ? " DESC" : "";
            String second = chance(3) && !name.equals("id") ? ", `id`" : "";
            boolean unique = prefix.isEmpty() && chance(4) && (name.equals("id") || name.equals("key"));
            parts.add((unique ? "UNIQUE " : "") + "INDEX " + quoted("i" + number) + " (" + quoted(name) + prefix
                    + descending + second + ")" + (chance(6) ? " COMMENT 'found'" : ""));
        }
        if (names.contains("c 1") && chance(5)) {
            parts.add("FULLTEXT INDEX `words` (`c 1`)");
        }
    }

    private void references(String table, List<String> made) {
        String other = pick(made);
        if (!chance(2) || Boolean.TRUE.equals(partitioned.get(table)) || Boolean.TRUE.equals(partitioned.get(other))) {
            return;
        }
        String column = "to " + other;
        tables.add("ALTER TABLE " + quoted(table) + " ADD COLUMN " + quoted(column) + " int");
        String target = "ref " + other;
        tables.add("ALTER TABLE " + quoted(other) + " ADD COLUMN " + quoted(target + " " + table)
                + " int, ADD UNIQUE INDEX " + quoted("u " + table) + " (" + quoted(target + " " + table) + ")");
        keys.add("ALTER TABLE " + quoted(table) + " ADD CONSTRAINT " + quoted("fk " + table + " " + other)
                + " FOREIGN KEY ("
                + quoted(column) + ") REFERENCES " + quoted(other) + " (" + quoted(target + " " + table) + ")"
                + pick(List.of(
                        "", " ON DELETE CASCADE", " ON DELETE SET NULL ON UPDATE CASCADE", " ON UPDATE RESTRICT")));
    }

    private void objects(List<String> made) {
        if (made.isEmpty()) {
            return;
        }
        String table = pick(made);
        if (chance(2)) {
            over.add("CREATE " + pick(List.of("", "ALGORITHM=MERGE ", "SQL SECURITY INVOKER ")) + "VIEW `v1` AS SELECT "
                    + pick(List.of("`id`", "`id` + 1 AS x", "count(*) AS n")) + " FROM " + quoted(table));
            if (chance(2)) {
                over.add("CREATE VIEW `a view` AS SELECT * FROM `v1`");
            }
        }
        if (chance(2)) {
            over.add("CREATE TRIGGER `tr` " + pick(List.of("BEFORE", "AFTER")) + " " + pick(List.of("INSERT", "DELETE"))
                    + " ON " + quoted(table) + " FOR EACH ROW "
                    + pick(List.of("SET @a = 1", "BEGIN SET @a = 1; SET @b = 'x;y'; END")));
        }
        if (chance(2)) {
            over.add("CREATE FUNCTION `fn`(a " + pick(List.of("int", "varchar(10)", "decimal(5,2) unsigned"))
                    + ") RETURNS "
                    + pick(List.of("int", "varchar(20)")) + " " + pick(List.of("DETERMINISTIC", "NO SQL"))
                    + pick(List.of("", " COMMENT 'it''s'")) + " RETURN " + pick(List.of("a", "1", "concat(a, ';')")));
        }
        if (chance(2)) {
            over.add("CREATE PROCEDURE `do it`(IN a int, OUT b " + pick(List.of("int", "text")) + ") "
                    + pick(List.of("SET b = a", "BEGIN DECLARE c int DEFAULT 1; SET b = a + c; END")));
        }
        if (chance(3)) {
            over.add("CREATE EVENT `ev` ON SCHEDULE "
                    + pick(List.of("EVERY 1 DAY STARTS '2035-01-01 00:00:00'", "AT '2036-01-01 00:00:00'"))
                    + pick(List.of("", " ON COMPLETION PRESERVE")) + " DISABLE DO "
                    + pick(List.of("SET @a = 1", "SET @a = 2")));
        }
        if (kind.isMariaDb() && chance(3)) {
            over.add("CREATE SEQUENCE `numbers` "
                    + pick(List.of("", "START WITH 5", "INCREMENT BY 2 CACHE 10", "MAXVALUE 999 CYCLE")));
        }
    }

    /** What puts three rows into each table. */
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        columns.forEach((table, names) -> {
            List<String> filled =
                    names.stream().filter(name -> !name.equals("g")).toList();
            for (int number = 1; number <= 3; number++) {
                int row = number;
                rows.add("INSERT INTO " + quoted(table) + " (" + MySqlSyntax.INSTANCE.identifiers(filled) + ") VALUES ("
                        + String.join(
                                ", ",
                                filled.stream().map(name -> value(name, row)).toList()) + ")");
            }
        });
        return rows;
    }

    private static String value(String name, int row) {
        return switch (name) {
            case "d" -> "'200" + row + "-01-01'";
            case "id", "n", "f`g" -> String.valueOf(row);
            default -> "'" + row + "'";
        };
    }
}
