package io.atlasoperator.dialect.mysql;

import static io.atlasoperator.dialect.mysql.MySqlRandom.quoted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A random table. Tables and columns of two states have the same names, unless they are renamed, and rows of the one fit into
 * the other, so that a change may lose none.
 */
final class MySqlRandomTable {
    static final List<String> COLUMNS =
            List.of("id", "n", "c 1", "key", "s", "d", "e", "f`g", "j", "y", "w", "u", "ip", "p", "l");

    /** The types that a column of a name can have in one state or another; each holds 1, 2 and 3 in some way. */
    private static final Map<String, List<String>> TYPES = Map.ofEntries(
            Map.entry("id", List.of("int", "bigint", "int unsigned", "bigint unsigned", "smallint")),
            Map.entry(
                    "n",
                    List.of(
                            "int",
                            "bigint unsigned",
                            "decimal(10,2)",
                            "decimal(12) unsigned",
                            "tinyint",
                            "double",
                            "bool",
                            "mediumint",
                            "int(7) zerofill")),
            Map.entry(
                    "c 1",
                    List.of(
                            "varchar(10)",
                            "varchar(255)",
                            "char(5)",
                            "text",
                            "mediumtext",
                            "varchar(20) CHARACTER SET latin1",
                            "tinytext COLLATE utf8mb4_unicode_ci")),
            Map.entry(
                    "key",
                    List.of("varchar(50)", "varchar(60) COLLATE utf8mb4_bin", "varchar(40) CHARACTER SET ascii")),
            Map.entry(
                    "s",
                    List.of(
                            "enum('1','2','3')",
                            "enum('3','2','1','it''s')",
                            "varchar(8)",
                            "set('1','2','3')",
                            "enum('1','2','3') CHARACTER SET latin1")),
            Map.entry("d", List.of("datetime", "datetime(3)", "timestamp NULL", "timestamp(6) NULL", "date")),
            Map.entry("e", List.of("varbinary(20)", "binary(8)", "blob", "longblob")),
            Map.entry("f`g", List.of("float", "double", "bigint", "decimal(20,5)", "bit(8)")),
            Map.entry("j", List.of("json", "longtext")),
            Map.entry("y", List.of("year", "smallint unsigned", "int")),
            Map.entry("w", List.of("time", "time(3)", "varchar(30)")),
            Map.entry("p", List.of("point", "geometry")),
            Map.entry("l", List.of("longtext", "varchar(300)")));

    private final MySqlRandom random;
    private final String base;
    private final String engine;
    private final boolean numbered;
    private final boolean spread;
    private final boolean versioned;
    private final Map<String, String> types = new LinkedHashMap<>();
    private final List<String> computed = new ArrayList<>();
    private final List<String> parts = new ArrayList<>();
    private final boolean keyed;
    private final String ending;

    MySqlRandomTable(MySqlRandom random, String base) {
        this.random = random;
        this.base = base;
        this.engine = !random.chance(7)
                ? "InnoDB"
                : random.pick(List.of("MyISAM", "MEMORY"), List.of("MyISAM", "MEMORY", "Aria"));
        this.numbered = random.chance(2);
        this.keyed = numbered || !random.chance(4);
        this.spread = keyed && isUsual() && random.chance(6);
        this.versioned = !random.isMySql() && isUsual() && !spread && random.chance(6);
        for (String name : COLUMNS) {
            String type = type(name);
            if (name.equals("id") || !random.chance(3) && fits(type)) {
                types.put(name, type);
            }
        }
        types.forEach((name, type) -> parts.add(column(name, type)));
        compute();
        if (keyed) {
            parts.add("PRIMARY KEY (" + name("id") + (random.isMySql() && isUsual() && random.chance(8) ? " DESC" : "")
                    + ")" + (random.chance(10) ? " COMMENT 'the key'" : ""));
        }
        if (!spread) {
            new MySqlRandomIndexes(random, this).add(parts);
        }
        checks();
        this.ending = options() + (spread ? partitions() : "");
    }

    String base() {
        return base;
    }

    /** Its name as SQL. */
    String name() {
        return quoted(random.named(base, base));
    }

