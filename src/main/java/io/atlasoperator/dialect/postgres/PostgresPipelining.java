package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.Pipelining;
import io.atlasoperator.sql.SqlScanException;
import io.atlasoperator.sql.StatementScanner;
import io.atlasoperator.sql.WordSearch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.Tuple;

/**
 * Sends statements by the extended protocol with one Sync after the last: the server skips what comes after a failure,
 * and answers each of the others. JDBC's batches would not tell which of their statements failed.
 */
final class PostgresPipelining implements Pipelining {
    /** Both together stay within what is buffered on the way, so that neither side waits for the other to read. */
    private static final int MOST_STATEMENTS = 64;

    private static final int MOST_CHARACTERS = 32_768;
    private static final int[] NO_PARAMETERS = {};

    /** What only defines things. What reads rows, or changes the session, has the server to itself. */
    private static final Pattern DEFINITION =
            Pattern.compile("(CREATE|ALTER|DROP|COMMENT\\s+ON)\\s+(?!EXTENSION\\b)", Pattern.CASE_INSENSITIVE);

    /** Owners are looked after one by one; the driver would expect a value for a parameter. */
    private static final Pattern SPECIAL = Pattern.compile("\\bOWNER\\s+TO\\b|\\$[0-9]", Pattern.CASE_INSENSITIVE);

    private static final WordSearch OWNER = new WordSearch("OWNER");

    @Override
    public int together(List<String> statements) {
        int count = 0;
        int characters = 0;
        for (String statement : statements) {
            characters += statement.length();
            if (count == MOST_STATEMENTS || characters > MOST_CHARACTERS || !suits(statement)) {
                break;
            }
            count++;
        }
        return Math.max(1, count);
    }

    private static boolean suits(String statement) {
        return DEFINITION.matcher(statement).lookingAt()
                && !isSpecial(statement)
                && PostgresTrial.suits(statement)
                && isSingle(statement);
    }

    private static boolean isSpecial(String statement) {
        return (statement.indexOf('$') >= 0 || OWNER.findsIn(statement))
                && SPECIAL.matcher(statement).find();
    }

    /** The server takes only one statement at a time by this protocol. */
    private static boolean isSingle(String statement) {
        int semicolon = statement.indexOf(';');
        if (semicolon < 0 || statement.substring(semicolon + 1).isBlank()) {
            return true;
        }
        try {
            return new StatementScanner(PostgresSyntax.INSTANCE.scanner())
                            .scan(statement)
                            .size()
                    == 1;
        } catch (SqlScanException e) {
            return false;
        }
    }

    @Override
    public Ran run(Connection connection, List<String> statements) {
        Answers answers = new Answers();
        try {
            if (PostgresShadowSpace.concerns(connection)) {
                for (String statement : statements) {
                    PostgresShadowSpace.requireHarmless(statement);
                }
            }
            QueryExecutor executor = connection.unwrap(BaseConnection.class).getQueryExecutor();
            Query query = executor.wrap(statements.stream()
                    .map(text -> new NativeQuery(text, NO_PARAMETERS, false, SqlCommand.BLANK))
                    .toList());
            int flags =
                    QueryExecutor.QUERY_ONESHOT | (connection.getAutoCommit() ? QueryExecutor.QUERY_SUPPRESS_BEGIN : 0);
            executor.execute(query, null, answers, 0, 0, flags);
            return new Ran(statements.size(), Optional.empty());
        } catch (SQLException e) {
            return new Ran(answers.count, Optional.of(e));
        }
    }

    /** Counts what the server has done. */
    private static final class Answers extends ResultHandlerBase {
        private int count;

        @Override
        public void handleCommandStatus(String status, long updateCount, long insertOID) {
            count++;
        }

        @Override
        public void handleResultRows(
                Query fromQuery, Field[] fields, List<Tuple> tuples, @Nullable ResultCursor cursor) {
            count++;
        }
    }
}
