package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statements that change one table: dropped indexes, then one ALTER TABLE with dropped constraints first, then new
 * indexes, then comments and new names. For one change.
 */
final class PostgresTableChangePlanner {
    private final PostgresVersion version;
    private final PlanOptions options;
    private final PostgresClauses clauses;
    private final Change.ModifyTable change;
    private final QualifiedName table;
    private final PostgresIndexPlanner indexes;
    private final PostgresCommentPlanner comments;
    private final PostgresTableSettings settings;
    private final Set<String> droppedColumns;

    private final List<Statement> before = new ArrayList<>();
    private final List<AlterClause> constraintDrops = new ArrayList<>();
    private final List<AlterClause> alter = new ArrayList<>();
    /** What is changed in a partitioned table and in none of its partitions. */
    private final List<AlterClause> alterOnly = new ArrayList<>();
    /** What needs indexes that are made in the same change. */
    private final List<AlterClause> settled = new ArrayList<>();
    /** What goes along with a dropped column, and has to be made again on the way back. */
    private final List<String> lostConstraints = new ArrayList<>();

    private final List<String> lostIndexes = new ArrayList<>();
    private final List<Statement> after = new ArrayList<>();
    private final List<Statement> last = new ArrayList<>();

    PostgresTableChangePlanner(
            PostgresVersion version, PlanOptions options, PostgresClauses clauses, Change.ModifyTable change) {
        this.version = version;
        this.options = options;
        this.clauses = clauses;
        this.change = change;
        this.table = change.name();
        this.indexes = new PostgresIndexPlanner(version, clauses, change.from());
        this.comments = new PostgresCommentPlanner(clauses);
        this.settings = new PostgresTableSettings(version, clauses);
        this.droppedColumns = change.changes().stream()
                .filter(TableChange.DropColumn.class::isInstance)
                .map(dropped -> ((TableChange.DropColumn) dropped).column().name())
                .collect(Collectors.toUnmodifiableSet());
    }

    List<Statement> plan() {
        Table from = change.from();
        Table to = change.to();
        boolean moves = PostgresAncestry.changes(from, to);
        for (TableChange one : moves ? PostgresAncestry.complete(version, change) : change.changes()) {
            plan(one);
        }
        rebuildIndexUses();
        List<Statement> statements = new ArrayList<>();
        statements.addAll(before);
        List<AlterClause> all = new ArrayList<>(constraintDrops);
        all.addAll(alter);
        if (!all.isEmpty()) {
            statements.add(alterTable("ALTER TABLE ", all));
        }
        if (!alterOnly.isEmpty()) {
            statements.add(alterTable("ALTER TABLE ONLY ", alterOnly));
        }
        statements.addAll(after);
        if (!settled.isEmpty()) {
            statements.add(alterTable("ALTER TABLE ", settled));
        }
        statements.addAll(PostgresAncestry.join(clauses, from, to));
        statements.addAll(last);
        return statements;
    }

    /** An index that is made anew has lost what replication and CLUSTER used it for. */
    private void rebuildIndexUses() {
        PostgresTableStorage wanted = PostgresTableOptions.of(change.to()).storage();
        boolean changed = change.changes().stream().anyMatch(TableChange.ModifyOptions.class::isInstance);
        PostgresTableStorage kept = PostgresTableOptions.of(change.from()).storage();
        boolean lost = change.changes().stream()
                .anyMatch(one -> one instanceof TableChange.ModifyIndex(Index index, var to, var kinds, var beside)
                        && (index.name().equals(wanted.replicaIndex())
                                || index.name().equals(wanted.clusterIndex())));
        List<AlterClause> given = new ArrayList<>();
        if (lost || changed && !kept.sameIndexUses(wanted)) {
            settings.indexUses(kept, PostgresTableStorage.DEFAULT, given);
            settings.indexUses(PostgresTableStorage.DEFAULT, wanted, settled);
        }
        if (!given.isEmpty()) {
            before.addFirst(PostgresAlterTable.of(clauses, table, given));
        }
    }

