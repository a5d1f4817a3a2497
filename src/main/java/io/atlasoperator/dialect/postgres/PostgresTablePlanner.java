package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.ForeignKey.Deferrability;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Statements on tables: making, dropping, renaming; changes go to {@link PostgresTableChangePlanner}. */
final class PostgresTablePlanner {
    private final PostgresVersion version;
    private final PlanOptions options;
    private final PostgresClauses clauses;

    PostgresTablePlanner(PostgresVersion version, PlanOptions options, PostgresClauses clauses) {
        this.version = version;
        this.options = options;
        this.clauses = clauses;
    }

    List<Statement> add(Table given) {
        PostgresNamedSerials serials = PostgresNamedSerials.of(given, given.columns(), clauses);
        List<Statement> statements = new ArrayList<>(serials.before());
        Table table = given.toBuilder().columns(serials.columns()).build();
        String name = clauses.name(table.name());
        PostgresTableOptions own = PostgresTableOptions.of(table);
        @Nullable PostgresPartition partition = own.partition();
        @Nullable PostgresMergedParts merged = own.merged();
        // In HCL a partition may be written with a few columns or none.
        boolean attaches = partition != null && table.range() == null;
        Table whole = merged == null ? table : attaches ? merged.with(table, false) : merged.repeating(table);
        statements.add(Statement.of(
                create(whole, attaches), "create \"" + table.name().name() + "\" table", "DROP TABLE " + name));
        statements.addAll(serials.after());
        for (Index index : whole.indexes()) {
            if (!index.constraint()) {
                PostgresVersionChecks.check(version, index);
                // The table is empty and nobody else sees it yet, so the index needs no hazards.
                statements.add(Statement.of(
                        clauses.createIndex(table.name(), index, false),
                        PostgresIndexPlanner.createComment(table.name(), index),
                        "DROP INDEX " + clauses.indexName(table.name(), index)));
            }
        }
        if (partition != null && attaches) {
            statements.add(PostgresAncestry.attach(clauses, table.name(), partition));
        } else if (joinsParents(table)) {
            own.parents().forEach(parent -> statements.add(PostgresAncestry.inherit(clauses, table.name(), parent)));
        }
        List<AlterClause> settings = new ArrayList<>();
        for (Index index : whole.indexes()) {
            if (index.constraint() && isRepeated(whole, index)) {
                PostgresVersionChecks.check(version, index);
                settings.add(new AlterClause(
                        "ADD " + PostgresClauses.constraint(index),
                        List.of("DROP CONSTRAINT " + PostgresSyntax.quote(index.name())),
                        Set.of()));
            }
        }
        settings.addAll(new PostgresTableSettings(version, clauses).ofNew(whole));
        if (!settings.isEmpty()) {
            statements.add(PostgresAlterTable.of(clauses, table.name(), settings));
        }
        statements.addAll(comments(whole));
        return statements;
    }

    /** Whether a key has the columns of one before it: of two in one CREATE TABLE the server would leave one out. */
    private static boolean isRepeated(Table table, Index index) {
        if (table.primaryKey() != null && table.primaryKey().columns().equals(index.columns())) {
            return true;
        }
        return table.indexes().stream()
                .takeWhile(other -> other != index)
                .anyMatch(other -> other.constraint() && other.columns().equals(index.columns()));
    }

    /** Whether CREATE TABLE can make a foreign key: one that is valid, and finds the key that it points to. */
    static boolean isInline(Table table, ForeignKey key) {
        if (!PostgresForeignKeyOptions.of(key).validated()) {
            return false;
        }
        @Nullable PrimaryKey primary = table.primaryKey();
        Set<String> columns = Set.copyOf(key.refColumns());
        return !key.refTable().equals(table.name())
                || primary != null
                        && PostgresPrimaryKeyOptions.of(primary).deferrability() == Deferrability.NOT_DEFERRABLE
                        && Set.copyOf(primary.columns()).equals(columns)
                || table.indexes().stream()
                        .anyMatch(index -> index.constraint()
                                && PostgresIndexOptions.of(index).deferrability() == Deferrability.NOT_DEFERRABLE
                                && Set.copyOf(index.columns()).equals(columns)
                                && !isRepeated(table, index));
    }

