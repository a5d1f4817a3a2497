package io.atlasoperator.dialect.mysql;

import static io.atlasoperator.dialect.mysql.MySqlPlans.column;
import static io.atlasoperator.dialect.mysql.MySqlPlans.nullable;
import static io.atlasoperator.dialect.mysql.MySqlPlans.realm;
import static io.atlasoperator.dialect.mysql.MySqlPlans.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.dialect.mariadb.MariaDbFlavor;
import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.Differ;
import io.atlasoperator.lint.LintRules;
import io.atlasoperator.lint.Linter;
import io.atlasoperator.lint.Suppressions;
import io.atlasoperator.lint.Work;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.Realm;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the checks say, to the letter, for servers of different versions. */
@NullUnmarked
class MySqlAnalyzersTest {
    private static final MySqlFlavor OLD = new MySqlVersion(new ServerVersion("8.0.11", 8_00_11));
    private static final MySqlFlavor LATER = new MySqlVersion(new ServerVersion("8.0.36", 8_00_36));
    private static final MySqlFlavor NINE = new MySqlVersion(new ServerVersion("9.1.0", 9_01_00));
    private static final MySqlFlavor MARIADB = MySqlPlans.MARIADB;
    private static final MySqlFlavor NEW_MARIADB =
            MariaDbFlavor.detect(new ServerVersion("11.4.5-MariaDB", 11_04_05)).orElseThrow();

    private static final Index FULL_TEXT = new Index(
            "b",
            false,
            false,
            List.of(IndexPart.OfColumn.of("b")),
            List.of(),
            null,
            null,
            new MySqlIndexOptions("FULLTEXT", null, false, null),
            null);

    private static final Realm SMALL = realm(table("t", column("id", "int")));

    private static List<String> lint(MySqlFlavor flavor, Work work) {
        return new Linter(MySqlAnalyzers.of(LintRules.DEFAULT, flavor), LintRules.DEFAULT)
                .lint(work, Suppressions.NONE).stream()
                        .flatMap(report -> report.diagnostics().stream())
                        .map(found -> found.code() + " " + found.text())
                        .toList();
    }

    private static List<Change> changes(MySqlFlavor flavor, Realm from, Realm to) {
        return new Differ(new MySqlDiffRules(flavor), DiffPolicy.DEFAULT).diff(from, to);
    }

    private static List<String> lint(MySqlFlavor flavor, Realm from, Realm to) {
        return lint(flavor, Work.of(changes(flavor, from, to)));
    }