    private Statement alterTable(String words, List<AlterClause> all) {
        Statement plain = PostgresAlterTable.of(words, clauses, table, all);
        List<String> back = new ArrayList<>(plain.reverse());
        if (all != alterOnly && all != settled && !back.isEmpty()) {
            if (!lostConstraints.isEmpty()) {
                back.set(0, back.getFirst() + ", " + String.join(", ", lostConstraints));
            }
            back.addAll(lostIndexes);
        }
        return new Statement(plain.text(), plain.comment(), back, true, plain.hazards());
    }

    private void plan(TableChange one) {
        switch (one) {
            case TableChange.AddColumn(Column column) -> addColumn(column);
            case TableChange.DropColumn(Column column) ->
                alter.add(new AlterClause(
                        dropColumn(column), List.of("ADD COLUMN " + clauses.column(column)), Set.of(Hazard.DATA_LOSS)));
            case TableChange.ModifyColumn(Column from, Column to, Set<ChangeKind> kinds) ->
                modifyColumn(from, to, kinds);
            case TableChange.RenameColumn(Column from, Column to) -> renameColumn(from, to);
            case TableChange.AddPrimaryKey(PrimaryKey key) -> addPrimaryKey(key);
            case TableChange.DropPrimaryKey(PrimaryKey key) -> dropPrimaryKey(key);
            case TableChange.ModifyPrimaryKey(PrimaryKey from, PrimaryKey to, Set<ChangeKind> kinds) ->
                modifyPrimaryKey(from, to, kinds);
            case TableChange.AddIndex(Index index, boolean concurrently) -> addIndex(index, concurrently);
            case TableChange.DropIndex(Index index, boolean concurrently) -> dropIndex(index, concurrently);
            case TableChange.ModifyIndex modify -> modifyIndex(modify);
            case TableChange.RenameConstraint(String from, String to) -> last.add(renameConstraint(from, to));
            case TableChange.RenameIndex(Index from, Index to) -> last.add(indexes.rename(from, to));
            case TableChange.AddForeignKey(ForeignKey key) -> addForeignKey(key);
            case TableChange.DropForeignKey(ForeignKey key) -> dropForeignKey(key);
            case TableChange.ModifyForeignKey(ForeignKey from, ForeignKey to, Set<ChangeKind> kinds) ->
                modifyForeignKey(from, to, kinds);
            case TableChange.AddCheck(Check check) -> addCheck(check);
            case TableChange.DropCheck(Check check) -> constraintDrops.add(dropCheck(check));
            case TableChange.ModifyCheck(Check from, Check to) -> modifyCheck(from, to);
            case TableChange.ModifyComment(String from, String to) -> last.add(comments.onTable(table, from, to));
            case TableChange.ModifyOptions(TableOptions from, TableOptions to) ->
                modifyOptions(PostgresTableOptions.of(from), PostgresTableOptions.of(to));
        }
    }

    private void modifyOptions(PostgresTableOptions from, PostgresTableOptions to) {
        if (!Objects.equals(from.partitioning(), to.partitioning())
                && (from.partitioning() == null || to.partitioning() == null)) {
            throw new PlanException(
                    "partition key of table \"" + table.name() + "\" cannot be changed (drop and add is required)");
        }
        if (!Objects.equals(from.rowType(), to.rowType())) {
            alter.add(new AlterClause(rowType(to), List.of(rowType(from)), Set.of()));
        }
        settings.storage(from.storage(), to.storage(), alter);
        settings.security(from.rowSecurity(), to.rowSecurity(), alter);
    }

    private String rowType(PostgresTableOptions to) {
        return to.rowType() == null ? "NOT OF" : "OF " + clauses.name(to.rowType());
    }

    private void constraintComment(@Nullable String constraint, @Nullable String from, @Nullable String to) {
        if (constraint != null && !Objects.equals(from, to)) {
            last.add(comments.onConstraint(table, constraint, from, to));
        }
    }