    /** A column's name as SQL. */
    String name(String column) {
        return quoted(random.named(base + "." + column, column));
    }

    /** The columns, by the names that they have if they are not renamed, and their types. */
    Map<String, String> types() {
        return types;
    }

    boolean has(String column) {
        return types.containsKey(column);
    }

    List<String> computed() {
        return computed;
    }

    boolean isNumbered() {
        return numbered;
    }

    boolean isUsual() {
        return engine.equals("InnoDB");
    }

    String engine() {
        return engine;
    }

    /** Whether foreign keys may lead from and to it. */
    boolean takesKeys() {
        return isUsual() && !spread && !versioned;
    }

    boolean isKeyed() {
        return keyed;
    }

    /** Adds a column or something else to its definition. */
    void add(String part) {
        parts.add(part);
    }

    String create() {
        return "CREATE TABLE " + name() + " (" + String.join(", ", parts) + ")" + ending;
    }

    private String type(String name) {
        return switch (name) {
            case "u" -> random.pick(List.of("char(36)", "varchar(40)"), List.of("uuid", "char(36)", "varchar(40)"));
            case "ip" -> random.pick(List.of("varchar(45)", "varchar(50)"), List.of("inet6", "varchar(45)"));
            case "p" ->
                random.pick(List.of("point", "geometry")) + (random.isMySql() && random.chance(2) ? " SRID 0" : "");
            case "l" ->
                random.pick(
                        List.of("longtext", "varchar(300)"),
                        List.of("longtext", "varchar(300)", "varchar(300) COMPRESSED"));
            default -> random.pick(TYPES.getOrDefault(name, List.of("int")));
        };
    }

    private boolean fits(String type) {
        boolean isPlace = type.startsWith("point") || type.startsWith("geometry");
        boolean isLarge = type.contains("text") || type.contains("blob") || type.equals("json") || isPlace;
        return !(spread && isPlace) && (!engine.equals("MEMORY") || !isLarge && !type.contains("COMPRESSED"));
    }

    private String column(String name, String type) {
        StringBuilder text = new StringBuilder(name(name) + " " + type);
        boolean isNumbered = numbered && name.equals("id");
        // Rows that are there would need a day, a place or a document that is none.
        boolean mayLack = Set.of("d", "j", "p", "u", "ip", "w", "y").contains(name) && random.filled();
        boolean required = name.equals("id") || !mayLack && random.chance(3) && !type.endsWith("NULL");
        text.append(required ? " NOT NULL" : "").append(isNumbered ? " AUTO_INCREMENT" : "");
        String drawn = isNumbered || !random.chance(3) ? "" : defaultOf(name, type);
        // Tables in memory take no expressions for defaults.
        String value = engine.equals("MEMORY") && drawn.contains("(") && !drawn.contains("CURRENT") ? "" : drawn;
        text.append(value);
        if (!name.equals("id") && random.chance(12) && (!required || !value.isEmpty())) {
            text.append(" INVISIBLE");
        }
        if (versioned && !name.equals("id") && random.chance(8)) {
            text.append(" WITHOUT SYSTEM VERSIONING");
        }
        if (random.chance(8)) {
            text.append(" COMMENT ")
                    .append(random.pick(List.of("'one'", "'it''s \"two\"'", "'back\\\\slash'", "'a\\nb'", "'üß€'")));
        }
        if (!random.isMySql() && name.equals("n") && random.chance(5)) {
            text.append(" CHECK (")
                    .append(name(name))
                    .append(" < ")
                    .append(random.pick(List.of("90", "80")))
                    .append(")");
        }
        return text.toString();
    }

