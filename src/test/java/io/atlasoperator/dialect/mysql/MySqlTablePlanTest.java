package io.atlasoperator.dialect.mysql;

import static io.atlasoperator.dialect.mysql.MySqlPlans.MARIADB;
import static io.atlasoperator.dialect.mysql.MySqlPlans.MYSQL;
import static io.atlasoperator.dialect.mysql.MySqlPlans.column;
import static io.atlasoperator.dialect.mysql.MySqlPlans.computed;
import static io.atlasoperator.dialect.mysql.MySqlPlans.expression;
import static io.atlasoperator.dialect.mysql.MySqlPlans.foreignKey;
import static io.atlasoperator.dialect.mysql.MySqlPlans.literal;
import static io.atlasoperator.dialect.mysql.MySqlPlans.nullable;
import static io.atlasoperator.dialect.mysql.MySqlPlans.numbered;
import static io.atlasoperator.dialect.mysql.MySqlPlans.plan;
import static io.atlasoperator.dialect.mysql.MySqlPlans.realm;
import static io.atlasoperator.dialect.mysql.MySqlPlans.renaming;
import static io.atlasoperator.dialect.mysql.MySqlPlans.statements;
import static io.atlasoperator.dialect.mysql.MySqlPlans.table;
import static io.atlasoperator.dialect.mysql.MySqlPlans.text;
import static io.atlasoperator.dialect.mysql.MySqlPlans.undo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.diff.DiffException;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Generated.Storage;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.ReferenceAction;
import io.atlasoperator.schema.Rename.What;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.TableBuilder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class MySqlTablePlanTest {
    private static final Realm NOTHING = realm();

    private static TableBuilder users() {
        return table("users", column("id", "int")).primaryKey(PrimaryKey.of(List.of("id")));
    }

    private static MySqlTableOptions options(String charset, String collation) {
        return MySqlTableOptions.NONE.withText(charset, collation);
    }

    private static TableBuilder posts(Column author) {
        return table("posts", column("id", "int"), author).primaryKey(PrimaryKey.of(List.of("id")));
    }

    @Test
    void createsTableWithEverythingInIt() {
        TableBuilder table = table(
                        "t",
                        numbered("id", "bigint"),
                        text("name", "varchar(20)", "latin1", "latin1_bin").withComment("say \"hi\""),
                        literal(text("title", "varchar(20)", "utf8mb4", "utf8mb4_bin"), "'it''s'"),
                        expression(nullable("made", "timestamp(3)"), "CURRENT_TIMESTAMP(3)"),
                        expression(column("code", "int"), "floor(rand() * 10)"),
                        computed("twice", "int", "code * 2", Storage.STORED))
                .primaryKey(PrimaryKey.of(List.of("id")))
                .index(Index.of("by_name", true, List.of("name", "title")))
                .index(new Index(
                        "words",
                        false,
                        false,
                        List.of(IndexPart.OfColumn.of("title")),
                        List.of(),
                        null,
                        "for search",
                        new MySqlIndexOptions("FULLTEXT", "ngram", false, null),
                        null))
                .index(new Index(
                        "start",
                        false,
                        false,
                        List.of(new IndexPart.OfColumn("title", true, new MySqlIndexPartOptions(10))),
                        List.of(),
                        null,
                        null,
                        null,
                        null))
                .foreignKey(foreignKey("fk", "code", "users", ReferenceAction.CASCADE))
                .check(Check.of("positive", "(`code` > 0)"))
                .comment("all of it")
                .options(new MySqlTableOptions(
                        "MyISAM",
                        "utf8mb4",
                        "utf8mb4_general_ci",
                        1000L,
                        Collections.unmodifiableSortedMap(new TreeMap<>(Map.of("ROW_FORMAT", "DYNAMIC"))),
                        null,
                        null));

        assertThat(plan(MYSQL, realm(users()), realm(users(), table)))
                .containsExactly("CREATE TABLE `t` (`id` bigint NOT NULL AUTO_INCREMENT,"
                        + " `name` varchar(20) CHARSET latin1 NOT NULL COLLATE latin1_bin COMMENT \"say \\\"hi\\\"\","
                        + " `title` varchar(20) NOT NULL DEFAULT \"it's\" COLLATE utf8mb4_bin,"
                        + " `made` timestamp(3) NULL DEFAULT CURRENT_TIMESTAMP(3),"
                        + " `code` int NOT NULL DEFAULT (floor(rand() * 10)),"
                        + " `twice` int AS (code * 2) STORED,"
                        + " PRIMARY KEY (`id`), UNIQUE INDEX `by_name` (`name`, `title`),"
                        + " FULLTEXT INDEX `words` (`title`) COMMENT \"for search\" WITH PARSER `ngram`,"
                        + " INDEX `start` (`title` (10) DESC),"
                        + " CONSTRAINT `fk` FOREIGN KEY (`code`) REFERENCES `users` (`id`) ON UPDATE NO ACTION ON DELETE CASCADE,"
                        + " CONSTRAINT `positive` CHECK (`code` > 0))"
                        + " CHARSET utf8mb4 COLLATE utf8mb4_general_ci COMMENT \"all of it\" ROW_FORMAT=DYNAMIC ENGINE MyISAM"
                        + " AUTO_INCREMENT 1000");
    }

    @Test
    void changesTableInOneStatement() {
        Realm from = realm(table("t", column("a", "int"), column("b", "int"))
                .primaryKey(PrimaryKey.of(List.of("a")))
                .index(Index.of("i", false, List.of("b")))
                .options(options("utf8mb4", "utf8mb4_bin")));
        Realm to = realm(table("t", column("a", "bigint"), nullable("c", "int"))
                .primaryKey(PrimaryKey.of(List.of("c")))
                .index(Index.of("i", true, List.of("a")))
                .comment("x")
                .options(options("latin1", "latin1_bin")));

        assertThat(plan(MYSQL, from, to))
                .containsExactly("ALTER TABLE `t` COMMENT \"x\", CHARSET latin1 COLLATE latin1_bin,"
                        + " MODIFY COLUMN `a` bigint NOT NULL, DROP COLUMN `b`, ADD COLUMN `c` int NULL,"
                        + " DROP PRIMARY KEY, ADD PRIMARY KEY (`c`), DROP INDEX `i`, ADD UNIQUE INDEX `i` (`a`)");
        assertThat(undo(MYSQL, from, to))
                .containsExactly("ALTER TABLE `t` DROP INDEX `i`, ADD INDEX `i` (`b`), DROP PRIMARY KEY,"
                        + " ADD PRIMARY KEY (`a`), DROP COLUMN `c`, ADD COLUMN `b` int NOT NULL,"
                        + " MODIFY COLUMN `a` int NOT NULL, CHARSET utf8mb4 COLLATE utf8mb4_bin, COMMENT \"\"");
    }

    @Test
    void dropsChangedForeignKeyBeforeItComesAgain() {
        Realm from = realm(
                users(),
                posts(column("author", "int"))
                        .index(Index.of("fk", false, List.of("author")))
                        .foreignKey(foreignKey("fk", "author", "users", ReferenceAction.NO_ACTION)));
        Realm to = realm(
                users(),
                posts(column("author", "int"))
                        .index(Index.of("fk", false, List.of("author")))
                        .foreignKey(foreignKey("fk", "author", "users", ReferenceAction.CASCADE)));

        assertThat(plan(MYSQL, from, to))
                .containsExactly(
                        "ALTER TABLE `posts` DROP FOREIGN KEY `fk`",
                        "ALTER TABLE `posts` ADD CONSTRAINT `fk` FOREIGN KEY (`author`) REFERENCES `users` (`id`)"
                                + " ON UPDATE NO ACTION ON DELETE CASCADE");
    }

    @Test
    void takesForeignKeysAwayWhileColumnsAtTheirEndsGetAnotherType() {
        TableBuilder posts = posts(column("author", "int"))
                .index(Index.of("fk", false, List.of("author")))
                .foreignKey(foreignKey("fk", "author", "users", ReferenceAction.CASCADE));
        TableBuilder wider = posts(column("author", "bigint"))
                .index(Index.of("fk", false, List.of("author")))
                .foreignKey(foreignKey("fk", "author", "users", ReferenceAction.CASCADE));
        TableBuilder widerUsers = table("users", column("id", "bigint")).primaryKey(PrimaryKey.of(List.of("id")));

        assertThat(plan(MYSQL, realm(users(), posts), realm(widerUsers, wider)))
                .containsExactly(
                        "ALTER TABLE `posts` DROP FOREIGN KEY `fk`",
                        "ALTER TABLE `users` MODIFY COLUMN `id` bigint NOT NULL",
                        "ALTER TABLE `posts` MODIFY COLUMN `author` bigint NOT NULL",
                        "ALTER TABLE `posts` ADD CONSTRAINT `fk` FOREIGN KEY (`author`) REFERENCES `users` (`id`)"
                                + " ON UPDATE NO ACTION ON DELETE CASCADE");
    }

    @Test
    void leavesTheIndexThatTheServerMadeForAForeignKey() {
        Realm written = realm(
                users(),
                posts(column("author", "int"))
                        .foreignKey(foreignKey("fk", "author", "users", ReferenceAction.RESTRICT)));
        Realm there = realm(
                users(),
                posts(column("author", "int"))
                        .index(Index.of("fk", false, List.of("author")))
                        .foreignKey(foreignKey("fk", "author", "users", ReferenceAction.NO_ACTION)));

        assertThat(plan(MYSQL, there, written)).isEmpty();
    }

    @Test
    void dropsTheIndexOfAForeignKeyAlongWithWhatTakesItsPlace() {
        Realm written = realm(
                users(),
                posts(column("author", "int"))
                        .index(Index.of("both", false, List.of("author", "id")))
                        .foreignKey(foreignKey("fk", "author", "users", ReferenceAction.RESTRICT)));
        Realm there = realm(
                users(),
                posts(column("author", "int"))
                        .index(Index.of("fk", false, List.of("author")))
                        .foreignKey(foreignKey("fk", "author", "users", ReferenceAction.NO_ACTION)));

        assertThat(plan(MYSQL, there, written))
                .containsExactly("ALTER TABLE `posts` DROP INDEX `fk`, ADD INDEX `both` (`author`, `id`)");
    }

    @Test
    void makesTheIndexOfAForeignKeyAnewIfItIsToStayBesideAnother() {
        Realm there = realm(
                users(),
                posts(column("author", "int"))
                        .index(Index.of("fk", false, List.of("author")))
                        .foreignKey(foreignKey("fk", "author", "users", ReferenceAction.NO_ACTION)));
        Realm wanted = realm(
                users(),
                posts(column("author", "int"))
                        .index(Index.of("fk", false, List.of("author")))
                        .index(Index.of("both", false, List.of("author", "id")))
                        .foreignKey(foreignKey("fk", "author", "users", ReferenceAction.NO_ACTION)));

        assertThat(plan(MYSQL, there, wanted))
                .containsExactly("ALTER TABLE `posts` DROP INDEX `fk`, ADD INDEX `fk` (`author`),"
                        + " ADD INDEX `both` (`author`, `id`)");
    }

    @Test
    void refusesForeignKeyThatSetsNullWhereNoneMayBe() {
        Realm to = realm(
                users(),
                posts(column("author_id", "int"))
                        .foreignKey(foreignKey("fk", "author_id", "users", ReferenceAction.SET_NULL)));

        assertThatThrownBy(() -> plan(MYSQL, NOTHING, to))
                .isInstanceOf(PlanException.class)
                .hasMessage("foreign key constraint was \"author_id\" SET NULL, but column \"author_id\" is NOT NULL");
    }

    @Test
    void makesColumnOfAForeignKeyNonNullableOnItsOwn() {
        TableBuilder before = posts(nullable("author", "int"))
                .index(Index.of("fk", false, List.of("author")))
                .foreignKey(foreignKey("fk", "author", "users", ReferenceAction.NO_ACTION));
        TableBuilder after = table("posts", column("id", "bigint"), column("author", "int"))
                .primaryKey(PrimaryKey.of(List.of("id")))
                .index(Index.of("fk", false, List.of("author")))
                .foreignKey(foreignKey("fk", "author", "users", ReferenceAction.NO_ACTION));

        assertThat(plan(MYSQL, realm(users(), before), realm(users(), after)))
                .containsExactly(
                        "ALTER TABLE `posts` MODIFY COLUMN `author` int NOT NULL",
                        "ALTER TABLE `posts` MODIFY COLUMN `id` bigint NOT NULL");
    }

    @Test
    void dropsAndAddsACheckByTheWordsOfTheProduct() {
        Realm from = realm(table("t", column("a", "int")).check(Check.of("c", "`a` > 0")));
        Realm to = realm(table("t", column("a", "int")).check(Check.of("c", "`a` > 1")));

        assertThat(plan(MYSQL, from, to))
                .containsExactly("ALTER TABLE `t` DROP CHECK `c`, ADD CONSTRAINT `c` CHECK (`a` > 1)");
        assertThat(plan(MARIADB, from, to))
                .containsExactly("ALTER TABLE `t` DROP CONSTRAINT `c`, ADD CONSTRAINT `c` CHECK (`a` > 1)");
    }

    @Test
    void enforcesACheckWithoutMakingItAnew() {
        Realm from = realm(table("t", column("a", "int")).check(new Check("c", "(`a` > 0)", false, false, null)));
        Realm to = realm(table("t", column("a", "int")).check(Check.of("c", "a > 0")));

        assertThat(plan(MYSQL, from, to)).containsExactly("ALTER TABLE `t` ALTER CHECK `c` ENFORCED");
        assertThat(plan(MYSQL, to, from)).containsExactly("ALTER TABLE `t` ALTER CHECK `c` NOT ENFORCED");
        assertThatThrownBy(() -> plan(MARIADB, to, from)).hasMessageContaining("MariaDB enforces every check");
    }

    @Test
    void keepsACheckThatIsPartOfAColumnWhenTheColumnChanges() {
        Check ofColumn = new Check("a", "`a` > 0", true, false, MySqlCheckOptions.OF_COLUMN, null);
        Realm from = realm(table("t", column("a", "int")).check(ofColumn));
        Realm to = realm(table("t", column("a", "bigint")).check(Check.of("a", "`a` > 0")));
        Realm without = realm(table("t", column("a", "int")));

        assertThat(plan(MARIADB, from, to))
                .containsExactly("ALTER TABLE `t` MODIFY COLUMN `a` bigint NOT NULL CHECK (`a` > 0)");
        assertThat(plan(MARIADB, from, without)).containsExactly("ALTER TABLE `t` MODIFY COLUMN `a` int NOT NULL");
    }

    @Test
    void storesComputedValuesByMakingTheColumnAnewInItsPlace() {
        Realm from = realm(
                table("t", column("a", "int"), computed("g", "int", "`a` + 1", Storage.VIRTUAL), column("z", "int"))
                        .index(Index.of("i", false, List.of("g", "a")))
                        .check(Check.of("c", "`g` > 0")));
        Realm to = realm(
                table("t", column("a", "int"), computed("g", "int", "`a` + 1", Storage.STORED), column("z", "int"))
                        .index(Index.of("i", false, List.of("g", "a")))
                        .check(Check.of("c", "`g` > 0")));

        assertThat(plan(MYSQL, from, to))
                .containsExactly("ALTER TABLE `t` DROP INDEX `i`, DROP CHECK `c`, DROP COLUMN `g`,"
                        + " ADD COLUMN `g` int AS (`a` + 1) STORED AFTER `a`, ADD INDEX `i` (`g`, `a`),"
                        + " ADD CONSTRAINT `c` CHECK (`g` > 0)");
    }

    @Test
    void refusesWhatWouldLoseValuesOfComputedColumns() {
        Realm virtual = realm(table("t", column("a", "int"), computed("b", "int", "`a` + 1", Storage.VIRTUAL)));
        Realm stored = realm(table("t", column("a", "int"), computed("b", "int", "`a` + 1", Storage.STORED)));
        Realm plain = realm(table("t", column("a", "int"), nullable("b", "int")));

        assertThatThrownBy(() -> plan(MYSQL, virtual, plain))
                .isInstanceOf(DiffException.class)
                .hasMessage("changing VIRTUAL generated column \"b\" to non-generated column is not supported"
                        + " (drop and add is required)");
        assertThatThrownBy(() -> plan(MYSQL, plain, virtual))
                .isInstanceOf(DiffException.class)
                .hasMessage("changing column \"b\" to VIRTUAL generated column is not supported"
                        + " (drop and add is required)");
        assertThat(plan(MYSQL, stored, plain)).containsExactly("ALTER TABLE `t` MODIFY COLUMN `b` int NULL");
    }

    @Test
    void renamesAColumnAndWhatIsWrittenWithItsName() {
        Realm from = realm(table("t", column("a", "int"), computed("g", "int", "(`a` + 1)", Storage.VIRTUAL))
                .check(Check.of("c", "(`a` > 0)")));
        Realm to = renaming(
                realm(table("t", column("b", "int"), computed("g", "int", "(`b` + 1)", Storage.VIRTUAL))
                        .check(Check.of("c", "(`b` > 0)"))),
                What.COLUMN,
                "t",
                "b",
                "a");

        assertThat(plan(MYSQL, from, to))
                .containsExactly("ALTER TABLE `t` DROP CHECK `c`, RENAME COLUMN `a` TO `b`,"
                        + " MODIFY COLUMN `g` int AS (`b` + 1) VIRTUAL, ADD CONSTRAINT `c` CHECK (`b` > 0)");
        assertThat(plan(MARIADB, from, to)).containsExactly("ALTER TABLE `t` RENAME COLUMN `a` TO `b`");
    }

    @Test
    void renamesTablesIndexesAndConstraints() {
        Realm from = realm(table("t", column("a", "int"))
                .index(Index.of("i", false, List.of("a")))
                .check(Check.of("c", "a > 0")));
        Realm table = renaming(
                realm(table("u", column("a", "int"))
                        .index(Index.of("i", false, List.of("a")))
                        .check(Check.of("c", "a > 0"))),
                What.RELATION,
                "u",
                "",
                "t");
        Realm index = renaming(
                realm(table("t", column("a", "int"))
                        .index(Index.of("j", false, List.of("a")))
                        .check(Check.of("c", "a > 0"))),
                What.INDEX,
                "t",
                "j",
                "i");
        Realm check = renaming(
                realm(table("t", column("a", "int"))
                        .index(Index.of("i", false, List.of("a")))
                        .check(Check.of("d", "a > 0"))),
                What.CONSTRAINT,
                "t",
                "d",
                "c");

        assertThat(plan(MYSQL, from, table)).containsExactly("RENAME TABLE `t` TO `u`");
        assertThat(plan(MYSQL, from, index)).containsExactly("ALTER TABLE `t` RENAME INDEX `i` TO `j`");
        assertThat(plan(MYSQL, from, check))
                .containsExactly("ALTER TABLE `t` DROP CHECK `c`, ADD CONSTRAINT `d` CHECK (a > 0)");
    }

    @Test
    void raisesTheNextNumberAndNeverLowersIt() {
        TableBuilder low = users().options(number(1000L));
        TableBuilder high = users().options(number(2000L));

        assertThat(plan(MYSQL, realm(low), realm(high))).containsExactly("ALTER TABLE `users` AUTO_INCREMENT 2000");
        assertThat(plan(MYSQL, realm(high), realm(low))).isEmpty();
        assertThat(plan(MYSQL, realm(high), realm(users()))).isEmpty();
    }

    private static MySqlTableOptions number(Long next) {
        return new MySqlTableOptions(null, null, null, next, Collections.emptySortedMap(), null, null);
    }

    private static MySqlTableOptions rowFormat(String value) {
        return new MySqlTableOptions(null, null, null, null, new TreeMap<>(Map.of("ROW_FORMAT", value)), null, null);
    }

    @Test
    void changesOptionsOfTheLongTailOnlyIfTheyAreSaid() {
        assertThat(plan(MYSQL, realm(users()), realm(users().options(rowFormat("COMPRESSED")))))
                .containsExactly("ALTER TABLE `users` ROW_FORMAT=COMPRESSED");
        assertThat(plan(MYSQL, realm(users().options(rowFormat("COMPRESSED"))), realm(users())))
                .isEmpty();
        assertThat(plan(
                        MYSQL,
                        realm(users().options(rowFormat("Compressed"))),
                        realm(users().options(rowFormat("DEFAULT")))))
                .containsExactly("ALTER TABLE `users` ROW_FORMAT=DEFAULT");
        assertThat(plan(MYSQL, realm(users()), realm(users().options(rowFormat("DEFAULT")))))
                .isEmpty();
    }

    @Test
    void saysCharsetOfAColumnThatHasAnotherThanTheNewOneOfItsTable() {
        Realm from = realm(
                table("t", text("a", "varchar(10)", "latin1", "latin1_bin")).options(options("latin1", "latin1_bin")));
        Realm to = realm(table("t", text("a", "varchar(20)", "latin1", "latin1_bin"))
                .options(options("utf8mb4", "utf8mb4_bin")));

        assertThat(plan(MYSQL, from, to))
                .containsExactly("ALTER TABLE `t` CHARSET utf8mb4 COLLATE utf8mb4_bin,"
                        + " MODIFY COLUMN `a` varchar(20) CHARSET latin1 NOT NULL COLLATE latin1_bin");
    }

    @Test
    void changesEngineBetweenForeignKeysOfTheOldAndTheNew() {
        MySqlTableOptions myIsam = MySqlTableOptions.NONE.withEngine("MyISAM");
        Realm from = realm(users(), posts(column("author", "int")).options(myIsam));
        Realm to = realm(
                users(),
                posts(column("author", "int"))
                        .options(MySqlTableOptions.NONE.withEngine("InnoDB"))
                        .foreignKey(foreignKey("fk", "author", "users", ReferenceAction.NO_ACTION)));

        assertThat(plan(MYSQL, from, to))
                .containsExactly(
                        "ALTER TABLE `posts` ENGINE InnoDB",
                        "ALTER TABLE `posts` ADD CONSTRAINT `fk` FOREIGN KEY (`author`) REFERENCES `users` (`id`)"
                                + " ON UPDATE NO ACTION ON DELETE NO ACTION");
    }

    @Test
    void warnsOfWhatIsLostAndWhoWaits() {
        Realm from = realm(table("t", column("a", "int"), column("b", "int"), column("c", "varchar(20)")));
        Realm dropped = realm(table("t", column("a", "int"), column("c", "varchar(20)")));
        Realm narrower = realm(table("t", column("a", "smallint"), column("b", "int"), column("c", "varchar(20)")));
        Realm longer = realm(table("t", column("a", "int"), column("b", "int"), column("c", "varchar(30)")));

        assertThat(statements(MYSQL, from, dropped).getFirst().hazards()).containsExactly(Hazard.DATA_LOSS);
        assertThat(statements(MYSQL, from, narrower).getFirst().hazards())
                .containsExactlyInAnyOrder(Hazard.DATA_LOSS, Hazard.MAY_FAIL, Hazard.TABLE_REWRITE, Hazard.LONG_LOCK);
        assertThat(statements(MYSQL, from, longer).getFirst().hazards()).isEmpty();
        assertThat(statements(MYSQL, from, NOTHING).getFirst().hazards()).containsExactly(Hazard.DATA_LOSS);
    }

    @Test
    void keepsFormerRowsOfAVersionedTableWhenItChanges() {
        MySqlTableOptions versioned = MySqlTableOptions.NONE.withVersioning(new MySqlVersioning(null, null));
        Realm from = realm(users().options(versioned));
        Realm to = realm(users().column(nullable("name", "int")).options(versioned));

        assertThat(plan(MARIADB, from, to))
                .containsExactly("SET STATEMENT system_versioning_alter_history=KEEP FOR"
                        + " ALTER TABLE `users` ADD COLUMN `name` int NULL");
        assertThat(plan(MARIADB, realm(users()), from)).containsExactly("ALTER TABLE `users` ADD SYSTEM VERSIONING");
    }

    @Test
    void changesTheDefaultsOfTheDatabaseThatItIsBoundTo() {
        Realm latin = realm().mapSchemas(schema -> new Schema(
                schema.name(),
                List.of(),
                List.of(),
                null,
                new MySqlSchemaOptions("latin1", "latin1_swedish_ci"),
                null));
        Realm unicode = realm().mapSchemas(schema -> new Schema(
                schema.name(), List.of(), List.of(), null, new MySqlSchemaOptions("utf8mb4", "utf8mb4_bin"), null));

        assertThat(plan(MYSQL, latin, unicode))
                .containsExactly("ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        assertThat(undo(MYSQL, latin, unicode))
                .containsExactly("ALTER DATABASE CHARACTER SET latin1 COLLATE latin1_swedish_ci");
    }
}
