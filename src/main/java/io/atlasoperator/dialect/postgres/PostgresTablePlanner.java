package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Statements on tables: making, dropping, renaming; changes go to {@link PostgresTableChangePlanner}. */
final class PostgresTablePlanner {
    private final PostgresVersion version;
    private final PlanOptions options;
    private final PostgresClauses clauses;

    PostgresTablePlanner(PostgresVersion version, PlanOptions options) {
        this.version = version;
        this.options = options;
        this.clauses = new PostgresClauses(options.qualifier());
    }

    List<Statement> add(Table given) {
        PostgresNamedSerials serials = PostgresNamedSerials.of(given, given.columns(), clauses);
        List<Statement> statements = new ArrayList<>(serials.before());
        Table table = given.toBuilder().columns(serials.columns()).build();
        String name = clauses.name(table.name());
        statements.add(
                Statement.of(create(table), "create \"" + table.name().name() + "\" table", "DROP TABLE " + name));
        statements.addAll(serials.after());
        for (Index index : table.indexes()) {
            if (!index.constraint()) {
                PostgresVersionChecks.check(version, index);
                // The table is empty and nobody else sees it yet, so the index needs no hazards.
                statements.add(Statement.of(
                        clauses.createIndex(table.name(), index, false),
                        PostgresIndexPlanner.createComment(table.name(), index),
                        "DROP INDEX " + clauses.indexName(table.name(), index)));
            }
        }
        statements.addAll(comments(table));
        return statements;
    }

    private List<Statement> comments(Table table) {
        PostgresCommentPlanner comments = new PostgresCommentPlanner(clauses);
        List<Statement> statements = new ArrayList<>();
        if (hasText(table.comment())) {
            statements.add(comments.onTable(table.name(), null, table.comment()));
        }
        for (Column column : table.columns()) {
            if (hasText(column.comment())) {
                statements.add(comments.onColumn(table.name(), column.name(), null, column.comment()));
            }
        }
        for (Index index : table.indexes()) {
            if (hasText(index.comment())) {
                statements.add(comments.onIndex(table.name(), index, null, index.comment()));
            }
        }
        return statements;
    }

    static boolean hasText(@Nullable String comment) {
        return comment != null && !comment.isEmpty();
    }

    List<Statement> drop(Table table) {
        return List.of(new Statement(
                "DROP TABLE " + clauses.name(table.name()),
                "drop \"" + table.name().name() + "\" table",
                add(table).stream().map(Statement::text).toList(),
                true,
                Set.of(Hazard.DATA_LOSS)));
    }

    List<Statement> rename(Table from, Table to) {
        return List.of(Statement.of(
                rename(from.name(), to.name()),
                "rename a table from \"" + from.name().name() + "\" to \""
                        + to.name().name() + "\"",
                rename(to.name(), from.name())));
    }

    private String rename(QualifiedName from, QualifiedName to) {
        return "ALTER TABLE " + clauses.name(from) + " RENAME TO " + PostgresSyntax.quote(to.name());
    }

    List<Statement> modify(Change.ModifyTable change) {
        return new PostgresTableChangePlanner(version, options, clauses, change).plan();
    }

    private String create(Table table) {
        List<String> lines = new ArrayList<>();
        for (Column column : table.columns()) {
            PostgresVersionChecks.check(version, column);
            lines.add(clauses.column(column));
        }
        if (table.primaryKey() != null) {
            lines.add(keyword(PostgresClauses.primaryKey(table.primaryKey())));
        }
        for (Index index : table.indexes()) {
            if (index.constraint()) {
                PostgresVersionChecks.check(version, index);
                lines.add(keyword(PostgresClauses.unique(index)));
            }
        }
        for (ForeignKey key : table.foreignKeys()) {
            lines.add(keyword(clauses.foreignKey(key)));
        }
        for (Check check : table.checks()) {
            PostgresVersionChecks.check(version, check);
            lines.add(keyword(PostgresClauses.check(check)));
        }
        String indent = options.indent();
        String body = indent.isEmpty() || lines.isEmpty()
                ? "(" + String.join(", ", lines) + ")"
                : "(\n" + indent + String.join(",\n" + indent, lines) + "\n)";
        String partition = table.options() == null ? "" : " " + PostgresDiffRules.partition(table.options());
        return "CREATE TABLE " + clauses.name(table.name()) + " " + body + partition;
    }

    /** The reference puts a space before a keyword that follows a tab, but none before an identifier. */
    private String keyword(String line) {
        return options.indent().endsWith("\t") ? " " + line : line;
    }
}