    /** A comment goes with its constraint, and has to be there again on the way back. */
    private void commentLost(@Nullable String constraint, @Nullable String comment) {
        if (constraint != null && PostgresTablePlanner.hasText(comment)) {
            before.add(comments.onConstraint(table, constraint, comment, null));
        }
    }

    private void addColumn(Column given) {
        PostgresVersionChecks.check(version, given);
        PostgresNamedSerials serials = PostgresNamedSerials.of(change.from(), List.of(given), clauses);
        Column column = serials.columns().getFirst();
        before.addAll(serials.before());
        after.addAll(serials.after());
        Set<Hazard> hazards = new HashSet<>();
        boolean filled = column.defaultValue() != null
                || column.identity() != null
                || column.generated() != null
                || column.type() instanceof io.atlasoperator.schema.ColumnType.SerialType;
        if (!column.nullable() && !filled) {
            hazards.add(Hazard.MAY_FAIL);
        }
        if (PostgresColumnPlanner.writesEveryRow(column)) {
            hazards.add(Hazard.TABLE_REWRITE);
        }
        alter.add(new AlterClause("ADD COLUMN " + clauses.column(column), List.of(dropColumn(column)), hazards));
        settings.column(Column.of(column.name(), column.type(), column.nullable()), column, settled);
        if (PostgresTablePlanner.hasText(column.comment())) {
            last.add(comments.onColumn(table, column.name(), null, column.comment()));
        }
    }

    private static String dropColumn(Column column) {
        return "DROP COLUMN " + PostgresSyntax.quote(column.name());
    }

    private void modifyColumn(Column from, Column to, Set<ChangeKind> kinds) {
        PostgresVersionChecks.check(version, to);
        if (kinds.contains(ChangeKind.GENERATED) && PostgresGeneratedColumns.madeAnew(version, from, to)) {
            makeAnew(from, to);
            return;
        }
        PostgresColumnPlanner column = new PostgresColumnPlanner(clauses, change.from(), from, to);
        before.addAll(column.before());
        List<AlterClause> all = column.clauses(kinds);
        boolean defaultAlone =
                kinds.stream().allMatch(kind -> kind == ChangeKind.DEFAULT || kind == ChangeKind.COMMENT);
        boolean partitioned = PostgresTableOptions.of(change.from()).partitioning() != null;
        (partitioned && defaultAlone ? alterOnly : alter).addAll(all);
        boolean converted = kinds.contains(ChangeKind.TYPE);
        if (converted && PostgresColumnOptions.of(from).storage() != null) {
            List<AlterClause> taken = new ArrayList<>();
            settings.column(from, PostgresColumnOptions.withoutStorage(from), taken);
            before.add(PostgresAlterTable.of(clauses, table, taken));
        }
        if (kinds.contains(ChangeKind.OPTIONS) || converted) {
            settings.column(
                    converted ? PostgresColumnOptions.withoutStorage(from) : from,
                    converted && PostgresColumnOptions.of(to).storage() == null
                            ? PostgresColumnOptions.withoutStorage(to)
                            : to,
                    settled);
        }
        after.addAll(column.after());
        if (kinds.contains(ChangeKind.COMMENT)) {
            last.add(comments.onColumn(table, to.name(), from.comment(), to.comment()));
        }
    }

    /** Drops a generated column and adds it as it is to be, with what goes along when it is dropped. */
    private void makeAnew(Column from, Column to) {
        Table wanted = change.to();
        for (Index index : wanted.indexes()) {
            if (isUnchanged(index) && PostgresGeneratedColumns.mentions(index, to.name())) {
                dropIndex(index, false);
                addIndex(index, false);
            }
        }
        for (ForeignKey key : wanted.foreignKeys()) {
            if (isUnchanged(key) && key.columns().contains(to.name())) {
                dropForeignKey(key);
                addForeignKey(key);
            }
        }
        for (Check check : wanted.checks()) {
            if (isUnchanged(check) && PostgresGeneratedColumns.mentions(check.expression(), to.name())) {
                constraintDrops.add(dropCheck(check));
                addCheck(check);
            }
        }
        alter.addFirst(new AlterClause(
                "ADD COLUMN " + clauses.column(to),
                List.of(dropColumn(to)),
                Set.of(Hazard.TABLE_REWRITE, Hazard.LONG_LOCK)));
        alter.addFirst(new AlterClause(
                dropColumn(from), List.of("ADD COLUMN " + clauses.column(from)), Set.of(Hazard.LONG_LOCK)));
        settings.column(Column.of(to.name(), to.type(), to.nullable()), to, settled);
        if (PostgresTablePlanner.hasText(from.comment())) {
            before.add(comments.onColumn(table, to.name(), from.comment(), null));
        }
        if (PostgresTablePlanner.hasText(to.comment())) {
            last.add(comments.onColumn(table, to.name(), null, to.comment()));
        }
    }

