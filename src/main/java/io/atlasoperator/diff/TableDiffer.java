package io.atlasoperator.diff;

import io.atlasoperator.diff.DiffPolicy.Skip;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists what differs between two states of one table. */
final class TableDiffer {
    private final DiffRules rules;
    private final DiffPolicy policy;

    TableDiffer(DiffRules rules, DiffPolicy policy) {
        this.rules = rules;
        this.policy = policy;
    }

    List<TableChange> diff(Table from, Table to) {
        List<TableChange> changes = compare(from, to);
        changes.forEach(change -> rules.check(from, change));
        return changes;
    }

    /** The wanted table as far as the policy lets it be. */
    Table spared(Table from, Table to) {
        return SparedParts.in(
                from,
                to,
                new TableDiffer(rules, DiffPolicy.DEFAULT)
                        .compare(from, to).stream()
                                .filter(change -> SparedParts.word(change)
                                        .filter(policy.skip()::contains)
                                        .isPresent())
                                .toList());
    }

    private List<TableChange> compare(Table from, Table to) {
        List<TableChange> changes = new ArrayList<>();
        attributes(from, to, changes);
        checks(from, to, changes);
        columns(from, to, changes);
        primaryKey(from, to, changes);
        indexes(from, to, changes);
        foreignKeys(from, to, changes);
        return changes;
    }

    private void attributes(Table from, Table to, List<TableChange> changes) {
        if (commentChanged(from.comment(), to.comment())) {
            changes.add(new TableChange.ModifyComment(from.comment(), to.comment()));
        }
        if (rules.tableOptionsChanged(from, to)) {
            changes.add(new TableChange.ModifyOptions(from.options(), to.options()));
        }
    }

    private void checks(Table from, Table to, List<TableChange> changes) {
        List<Check> unmatched = new ArrayList<>(to.checks());
        for (Check check : from.checks()) {
            Optional<Check> wanted =
                    unmatched.stream().filter(other -> sameCheck(check, other)).findFirst();
            if (wanted.isEmpty()) {
                changes.add(new TableChange.DropCheck(check));
                continue;
            }
            unmatched.remove(wanted.get());
            if (rules.checkChanged(check, wanted.get())) {
                changes.add(new TableChange.ModifyCheck(check, wanted.get()));
            }
        }
        unmatched.forEach(check -> changes.add(new TableChange.AddCheck(check)));
    }

    /** Named checks are the same by name; where one has no name, by what they say. */
    private boolean sameCheck(Check from, Check to) {
        return from.name() != null && to.name() != null ? from.name().equals(to.name()) : !rules.checkChanged(from, to);
    }

    private void columns(Table from, Table to, List<TableChange> changes) {
        for (Column column : from.columns()) {
            Optional<Column> wanted = to.column(column.name());
            if (wanted.isEmpty()) {
                add(changes, Skip.DROP_COLUMN, new TableChange.DropColumn(column));
                continue;
            }
            Set<ChangeKind> kinds = columnKinds(column, wanted.get());
            if (!kinds.isEmpty()) {
                add(changes, Skip.MODIFY_COLUMN, new TableChange.ModifyColumn(column, wanted.get(), kinds));
            }
        }
        for (Column column : to.columns()) {
            if (from.column(column.name()).isEmpty()) {
                add(changes, Skip.ADD_COLUMN, new TableChange.AddColumn(column));
            }
        }
    }

    private Set<ChangeKind> columnKinds(Column from, Column to) {
        Set<ChangeKind> kinds = EnumSet.noneOf(ChangeKind.class);
        if (from.nullable() != to.nullable()) {
            kinds.add(ChangeKind.NULL);
        }
        if (rules.typeChanged(from, to)) {
            kinds.add(ChangeKind.TYPE);
        }
        if (rules.defaultChanged(from, to)) {
            kinds.add(ChangeKind.DEFAULT);
        }
        if (rules.generatedChanged(from, to)) {
            kinds.add(ChangeKind.GENERATED);
        }
        if (rules.identityChanged(from, to)) {
            kinds.add(ChangeKind.IDENTITY);
        }
        if (rules.collationChanged(from, to)) {
            kinds.add(ChangeKind.COLLATION);
        }
        if (commentChanged(from.comment(), to.comment())) {
            kinds.add(ChangeKind.COMMENT);
        }
        if (rules.columnOptionsChanged(from, to)) {
            kinds.add(ChangeKind.OPTIONS);
        }
        return kinds;
    }

    private void primaryKey(Table from, Table to, List<TableChange> changes) {
        @Nullable PrimaryKey current = from.primaryKey();
        @Nullable PrimaryKey wanted = to.primaryKey();
        if (current == null) {
            if (wanted != null) {
                changes.add(new TableChange.AddPrimaryKey(wanted));
            }
        } else if (wanted == null) {
            changes.add(new TableChange.DropPrimaryKey(current));
        } else {
            Set<ChangeKind> kinds = EnumSet.noneOf(ChangeKind.class);
            if (partsChanged(current.parts(), wanted.parts())) {
                kinds.add(ChangeKind.PARTS);
            }
            if (!current.include().equals(wanted.include())) {
                kinds.add(ChangeKind.INCLUDE);
            }
            if (rules.primaryKeyNameChanged(from, current, wanted) || rules.primaryKeyOptionsChanged(current, wanted)) {
                kinds.add(ChangeKind.OPTIONS);
            }
            if (!kinds.isEmpty()) {
                changes.add(new TableChange.ModifyPrimaryKey(current, wanted, kinds));
            }
        }
    }

