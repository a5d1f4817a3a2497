package io.atlasoperator.engine;

import io.atlasoperator.dialect.Transactions;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.project.TransactionHook;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Begins the transactions of a session with the statements that hooks have around them. For one thread. */
final class HookedTransactions {
    private final Session session;
    private final List<TransactionHook> hooks;

    /** @throws EngineException if the session's database ends transactions by itself, so that hooks would not be around them */
    HookedTransactions(Session session, List<TransactionHook> hooks) {
        this.session = session;
        this.hooks = List.copyOf(hooks);
        if (!hooks.isEmpty() && !session.dialect().transactions().ddlIsTransactional()) {
            throw EngineException.permanent(
                    Reason.OPTION,
                    hooks.getFirst().title() + ": on " + session.dialect().name()
                            + " every change of a schema ends the transaction, so there is none that a hook could run in:"
                            + " take the hook out of the project file, and its statements into the migrations");
        }
    }

    Transactions.Open begin() throws SQLException {
        Transactions.Open open = session.dialect().transactions().begin(session.connection());
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
                    throw new SQLException(
                            hook.title() + ": " + moment + ": " + session.describe(e),
                            e.getSQLState(),
                            e.getErrorCode(),
                            e);
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
