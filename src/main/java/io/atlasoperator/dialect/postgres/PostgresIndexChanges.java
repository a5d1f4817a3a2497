package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Plans what becomes of the indexes and unique constraints of one table. For one change. */
final class PostgresIndexChanges {
    private final PostgresVersion version;
    private final PostgresClauses clauses;
    private final Change.ModifyTable change;
    private final QualifiedName table;
    private final PostgresIndexPlanner indexes;
    private final PostgresCommentPlanner comments;
    private final PostgresTableSettings settings;
    private final PostgresConstraintChanges constraints;
    private final PostgresTableSteps steps;

    PostgresIndexChanges(
            PostgresVersion version,
            PostgresClauses clauses,
            Change.ModifyTable change,
            PostgresConstraintChanges constraints,
            PostgresTableSteps steps) {
        this.version = version;
        this.clauses = clauses;
        this.change = change;
        this.table = change.name();
        this.indexes = new PostgresIndexPlanner(version, clauses, change.from());
        this.comments = new PostgresCommentPlanner(clauses);
        this.settings = new PostgresTableSettings(version, clauses);
        this.constraints = constraints;
        this.steps = steps;
    }

    void add(Index index, boolean concurrently) {
        steps.freshIndexes.add(index.name());
        if (index.constraint()) {
            PostgresVersionChecks.check(version, index);
            steps.alter.add(new AlterClause(
                    "ADD " + PostgresClauses.constraint(index),
                    List.of(PostgresConstraintChanges.dropConstraint(index.name())),
                    Set.of(Hazard.MAY_FAIL, Hazard.LONG_LOCK)));
        } else {
            steps.after.add(indexes.create(index, concurrently));
        }
        if (PostgresTablePlanner.hasText(index.comment())) {
            steps.last.add(comments.onIndex(table, index, null, index.comment()));
        }
        constraints.comment(index.name(), null, PostgresIndexOptions.of(index).constraintComment());
    }

    void drop(Index index, boolean concurrently) {
        if (index.columns().stream().anyMatch(steps.droppedColumns::contains)
                || index.include().stream().anyMatch(steps.droppedColumns::contains)) {
            if (index.constraint()) {
                steps.lostConstraints.add("ADD " + PostgresClauses.constraint(index));
            } else {
                steps.lostIndexes.addAll(indexes.madeAgain(index, false));
            }
            return;
        }
        if (index.constraint()) {
            constraints.commentLost(index.name(), PostgresIndexOptions.of(index).constraintComment());
            steps.constraintDrops.add(new AlterClause(
                    PostgresConstraintChanges.dropConstraint(index.name()),
                    List.of("ADD " + PostgresClauses.constraint(index)),
                    Set.of()));
        } else {
            steps.before.add(indexes.drop(index, concurrently));
        }
    }

    void modify(TableChange.ModifyIndex modify) {
        PostgresIndexOptions before = PostgresIndexOptions.of(modify.from());
        PostgresIndexOptions after = PostgresIndexOptions.of(modify.to());
        if (staysAsBuilt(modify)) {
            if (modify.kinds().contains(ChangeKind.COMMENT)) {
                steps.last.add(comments.onIndex(
                        table, modify.to(), modify.from().comment(), modify.to().comment()));
            }
            if (!before.parameters().equals(after.parameters())) {
                steps.after.add(indexes.parameters(modify.from(), modify.to()));
            }
            constraints.comment(modify.to().name(), before.constraintComment(), after.constraintComment());
            return;
        }
        Index to = modify.to();
        if (canBecomeConstraint(modify)) {
            useForConstraint(modify.from(), to);
            return;
        }
        if (modify.concurrently() && canBeReplaced(modify.from(), to)) {
            steps.freshIndexes.add(to.name());
            steps.after.addAll(
                    new PostgresIndexReplacement(indexes, change.from(), change.to()).plan(modify.from(), to));
            if (PostgresTablePlanner.hasText(to.comment())) {
                steps.last.add(comments.onIndex(table, to, null, to.comment()));
            }
            return;
        }
        drop(modify.from(), modify.concurrently());
        add(to, modify.concurrently());
    }