    private void indexes(Table from, Table to, List<TableChange> changes) {
        Set<Index> matched = Collections.newSetFromMap(new IdentityHashMap<>());
        List<TableChange> added = new ArrayList<>();
        IdentityHashMap<Index, Index> wantedByCurrent = new IdentityHashMap<>();
        for (Index wanted : to.indexes()) {
            Optional<Index> current = from.index(wanted.name())
                    .filter(rules::named)
                    .or(() -> rules.similarIndex(from, wanted)
                            .filter(found -> !rules.named(found)
                                    || to.index(found.name()).isEmpty()))
                    .filter(found -> !matched.contains(found));
            if (current.isPresent()) {
                matched.add(current.get());
                wantedByCurrent.put(current.get(), wanted);
            } else if (!policy.skip().contains(Skip.ADD_INDEX)) {
                added.add(new TableChange.AddIndex(wanted, policy.concurrentCreate()));
            }
        }
        for (Index current : from.indexes()) {
            @Nullable Index wanted = wantedByCurrent.get(current);
            if (wanted == null) {
                add(changes, Skip.DROP_INDEX, new TableChange.DropIndex(current, policy.concurrentDrop()));
                continue;
            }
            Set<ChangeKind> kinds = indexKinds(current, wanted);
            if (!kinds.isEmpty()) {
                add(
                        changes,
                        Skip.MODIFY_INDEX,
                        new TableChange.ModifyIndex(current, wanted, kinds, policy.concurrentCreate()));
            }
        }
        changes.addAll(added);
    }

    private Set<ChangeKind> indexKinds(Index from, Index to) {
        Set<ChangeKind> kinds = EnumSet.noneOf(ChangeKind.class);
        if (from.unique() != to.unique()) {
            kinds.add(ChangeKind.UNIQUE);
        }
        if (partsChanged(from.parts(), to.parts())) {
            kinds.add(ChangeKind.PARTS);
        }
        if (!from.include().equals(to.include())) {
            kinds.add(ChangeKind.INCLUDE);
        }
        if (rules.predicateChanged(from, to)) {
            kinds.add(ChangeKind.PREDICATE);
        }
        if (rules.indexOptionsChanged(from, to)) {
            kinds.add(ChangeKind.OPTIONS);
        }
        if (commentChanged(from.comment(), to.comment())) {
            kinds.add(ChangeKind.COMMENT);
        }
        return kinds;
    }

    private boolean partsChanged(List<IndexPart> from, List<IndexPart> to) {
        if (from.size() != to.size()) {
            return true;
        }
        for (int i = 0; i < from.size(); i++) {
            if (rules.indexPartChanged(from.get(i), to.get(i))) {
                return true;
            }
        }
        return false;
    }

    private void foreignKeys(Table from, Table to, List<TableChange> changes) {
        IdentityHashMap<ForeignKey, ForeignKey> wantedByCurrent = new IdentityHashMap<>();
        List<TableChange> added = new ArrayList<>();
        for (ForeignKey wanted : to.foreignKeys()) {
            Optional<ForeignKey> current = from.foreignKeys().stream()
                    .filter(key -> rules.named(wanted) && key.name().equals(wanted.name()))
                    .findFirst()
                    .or(() -> rules.similarForeignKey(from, wanted))
                    .filter(found -> !wantedByCurrent.containsKey(found));
            if (current.isPresent()) {
                wantedByCurrent.put(current.get(), wanted);
            } else if (!policy.skip().contains(Skip.ADD_FOREIGN_KEY)) {
                added.add(new TableChange.AddForeignKey(wanted));
            }
        }
        for (ForeignKey current : from.foreignKeys()) {
            @Nullable ForeignKey wanted = wantedByCurrent.get(current);
            if (wanted == null) {
                add(changes, Skip.DROP_FOREIGN_KEY, new TableChange.DropForeignKey(current));
                continue;
            }
            Set<ChangeKind> kinds = foreignKeyKinds(current, wanted);
            if (!kinds.isEmpty()) {
                add(changes, Skip.MODIFY_FOREIGN_KEY, new TableChange.ModifyForeignKey(current, wanted, kinds));
            }
        }
        changes.addAll(added);
    }

    private Set<ChangeKind> foreignKeyKinds(ForeignKey from, ForeignKey to) {
        Set<ChangeKind> kinds = EnumSet.noneOf(ChangeKind.class);
        if (!from.refTable().equals(to.refTable())) {
            kinds.add(ChangeKind.REF_TABLE);
        }
        if (!from.columns().equals(to.columns())) {
            kinds.add(ChangeKind.COLUMNS);
        }
        if (!from.refColumns().equals(to.refColumns())) {
            kinds.add(ChangeKind.REF_COLUMNS);
        }
        if (!rules.sameAction(from.onUpdate(), to.onUpdate())) {
            kinds.add(ChangeKind.ON_UPDATE);
        }
        if (!rules.sameAction(from.onDelete(), to.onDelete())) {
            kinds.add(ChangeKind.ON_DELETE);
        }
        if (from.deferrability() != to.deferrability()) {
            kinds.add(ChangeKind.DEFERRABILITY);
        }
        if (rules.foreignKeyOptionsChanged(from, to)) {
            kinds.add(ChangeKind.OPTIONS);
        }
        return kinds;
    }

    private boolean commentChanged(@Nullable String from, @Nullable String to) {
        // No comment and an empty one are the same to every server.
        return rules.comparesComments() && !rules.commentsEqual(from == null ? "" : from, to == null ? "" : to);
    }

    private void add(List<TableChange> changes, Skip kind, TableChange change) {
        if (!policy.skip().contains(kind)) {
            changes.add(change);
        }
    }
}
