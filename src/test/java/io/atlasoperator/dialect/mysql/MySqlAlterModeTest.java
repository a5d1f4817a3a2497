package io.atlasoperator.dialect.mysql;

import static io.atlasoperator.dialect.mysql.MySqlPlans.MARIADB;
import static io.atlasoperator.dialect.mysql.MySqlPlans.MYSQL;
import static io.atlasoperator.dialect.mysql.MySqlPlans.column;
import static io.atlasoperator.dialect.mysql.MySqlPlans.nullable;
import static io.atlasoperator.dialect.mysql.MySqlPlans.realm;
import static io.atlasoperator.dialect.mysql.MySqlPlans.statements;
import static io.atlasoperator.dialect.mysql.MySqlPlans.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.diff.AlterMode;
import io.atlasoperator.diff.AlterMode.Algorithm;
import io.atlasoperator.diff.AlterMode.Lock;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server may do when it alters a table is said in the statement, and the server holds to it. */
@NullUnmarked
class MySqlAlterModeTest {
    private static final AlterMode ONLINE = new AlterMode(Algorithm.INPLACE, Lock.NONE);
    private static final Realm SMALL = realm(table("t", column("id", "int")));
    private static final Realm WIDER = realm(table("t", column("id", "int"), nullable("a", "int")));
    private static final Realm CHANGED = realm(table("t", column("id", "bigint")));

    private static List<String> plan(MySqlFlavor flavor, Realm from, Realm to, AlterMode mode) {
        return statements(flavor, from, to, mode).stream().map(Statement::text).toList();
    }

    @Test
    void standsBehindAllChangesOfATable() {
        assertThat(plan(MYSQL, SMALL, WIDER, ONLINE))
                .containsExactly("ALTER TABLE `t` ADD COLUMN `a` int NULL, ALGORITHM=INPLACE, LOCK=NONE");
        assertThat(plan(MYSQL, SMALL, WIDER, new AlterMode(Algorithm.DEFAULT, Lock.SHARED)))
                .containsExactly("ALTER TABLE `t` ADD COLUMN `a` int NULL, LOCK=SHARED");
        assertThat(plan(MARIADB, SMALL, WIDER, new AlterMode(Algorithm.NOCOPY, Lock.DEFAULT)))
                .containsExactly("ALTER TABLE `t` ADD COLUMN `a` int NULL, ALGORITHM=NOCOPY");
    }

    @Test
    void newTablesKnowNothingOfIt() {
        assertThat(plan(MYSQL, realm(), SMALL, ONLINE)).noneMatch(text -> text.contains("ALGORITHM"));
    }

    @Test
    void whatTheProductDoesNotKnowIsRefusedBeforeAnythingRuns() {
        assertThatThrownBy(() -> plan(MYSQL, SMALL, WIDER, new AlterMode(Algorithm.NOCOPY, Lock.DEFAULT)))
                .isInstanceOf(PlanException.class)
                .hasMessage("diff.alter_table: MySQL has no ALGORITHM=NOCOPY: ask for INSTANT or INPLACE");
        assertThatThrownBy(() -> plan(MYSQL, SMALL, WIDER, new AlterMode(Algorithm.INSTANT, Lock.NONE)))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("leave the lock out");
        assertThat(plan(MARIADB, SMALL, WIDER, new AlterMode(Algorithm.INSTANT, Lock.NONE)))
                .containsExactly("ALTER TABLE `t` ADD COLUMN `a` int NULL, ALGORITHM=INSTANT, LOCK=NONE");
    }

    @ParameterizedTest
    @EnumSource
    void aServerRefusesWhatNeedsMore(MySqlServers.Kind kind) {
        MySqlFlavor flavor = kind.isMariaDb() ? MARIADB : MYSQL;
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute("CREATE TABLE t (id int NOT NULL)");
            plan(flavor, SMALL, WIDER, ONLINE).forEach(database::execute);
            assertThat(database.query("SHOW COLUMNS FROM t")).containsExactly("id", "a");
            assertThatThrownBy(() -> plan(flavor, SMALL, CHANGED, ONLINE).forEach(database::execute))
                    .hasMessageContaining("ALGORITHM=INPLACE is not supported");
            assertThat(database.query("SELECT column_type FROM information_schema.columns WHERE table_schema = '"
                            + database.name() + "' AND column_name = 'id'"))
                    .allMatch(type -> type.startsWith("int"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void partitioningAsAWholeIsSaidToo(MySqlServers.Kind kind) {
        MySqlFlavor flavor = kind.isMariaDb() ? MARIADB : MYSQL;
        AlterMode mode = new AlterMode(Algorithm.COPY, Lock.SHARED);
        MySqlPartitioning hash = new MySqlPartitioning(new MySqlPartitioning.Key("HASH", "`id`"), null, List.of());
        Realm parted = realm(table("t", column("id", "int"))
                .options(new MySqlTableOptions(null, null, null, null, Collections.emptySortedMap(), hash, null)));
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute("CREATE TABLE t (id int NOT NULL)");
            List<String> there = plan(flavor, SMALL, parted, mode);
            assertThat(there)
                    .singleElement()
                    .asString()
                    .startsWith("ALTER TABLE `t` ALGORITHM=COPY, LOCK=SHARED PARTITION BY");
            there.forEach(database::execute);
            List<String> back = plan(flavor, parted, SMALL, mode);
            assertThat(back).containsExactly("ALTER TABLE `t` ALGORITHM=COPY, LOCK=SHARED REMOVE PARTITIONING");
            back.forEach(database::execute);
        }
    }
}
