package io.atlasoperator.dialect.sqlite;

import static io.atlasoperator.dialect.sqlite.SqliteFixture.diff;
import static io.atlasoperator.dialect.sqlite.SqliteFixture.plan;
import static io.atlasoperator.dialect.sqlite.SqliteFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.hcl.HclEvaluator;
import io.atlasoperator.hcl.HclPrinter;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.spec.SpecReader;
import io.atlasoperator.spec.SpecWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Laws that hold for every state and every pair of states. */
final class SqliteLaws {
    private static final Realm NOTHING = new Realm(List.of(Schema.empty("main")));
    private static final SqliteSpec RULES = new SqliteSpec();

    private SqliteLaws() {}

    /** What is planned leads to the wanted state, and then there is nothing more to do. */
    static List<Statement> leads(SqliteFixture current, SqliteFixture wanted) throws SQLException {
        Realm to = wanted.realm();
        List<Statement> statements = plan(current.realm(), to, "  ");
        current.apply(texts(statements));
        same(current.realm(), to);
        assertThat(plan(current.realm(), to, "")).isEmpty();
        return statements;
    }

    static void same(Realm one, Realm other) {
        assertThat(diff(one, other)).isEmpty();
        assertThat(diff(other, one)).isEmpty();
    }

    /** A state written as HCL is the same state when it is read, and when it is made of nothing. */
    static void survivesHcl(Realm realm) throws SQLException {
        String hcl = HclPrinter.print(SpecWriter.write(realm, RULES));
        Realm read =
                SpecReader.read(HclEvaluator.evaluate(List.of(new SourceFile("schema.hcl", hcl)), Map.of()), RULES);
        assertThat(diff(realm, read)).as(hcl).isEmpty();
        assertThat(diff(read, realm)).as(hcl).isEmpty();
        try (SqliteFixture fresh = new SqliteFixture()) {
            fresh.apply(texts(plan(NOTHING, read, "")));
            assertThat(diff(fresh.realm(), realm)).as(hcl).isEmpty();
        }
    }
}
