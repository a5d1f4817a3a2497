package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans what becomes of the primary key, foreign keys and checks of one table. For one change. */
final class PostgresConstraintChanges {
    private final PostgresVersion version;
    private final PlanOptions options;
    private final PostgresClauses clauses;
    private final QualifiedName table;
    private final PostgresIndexPlanner indexes;
    private final PostgresCommentPlanner comments;
    private final PostgresTableSteps steps;

    PostgresConstraintChanges(
            PostgresVersion version,
            PlanOptions options,
            PostgresClauses clauses,
            Change.ModifyTable change,
            PostgresTableSteps steps) {
        this.version = version;
        this.options = options;
        this.clauses = clauses;
        this.table = change.name();
        this.indexes = new PostgresIndexPlanner(version, clauses, change.from());
        this.comments = new PostgresCommentPlanner(clauses);
        this.steps = steps;
    }

    void addPrimaryKey(PrimaryKey key) {
        steps.freshIndexes.add(PostgresClauses.primaryKeyName(table, key));
        steps.alter.add(new AlterClause(
                "ADD " + PostgresClauses.primaryKey(key),
                List.of(dropConstraint(PostgresClauses.primaryKeyName(table, key))),
                Set.of(Hazard.MAY_FAIL, Hazard.LONG_LOCK)));
        comment(
                PostgresClauses.primaryKeyName(table, key),
                null,
                PostgresPrimaryKeyOptions.of(key).comment());
        indexComment(key, null, PostgresPrimaryKeyOptions.of(key).indexComment());
    }

    private void indexComment(PrimaryKey key, @Nullable String from, @Nullable String to) {
        if (!Objects.equals(from, to)) {
            steps.last.add(comments.onKeyIndex(table, key, from, to));
        }
    }

    void modifyPrimaryKey(PrimaryKey from, PrimaryKey to, Set<ChangeKind> kinds) {
        PostgresPrimaryKeyOptions before = PostgresPrimaryKeyOptions.of(from);
        PostgresPrimaryKeyOptions after = PostgresPrimaryKeyOptions.of(to);
        if (!staysAsBuilt(new TableChange.ModifyPrimaryKey(from, to, kinds))) {
            dropPrimaryKey(from);
            addPrimaryKey(to);
            return;
        }
        String name = PostgresClauses.primaryKeyName(table, to);
        if (!PostgresClauses.primaryKeyName(table, from).equals(name)) {
            steps.before.add(renameConstraint(PostgresClauses.primaryKeyName(table, from), name));
        }
        if (!before.parameters().equals(after.parameters())) {
            Index index = Index.of(name, true, to.columns());
            steps.after.add(indexes.parameters(
                    PostgresPrimaryKeyOptions.onIndex(index, before), PostgresPrimaryKeyOptions.onIndex(index, after)));
        }
        comment(name, before.comment(), after.comment());
        indexComment(to, before.indexComment(), after.indexComment());
    }

    /** Whether a primary key is changed without being built anew. */
    static boolean staysAsBuilt(TableChange.ModifyPrimaryKey modify) {
        return modify.kinds().equals(Set.of(ChangeKind.OPTIONS))
                && PostgresPrimaryKeyOptions.of(modify.from())
                        .built()
                        .equals(PostgresPrimaryKeyOptions.of(modify.to()).built());
    }

    void dropPrimaryKey(PrimaryKey key) {
        @Nullable String indexComment = PostgresPrimaryKeyOptions.of(key).indexComment();
        if (PostgresTablePlanner.hasText(indexComment)) {
            steps.before.add(comments.onKeyIndex(table, key, indexComment, null));
        }
        commentLost(
                PostgresClauses.primaryKeyName(table, key),
                PostgresPrimaryKeyOptions.of(key).comment());
        steps.constraintDrops.add(new AlterClause(
                dropConstraint(PostgresClauses.primaryKeyName(table, key)),
                List.of("ADD " + PostgresClauses.primaryKey(key)),
                Set.of()));
    }

    void addForeignKey(ForeignKey key) {
        // The reference breaks the line here when it indents, and nowhere else in an ALTER TABLE.
        String add = options.indent().isEmpty() ? "ADD " : "ADD\n";
        PostgresVersionChecks.check(version, key);
        (steps.changesPersistence() ? steps.settled : steps.alter)
                .add(new AlterClause(
                        add + clauses.foreignKey(key),
                        List.of(dropConstraint(key.name())),
                        PostgresForeignKeyOptions.of(key).validated()
                                ? Set.of(Hazard.MAY_FAIL, Hazard.LONG_LOCK)
                                : Set.of(Hazard.LONG_LOCK)));
        comment(key.name(), null, PostgresForeignKeyOptions.of(key).comment());
    }

