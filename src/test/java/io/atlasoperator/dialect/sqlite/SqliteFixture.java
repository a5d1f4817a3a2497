package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.dialect.Transactions;
import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.Differ;
import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.plan.ChangeOrder;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Table;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A database in memory for one test. */
final class SqliteFixture implements AutoCloseable {
    final Connection connection;

    SqliteFixture(String... statements) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        run(statements);
    }

    void run(String... statements) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Runs a whole script. */
    void script(String sql) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** Runs statements as an apply does: in one transaction, which must leave no new reference dangling. */
    void apply(List<String> statements) throws SQLException {
        run("PRAGMA foreign_keys = on");
        try (Transactions.Open transaction = new SqliteTransactions().begin(connection)) {
            run(statements.toArray(String[]::new));
            transaction.commit();
        }
    }

    List<String> rows(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    Inspection inspection() throws SQLException {
        return new SqliteInspector().inspect(connection, new InspectOptions(new Scope.OneSchema("main"), List.of()));
    }

    Realm realm() throws SQLException {
        return inspection().realm();
    }

    Table table(String name) throws SQLException {
        return realm().schema("main").orElseThrow().table(name).orElseThrow();
    }

    static List<Change> diff(Realm from, Realm to) {
        return new Differ(new SqliteDiffRules(), DiffPolicy.DEFAULT).diff(from, to);
    }

    static List<Statement> plan(Realm from, Realm to, String indent) {
        Realm aligned = new SqliteDiffRules().align(from, to);
        return plan(ChangeOrder.sort(diff(from, aligned), new SqlitePlanner(), from, aligned), indent);
    }

    static List<Statement> plan(List<Change> changes, String indent) {
        return new SqlitePlanner().plan(changes, new PlanOptions(indent, new PlanOptions.Qualifier.None()));
    }

    static List<String> texts(List<Statement> statements) {
        return statements.stream().map(Statement::text).toList();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