    private String defaultOf(String name, String type) {
        boolean isExpressionOnly =
                random.isMySql() && (type.contains("text") || type.contains("blob") || type.equals("json"));
        return switch (name) {
            case "id" -> " DEFAULT " + random.number(2);
            case "n" -> " DEFAULT " + random.pick(List.of("0", "1", "(1 + 1)", "'1'"));
            case "c 1", "key", "l" ->
                " DEFAULT "
                        + (isExpressionOnly
                                ? random.pick(List.of("('x')", "(concat('a', 'it''s'))"))
                                : random.pick(List.of("''", "'x'", "'y\\\\z'", "'it''s'", "(concat('a', 'b'))")));
            case "s" -> " DEFAULT '2'";
            case "d" -> dayDefault(type);
            case "e" ->
                isExpressionOnly
                        ? " DEFAULT (x'00ff')"
                        : " DEFAULT " + (type.contains("blob") ? "x'00ff'" : random.pick(List.of("'b'", "x'00ff'")));
            case "j" -> " DEFAULT " + (isExpressionOnly ? "(json_object('a', 1))" : "'{}'");
            case "y" -> " DEFAULT 2001";
            case "w" -> " DEFAULT '10:00:00'";
            // MySQL adds no column to a table whose values would be others on a replica.
            case "u" -> random.isMySql() ? " DEFAULT 'none'" : " DEFAULT (uuid())";
            case "ip" -> " DEFAULT '::1'";
            case "f`g" ->
                type.startsWith("bit") ? " DEFAULT b'11'" : " DEFAULT " + random.pick(List.of("1", "2.5", "0"));
            default -> "";
        };
    }

    private String dayDefault(String type) {
        return switch (type) {
            case "datetime(3)" ->
                " DEFAULT CURRENT_TIMESTAMP(3)" + random.pick(List.of("", " ON UPDATE CURRENT_TIMESTAMP(3)"));
            case "datetime" ->
                " DEFAULT "
                        + random.pick(
                                List.of("CURRENT_TIMESTAMP", "'2000-01-01 00:00:00'", "(now() + INTERVAL 1 DAY)"));
            case "timestamp(6) NULL" ->
                random.pick(List.of("", " DEFAULT CURRENT_TIMESTAMP(6)", " ON UPDATE CURRENT_TIMESTAMP(6)"));
            case "date" -> " DEFAULT (curdate())";
            default -> "";
        };
    }

    /** What is computed from other columns, but from one that the server numbers. */
    private void compute() {
        if (engine.equals("MEMORY")) {
            return;
        }
        String storage = random.pick(List.of(" STORED", " VIRTUAL"));
        if (!numbered && random.chance(3)) {
            parts.add("`g` bigint AS (" + name("id") + " + " + random.number(3) + ")" + storage);
            computed.add("g");
        }
        if (!numbered && random.chance(5)) {
            parts.add("`v` bigint AS (" + name("id") + " + " + random.number(2) + ") VIRTUAL");
            parts.add("`v2` bigint AS (`v` * 2)" + storage);
            computed.add("v2");
        }
        if (has("key") && random.chance(4)) {
            parts.add("`h` varchar(80) AS ("
                    + random.pick(List.of("concat(%s, 'x')", "upper(%s)", "concat(%s, 'it''s;')"))
                            .formatted(name("key"))
                    + ")" + storage);
            computed.add("h");
        }
    }

    private void checks() {
        if (!numbered && random.chance(3)) {
            check("ck " + base, name("id") + random.pick(List.of(" > 0", " > -1", " > 0 AND " + name("id") + " < 99")));
        }
        if (has("key") && random.chance(4)) {
            check(
                    "cks " + base,
                    // Defaults of new columns must not be against them.
                    name("key") + random.pick(List.of(" <> 'it''s;'", " NOT IN ('x;y', '\\\\')", " NOT LIKE '%zz'")));
        }
        if (has("n") && random.chance(6)) {
            check("ckn " + base, name("n") + " BETWEEN 0 AND 100 OR " + name("n") + " IS NULL");
        }
    }

    private void check(String name, String expression) {
        parts.add("CONSTRAINT " + quoted(name) + " CHECK (" + expression + ")"
                + (random.isMySql() && random.chance(4) ? " NOT ENFORCED" : ""));
    }

