package io.atlasoperator.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.MySqlServers.Kind;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlUnseenTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE t (a int) /*!80023 AUTOEXTEND_SIZE=4194304 */ ENGINE=InnoDB | AUTOEXTEND_SIZE of a table",
                "create table t (a int) autoextend_size 4M | AUTOEXTEND_SIZE of a table",
                "CREATE TABLE t (a int /*!50606 STORAGE DISK */ /*!50606 COLUMN_FORMAT DYNAMIC */) | STORAGE of a column or table",
                "CREATE TABLE t (a int COLUMN_FORMAT FIXED) | COLUMN_FORMAT of a column",
                "ALTER TABLE t MODIFY a int COLUMN_FORMAT FIXED | COLUMN_FORMAT of a column",
                "CREATE TABLE t (a int, KEY a (a) KEY_BLOCK_SIZE=8) | KEY_BLOCK_SIZE of an index",
                "CREATE UNIQUE INDEX a ON t (a) KEY_BLOCK_SIZE 8 | KEY_BLOCK_SIZE of an index",
                "ALTER TABLE t ENGINE=InnoDB, ADD INDEX a (a) KEY_BLOCK_SIZE = 8 | KEY_BLOCK_SIZE of an index",
                "CREATE TABLE t (a int) PARTITION BY HASH (a) (PARTITION p MAX_ROWS = 9) | MAX_ROWS of a partition",
                "CREATE TABLE t (a int) PARTITION BY HASH (a) (PARTITION p DATA DIRECTORY '/x') | DATA DIRECTORY of a partition",
                "CREATE OR REPLACE SEQUENCE s ENGINE=Aria | the engine of a sequence",
                "CREATE SEQUENCE s START 1 ENGINE Aria | the engine of a sequence",
            })
    void namesWhatWouldGetLost(String statement, String lost) {
        assertThat(MySqlUnseen.reason(statement).orElseThrow()).startsWith(lost + " would get lost");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a int) KEY_BLOCK_SIZE=4 ROW_FORMAT=COMPRESSED MAX_ROWS=5",
                "ALTER TABLE t KEY_BLOCK_SIZE=4, ADD COLUMN b int",
                "CREATE TABLE t (`autoextend_size` int, column_format int, storage int, key_block_size int, KEY (key_block_size))",
                "CREATE TABLE t (a int COMMENT 'COLUMN_FORMAT FIXED') COMMENT 'AUTOEXTEND_SIZE=4M'",
                "CREATE TABLE t (max_rows int) PARTITION BY HASH (max_rows) PARTITIONS 4",
                "CREATE PROCEDURE p() CREATE TABLE t (a int COLUMN_FORMAT FIXED)",
                "CREATE SEQUENCE s ENGINE=InnoDB",
                "INSERT INTO t VALUES (1)",
                "",
            })
    void saysNothingOfWhatIsSeen(String statement) {
        assertThat(MySqlUnseen.reason(statement)).isEmpty();
    }

    /** The catalog has a comment for each part of a partition, and the model one for all of them. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void tellsOfCommentsOfPartsOfPartitions(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute("CREATE TABLE t (id int) PARTITION BY RANGE (id) SUBPARTITION BY HASH (id) ("
                    + "PARTITION p0 VALUES LESS THAN (9) (SUBPARTITION a COMMENT 'one', SUBPARTITION b),"
                    + " PARTITION p1 VALUES LESS THAN MAXVALUE COMMENT 'all' (SUBPARTITION c, SUBPARTITION d))");
            assertThat(Inspected.of(database).unsupported()).containsExactly("comment of a part of partition t.p0");
        }
    }

    /** If a server tells of it one day, the refusal is no longer needed. */
    @Test
    void theCatalogIsSilent() {
        try (MySqlDatabase database = MySqlServers.database(Kind.MYSQL)) {
            database.execute("CREATE TABLE t (a int COLUMN_FORMAT FIXED) AUTOEXTEND_SIZE=4M");
            assertThat(database.query("SELECT CONCAT(column_type, extra) FROM information_schema.columns"
                            + " WHERE table_schema = DATABASE()"))
                    .containsExactly("int");
            assertThat(database.query(
                            "SELECT create_options FROM information_schema.tables WHERE table_schema = DATABASE()"))
                    .containsExactly("");
        }
    }
}