    /** Whether the index that is there can go on as that of the wanted constraint. */
    private boolean canBecomeConstraint(TableChange.ModifyIndex modify) {
        PostgresIndexOptions before = PostgresIndexOptions.of(modify.from());
        boolean converted = change.changes().stream()
                .anyMatch(one -> one instanceof TableChange.ModifyColumn(Column from, Column to, var kinds)
                        && (kinds.contains(ChangeKind.TYPE) || kinds.contains(ChangeKind.COLLATION))
                        && modify.from().columns().contains(from.name()));
        return !modify.from().constraint()
                && modify.to().constraint()
                && modify.from().name().equals(modify.to().name())
                && Set.of(ChangeKind.COMMENT, ChangeKind.OPTIONS).containsAll(modify.kinds())
                && PostgresIndexOptions.fitsConstraint(modify.from())
                && !(modify.from().options() instanceof PostgresInvalidIndex)
                && before.nullsDistinct()
                && before.built().equals(PostgresIndexOptions.of(modify.to()).built())
                && indexes.canBeBuiltBeside()
                && !converted
                && steps.droppedColumns.isEmpty();
    }

    /** On the way back the index goes along with the constraint, and is made anew. */
    private void useForConstraint(Index from, Index to) {
        String name = PostgresSyntax.quote(to.name());
        steps.alter.add(new AlterClause(
                "ADD CONSTRAINT " + name + " UNIQUE USING INDEX " + name,
                List.of(PostgresConstraintChanges.dropConstraint(to.name())),
                Set.of(Hazard.MAY_FAIL)));
        steps.lostIndexes.addAll(indexes.madeAgain(from, false));
        if (!Objects.equals(from.comment(), to.comment())) {
            steps.last.add(comments.onIndex(table, to, from.comment(), to.comment()));
        }
        PostgresIndexOptions after = PostgresIndexOptions.of(to);
        if (!PostgresIndexOptions.of(from).parameters().equals(after.parameters())) {
            steps.after.add(indexes.parameters(from, to));
        }
        constraints.comment(to.name(), null, after.constraintComment());
    }

    /** Whether an index is changed without being built anew. */
    static boolean staysAsBuilt(TableChange.ModifyIndex modify) {
        if (PostgresDiffRules.changesConstraint(modify.from(), modify.to())) {
            return false;
        }
        return modify.kinds().equals(Set.of(ChangeKind.COMMENT))
                || Set.of(ChangeKind.COMMENT, ChangeKind.OPTIONS).containsAll(modify.kinds())
                        && !(modify.from().options() instanceof PostgresInvalidIndex)
                        && PostgresIndexOptions.of(modify.from())
                                .built()
                                .equals(PostgresIndexOptions.of(modify.to()).built());
    }

    void rename(Index from, Index to) {
        steps.last.add(indexes.rename(from, to));
    }

    /** Whether the old index can go on serving while the new one is built. One that the server does not use serves nobody. */
    private boolean canBeReplaced(Index from, Index to) {
        return indexes.canBeBuiltBeside()
                && !from.constraint()
                && !to.constraint()
                && !(from.options() instanceof PostgresInvalidIndex)
                && from.columns().stream().noneMatch(steps.droppedColumns::contains)
                && from.include().stream().noneMatch(steps.droppedColumns::contains);
    }

    /** An index that is made anew has lost what replication and CLUSTER used it for. */
    void rebuildUses() {
        PostgresTableStorage wanted = PostgresTableOptions.of(change.to()).storage();
        boolean changed = change.changes().stream().anyMatch(TableChange.ModifyOptions.class::isInstance);
        PostgresTableStorage kept = PostgresTableOptions.of(change.from()).storage();
        boolean lost = Stream.of(wanted.replicaIndex(), wanted.clusterIndex())
                .anyMatch(index -> index != null && steps.freshIndexes.contains(index));
        List<AlterClause> given = new ArrayList<>();
        if (lost || changed && !kept.sameIndexUses(wanted)) {
            settings.indexUses(kept, PostgresTableStorage.DEFAULT, given);
            settings.indexUses(PostgresTableStorage.DEFAULT, wanted, steps.settled);
        }
        if (!given.isEmpty()) {
            steps.before.addFirst(PostgresAlterTable.of(clauses, table, given));
        }
    }
}
