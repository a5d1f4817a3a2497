package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import org.jspecify.annotations.Nullable;

/** Statements that set comments of tables and what is in them. */
final class PostgresCommentPlanner {
    private final PostgresClauses clauses;

    PostgresCommentPlanner(PostgresClauses clauses) {
        this.clauses = clauses;
    }

    Statement onTable(QualifiedName table, @Nullable String from, @Nullable String to) {
        return comment("TABLE " + clauses.name(table), "set comment to table: \"" + table.name() + "\"", from, to);
    }

    Statement onColumn(QualifiedName table, String column, @Nullable String from, @Nullable String to) {
        return comment(
                "COLUMN " + clauses.name(table) + "." + PostgresSyntax.quote(column),
                "set comment to column: \"" + column + "\" on table: \"" + table.name() + "\"",
                from,
                to);
    }

    Statement onIndex(QualifiedName table, Index index, @Nullable String from, @Nullable String to) {
        return comment(
                "INDEX " + clauses.indexName(table, index),
                "set comment to index: \"" + index.name() + "\" on table: \"" + table.name() + "\"",
                from,
                to);
    }

    /** The comment of the index of a primary key, which may be another than that of the key. */
    Statement onKeyIndex(QualifiedName table, PrimaryKey key, @Nullable String from, @Nullable String to) {
        return onIndex(table, Index.of(PostgresClauses.primaryKeyName(table, key), true, key.columns()), from, to);
    }

    Statement onConstraint(QualifiedName table, String constraint, @Nullable String from, @Nullable String to) {
        return comment(
                "CONSTRAINT " + PostgresSyntax.quote(constraint) + " ON " + clauses.name(table),
                "set comment to constraint: \"" + constraint + "\" on table: \"" + table.name() + "\"",
                from,
                to);
    }

    private static Statement comment(String object, String comment, @Nullable String from, @Nullable String to) {
        String start = "COMMENT ON " + object + " IS ";
        return Statement.of(start + PostgresPlanner.text(to), comment, start + PostgresPlanner.text(from));
    }
}
