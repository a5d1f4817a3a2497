package io.atlasoperator.dialect.sqlite;

import java.util.List;

/** Whole statements and queries as text. */
final class SqliteText {

    private SqliteText() {}

    /**
     * Whether two texts differ in nothing but white space, comments and the case of letters outside quotes. A name in
     * double quotes may be a string, so it is another text than the name without them.
     */
    static boolean same(String one, String other) {
        List<SqliteToken> left = SqliteLexer.tokens(one);
        List<SqliteToken> right = SqliteLexer.tokens(other);
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!left.get(i).sameTextAs(right.get(i))) {
                return false;
            }
        }
        return true;
    }
}
