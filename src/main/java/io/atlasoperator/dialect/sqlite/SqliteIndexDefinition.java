package io.atlasoperator.dialect.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the text of a CREATE INDEX tells beyond the pragmas.
 *
 * @param parts the texts of its parts without direction and collation, in order
 * @param predicate the condition of a partial index, or null
 */
record SqliteIndexDefinition(List<String> parts, @Nullable String predicate) {

    SqliteIndexDefinition {
        parts = List.copyOf(parts);
    }

    static SqliteIndexDefinition parse(String sql) throws SQLException {
        SqliteDefinitionReader in = new SqliteDefinitionReader(sql);
        while (!in.sees("(")) {
            in.next();
        }
        in.expect("(");
        List<String> parts = new ArrayList<>();
        do {
            parts.add(withoutSuffix(in.item()));
        } while (in.take(","));
        in.expect(")");
        return new SqliteIndexDefinition(parts, in.take("WHERE") ? in.rest() : null);
    }

    private static String withoutSuffix(String item) {
        List<SqliteToken> tokens = SqliteLexer.tokens(item);
        int count = tokens.size();
        if (count > 1
                && (tokens.get(count - 1).is("ASC") || tokens.get(count - 1).is("DESC"))) {
            count--;
        }
        if (count > 2 && tokens.get(count - 2).is("COLLATE")) {
            count -= 2;
        }
        return SqliteExpressions.unwrap(item.substring(0, tokens.get(count - 1).end()));
    }
}
