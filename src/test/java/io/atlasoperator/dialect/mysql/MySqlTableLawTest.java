package io.atlasoperator.dialect.mysql;

import static io.atlasoperator.testing.MySqlServers.Kind.MARIADB10;
import static io.atlasoperator.testing.MySqlServers.Kind.MARIADB11;
import static io.atlasoperator.testing.MySqlServers.Kind.MYSQL;

import io.atlasoperator.dialect.mysql.MySqlLaws.Pair;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each kind of change of a table, on every server. */
@NullUnmarked
class MySqlTableLawTest {
    private static final String USERS = "CREATE TABLE users (id int PRIMARY KEY, code int, UNIQUE KEY code (code))";

    private static Pair pair(String name, String from, String to) {
        return Pair.of(name, List.of(from), List.of(to));
    }

    private static Pair withUsers(String name, String from, String to) {
        return Pair.of(name, List.of(USERS, from), List.of(USERS, to));
    }

    /** What random pairs have found. */
    @TestFactory
    Stream<DynamicTest> leadsThereAndBack() {
        return MySqlLaws.hold(List.of(
                pair(
                        "options taken back",
                        "CREATE TABLE t (a int) ROW_FORMAT=COMPACT",
                        "CREATE TABLE t (a int) AVG_ROW_LENGTH=100 MAX_ROWS=50 ROW_FORMAT=DYNAMIC"),
                pair(
                        "columns with their index",
                        "CREATE TABLE t (id int, a int, b int, KEY i (a, b))",
                        "CREATE TABLE t (id int)"),
                pair(
                        "computed columns in order",
                        "CREATE TABLE t (id int, v int AS (id + 1) VIRTUAL, w int AS (v * 2) VIRTUAL)",
                        "CREATE TABLE t (id int)"),
                pair(
                        "column that is numbered no more",
                        "CREATE TABLE t (id int PRIMARY KEY AUTO_INCREMENT) AUTO_INCREMENT=50",
                        "CREATE TABLE t (id int PRIMARY KEY)"),
                pair(
                        "bytes that are no letters",
                        "CREATE TABLE t (a int)",
                        "CREATE TABLE t (a int, b varbinary(8) NOT NULL DEFAULT x'00ff')"),
                pair(
                        "key to itself over another type",
                        "CREATE TABLE t (id int PRIMARY KEY, p int)",
                        "CREATE TABLE t (id bigint PRIMARY KEY, p bigint, CONSTRAINT f FOREIGN KEY (p) REFERENCES t (id))"),
                pair(
                                "versioning without a column",
                                "CREATE TABLE t (a int)",
                                "CREATE TABLE t (a int, b int WITHOUT SYSTEM VERSIONING) WITH SYSTEM VERSIONING")
                        .on(MARIADB10, MARIADB11),
                pair(
                                "versioning and another engine",
                                "CREATE TABLE t (a int) ENGINE=MyISAM",
                                "CREATE TABLE t (a int) WITH SYSTEM VERSIONING")
                        .on(MARIADB10, MARIADB11)
                        .oneWay(),
                Pair.of(
                                "another engine under a key",
                                List.of(
                                        USERS,
                                        "CREATE TABLE p (id int PRIMARY KEY, u int, CONSTRAINT fk FOREIGN KEY (u) REFERENCES users (id))"),
                                List.of(
                                        "CREATE TABLE users (id int PRIMARY KEY, code int, UNIQUE KEY code (code)) ENGINE=MyISAM"))
                        .oneWay(),
                pair(
                                "rows out of pages",
                                "CREATE TABLE t (a int) ROW_FORMAT=DYNAMIC",
                                "CREATE TABLE t (a int) ENGINE=Aria")
                        .on(MARIADB10, MARIADB11),
                pair(
                                "rows out of pages that need no log",
                                "CREATE TABLE t (a int) ROW_FORMAT=DYNAMIC",
                                "CREATE TABLE t (a int) ENGINE=Aria TRANSACTIONAL=0")
                        .on(MARIADB10, MARIADB11),
                pair(
                        "trees of a table that goes into memory",
                        "CREATE TABLE t (id int PRIMARY KEY, a int, b int, KEY a (a), KEY b (b))",
                        "CREATE TABLE t (id int, a int, b int, PRIMARY KEY (id) USING BTREE, KEY a (a) USING BTREE, KEY b (b))"
                                + " ENGINE=MEMORY"),
                pair(
                                "tree that is hidden as its table goes into memory",
                                "CREATE TABLE t (a int, KEY a (a))",
                                "CREATE TABLE t (a int, KEY a (a) USING BTREE INVISIBLE) ENGINE=MEMORY")
                        .on(MYSQL),
                Pair.of(
                        "column that is numbered no more under a key",
                        List.of(
                                "CREATE TABLE t (id int PRIMARY KEY AUTO_INCREMENT, a int)",
                                "CREATE TABLE u (t int, CONSTRAINT f FOREIGN KEY (t) REFERENCES t (id))"),
                        List.of(
                                "CREATE TABLE t (id int PRIMARY KEY, a bigint)",
                                "CREATE TABLE u (t int, CONSTRAINT f FOREIGN KEY (t) REFERENCES t (id))")),
                Pair.of(
                        "numbered column under a key that goes with its table",
                        List.of(
                                "CREATE TABLE t (id int PRIMARY KEY AUTO_INCREMENT, a int)",
                                "CREATE TABLE u (t int, CONSTRAINT f FOREIGN KEY (t) REFERENCES t (id))"),
                        List.of("CREATE TABLE t (id int PRIMARY KEY, a bigint)")),
                Pair.of(
                                "longer texts at both ends of a key",
                                List.of(
                                        "CREATE TABLE t (a varchar(10) PRIMARY KEY, b varchar(60), UNIQUE KEY b (b), c int)",
                                        "CREATE TABLE u (a varchar(10), b varchar(60), c int,"
                                                + " CONSTRAINT f FOREIGN KEY (a) REFERENCES t (a),"
                                                + " CONSTRAINT g FOREIGN KEY (b) REFERENCES t (b))"),
                                List.of(
                                        "CREATE TABLE t (a varchar(20) PRIMARY KEY, b varchar(90), UNIQUE KEY b (b), c bigint)",
                                        "CREATE TABLE u (a varchar(30), b varchar(80), c bigint,"
                                                + " CONSTRAINT f FOREIGN KEY (a) REFERENCES t (a),"
                                                + " CONSTRAINT g FOREIGN KEY (b) REFERENCES t (b))"))
                        .oneWay(),
                Pair.of(
                        "column under a key that is never null, beside another type",
                        List.of(
                                "CREATE TABLE t (a int, b int, UNIQUE KEY a (a))",
                                "CREATE TABLE u (a int, b int, CONSTRAINT f FOREIGN KEY (a) REFERENCES t (a))"),
                        List.of(
                                "CREATE TABLE t (a int NOT NULL, b bigint, UNIQUE KEY a (a))",
                                "CREATE TABLE u (a int NOT NULL, b bigint, CONSTRAINT f FOREIGN KEY (a) REFERENCES t (a))")),
                Pair.of(
                                "partitions of a table whose keys go",
                                List.of(
                                        "CREATE TABLE t (id int PRIMARY KEY)",
                                        "CREATE TABLE u (t int, CONSTRAINT f FOREIGN KEY (t) REFERENCES t (id))"),
                                List.of("CREATE TABLE t (id int PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 2"))
                        .oneWay(),
                Pair.of(
                        "names of constraints that go to another table",
                        List.of(
                                USERS,
                                "CREATE TABLE a (u int, CONSTRAINT fk FOREIGN KEY (u) REFERENCES users (id), CONSTRAINT a CHECK (u > 0))"),
                        List.of(
                                USERS,
                                "CREATE TABLE b (u int, CONSTRAINT FK FOREIGN KEY (u) REFERENCES users (id), CONSTRAINT A CHECK (u > 0))")),
                Pair.of(
                        "names of constraints that tables swap",
                        List.of(
                                USERS,
                                "CREATE TABLE a (u int, CONSTRAINT f FOREIGN KEY (u) REFERENCES users (id), CONSTRAINT c CHECK (u > 0))",
                                "CREATE TABLE b (u int, CONSTRAINT g FOREIGN KEY (u) REFERENCES users (id), CONSTRAINT d CHECK (u > 0))"),
                        List.of(
                                USERS,
                                "CREATE TABLE a (u int, CONSTRAINT g FOREIGN KEY (u) REFERENCES users (id), CONSTRAINT d CHECK (u > 0))",
                                "CREATE TABLE b (u int, CONSTRAINT f FOREIGN KEY (u) REFERENCES users (id), CONSTRAINT c CHECK (u > 0))")),
                pair(
                                "places of another reference system under an index",
                                "CREATE TABLE t (id int PRIMARY KEY, p point NOT NULL SRID 4326, SPATIAL INDEX places (p))",
                                "CREATE TABLE t (id int PRIMARY KEY, p point NOT NULL)")
                        .on(MYSQL),
                pair(
                                "index of places with another reference system",
                                "CREATE TABLE t (id int PRIMARY KEY, p point NOT NULL SRID 0, SPATIAL INDEX places (p))",
                                "CREATE TABLE t (id int PRIMARY KEY, p point NOT NULL SRID 4326, SPATIAL INDEX places (p) COMMENT 'x')")
                        .on(MYSQL),
                pair(
                        "routine without its comment",
                        "CREATE FUNCTION f(a int) RETURNS int NO SQL COMMENT 'x' RETURN 1",
                        "CREATE FUNCTION f(a int) RETURNS int NO SQL RETURN 1"),
                pair(
                                "option that the former engine does not know",
                                "CREATE TABLE t (a int) ENGINE=MyISAM",
                                "CREATE TABLE t (a int) ENGINE=Aria TRANSACTIONAL=0 PAGE_CHECKSUM=0")
                        .on(MARIADB10, MARIADB11),
                Pair.of(
                        "event that goes on",
                        List.of(
                                "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2035-01-01 00:00:00' ENDS '2036-01-01 00:00:00'"
                                        + " DO SET @x = 1"),
                        List.of("CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2035-01-01 00:00:00' DO SET @x = 1")),
                Pair.of(
                        "triggers that go",
                        List.of(
                                "CREATE TABLE t (a int)",
                                "CREATE TRIGGER t3 BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1",
                                "CREATE TRIGGER t1 BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 2",
                                "CREATE TRIGGER t2 BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 3"),
                        List.of(
                                "CREATE TABLE t (a int)",
                                "CREATE TRIGGER t2 BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 3")),
                Pair.of(
                        "triggers that change places",
                        List.of(
                                "CREATE TABLE t (a int)",
                                "CREATE TRIGGER t1 AFTER UPDATE ON t FOR EACH ROW SET @a = 1",
                                "CREATE TRIGGER t2 AFTER UPDATE ON t FOR EACH ROW SET @a = 2",
                                "CREATE TRIGGER t3 AFTER UPDATE ON t FOR EACH ROW SET @a = 3"),
                        List.of(
                                "CREATE TABLE t (a int)",
                                "CREATE TRIGGER t1 BEFORE UPDATE ON t FOR EACH ROW SET @a = 1",
                                "CREATE TRIGGER t3 AFTER UPDATE ON t FOR EACH ROW SET @a = 4",
                                "CREATE TRIGGER t2 BEFORE INSERT ON t FOR EACH ROW SET @a = 2")),
                Pair.of(
                        "view with names of its own over a join",
                        List.of("CREATE TABLE t (a int unsigned)", "CREATE TABLE u (b int)"),
                        List.of(
                                "CREATE TABLE t (a int unsigned)",
                                "CREATE TABLE u (b int)",
                                "CREATE VIEW v (x, y) AS SELECT a, _latin1'x' FROM t, u WHERE a = b"))));
    }

