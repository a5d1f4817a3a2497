package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change.ModifyTable;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is over a computed column goes along with it when the column is dropped and added, however little of it changes or
 * nothing at all: it is dropped before and made after.
 */
final class PostgresRemadeColumns {
    private final Table from;
    private final Table to;
    private final Set<String> columns;

    private PostgresRemadeColumns(Table from, Table to, Set<String> columns) {
        this.from = from;
        this.to = to;
        this.columns = columns;
    }

    /** A change that says itself what is dropped and made along with columns; the very same if there are none of those. */
    static ModifyTable apart(PostgresVersion version, ModifyTable change) {
        Set<String> columns = PostgresGeneratedColumns.madeAnew(version, change);
        return columns.isEmpty()
                ? change
                : new ModifyTable(
                        change.from(),
                        change.to(),
                        new PostgresRemadeColumns(change.from(), change.to(), columns).apart(change.changes()));
    }

    private List<TableChange> apart(List<TableChange> given) {
        List<TableChange> changes = new ArrayList<>();
        given.forEach(change -> changes.addAll(apart(change)));
        for (Index index : to.indexes()) {
            if (isOver(index) && isUnchanged(index, given)) {
                changes.add(new TableChange.DropIndex(from.index(index.name()).orElse(index), false));
                changes.add(new TableChange.AddIndex(index, false));
            }
        }
        @Nullable PrimaryKey primary = to.primaryKey();
        if (primary != null && isOver(primary) && isUnchanged(primary, given)) {
            changes.add(new TableChange.DropPrimaryKey(from.primaryKey() == null ? primary : from.primaryKey()));
            changes.add(new TableChange.AddPrimaryKey(primary));
        }
        for (ForeignKey key : to.foreignKeys()) {
            if (isOver(key) && isUnchanged(key, given)) {
                changes.add(new TableChange.DropForeignKey(key));
                changes.add(new TableChange.AddForeignKey(key));
            }
        }
        for (Check check : to.checks()) {
            if (isOver(check) && isUnchanged(check, given)) {
                changes.add(new TableChange.DropCheck(check));
                changes.add(new TableChange.AddCheck(check));
            }
        }
        return changes;
    }

    private List<TableChange> apart(TableChange change) {
        return switch (change) {
            case TableChange.ModifyIndex(Index old, Index wanted, var kinds, boolean concurrently)
            when isOver(old) || isOver(wanted) ->
                List.of(new TableChange.DropIndex(old, false), new TableChange.AddIndex(wanted, false));
            case TableChange.ModifyPrimaryKey(PrimaryKey old, PrimaryKey wanted, var kinds)
            when isOver(old) || isOver(wanted) ->
                List.of(new TableChange.DropPrimaryKey(old), new TableChange.AddPrimaryKey(wanted));
            case TableChange.ModifyForeignKey(ForeignKey old, ForeignKey wanted, var kinds)
            when isOver(old) || isOver(wanted) ->
                List.of(new TableChange.DropForeignKey(old), new TableChange.AddForeignKey(wanted));
            case TableChange.ModifyCheck(Check old, Check wanted)
            when isOver(old) || isOver(wanted) ->
                List.of(new TableChange.DropCheck(old), new TableChange.AddCheck(wanted));
            case TableChange other -> List.of(other);
        };
    }

    /** Whether a part of the wanted table is changed by nothing. */
    private static boolean isUnchanged(Object part, List<TableChange> changes) {
        return changes.stream().noneMatch(change -> switch (change) {
            case TableChange.AddIndex(Index index, boolean concurrently) -> index.equals(part);
            case TableChange.ModifyIndex modify -> modify.to().equals(part);
            case TableChange.AddPrimaryKey(PrimaryKey key) -> key.equals(part);
            case TableChange.ModifyPrimaryKey modify -> modify.to().equals(part);
            case TableChange.AddForeignKey(ForeignKey key) -> key.equals(part);
            case TableChange.ModifyForeignKey modify -> modify.to().equals(part);
            case TableChange.AddCheck(Check check) -> check.equals(part);
            case TableChange.ModifyCheck modify -> modify.to().equals(part);
            case TableChange _ -> false;
        });
    }

    private boolean isOver(Index index) {
        return columns.stream().anyMatch(column -> PostgresGeneratedColumns.mentions(index, column));
    }

    private boolean isOver(PrimaryKey key) {
        return key.columns().stream().anyMatch(columns::contains)
                || key.include().stream().anyMatch(columns::contains);
    }

    private boolean isOver(ForeignKey key) {
        return key.columns().stream().anyMatch(columns::contains);
    }

    private boolean isOver(Check check) {
        return columns.stream().anyMatch(column -> PostgresGeneratedColumns.mentions(check.expression(), column));
    }
}