    /** Whether a table has all columns and checks of its parents by itself too, maybe in an order of its own. */
    private static boolean joinsParents(Table table) {
        PostgresTableOptions options = PostgresTableOptions.of(table);
        return !options.parents().isEmpty()
                && (options.merged() == null || options.merged().checks().isEmpty())
                && table.range() == null
                && table.columns().stream()
                        .allMatch(column -> PostgresColumnOptions.of(column).inherited() == null);
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
        @Nullable PrimaryKey key = table.primaryKey();
        if (key != null && hasText(PostgresPrimaryKeyOptions.of(key).indexComment())) {
            statements.add(comments.onKeyIndex(
                    table.name(), key, null, PostgresPrimaryKeyOptions.of(key).indexComment()));
        }
        PostgresConstraintComments.of(table)
                .forEach((name, comment) -> statements.add(comments.onConstraint(table.name(), name, null, comment)));
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
        Statement table = Statement.of(
                rename(from.name(), to.name()),
                "rename a table from \"" + from.name().name() + "\" to \""
                        + to.name().name() + "\"",
                rename(to.name(), from.name()));
        PrimaryKey key = from.primaryKey();
        if (key == null || key.name() != null) {
            return List.of(table);
        }
        // A key that is named after its table keeps the old name, which would be a name of its own from now on.
        String old = PostgresSyntax.quote(PostgresClauses.primaryKeyName(from.name(), key));
        String fresh = PostgresSyntax.quote(PostgresClauses.primaryKeyName(to.name(), key));
        String alter = "ALTER TABLE " + clauses.name(to.name()) + " RENAME CONSTRAINT ";
        return List.of(
                table,
                Statement.of(
                        alter + old + " TO " + fresh,
                        "rename the primary key of \"" + to.name().name() + "\"",
                        alter + fresh + " TO " + old));
    }

    private String rename(QualifiedName from, QualifiedName to) {
        return "ALTER TABLE " + clauses.name(from) + " RENAME TO " + PostgresSyntax.quote(to.name());
    }

    List<Statement> modify(Change.ModifyTable change) {
        return new PostgresTableChangePlanner(version, options, clauses, change).plan();
    }

    private String create(Table table, boolean attaches) {
        PostgresTableOptions own = PostgresTableOptions.of(table);
        @Nullable PostgresPartition partition = attaches ? null : own.partition();
        boolean joins = joinsParents(table);
        List<String> lines = new ArrayList<>();
        for (Column column : table.columns()) {
            PostgresVersionChecks.check(version, column);
            if (partition != null || own.rowType() != null) {
                clauses.ownOfColumn(column).ifPresent(lines::add);
            } else if (PostgresColumnOptions.of(column).inherited() == null) {
                lines.add(clauses.column(column));
            }
        }
        if (table.primaryKey() != null) {
            lines.add(keyword(PostgresClauses.primaryKey(table.primaryKey())));
        }
        for (Index index : table.indexes()) {
            if (index.constraint() && !isRepeated(table, index)) {
                PostgresVersionChecks.check(version, index);
                lines.add(keyword(PostgresClauses.constraint(index)));
            }
        }
        for (ForeignKey key : table.foreignKeys()) {
            PostgresVersionChecks.check(version, key);
            if (isInline(table, key)) {
                lines.add(keyword(clauses.foreignKey(key)));
            }
        }
        for (Check check : table.checks()) {
            PostgresVersionChecks.check(version, check);
            if (PostgresCheckOptions.of(check).validated() || check.name() == null) {
                lines.add(keyword(PostgresClauses.check(check)));
            }
        }
        String indent = options.indent();
        String body = indent.isEmpty() || lines.isEmpty()
                ? "(" + String.join(", ", lines) + ")"
                : "(\n" + indent + String.join(",\n" + indent, lines) + "\n)";
        StringBuilder out = new StringBuilder(own.storage().unlogged() ? "CREATE UNLOGGED TABLE " : "CREATE TABLE ")
                .append(clauses.name(table.name()));
        if (partition != null) {
            out.append(" PARTITION OF ").append(clauses.name(partition.parent()));
        } else if (own.rowType() != null) {
            out.append(" OF ").append(clauses.name(own.rowType()));
        }
        if (!lines.isEmpty() || partition == null && own.rowType() == null) {
            out.append(' ').append(body);
        }
        if (partition != null) {
            out.append(' ').append(partition.bound());
        }
        if (!own.parents().isEmpty() && !joins) {
            out.append(own.parents().stream().map(clauses::name).collect(Collectors.joining(", ", " INHERITS (", ")")));
        }
        if (own.partitioning() != null) {
            out.append(' ').append(PostgresDiffRules.partition(own.partitioning()));
        }
        if (own.storage().accessMethod() != null) {
            out.append(" USING ").append(PostgresSyntax.quote(own.storage().accessMethod()));
        }
        return out.append(PostgresClauses.with(own.storage().parameters())).toString();
    }

    /** The reference puts a space before a keyword that follows a tab, but none before an identifier. */
    private String keyword(String line) {
        return options.indent().endsWith("\t") ? " " + line : line;
    }
}
