package io.atlasoperator.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlReachTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE Other.t (a int)",
                "CREATE TABLE IF NOT EXISTS `Other`.`t` (a int)",
                "CREATE DATABASE Other",
                "create schema if not exists Other character set latin1",
                "CREATE DATABASE /*!32312 IF NOT EXISTS*/ `Other` /*!40100 DEFAULT CHARACTER SET latin1 */",
                "/*!50001 CREATE VIEW Other.v AS SELECT 1 */",
                "/*M!100301 CREATE SEQUENCE Other.s */",
                "ALTER DATABASE Other COLLATE utf8mb4_bin",
                "DROP DATABASE IF EXISTS Other",
                "USE Other",
                "DROP TABLE a, Other.b",
                "RENAME TABLE a TO Other.a",
                "RENAME TABLE a TO b, Other.c TO d",
                "ALTER TABLE a ADD c int AS (b + 1), RENAME TO Other.a",
                "ALTER TABLE a EXCHANGE PARTITION p WITH TABLE Other.a",
                "CREATE UNIQUE INDEX i ON Other.t (a)",
                "CREATE TRIGGER t BEFORE INSERT ON Other.a FOR EACH ROW SET NEW.a = 1",
                "CREATE OR REPLACE VIEW Other.v AS SELECT 1",
                "CREATE DEFINER=`root`@`%` PROCEDURE Other.p() SELECT 1",
                "INSERT IGNORE INTO Other.t SELECT * FROM a",
                "INSERT Other.t VALUES (1)",
                "REPLACE Other.t VALUES (1)",
                "UPDATE Other.t SET a = 1",
                "UPDATE a, Other.t SET a.b = 1",
                "DELETE FROM Other.t",
                "DELETE x FROM Other.t AS x",
                "TRUNCATE Other.t",
                "LOAD DATA INFILE 'x' REPLACE INTO TABLE Other.t",
                "CALL Other.p()",
                "GRANT SELECT ON Other.* TO u",
                "CREATE TABLE \"Other\".\"t\" (a int)",
                "CREATE DATABASE \"Other\"",
                "USE \"Other\"",
                "LOCK TABLES a READ, Other.b WRITE",
                "WITH q AS (SELECT 1) DELETE FROM Other.t",
                "WITH q AS (SELECT a.b FROM x.y), r (c) AS (SELECT 2) UPDATE Other.t SET a = 1",
                "UPDATE (Other.t) SET a = 1",
                "UPDATE ((a JOIN Other.t ON a.x = b.y)) SET a = 1",
                "UPDATE a, (b, Other.t) SET a = 1",
                "ALTER TABLE a RENAME Other.a",
                "ALTER TABLE a RENAME AS Other.a"
            })
    void seesTheDatabaseThatIsWrittenTo(String statement) {
        assertThat(MySqlReach.of(statement)).containsExactly("Other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a int, b int DEFAULT (a.b), FOREIGN KEY (a) REFERENCES other.t (a) ON DELETE CASCADE)",
                "CREATE TABLE t LIKE other.t",
                "CREATE VIEW v AS SELECT a.b FROM other.t JOIN other.u ON a.x = b.y",
                "ALTER DATABASE CHARACTER SET utf8mb4",
                "ALTER DATABASE COLLATE utf8mb4_bin",
                "INSERT INTO t SELECT * FROM other.t",
                "UPDATE a JOIN b ON a.x = b.x SET a.y = b.y, a.z = 1",
                "DELETE a.* FROM a JOIN b ON a.x = b.x",
                "CREATE PROCEDURE p() BEGIN UPDATE other.t SET a = 1; END",
                "CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW UPDATE other.t SET a = 1",
                "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM other.t",
                "SELECT * FROM other.t",
                "-- CREATE TABLE other.t (a int)",
                "/* CREATE TABLE other.t (a int) */ DROP TABLE t",
                "INSERT INTO t VALUES ('DROP DATABASE other')",
                "ALTER TABLE t RENAME COLUMN a TO b",
                "WITH q AS (SELECT a.b FROM other.t) SELECT 1",
                "WITH q AS (DELETE) DELETE FROM t",
                "UPDATE (a JOIN b ON (a.x = b.y)) SET a.z = 1",
                "ALTER TABLE t ADD c int AS (a.b), ADD d int"
            })
    void seesNoneWhereItOnlyReads(String statement) {
        assertThat(MySqlReach.of(statement)).isEmpty();
    }
}