    private boolean isUnchanged(Object part) {
        return change.changes().stream().noneMatch(one -> switch (one) {
            case TableChange.AddIndex(Index index, boolean beside) -> index.equals(part);
            case TableChange.ModifyIndex(Index before, Index index, var kinds, boolean beside) -> index.equals(part);
            case TableChange.AddForeignKey(ForeignKey key) -> key.equals(part);
            case TableChange.ModifyForeignKey(ForeignKey before, ForeignKey key, var kinds) -> key.equals(part);
            case TableChange.AddCheck(Check check) -> check.equals(part);
            case TableChange.ModifyCheck(Check before, Check check) -> check.equals(part);
            case TableChange _ -> false;
        });
    }

    private void renameColumn(Column from, Column to) {
        String start = "ALTER TABLE " + clauses.name(table) + " RENAME COLUMN ";
        // Every other clause of this change speaks of the column by its new name.
        before.addFirst(Statement.of(
                start + PostgresSyntax.quote(from.name()) + " TO " + PostgresSyntax.quote(to.name()),
                "rename a column from \"" + from.name() + "\" to \"" + to.name() + "\"",
                start + PostgresSyntax.quote(to.name()) + " TO " + PostgresSyntax.quote(from.name())));
    }

    private void addPrimaryKey(PrimaryKey key) {
        alter.add(new AlterClause(
                "ADD " + PostgresClauses.primaryKey(key),
                List.of(dropConstraint(PostgresClauses.primaryKeyName(table, key))),
                Set.of(Hazard.MAY_FAIL, Hazard.LONG_LOCK)));
        constraintComment(
                PostgresClauses.primaryKeyName(table, key),
                null,
                PostgresPrimaryKeyOptions.of(key).comment());
    }

    private void modifyPrimaryKey(PrimaryKey from, PrimaryKey to, Set<ChangeKind> kinds) {
        PostgresPrimaryKeyOptions before = PostgresPrimaryKeyOptions.of(from);
        PostgresPrimaryKeyOptions after = PostgresPrimaryKeyOptions.of(to);
        if (!kinds.equals(Set.of(ChangeKind.OPTIONS)) || !before.built().equals(after.built())) {
            dropPrimaryKey(from);
            addPrimaryKey(to);
            return;
        }
        String name = PostgresClauses.primaryKeyName(table, to);
        if (!PostgresClauses.primaryKeyName(table, from).equals(name)) {
            this.before.add(renameConstraint(PostgresClauses.primaryKeyName(table, from), name));
        }
        if (!before.parameters().equals(after.parameters())) {
            Index index = Index.of(name, true, to.columns());
            this.after.add(indexes.parameters(
                    PostgresPrimaryKeyOptions.onIndex(index, before), PostgresPrimaryKeyOptions.onIndex(index, after)));
        }
        constraintComment(name, before.comment(), after.comment());
    }

    private Statement renameConstraint(String from, String to) {
        String start = "ALTER TABLE " + clauses.name(table) + " RENAME CONSTRAINT ";
        return Statement.of(
                start + PostgresSyntax.quote(from) + " TO " + PostgresSyntax.quote(to),
                "rename a constraint from \"" + from + "\" to \"" + to + "\"",
                start + PostgresSyntax.quote(to) + " TO " + PostgresSyntax.quote(from));
    }

