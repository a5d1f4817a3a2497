package io.atlasoperator.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.inspect.Dependent;
import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType.IntegerType;
import io.atlasoperator.schema.ColumnType.StringType;
import io.atlasoperator.schema.ColumnType.UserDefinedType;
import io.atlasoperator.schema.DefaultValue.Expression;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.Routine.Argument;
import io.atlasoperator.schema.Routine.Mode;
import io.atlasoperator.schema.Routine.Returns;
import io.atlasoperator.schema.Sequence;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.Trigger;
import io.atlasoperator.schema.Trigger.Event;
import io.atlasoperator.schema.Trigger.Timing;
import io.atlasoperator.schema.View;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.MySqlServers.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the inspector says of everything that is no table. */
@NullUnmarked
class MySqlObjectInspectionTest {

    @ParameterizedTest
    @EnumSource(Kind.class)
    void readsViewsWithWhatTheyNeed(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            String name = database.name();
            database.execute(
                    "CREATE TABLE t (id int NOT NULL, note varchar(40))",
                    "CREATE FUNCTION f(a int) RETURNS int DETERMINISTIC RETURN a",
                    "CREATE VIEW v AS SELECT id, '`" + name
                            + "`.x' AS quoted, 'it''s \\\\ é' AS text, f(id) AS called FROM t"
                            + " WHERE id > 1 WITH LOCAL CHECK OPTION",
                    "CREATE ALGORITHM=MERGE DEFINER=`fo``o`@`%` SQL SECURITY INVOKER VIEW w (n) AS SELECT v.id FROM v JOIN t ON"
                            + " t.id = v.id",
                    "CREATE ALGORITHM=TEMPTABLE VIEW plain AS SELECT 1 AS one");
            Inspected bound = Inspected.of(database);
            boolean maria = kind.isMariaDb();
            String where = maria ? "`t`.`id` > 1" : "(`t`.`id` > 1)";
            assertThat(bound.object(View.class, "v").definition())
                    .isEqualTo("select `t`.`id` AS `id`,'`" + name
                            + "`.x' AS `quoted`,'it\\'s \\\\ é' AS `text`,`f`(`t`.`id`) AS"
                            + " `called` from `t` where " + where);
            assertThat(bound.object(View.class, "v").columns()).isEmpty();
            assertThat(bound.object(View.class, "v").options())
                    .isEqualTo(new MySqlViewOptions("UNDEFINED", null, false, "LOCAL"));
            assertThat(bound.object(View.class, "w").options())
                    .isEqualTo(new MySqlViewOptions("MERGE", "`fo``o`@`%`", true, null));
            assertThat(bound.object(View.class, "w").columns())
                    .extracting(Column::name)
                    .isEqualTo(maria ? List.of() : List.of("n"));
            assertThat(bound.object(View.class, "plain").definition()).isEqualTo("select 1 AS `one`");
            assertThat(MySqlViewOptions.of(bound.object(View.class, "plain")).algorithm())
                    .isEqualTo("TEMPTABLE");
            assertThat(bound.needs("v")).containsExactly("f", "t");
            assertThat(bound.needs("w")).containsExactly("t", "v");
            assertThat(bound.unsupported()).isEmpty();

            Inspection realm = Inspected.in(database, new InspectOptions(new Scope.WholeRealm(), List.of(name)));
            View qualified = realm.realm().schemas().getFirst().objects(View.class).stream()
                    .filter(view -> view.name().name().equals("v"))
                    .findFirst()
                    .orElseThrow();
            assertThat(qualified.definition())
                    .contains("from `" + name + "`.`t`")
                    .contains("'`" + name + "`.x'")
                    .contains("`" + name + "`.`f`(");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void tellsOfViewsThatWorkNoMore(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute(
                    "CREATE TABLE t (id int)",
                    "CREATE VIEW v AS SELECT id FROM t",
                    "DROP TABLE t",
                    "CREATE VIEW w AS SELECT 1 AS o");
            assertThat(Inspected.of(database).unsupported()).containsExactly("invalid view v");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void readsRoutines(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind, "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")) {
            String body =
                    "BEGIN\n  -- it's\n  RETURN concat(a, `b c`, 'é\\'s \\\\ \\n', \"dq\\\"\", _latin1'x', '''');\nEND";
            database.execute(
                    "CREATE DEFINER=`foo`@`localhost` FUNCTION f(a int unsigned, `b c` varchar(10) CHARACTER SET latin1, d text) RETURNS"
                            + " varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NO SQL DETERMINISTIC SQL SECURITY INVOKER"
                            + " COMMENT 'f''s \\n x'\n" + body,
                    "CREATE PROCEDURE p(IN a int, OUT b varchar(9), INOUT c decimal(10,2)) MODIFIES SQL DATA SET b = a",
                    "CREATE PROCEDURE f() SELECT 1");
            Inspected inspected = Inspected.of(database);
            Routine function = inspected.schema().objects(Routine.class).stream()
                    .filter(routine -> routine.type() == Routine.Type.FUNCTION)
                    .findFirst()
                    .orElseThrow();
            assertThat(function.body().text()).isEqualTo(body);
            assertThat(function.language()).isEqualTo("sql");
            assertThat(function.comment()).isEqualTo("f's \n x");
            assertThat(function.arguments())
                    .containsExactly(
                            new Argument(Mode.IN, "a", new IntegerType("int", true), null),
                            new Argument(Mode.IN, "b c", new UserDefinedType("varchar(10) CHARACTER SET latin1"), null),
                            new Argument(Mode.IN, "d", new StringType("text", null), null));
            String collation = kind.isMariaDb() ? "" : " COLLATE utf8mb4_general_ci";
            assertThat(function.returns())
                    .isEqualTo(new Returns.Values(
                            new UserDefinedType("varchar(20) CHARACTER SET utf8mb4" + collation), false));
            assertThat(function.options())
                    .isEqualTo(new MySqlRoutineOptions(
                            "`foo`@`localhost`",
                            true,
                            true,
                            "NO SQL",
                            "a int unsigned, `b c` varchar(10) CHARACTER SET latin1, d text",
                            null));
            Routine procedure = inspected.object(Routine.class, "p");
            assertThat(procedure.type()).isEqualTo(Routine.Type.PROCEDURE);
            assertThat(procedure.arguments()).extracting(Argument::mode).containsExactly(Mode.IN, Mode.OUT, Mode.INOUT);
            assertThat(procedure.body().text()).isEqualTo("SET b = a");
            assertThat(procedure.returns()).isNull();
            assertThat(MySqlRoutineOptions.of(procedure).dataAccess()).isEqualTo("MODIFIES SQL DATA");
            assertThat(inspected.schema().objects(Routine.class)).hasSize(3);
        }
    }

