package io.atlasoperator.engine;

import io.atlasoperator.dialect.Transactions;
import io.atlasoperator.project.TransactionHook;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/**
 * Begins the transactions of a session with the statements that hooks have around them. Where a change of the schema ends a
 * transaction, each of those counts by itself, as the statements do that they are around. For one thread.
 */
final class HookedTransactions {
    private final Session session;
    private final List<TransactionHook> hooks;

    HookedTransactions(Session session, List<TransactionHook> hooks) {
        this.session = session;
        this.hooks = List.copyOf(hooks);
    }

    Transactions.Open begin() throws SQLException {
        return hooked(session.dialect().transactions().begin(session.connection()));
    }

    /** What stands for a transaction where there is none: nothing of it is undone. */
    Transactions.Open beginWithout() throws SQLException {
        return hooked(new Transactions.Open() {
            @Override
            public void commit() {
                // Every statement has done so.
            }

            @Override
            public void close() {
                // There is nothing to undo.
            }
        });
    }

    private Transactions.Open hooked(Transactions.Open open) throws SQLException {
        if (hooks.isEmpty()) {
            return open;
        }
        Hooked hooked = new Hooked(open);
        try {
            run("after_begin", TransactionHook::afterBegin);
        } catch (SQLException e) {
            try {
                hooked.close();
            } catch (SQLException inRollback) {
                e.addSuppressed(inRollback);
            }
            throw e;
        }
        return hooked;
    }

    /** A failure as it is told; that of a hook says all there is to say. */
    String describe(SQLException e) {
        return e instanceof HookException ? String.valueOf(e.getMessage()) : session.describe(e);
    }

    /** A statement of a hook failed. */
    private static final class HookException extends SQLException {
        private static final long serialVersionUID = 1L;

        HookException(String message, SQLException cause) {
            super(message, cause.getSQLState(), cause.getErrorCode(), cause);
        }
    }

    private void run(String moment, Function<TransactionHook, List<String>> statements) throws SQLException {
        for (TransactionHook hook : hooks) {
            for (String statement : statements.apply(hook)) {
                try {
                    session.execute(statement);
                } catch (SQLException e) {
                    if (hook.skipsErrors() && !session.interruption().isRaised()) {
                        System.getLogger(HookedTransactions.class.getName())
                                .log(System.Logger.Level.DEBUG, hook.title() + ": " + session.describe(e));
                        continue;
                    }
                    throw new HookException(hook.title() + ": " + moment + ": " + session.describe(e), e);
                }
            }
        }
    }

    private final class Hooked implements Transactions.Open {
        private final Transactions.Open open;
        private boolean isCommitted;

        Hooked(Transactions.Open open) {
            this.open = open;
        }

        @Override
        public void commit() throws SQLException {
            run("before_commit", TransactionHook::beforeCommit);
            open.commit();
            isCommitted = true;
        }

        @Override
        public void close() throws SQLException {
            try (Transactions.Open ended = open) {
                if (!isCommitted) {
                    run("before_rollback", TransactionHook::beforeRollback);
                }
            }
        }
    }
}