    private void dropPrimaryKey(PrimaryKey key) {
        commentLost(
                PostgresClauses.primaryKeyName(table, key),
                PostgresPrimaryKeyOptions.of(key).comment());
        constraintDrops.add(new AlterClause(
                dropConstraint(PostgresClauses.primaryKeyName(table, key)),
                List.of("ADD " + PostgresClauses.primaryKey(key)),
                Set.of()));
    }

    private void addIndex(Index index, boolean concurrently) {
        if (index.constraint()) {
            PostgresVersionChecks.check(version, index);
            alter.add(new AlterClause(
                    "ADD " + PostgresClauses.constraint(index),
                    List.of(dropConstraint(index.name())),
                    Set.of(Hazard.MAY_FAIL, Hazard.LONG_LOCK)));
        } else {
            after.add(indexes.create(index, concurrently));
        }
        if (PostgresTablePlanner.hasText(index.comment())) {
            last.add(comments.onIndex(table, index, null, index.comment()));
        }
        constraintComment(index.name(), null, PostgresIndexOptions.of(index).constraintComment());
    }

    private void dropIndex(Index index, boolean concurrently) {
        if (index.columns().stream().anyMatch(droppedColumns::contains)
                || index.include().stream().anyMatch(droppedColumns::contains)) {
            if (index.constraint()) {
                lostConstraints.add("ADD " + PostgresClauses.constraint(index));
            } else {
                lostIndexes.add(clauses.createIndex(table, index, false));
            }
            return;
        }
        if (index.constraint()) {
            commentLost(index.name(), PostgresIndexOptions.of(index).constraintComment());
            constraintDrops.add(new AlterClause(
                    dropConstraint(index.name()), List.of("ADD " + PostgresClauses.constraint(index)), Set.of()));
        } else {
            before.add(indexes.drop(index, concurrently));
        }
    }

    private void modifyIndex(TableChange.ModifyIndex modify) {
        if (modify.kinds().equals(Set.of(ChangeKind.COMMENT))) {
            last.add(comments.onIndex(
                    table, modify.to(), modify.from().comment(), modify.to().comment()));
            return;
        }
        PostgresIndexOptions before = PostgresIndexOptions.of(modify.from());
        PostgresIndexOptions after = PostgresIndexOptions.of(modify.to());
        if (Set.of(ChangeKind.COMMENT, ChangeKind.OPTIONS).containsAll(modify.kinds())
                && !(modify.from().options() instanceof PostgresInvalidIndex)
                && before.built().equals(after.built())) {
            if (modify.kinds().contains(ChangeKind.COMMENT)) {
                last.add(comments.onIndex(
                        table, modify.to(), modify.from().comment(), modify.to().comment()));
            }
            if (!before.parameters().equals(after.parameters())) {
                this.after.add(indexes.parameters(modify.from(), modify.to()));
            }
            constraintComment(modify.to().name(), before.constraintComment(), after.constraintComment());
            return;
        }
        // An index means the same with and without a constraint, and goes on as what it is.
        Index to = modify.from().constraint()
                        && !modify.to().constraint()
                        && PostgresIndexOptions.fitsConstraint(modify.to())
                ? PostgresIndexOptions.asConstraint(modify.to())
                : modify.to();
        if (modify.concurrently() && canBeReplaced(modify.from(), to)) {
            this.after.addAll(
                    new PostgresIndexReplacement(indexes, change.from(), change.to()).plan(modify.from(), to));
            if (PostgresTablePlanner.hasText(to.comment())) {
                last.add(comments.onIndex(table, to, null, to.comment()));
            }
            return;
        }
        dropIndex(modify.from(), modify.concurrently());
        addIndex(to, modify.concurrently());
    }

    /** Whether the old index can go on serving while the new one is built. One that the server does not use serves nobody. */
    private boolean canBeReplaced(Index from, Index to) {
        return indexes.canBeBuiltBeside()
                && !from.constraint()
                && !to.constraint()
                && !(from.options() instanceof PostgresInvalidIndex)
                && from.columns().stream().noneMatch(droppedColumns::contains)
                && from.include().stream().noneMatch(droppedColumns::contains);
    }

