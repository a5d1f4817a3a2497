package io.atlasoperator.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** From any schema to any other: what is planned leads there, and no row of what stays is lost. */
class SqliteFuzzTest {

    @Tag("property")
    @Property(seed = "20261122")
    void leadsFromARandomStateToAnother(@ForAll("pairs") SqliteRandomSchema.Pair pair) throws SQLException {
        try (SqliteFixture current = new SqliteFixture(pair.from().toArray(String[]::new));
                SqliteFixture wanted = new SqliteFixture(pair.to().toArray(String[]::new))) {
            current.run(pair.rows().toArray(String[]::new));
            current.run(pair.fromObjects().toArray(String[]::new));

            SqliteLaws.leads(current, wanted);

            for (String table : pair.kept()) {
                assertThat(ids(current, table)).as(table).containsExactly("1", "2", "3");
            }
            assertThat(current.rows("PRAGMA foreign_key_check")).isEmpty();
            assertThat(current.rows("PRAGMA integrity_check")).containsExactly("ok");
            for (String table : pair.counted()) {
                assertThat(current.rows(
                                "SELECT seq FROM sqlite_sequence WHERE name = " + literal(table) + " COLLATE NOCASE"))
                        .as(table)
                        .containsExactly("4");
            }
        }
    }

    @Tag("property")
    @Property(seed = "20261123")
    void survivesHcl(@ForAll("pairs") SqliteRandomSchema.Pair pair) throws SQLException {
        List<String> statements = new ArrayList<>(pair.from());
        statements.addAll(pair.fromObjects());
        try (SqliteFixture database = new SqliteFixture(statements.toArray(String[]::new))) {
            SqliteLaws.survivesHcl(database.realm());
        }
    }

    private static List<String> ids(SqliteFixture database, String table) throws SQLException {
        return database.rows(
                "SELECT CAST(id AS integer) AS n FROM " + SqliteSyntax.INSTANCE.quoteIdentifier(table) + " ORDER BY n");
    }

    private static String literal(String text) {
        return SqliteSyntax.INSTANCE.quoteLiteral(text);
    }

    @Provide
    Arbitrary<SqliteRandomSchema.Pair> pairs() {
        return Arbitraries.randomValue(SqliteRandomSchema::pair);
    }
}