    @TestFactory
    Stream<DynamicTest> leadsToTheWantedTable() {
        return MySqlLaws.hold(List.of(
                pair(
                        "columns",
                        "CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL DEFAULT 1, b varchar(10) COMMENT 'b')",
                        "CREATE TABLE t (id int PRIMARY KEY, a bigint, c varchar(20) NOT NULL DEFAULT 'it''s' COMMENT 'c \"x\"')"),
                pair(
                        "defaults",
                        "CREATE TABLE t (a int DEFAULT 1, b bit(8) DEFAULT b'101', c datetime(3) DEFAULT '2000-01-01 00:00:00',"
                                + " d decimal(10,2) DEFAULT 1.5, e varchar(40) DEFAULT 'x', f varbinary(4) DEFAULT x'00ff')",
                        "CREATE TABLE t (a int DEFAULT 2, b bit(8) DEFAULT b'111', c datetime(3) DEFAULT CURRENT_TIMESTAMP(3)"
                                + " ON UPDATE CURRENT_TIMESTAMP(3), d decimal(10,2) DEFAULT 2.50, e varchar(40) DEFAULT 'a\\\\b',"
                                + " f varbinary(4))"),
                pair(
                        "defaults of bytes in columns that are never null",
                        "CREATE TABLE t (a varbinary(20) NOT NULL DEFAULT 'b', b binary(8) NOT NULL DEFAULT 'b', c int)",
                        "CREATE TABLE t (a varbinary(20) NOT NULL DEFAULT x'620063', b binary(8) NOT NULL DEFAULT 'c', c int)"),
                pair(
                                "key to a new column of the table itself",
                                "CREATE TABLE t (id int PRIMARY KEY)",
                                "CREATE TABLE t (id int PRIMARY KEY, p int, r int, UNIQUE KEY u (r), KEY f (p),"
                                        + " CONSTRAINT f FOREIGN KEY (p) REFERENCES t (r))")
                        .on(MARIADB10, MARIADB11),
                pair(
                        "numbered column with its key",
                        "CREATE TABLE t (a int NOT NULL, b int)",
                        "CREATE TABLE t (a int NOT NULL, b int, id bigint NOT NULL AUTO_INCREMENT, PRIMARY KEY (id))"),
                pair(
                        "primary key",
                        "CREATE TABLE t (a int NOT NULL AUTO_INCREMENT, b int NOT NULL, PRIMARY KEY (a))",
                        "CREATE TABLE t (a int NOT NULL, b int NOT NULL AUTO_INCREMENT, PRIMARY KEY (b))"),
                pair(
                        "indexes",
                        "CREATE TABLE t (a int, b varchar(100), KEY i (a), UNIQUE KEY u (b(10)), KEY z (b))",
                        "CREATE TABLE t (a int, b varchar(100), KEY i (a, b(20)), KEY u (b(10)), FULLTEXT KEY f (b))"),
                pair(
                                "index of an expression",
                                "CREATE TABLE t (a int, b int, KEY i ((a + b)))",
                                "CREATE TABLE t (a int, b int, KEY i ((a * b)))")
                        .on(MYSQL),
                pair("hidden index", "CREATE TABLE t (a int, KEY i (a))", "CREATE TABLE t (a int, KEY i (a) INVISIBLE)")
                        .on(MYSQL),
                pair(
                        "checks",
                        "CREATE TABLE t (a int, b int, CONSTRAINT t_c CHECK (a > 0), CONSTRAINT t_d CHECK (b > 0 OR a IN (1, 2)))",
                        "CREATE TABLE t (a int, b int, CONSTRAINT t_c CHECK (a > 1), CONSTRAINT t_e CHECK (b <> 3))"),
                pair(
                                "checks of columns",
                                "CREATE TABLE t (a int CHECK (a > 0), b int CHECK (b > 0), c int)",
                                "CREATE TABLE t (a bigint CHECK (a > 0), b int CHECK (b > 1), c int CHECK (c > 2))")
                        .on(MARIADB10, MARIADB11),
                pair(
                                "computed columns",
                                "CREATE TABLE t (a int, v int AS (a + 1) VIRTUAL, s int AS (a + 2) STORED, x int AS (a * 2) STORED)",
                                "CREATE TABLE t (a int, v int AS (a + 3) VIRTUAL, s int AS (a + 4) STORED, x int)")
                        .oneWay(),
                pair(
                        "storage of computed columns",
                        "CREATE TABLE t (a int, v int AS (a + 1) VIRTUAL, s int AS (a + 2) STORED, KEY i (s, a))",
                        "CREATE TABLE t (a int, v int AS (a + 1) STORED, s int AS (a + 2) VIRTUAL, KEY i (s, a))"),
                pair(
                        "texts",
                        "CREATE TABLE t (a varchar(10), b varchar(10) COLLATE utf8mb4_bin) CHARACTER SET utf8mb4",
                        "CREATE TABLE t (a varchar(10), b varchar(10) COLLATE utf8mb4_bin) CHARACTER SET latin1"),
                pair(
                        "comment and engine",
                        "CREATE TABLE t (a int) ENGINE=MyISAM COMMENT 'one'",
                        "CREATE TABLE t (a int) COMMENT 'two \\\\ \"2\"'"),
                withUsers(
                        "foreign key added",
                        "CREATE TABLE p (id int PRIMARY KEY, u int)",
                        "CREATE TABLE p (id int PRIMARY KEY, u int, CONSTRAINT fk FOREIGN KEY (u) REFERENCES users (id)"
                                + " ON DELETE CASCADE)"),
                withUsers(
                        "foreign key changed",
                        "CREATE TABLE p (id int PRIMARY KEY, u int, CONSTRAINT fk FOREIGN KEY (u) REFERENCES users (id))",
                        "CREATE TABLE p (id int PRIMARY KEY, u int, CONSTRAINT fk FOREIGN KEY (u) REFERENCES users (code)"
                                + " ON DELETE SET NULL)"),
                withUsers(
                        "index under a foreign key",
                        "CREATE TABLE p (id int PRIMARY KEY, u int, CONSTRAINT fk FOREIGN KEY (u) REFERENCES users (id))",
                        "CREATE TABLE p (id int PRIMARY KEY, u int, KEY both_ (u, id), CONSTRAINT fk FOREIGN KEY (u)"
                                + " REFERENCES users (id))"),
                Pair.of(
                        "types at both ends of a foreign key",
                        List.of(
                                USERS,
                                "CREATE TABLE p (id int PRIMARY KEY, u int, CONSTRAINT fk FOREIGN KEY (u) REFERENCES users (id))"),
                        List.of(
                                "CREATE TABLE users (id bigint PRIMARY KEY, code int, UNIQUE KEY code (code))",
                                "CREATE TABLE p (id int PRIMARY KEY, u bigint NOT NULL, CONSTRAINT fk FOREIGN KEY (u)"
                                        + " REFERENCES users (id))")),
                pair(
                                "partitions by range",
                                "CREATE TABLE t (a int) PARTITION BY RANGE (a) (PARTITION p0 VALUES LESS THAN (10),"
                                        + " PARTITION p1 VALUES LESS THAN (20))",
                                "CREATE TABLE t (a int) PARTITION BY RANGE (a) (PARTITION p0 VALUES LESS THAN (5),"
                                        + " PARTITION p1 VALUES LESS THAN (20), PARTITION p2 VALUES LESS THAN MAXVALUE)")
                        .oneWay(),
                pair(
                        "partitions by hash",
                        "CREATE TABLE t (a int) PARTITION BY HASH (a) PARTITIONS 2",
                        "CREATE TABLE t (a int) PARTITION BY HASH (a) PARTITIONS 4"),
                pair(
                        "partitions",
                        "CREATE TABLE t (a int)",
                        "CREATE TABLE t (a int) PARTITION BY KEY (a) PARTITIONS 2"),
                pair("versioning", "CREATE TABLE t (a int)", "CREATE TABLE t (a int, b int) WITH SYSTEM VERSIONING")
                        .on(MARIADB10, MARIADB11)
                        .oneWay(),
                Pair.of(
                                "triggers",
                                List.of(
                                        "CREATE TABLE t (a int)",
                                        "CREATE TRIGGER t1 BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1",
                                        "CREATE TRIGGER t2 BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 2",
                                        "CREATE TRIGGER t3 BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 3"),
                                List.of(
                                        "CREATE TABLE t (a int)",
                                        "CREATE TRIGGER t1 BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.a = 10; SET NEW.a = 11; END",
                                        "CREATE TRIGGER t2 BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 2",
                                        "CREATE TRIGGER t3 BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 3"))
                        .oneWay(),
                Pair.of(
                                "routines, views and events",
                                List.of(
                                        "CREATE TABLE t (a int)",
                                        "CREATE FUNCTION f (x int) RETURNS int DETERMINISTIC RETURN x",
                                        "CREATE PROCEDURE p (IN x int, OUT y int) BEGIN SET y = x; END",
                                        "CREATE VIEW v AS SELECT a FROM t",
                                        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SET @x = 1"),
                                List.of(
                                        "CREATE TABLE t (a int)",
                                        "CREATE FUNCTION f (x bigint) RETURNS int DETERMINISTIC RETURN x + 1",
                                        "CREATE PROCEDURE p (IN x int, OUT y int) SQL SECURITY INVOKER COMMENT 'c' BEGIN SET y = x; END",
                                        "CREATE ALGORITHM = MERGE VIEW v AS SELECT a, a + 1 AS b FROM t",
                                        "CREATE EVENT e ON SCHEDULE EVERY 2 DAY COMMENT 'x' DO SET @x = 2"))
                        .oneWay(),
                pair(
                                "sequences",
                                "CREATE SEQUENCE s START WITH 5 INCREMENT BY 2 MAXVALUE 1000",
                                "CREATE SEQUENCE s START WITH 5 INCREMENT BY 3 MAXVALUE 2000 CYCLE NOCACHE")
                        .on(MARIADB10, MARIADB11)));
    }
}