    private void addForeignKey(ForeignKey key) {
        // The reference breaks the line here when it indents, and nowhere else in an ALTER TABLE.
        String add = options.indent().isEmpty() ? "ADD " : "ADD\n";
        PostgresVersionChecks.check(version, key);
        alter.add(new AlterClause(
                add + clauses.foreignKey(key),
                List.of(dropConstraint(key.name())),
                PostgresForeignKeyOptions.of(key).validated()
                        ? Set.of(Hazard.MAY_FAIL, Hazard.LONG_LOCK)
                        : Set.of(Hazard.LONG_LOCK)));
        constraintComment(key.name(), null, PostgresForeignKeyOptions.of(key).comment());
    }

    private void modifyForeignKey(ForeignKey from, ForeignKey to, Set<ChangeKind> kinds) {
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
            alter.add(validate(to.name(), "ADD " + clauses.foreignKey(from)));
        }
        constraintComment(to.name(), before.comment(), after.comment());
    }

    /** There is no way back from a valid constraint but to make it again. */
    private static AlterClause validate(String constraint, String old) {
        return new AlterClause(
                "VALIDATE CONSTRAINT " + PostgresSyntax.quote(constraint),
                List.of(dropConstraint(constraint), old),
                Set.of(Hazard.MAY_FAIL));
    }

    private void dropForeignKey(ForeignKey key) {
        if (key.columns().stream().anyMatch(droppedColumns::contains)) {
            lostConstraints.add("ADD " + clauses.foreignKey(key));
        } else {
            commentLost(key.name(), PostgresForeignKeyOptions.of(key).comment());
            constraintDrops.add(
                    new AlterClause(dropConstraint(key.name()), List.of("ADD " + clauses.foreignKey(key)), Set.of()));
        }
    }

    private void addCheck(Check check) {
        PostgresVersionChecks.check(version, check);
        PostgresCheckOptions own = PostgresCheckOptions.of(check);
        alter.add(new AlterClause(
                "ADD " + PostgresClauses.check(check),
                check.name() == null ? List.of() : List.of(dropConstraint(check.name())),
                check.enforced() && own.validated() ? Set.of(Hazard.MAY_FAIL, Hazard.LONG_LOCK) : Set.of()));
        constraintComment(check.name(), null, own.comment());
    }

    private void modifyCheck(Check from, Check to) {
        PostgresCheckOptions before = PostgresCheckOptions.of(from);
        PostgresCheckOptions after = PostgresCheckOptions.of(to);
        @Nullable String name = from.name();
        boolean stays = from.noInherit() == to.noInherit()
                && from.enforced() == to.enforced()
                && PostgresExpressions.same(from.expression(), to.expression())
                && (after.validated() || !before.validated());
        if (stays && name != null) {
            if (after.validated() != before.validated()) {
                alter.add(validate(name, "ADD " + PostgresClauses.check(from)));
            }
            constraintComment(name, before.comment(), after.comment());
            return;
        }
        // A check goes along with its columns, so where columns are dropped it has to go before them.
        (droppedColumns.isEmpty() ? alter : constraintDrops).add(dropCheck(from));
        addCheck(to);
    }

    private AlterClause dropCheck(Check check) {
        commentLost(check.name(), PostgresCheckOptions.of(check).comment());
        if (check.name() == null) {
            throw new PlanException(
                    "the check " + check.expression() + " of table \"" + table.name() + "\" has no name to drop it by");
        }
        return new AlterClause(dropConstraint(check.name()), List.of("ADD " + PostgresClauses.check(check)), Set.of());
    }

    private static String dropConstraint(String name) {
        return "DROP CONSTRAINT " + PostgresSyntax.quote(name);
    }

    /**
     * A clause of ALTER TABLE.
     *
     * @param reverse the clauses that undo it, in order; empty if none do
     */
    record AlterClause(String text, List<String> reverse, Set<Hazard> hazards) {}
}