    @Test
    void findsTheBodyBehindEveryCharacteristic() {
        String head =
                "CREATE DEFINER=`a`@`b` FUNCTION `f(`(a enum('x)','\n'), `b\n` int) RETURNS enum(')\n') CHARSET utf8mb4";
        String characteristics =
                "\n    LANGUAGE SQL\n    NOT DETERMINISTIC\n    CONTAINS SQL\n    SQL SECURITY INVOKER\n"
                        + "    COMMENT 'it''s\n    NO SQL\n'\n";
        String body = "begin\n    NO SQL\nend";
        String all = head + characteristics + body;
        assertThat(all.substring(MySqlShownBody.afterCharacteristics(all))).isEqualTo(body);
        String plain = "CREATE PROCEDURE `p`()\nselect 'a\nb'";
        assertThat(plain.substring(MySqlShownBody.afterCharacteristics(plain))).isEqualTo("select 'a\nb'");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void readsTriggersInTheOrderInWhichTheyFire(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute(
                    "CREATE TABLE t (a int, b varchar(40))",
                    "CREATE TRIGGER second BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1",
                    "CREATE TRIGGER third BEFORE INSERT ON t FOR EACH ROW FOLLOWS second SET NEW.b = 'for each row it\\'s \\\\'",
                    "CREATE DEFINER=`foo`@`%` TRIGGER first BEFORE INSERT ON t FOR EACH ROW PRECEDES second BEGIN SET NEW.a = 2; END",
                    "CREATE TRIGGER other AFTER UPDATE ON t FOR EACH ROW SET @x = OLD.a");
            Inspected inspected = Inspected.of(database);
            assertThat(inspected.schema().objects(Trigger.class))
                    .extracting(
                            Trigger::triggerName,
                            Trigger::timing,
                            Trigger::events,
                            Trigger::action,
                            trigger -> MySqlTriggerOptions.of(trigger).follows())
                    .containsExactly(
                            tuple("first", Timing.BEFORE, List.of(Event.INSERT), "BEGIN SET NEW.a = 2; END", null),
                            tuple("second", Timing.BEFORE, List.of(Event.INSERT), "SET NEW.a = 1", "first"),
                            tuple(
                                    "third",
                                    Timing.BEFORE,
                                    List.of(Event.INSERT),
                                    "SET NEW.b = 'for each row it\\'s \\\\'",
                                    "second"),
                            tuple("other", Timing.AFTER, List.of(Event.UPDATE), "SET @x = OLD.a", null));
            Trigger first = inspected.object(Trigger.class, "first");
            assertThat(MySqlTriggerOptions.of(first).definer()).isEqualTo("`foo`@`%`");
            assertThat(inspected.needs(first.key())).containsExactly("t");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void readsEvents(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute(
                    "CREATE EVENT often ON SCHEDULE EVERY '1:30' HOUR_MINUTE STARTS '2030-01-01 00:00:00' ENDS '2031-01-01 00:00:00'"
                            + " ON COMPLETION PRESERVE DISABLE COMMENT 'DO it''s' DO SELECT 'it\\'s do \\\\'",
                    "CREATE DEFINER=`foo`@`%` EVENT once ON SCHEDULE AT '2035-01-01 00:00:00' DO BEGIN SELECT 1; END",
                    "CREATE EVENT away ON SCHEDULE EVERY 2 DAY STARTS '2030-01-01 00:00:00' DISABLE ON SLAVE DO SELECT 1");
            Inspected inspected = Inspected.of(database);
            assertThat(inspected.schema().objects(MySqlEvent.class))
                    .containsExactly(
                            new MySqlEvent(
                                    new QualifiedName(database.name(), "away"),
                                    "EVERY 2 DAY STARTS '2030-01-01 00:00:00'",
                                    false,
                                    "DISABLE ON SLAVE",
                                    "SELECT 1",
                                    null,
                                    null,
                                    null,
                                    null),
                            new MySqlEvent(
                                    new QualifiedName(database.name(), "often"),
                                    "EVERY '1:30' HOUR_MINUTE STARTS '2030-01-01 00:00:00' ENDS '2031-01-01 00:00:00'",
                                    true,
                                    "DISABLE",
                                    "SELECT 'it\\'s do \\\\'",
                                    null,
                                    null,
                                    "DO it's",
                                    null),
                            new MySqlEvent(
                                    new QualifiedName(database.name(), "once"),
                                    "AT '2035-01-01 00:00:00'",
                                    false,
                                    "ENABLE",
                                    "BEGIN SELECT 1; END",
                                    "`foo`@`%`",
                                    null,
                                    null,
                                    null));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void tellsOfTextsThatMeanSomethingElseInThisSession(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute(
                    "SET sql_mode = 'ANSI_QUOTES', time_zone = '+05:00'",
                    "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1",
                    "SET sql_mode = DEFAULT",
                    "CREATE EVENT far ON SCHEDULE EVERY 1 DAY DO SELECT 1");
            assertThat(Inspected.of(database).unsupported())
                    .containsExactly("event of another time zone e", "event of another time zone far");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB10", "MARIADB11"})
    void readsSequencesOfMariaDb(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute(
                    "CREATE SEQUENCE plain",
                    "CREATE SEQUENCE `odd one` START WITH 5 INCREMENT BY -2 MINVALUE -100 MAXVALUE 10 CACHE 10 CYCLE COMMENT 'it''s'",
                    "CREATE SEQUENCE single NOCACHE",
                    "CREATE TABLE t (id bigint DEFAULT nextval(plain))");
            Inspected inspected = Inspected.of(database);
            assertThat(inspected.schema().tables()).extracting(Table::name).hasSize(1);
            assertThat(inspected.schema().objects(Sequence.class))
                    .containsExactly(
                            new Sequence(
                                    new QualifiedName(database.name(), "odd one"),
                                    "bigint",
                                    5,
                                    -2,
                                    -100,
                                    10,
                                    10,
                                    true,
                                    null,
                                    "it's",
                                    null,
                                    null),
                            new Sequence(
                                    new QualifiedName(database.name(), "plain"),
                                    "bigint",
                                    1,
                                    1,
                                    1,
                                    Long.MAX_VALUE - 1,
                                    1000,
                                    false,
                                    null,
                                    null,
                                    null,
                                    null),
                            new Sequence(
                                    new QualifiedName(database.name(), "single"),
                                    "bigint",
                                    1,
                                    1,
                                    1,
                                    Long.MAX_VALUE - 1,
                                    1,
                                    false,
                                    null,
                                    null,
                                    null,
                                    null));
            assertThat(inspected.column("t", "id").defaultValue()).isEqualTo(new Expression("(nextval(`plain`))"));
            assertThat(inspected.needs("t")).containsExactly("plain");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB10", "MARIADB11"})
    void tellsOfWhatOnlyMariaDbHas(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute(
                    "CREATE AGGREGATE FUNCTION agg(x int) RETURNS int BEGIN DECLARE s int DEFAULT 0; DECLARE CONTINUE HANDLER FOR NOT"
                            + " FOUND RETURN s; LOOP FETCH GROUP NEXT ROW; SET s = s + x; END LOOP; END",
                    "CREATE TABLE place (p point REF_SYSTEM_ID=4326)",
                    "SET sql_mode = ORACLE",
                    "CREATE FUNCTION o RETURN int AS BEGIN RETURN 1; END",
                    "CREATE PACKAGE pk AS FUNCTION f RETURN int; END");
            assertThat(Inspected.of(database).unsupported())
                    .containsExactly(
                            "aggregate agg", "function of sql_mode ORACLE o", "package pk", "reference system place.p");
        }
    }

    @Test
    void tellsOfWhatOnlyMySqlHas() throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(Kind.MYSQL)) {
            database.execute(
                    "CREATE TABLE c (id int PRIMARY KEY, n varchar(9))",
                    "CREATE JSON RELATIONAL DUALITY VIEW dual_view AS SELECT JSON_DUALITY_OBJECT('_id': id, 'n': n) FROM c",
                    "CREATE LIBRARY lib LANGUAGE JAVASCRIPT AS 'export function f(n) { return n + 1; }'",
                    "CREATE FUNCTION js(a int) RETURNS int DETERMINISTIC LANGUAGE JAVASCRIPT AS 'return a'");
            String space = MySqlServers.newName();
            database.execute(
                    "ALTER DATABASE " + database.name() + " DEFAULT ENCRYPTION = 'Y'",
                    "CREATE TABLESPACE " + space + " ADD DATAFILE '" + space + ".ibd' ENCRYPTION = 'N'",
                    "CREATE TABLE kept (a int SECONDARY_ENGINE_ATTRIBUTE '{\"x\": 1}') ENCRYPTION = 'N' TABLESPACE "
                            + space,
                    "ALTER TABLE c SECONDARY_ENGINE_ATTRIBUTE '{\"x\": 1}'");
            Inspected inspected = Inspected.of(database);
            assertThat(inspected.unsupported())
                    .containsExactly(
                            "engine attribute of table c",
                            "json duality view dual_view",
                            "external function js",
                            "tablespace of table kept",
                            "engine attribute kept.a",
                            "library lib",
                            "default encryption " + database.name());
            assertThat(inspected.schema().objects(View.class)).isEmpty();
            database.execute("DROP TABLE kept", "DROP TABLESPACE " + space);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void tellsOfTablesWhoseRowsAreElsewhere(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute(
                    "CREATE TABLE one (a int) ENGINE = MyISAM",
                    "CREATE TABLE merged (a int) ENGINE = MRG_MyISAM UNION = (one)");
            Inspected inspected = Inspected.of(database);
            assertThat(inspected.unsupported()).containsExactly("mrg_myisam table merged");
            assertThat(inspected.schema().tables()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void findsWhatDependsOnSchemasFromOutside(Kind kind) throws SQLException {
        try (MySqlDatabase gone = MySqlServers.database(kind);
                MySqlDatabase stays = MySqlServers.database(kind)) {
            String name = gone.name();
            gone.execute("CREATE TABLE t (id int PRIMARY KEY)", "CREATE VIEW inside AS SELECT id FROM t");
            stays.execute(
                    "CREATE TABLE own (id int)",
                    "CREATE TABLE c (t int, CONSTRAINT fk FOREIGN KEY (t) REFERENCES " + name + ".t (id))",
                    "CREATE VIEW v AS SELECT id FROM " + name + ".inside",
                    "CREATE VIEW w AS SELECT id FROM v",
                    "CREATE VIEW unharmed AS SELECT id, '`" + name + "`.`t`' AS text FROM own");
            try (Connection connection = stays.connect()) {
                assertThat(Inspected.inspector(stays, connection).dependents(connection, List.of(name)))
                        .containsExactly(
                                new Dependent("constraint", new QualifiedName(stays.name(), "c"), "fk"),
                                new Dependent("view", new QualifiedName(stays.name(), "v"), null),
                                new Dependent("view", new QualifiedName(stays.name(), "w"), null));
                assertThat(Inspected.inspector(stays, connection).dependents(connection, List.of(name, stays.name())))
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void saysWhichRightIsMissing(Kind kind) throws SQLException {
        String user = MySqlServers.newName();
        try (MySqlDatabase database = MySqlServers.database(kind);
                MySqlDatabase other = MySqlServers.database(kind)) {
            database.execute(
                    "CREATE TABLE t (id int)",
                    "CREATE VIEW v AS SELECT id FROM t",
                    "CREATE USER " + user + " IDENTIFIED BY 'secret'",
                    "GRANT SELECT, EXECUTE ON " + database.name() + ".* TO " + user,
                    "GRANT SELECT, EXECUTE ON " + other.name() + ".* TO " + user);
            other.execute("CREATE FUNCTION f() RETURNS int DETERMINISTIC RETURN 1");
            try {
                assertThatThrownBy(() -> inspectAs(user, database))
                        .isInstanceOf(SQLException.class)
                        .hasMessage("the definition of view \"" + database.name() + ".v\" is hidden from user " + user
                                + "@%; grant it SHOW VIEW on it");
                assertThatThrownBy(() -> inspectAs(user, other))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining(
                                "the definition of function \"" + other.name() + ".f\" is hidden from user " + user)
                        .hasMessageContaining(
                                switch (kind) {
                                    case MYSQL -> "grant it SHOW_ROUTINE";
                                    case MARIADB10 -> "grant it SELECT on mysql.proc";
                                    case MARIADB11 -> "grant it SHOW CREATE ROUTINE";
                                });
            } finally {
                database.execute("DROP USER " + user);
            }
        }
    }

    private static void inspectAs(String user, MySqlDatabase database) throws SQLException {
        DatabaseUrl root = database.url();
        DatabaseUrl url = DatabaseUrl.parse(
                root.scheme() + "://" + user + ":secret@" + root.host() + ":" + root.port() + "/" + database.name());
        try (Connection connection = MySqlDatabase.connect(url)) {
            Inspected.inspector(database, connection)
                    .inspect(connection, new InspectOptions(new Scope.OneSchema(database.name()), List.of()));
        }
    }
}