    void modifyForeignKey(ForeignKey from, ForeignKey to, Set<ChangeKind> kinds) {
        PostgresForeignKeyOptions before = PostgresForeignKeyOptions.of(from);
        PostgresForeignKeyOptions after = PostgresForeignKeyOptions.of(to);
        boolean stays = kinds.equals(Set.of(ChangeKind.OPTIONS))
                && before.with(true, null).equals(after.with(true, null))
                && (after.validated() || !before.validated());
        if (!stays) {
            dropForeignKey(from);
            addForeignKey(to);
            return;
        }
        if (after.validated() != before.validated()) {
            steps.alter.add(validate(to.name(), "ADD " + clauses.foreignKey(from)));
        }
        comment(to.name(), before.comment(), after.comment());
    }

    void dropForeignKey(ForeignKey key) {
        if (key.columns().stream().anyMatch(steps.droppedColumns::contains)) {
            steps.lostConstraints.add("ADD " + clauses.foreignKey(key));
        } else {
            commentLost(key.name(), PostgresForeignKeyOptions.of(key).comment());
            steps.constraintDrops.add(
                    new AlterClause(dropConstraint(key.name()), List.of("ADD " + clauses.foreignKey(key)), Set.of()));
        }
    }

    void addCheck(Check check) {
        PostgresVersionChecks.check(version, check);
        PostgresCheckOptions own = PostgresCheckOptions.of(check);
        steps.alter.add(new AlterClause(
                "ADD " + PostgresClauses.check(check),
                check.name() == null ? List.of() : List.of(dropConstraint(check.name())),
                check.enforced() && own.validated() ? Set.of(Hazard.MAY_FAIL, Hazard.LONG_LOCK) : Set.of()));
        comment(check.name(), null, own.comment());
    }

    void modifyCheck(Check from, Check to) {
        PostgresCheckOptions before = PostgresCheckOptions.of(from);
        PostgresCheckOptions after = PostgresCheckOptions.of(to);
        @Nullable String name = from.name();
        boolean stays = from.noInherit() == to.noInherit()
                && from.enforced() == to.enforced()
                && PostgresExpressions.same(from.expression(), to.expression())
                && (after.validated() || !before.validated());
        if (stays && name != null) {
            if (after.validated() != before.validated()) {
                steps.alter.add(validate(name, "ADD " + PostgresClauses.check(from)));
            }
            comment(name, before.comment(), after.comment());
            return;
        }
        // A check goes along with its columns, so where columns are dropped it has to go before them.
        (steps.droppedColumns.isEmpty() ? steps.alter : steps.constraintDrops).add(checkDrop(from));
        addCheck(to);
    }

    void dropCheck(Check check) {
        steps.constraintDrops.add(checkDrop(check));
    }

    private AlterClause checkDrop(Check check) {
        commentLost(check.name(), PostgresCheckOptions.of(check).comment());
        if (check.name() == null) {
            throw new PlanException(
                    "the check " + check.expression() + " of table \"" + table.name() + "\" has no name to drop it by");
        }
        return new AlterClause(dropConstraint(check.name()), List.of("ADD " + PostgresClauses.check(check)), Set.of());
    }

    void rename(String from, String to) {
        steps.last.add(renameConstraint(from, to));
    }

    private Statement renameConstraint(String from, String to) {
        String start = "ALTER TABLE " + clauses.name(table) + " RENAME CONSTRAINT ";
        return Statement.of(
                start + PostgresSyntax.quote(from) + " TO " + PostgresSyntax.quote(to),
                "rename a constraint from \"" + from + "\" to \"" + to + "\"",
                start + PostgresSyntax.quote(to) + " TO " + PostgresSyntax.quote(from));
    }

    /** There is no way back from a valid constraint but to make it again. */
    private static AlterClause validate(String constraint, String old) {
        return new AlterClause(
                "VALIDATE CONSTRAINT " + PostgresSyntax.quote(constraint),
                List.of(dropConstraint(constraint), old),
                Set.of(Hazard.MAY_FAIL));
    }

    void comment(@Nullable String constraint, @Nullable String from, @Nullable String to) {
        if (constraint != null && !Objects.equals(from, to)) {
            steps.last.add(comments.onConstraint(table, constraint, from, to));
        }
    }

    /** A comment goes with its constraint, and has to be there again on the way back. */
    void commentLost(@Nullable String constraint, @Nullable String comment) {
        if (constraint != null && PostgresTablePlanner.hasText(comment)) {
            steps.before.add(comments.onConstraint(table, constraint, comment, null));
        }
    }

    static String dropConstraint(String name) {
        return "DROP CONSTRAINT " + PostgresSyntax.quote(name);
    }
}
