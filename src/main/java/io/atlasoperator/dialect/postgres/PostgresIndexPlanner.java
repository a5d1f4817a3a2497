package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Statements on indexes of a table that is there already. */
final class PostgresIndexPlanner {
    private final PostgresVersion version;
    private final PostgresClauses clauses;
    private final Table table;

    PostgresIndexPlanner(PostgresVersion version, PostgresClauses clauses, Table table) {
        this.version = version;
        this.clauses = clauses;
        this.table = table;
    }

    Statement create(Index index, boolean concurrently) {
        PostgresVersionChecks.check(version, index);
        boolean beside = concurrently && canBeBuiltBeside();
        Set<Hazard> hazards = beside ? Set.of() : Set.of(Hazard.LONG_LOCK);
        if (index.unique()) {
            hazards = beside ? Set.of(Hazard.MAY_FAIL) : Set.of(Hazard.LONG_LOCK, Hazard.MAY_FAIL);
        }
        return new Statement(
                clauses.createIndex(table.name(), index, beside),
                createComment(table.name(), index),
                List.of(dropText(index, beside)),
                !beside,
                hazards);
    }

    Statement drop(Index index, boolean concurrently) {
        boolean beside = concurrently && canBeBuiltBeside();
        return new Statement(
                dropText(index, beside),
                "drop index \"" + index.name() + "\" from table: \""
                        + table.name().name() + "\"",
                madeAgain(index, beside),
                !beside,
                Set.of());
    }

    /** What makes an index that is gone, with its comment. */
    List<String> madeAgain(Index index, boolean beside) {
        String create = clauses.createIndex(table.name(), index, beside);
        return PostgresTablePlanner.hasText(index.comment())
                ? List.of(
                        create,
                        new PostgresCommentPlanner(clauses)
                                .onIndex(table.name(), index, null, index.comment())
                                .text())
                : List.of(create);
    }

    Statement rename(Index from, Index to) {
        return Statement.of(
                renameText(from, to),
                "rename an index from \"" + from.name() + "\" to \"" + to.name() + "\"",
                renameText(to, from));
    }

    /** Sets storage parameters that need no new index. */
    Statement parameters(Index from, Index to) {
        List<AlterClause> clauseList = new ArrayList<>();
        PostgresTableSettings.parameters(
                "",
                PostgresIndexOptions.of(from).parameters(),
                PostgresIndexOptions.of(to).parameters(),
                clauseList);
        String start = "ALTER INDEX " + clauses.indexName(table.name(), to) + " ";
        return new Statement(
                start + clauseList.stream().map(AlterClause::text).collect(Collectors.joining(", ")),
                "set storage parameters of index \"" + to.name() + "\" on table: \""
                        + table.name().name() + "\"",
                List.of(start
                        + clauseList.reversed().stream()
                                .flatMap(clause -> clause.reverse().stream())
                                .collect(Collectors.joining(", "))),
                true,
                Set.of());
    }

    private String renameText(Index from, Index to) {
        return "ALTER INDEX " + clauses.indexName(table.name(), from) + " RENAME TO " + PostgresSyntax.quote(to.name());
    }

    /** The server refuses CONCURRENTLY on partitioned tables. */
    boolean canBeBuiltBeside() {
        return PostgresTableOptions.of(table).partitioning() == null;
    }

    private String dropText(Index index, boolean concurrently) {
        return "DROP INDEX " + (concurrently ? "CONCURRENTLY " : "") + clauses.indexName(table.name(), index);
    }

    static String createComment(QualifiedName table, Index index) {
        return "create index \"" + index.name() + "\" to table: \"" + table.name() + "\"";
    }
}
