package io.atlasoperator.dialect.mysql;

import static io.atlasoperator.dialect.mysql.MySqlRandom.quoted;

import java.util.ArrayList;
import java.util.List;

/** Random views, routines, triggers and events over tables. */
final class MySqlRandomObjects {
    private final MySqlRandom random;
    private final List<MySqlRandomTable> tables;

    MySqlRandomObjects(MySqlRandom random, List<MySqlRandomTable> tables) {
        this.random = random;
        this.tables = tables;
    }

    void add(List<String> over) {
        boolean calls = random.chance(2);
        if (calls) {
            over.add(function());
        }
        views(over, calls);
        for (int number = 1; number <= 4; number++) {
            if (random.chance(3)) {
                over.add(trigger("tr" + number));
            }
        }
        if (random.chance(2)) {
            over.add(procedure("do it"));
        }
        if (random.chance(4)) {
            over.add(procedure("fn"));
        }
        if (random.chance(3)) {
            over.add(event());
        }
    }

    private String definer() {
        return random.chance(6) ? "DEFINER=`no body`@`10.0.0.%` " : "";
    }

    private String function() {
        return "CREATE FUNCTION `fn`(a "
                + random.pick(List.of(
                        "int",
                        "varchar(10)",
                        "decimal(5,2) unsigned",
                        "varchar(10) CHARACTER SET latin1",
                        "enum('a','b;c')"))
                + ") RETURNS "
                + random.pick(List.of("int", "varchar(20)", "varchar(20) CHARACTER SET ascii")) + " "
                + random.pick(List.of("DETERMINISTIC", "NO SQL", "DETERMINISTIC READS SQL DATA"))
                + random.pick(List.of("", " COMMENT 'it''s'", " SQL SECURITY INVOKER"))
                + random.pick(List.of(
                        " RETURN a",
                        " RETURN 1",
                        " RETURN concat(a, ';')",
                        " BEGIN DECLARE b int DEFAULT 0; IF b > 0 THEN RETURN 1; END IF; RETURN 2; END"));
    }

    private String procedure(String name) {
        return "CREATE " + definer() + "PROCEDURE " + quoted(name) + "(IN a int, OUT b "
                + random.pick(List.of("int", "text", "varchar(5) CHARACTER SET latin1")) + ") "
                + random.pick(List.of("", "MODIFIES SQL DATA ", "SQL SECURITY INVOKER COMMENT 'a \"b\"' "))
                + random.pick(List.of(
                        "SET b = a",
                        "BEGIN DECLARE c int DEFAULT 1; SET b = a + c; END",
                        "BEGIN -- it's a comment\n SET b = 'x;y'; /* and; one */ END",
                        "l: LOOP SET a = a + 1; IF a > 3 THEN LEAVE l; END IF; END LOOP l",
                        "BEGIN DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END; SELECT count(*) INTO b FROM nowhere; END",
                        "CASE a WHEN 1 THEN SET b = \"it's\"; ELSE SET b = _latin1'\\\\'; END CASE"));
    }

    private String trigger(String name) {
        MySqlRandomTable table = random.pick(tables);
        String event = random.pick(List.of("INSERT", "UPDATE", "DELETE"));
        String row = event.equals("DELETE") ? "OLD" : "NEW";
        return "CREATE " + (random.filled() ? "" : definer()) + "TRIGGER `" + name + "` "
                + random.pick(List.of("BEFORE", "AFTER")) + " " + event
                + " ON " + table.name() + " FOR EACH ROW "
                + random.pick(List.of(
                        "SET @a = 1",
                        "SET @a = " + row + "." + table.name("id"),
                        "BEGIN SET @a = 1; SET @b = 'x;y'; END",
                        "IF " + row + "." + table.name("id") + " > 99 THEN SET @c = \"it's\"; END IF"));
    }

    private String event() {
        return "CREATE " + definer() + "EVENT `ev` ON SCHEDULE "
                + random.pick(List.of(
                        "EVERY 1 DAY STARTS '2035-01-01 00:00:00'",
                        "AT '2036-01-01 00:00:00'",
                        "EVERY '1:30' HOUR_MINUTE STARTS '2035-01-01 00:00:00' ENDS '2036-01-01 00:00:00'"))
                + random.pick(List.of("", " ON COMPLETION PRESERVE")) + random.pick(List.of(" DISABLE", " ENABLE"))
                + random.pick(List.of("", " COMMENT 'it''s'")) + " DO "
                + random.pick(List.of("SET @a = 1", "SET @a = 'x'", "BEGIN SET @a = 2; SET @b = 3; END"));
    }

    private void views(List<String> over, boolean calls) {
        if (random.chance(2)) {
            return;
        }
        MySqlRandomTable table = random.pick(tables);
        MySqlRandomTable other = random.pick(tables);
        String id = table.name("id");
        List<String> queries = new ArrayList<>(List.of(
                "SELECT " + id + " AS id FROM " + table.name(),
                "SELECT " + id + " + 1 AS id, 'it''s;' AS t, _latin1'x' AS l FROM " + table.name(),
                "SELECT count(*) AS id FROM " + table.name() + " GROUP BY " + id + " HAVING count(*) > 1",
                "SELECT a." + id + " AS id, b." + other.name("id") + " AS x FROM " + table.name() + " a LEFT JOIN "
                        + other.name() + " b ON a." + id + " = b." + other.name("id"),
                "SELECT " + id + " AS id FROM " + table.name() + " UNION ALL SELECT " + other.name("id") + " FROM "
                        + other.name(),
                "SELECT " + id + " AS id FROM " + table.name() + " WHERE EXISTS (SELECT 1 FROM " + other.name()
                        + " o WHERE o." + other.name("id") + " IN (1, 2))",
                "WITH c AS (SELECT " + id + " AS x FROM " + table.name()
                        + ") SELECT x AS id FROM c ORDER BY x DESC LIMIT 3",
                "SELECT " + id + " AS id, row_number() OVER (ORDER BY " + id + ") AS r FROM " + table.name(),
                "SELECT CASE WHEN " + id + " > 1 THEN 'a' ELSE \"b\" END AS id, INTERVAL 1 DAY + now() AS d FROM "
                        + table.name()));
        if (calls) {
            queries.add("SELECT fn(" + id + ") AS id FROM " + table.name());
        }
        over.add("CREATE " + random.pick(List.of("", "ALGORITHM=MERGE ", "SQL SECURITY INVOKER ")) + "VIEW `v1` AS "
                + random.pick(queries));
        if (random.chance(3)) {
            over.add("CREATE VIEW `v2` (`x y`) AS SELECT " + id + " FROM " + table.name() + " WHERE " + id
                    + " < 50 WITH " + random.pick(List.of("LOCAL", "CASCADED")) + " CHECK OPTION");
        }
        if (random.chance(2)) {
            over.add("CREATE VIEW `a view` AS SELECT * FROM `v1`");
            if (random.chance(2)) {
                over.add(
                        "CREATE ALGORITHM=TEMPTABLE VIEW `0 on top` AS SELECT a.* FROM `a view` a JOIN `v1` USING (`id`)");
            }
        }
        if (random.chance(3)) {
            over.add("CREATE VIEW `all` AS SELECT * FROM " + table.name());
        }
    }
}