    private String options() {
        StringBuilder text = new StringBuilder(isUsual() ? "" : " ENGINE=" + engine);
        List<String> all = new ArrayList<>(List.of(
                random.pick(List.of(" COMMENT='it''s'", " COMMENT='ü \\\\ \"x\"'")),
                random.pick(List.of(
                        " CHARACTER SET latin1",
                        " COLLATE utf8mb4_unicode_ci",
                        " CHARACTER SET utf8mb3",
                        " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")),
                " AVG_ROW_LENGTH=" + (100 + random.number(3)),
                " MAX_ROWS=" + (1000 + random.number(3)),
                " MIN_ROWS=10"));
        if (numbered) {
            all.add(" AUTO_INCREMENT=" + (100 + random.number(100)));
        }
        if (isUsual()) {
            all.add(random.pick(List.of(" ROW_FORMAT=DYNAMIC", " ROW_FORMAT=COMPACT", " ROW_FORMAT=REDUNDANT")));
            all.add(" STATS_PERSISTENT=" + random.number(2));
            all.add(" STATS_AUTO_RECALC=" + random.number(2));
            all.add(" STATS_SAMPLE_PAGES=" + (1 + random.number(30)));
        } else if (engine.equals("MyISAM")) {
            all.add(" CHECKSUM=1");
            all.add(" DELAY_KEY_WRITE=1");
            all.add(" PACK_KEYS=" + random.number(2));
        } else if (engine.equals("Aria")) {
            all.add(" TRANSACTIONAL=0");
            all.add(" PAGE_CHECKSUM=" + random.number(2));
        }
        random.some(all, 5).forEach(text::append);
        return text.append(versioned ? " WITH SYSTEM VERSIONING" : "").toString();
    }

    private String partitions() {
        String id = name("id");
        return " PARTITION BY "
                + random.pick(List.of(
                        "HASH (" + id + ") PARTITIONS 3",
                        "LINEAR HASH (" + id + ") PARTITIONS 4",
                        "HASH (" + id + " DIV 2) PARTITIONS 2",
                        "KEY (" + id + ") PARTITIONS 2",
                        "KEY () PARTITIONS 3",
                        "LINEAR KEY (" + id + ") PARTITIONS 2",
                        "RANGE (" + id
                                + ") (PARTITION p0 VALUES LESS THAN (2), PARTITION p1 VALUES LESS THAN MAXVALUE)",
                        "RANGE (" + id
                                + ") (PARTITION p0 VALUES LESS THAN (2) COMMENT 'low', PARTITION `p 1` VALUES LESS THAN"
                                + " (3), PARTITION p2 VALUES LESS THAN MAXVALUE)",
                        "RANGE COLUMNS (" + id
                                + ") (PARTITION p0 VALUES LESS THAN (2), PARTITION p1 VALUES LESS THAN (MAXVALUE))",
                        "LIST (" + id + ") (PARTITION a VALUES IN (1,2), PARTITION b VALUES IN (3,4,5,6))",
                        "LIST COLUMNS (" + id + ") (PARTITION a VALUES IN (1,2), PARTITION b VALUES IN (3))",
                        "RANGE (" + id + ") SUBPARTITION BY HASH (" + id
                                + ") SUBPARTITIONS 2 (PARTITION p0 VALUES LESS THAN (2),"
                                + " PARTITION p1 VALUES LESS THAN MAXVALUE)"));
    }

    /** A statement that puts a row into it, with the row's number in each column. */
    String row(int number) {
        List<String> names = types.keySet().stream().map(this::name).toList();
        List<String> values =
                types.keySet().stream().map(name -> value(name, number)).toList();
        return "INSERT INTO " + name() + " (" + String.join(", ", names) + ") VALUES (" + String.join(", ", values)
                + ")";
    }

    private static String value(String name, int row) {
        return switch (name) {
            case "d" -> "'200" + row + "-01-01'";
            case "id", "n", "f`g" -> String.valueOf(row);
            case "y" -> "200" + row;
            case "w" -> "'00:00:0" + row + "'";
            case "u" -> "'00000000-0000-0000-0000-00000000000" + row + "'";
            case "ip" -> "'::" + row + "'";
            case "p" -> "ST_GeomFromText('POINT(" + row + " 1)')";
            default -> "'" + row + "'";
        };
    }
}