    private static Realm with(Column... more) {
        Column[] all = new Column[more.length + 1];
        all[0] = column("id", "int");
        System.arraycopy(more, 0, all, 1, more.length);
        return realm(table("t", all));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            int           | 0
            decimal(10,2) | 0
            varchar(10)   | ""
            varbinary(10) | ""
            bit(4)        | 0
            enum('b','a') | "b"
            time          | 00:00:00
            year          | 0000
            """)
    void tellsWithWhatNewColumnsAreFilled(String type, String value) {
        assertThat(lint(LATER, SMALL, with(column("c", type))))
                .containsExactly("MY101 Adding a non-nullable \"" + type
                        + "\" column \"c\" on table \"t\" without a default value implicitly sets existing rows with "
                        + value);
    }

    @Test
    void aColumnThatIsSaidToBeEmptyIsNotFilled() {
        assertThat(lint(LATER, SMALL, with(nullable("c", "int")))).isEmpty();
        assertThat(lint(LATER, SMALL, with(MySqlPlans.literal(column("c", "int"), "1"))))
                .isEmpty();
    }

    @Test
    void whatAColumnCostsDependsOnTheVersion() {
        assertThat(lint(OLD, SMALL, with(nullable("c", "int"))))
                .containsExactly("MY302 Adding column \"c\" writes table \"t\" anew in place, while others may go on");
        assertThat(lint(LATER, SMALL, with(nullable("c", "int")))).isEmpty();
        assertThat(lint(MARIADB, SMALL, with(nullable("c", "int")))).isEmpty();
    }

    @Test
    void aCopyKeepsOthersFromWritingUnlessTheServerKnowsBetter() {
        Realm longer = realm(table("t", column("id", "bigint")));
        String text = "MY301 Modifying column \"id\" copies table \"t\"";
        assertThat(lint(LATER, SMALL, longer)).containsExactly(text + ", and nobody can write to it meanwhile");
        assertThat(lint(MARIADB, SMALL, longer)).containsExactly(text + ", and nobody can write to it meanwhile");
        assertThat(lint(NEW_MARIADB, SMALL, longer)).containsExactly(text);
    }

    @Test
    void aTableThatIsNoLongerVersionedLosesItsHistory() {
        Realm plain = realm(table("t", column("id", "int")));
        Realm versioned = realm(table("t", column("id", "int"))
                .options(MySqlTableOptions.NONE.withVersioning(new MySqlVersioning(null, null))));

        assertThat(lint(NEW_MARIADB, versioned, plain))
                .contains("DS108 Dropping the system versioning of table \"t\" drops all former rows");
        assertThat(lint(NEW_MARIADB, plain, versioned)).noneMatch(line -> line.startsWith("DS"));
    }

    @Test
    void aFullTextIndexKeepsOthersFromWriting() {
        Realm plain = realm(table("t", column("b", "text")));
        Realm indexed = realm(table("t", column("b", "text")).indexes(List.of(FULL_TEXT)));
        assertThat(lint(LATER, plain, indexed))
                .containsExactly("MY303 Adding index \"b\" keeps others from writing to table \"t\" until it is done");
    }

    @Test
    void aNewTableCostsNobodyAnything() {
        assertThat(lint(OLD, realm(), realm(table("t", column("id", "int")).primaryKey(PrimaryKey.of(List.of("id"))))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (id int, C int NOT NULL REFERENCES u (id))",
                "CREATE TABLE t (id int, `c` int DEFAULT (1) REFERENCES u (id) ON DELETE CASCADE, d int)",
                "ALTER TABLE t ADD COLUMN c int REFERENCES u (id)",
                "ALTER TABLE t ADD c int REFERENCES u (id), ADD d int",
                "ALTER TABLE `t` ADD (c int REFERENCES u (id), d int)",
                "ALTER TABLE t ADD d int, MODIFY COLUMN c int REFERENCES u (id)"
            })
    void seesAKeyBehindAColumn(String statement) {
        assertThat(MySqlInlineReferenceAnalyzer.columns(statement)).containsExactly("c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (c int, FOREIGN KEY (c) REFERENCES u (id))",
                "CREATE TABLE t (c int, CONSTRAINT f FOREIGN KEY f (c) REFERENCES u (id), d int)",
                "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (c) REFERENCES u (id)",
                "CREATE TABLE t (c int COMMENT 'REFERENCES u (id)')",
                "GRANT SELECT ON t TO u"
            })
    void aKeyOfTheTableIsNone(String statement) {
        assertThat(MySqlInlineReferenceAnalyzer.columns(statement)).isEmpty();
    }

    @Test
    void aKeyBehindAColumnIsToldWhereTheServerPassesOverIt() {
        String statement = "ALTER TABLE t ADD COLUMN c int NULL REFERENCES u (id)";
        Work work =
                new Work(List.of(new Work.Step(statement, changes(LATER, SMALL, with(nullable("c", "int"))))), false);
        assertThat(lint(LATER, work))
                .containsExactly(
                        "MY102 Defining column \"c\" on table \"t\" with inline REFERENCES is ignored by MySQL");
        assertThat(lint(NINE, work)).isEmpty();
        assertThat(lint(MARIADB, work)).isEmpty();
    }

    private static Column text(String charset) {
        return new Column(
                "c",
                MySqlTypes.parse("varchar(9)"),
                true,
                null,
                null,
                null,
                charset + "_bin",
                null,
                new MySqlColumnOptions(charset, false, null, false, null, false, false, null),
                null);
    }

    @ParameterizedTest
    @CsvSource({
        "utf8mb4, latin1, true",
        "utf8mb4, utf8mb3, true",
        "utf8mb3, utf8mb4, false",
        "latin1, utf8mb4, false",
        "ascii, latin1, false"
    })
    void aCharacterSetThatLacksCharactersMayFail(String from, String to, boolean found) {
        assertThat(lint(LATER, with(text(from)), with(text(to))))
                .filteredOn(text -> text.startsWith("MY103"))
                .hasSize(found ? 1 : 0)
                .allMatch(
                        text -> text.contains("column \"c\" of table \"t\" from character set " + from + " to " + to));
    }
}
