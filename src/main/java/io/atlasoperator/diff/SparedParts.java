package io.atlasoperator.diff;

import io.atlasoperator.diff.DiffPolicy.Skip;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A wanted table as it comes to be if some of the changes that lead to it are left out. */
final class SparedParts {
    private final Table from;
    private final List<Column> columns;
    private final List<Index> indexes;
    private final List<ForeignKey> foreignKeys;

    private SparedParts(Table from, Table to) {
        this.from = from;
        this.columns = new ArrayList<>(to.columns());
        this.indexes = new ArrayList<>(to.indexes());
        this.foreignKeys = new ArrayList<>(to.foreignKeys());
    }

    /**
     * The wanted table without the changes left out.
     *
     * @param skipped those of the changes between the two that the policy names
     */
    static Table in(Table from, Table to, List<TableChange> skipped) {
        if (skipped.isEmpty()) {
            return to;
        }
        SparedParts parts = new SparedParts(from, to);
        skipped.forEach(parts::undo);
        // An index or a key goes with its columns, whatever the policy says of it.
        return to.toBuilder()
                .columns(parts.columns)
                .indexes(parts.indexes.stream()
                        .filter(index ->
                                parts.has(index.columns()) || to.indexes().contains(index))
                        .toList())
                .foreignKeys(parts.foreignKeys.stream()
                        .filter(key ->
                                parts.has(key.columns()) || to.foreignKeys().contains(key))
                        .toList())
                .build();
    }

    /** The word that leaves a change out, if there is one. */
    static Optional<Skip> word(TableChange change) {
        return Optional.ofNullable(
                switch (change) {
                    case TableChange.AddColumn c -> Skip.ADD_COLUMN;
                    case TableChange.DropColumn c -> Skip.DROP_COLUMN;
                    case TableChange.ModifyColumn c -> Skip.MODIFY_COLUMN;
                    case TableChange.AddIndex c -> Skip.ADD_INDEX;
                    case TableChange.DropIndex c -> Skip.DROP_INDEX;
                    case TableChange.ModifyIndex c -> Skip.MODIFY_INDEX;
                    case TableChange.AddForeignKey c -> Skip.ADD_FOREIGN_KEY;
                    case TableChange.DropForeignKey c -> Skip.DROP_FOREIGN_KEY;
                    case TableChange.ModifyForeignKey c -> Skip.MODIFY_FOREIGN_KEY;
                    case TableChange c -> null;
                });
    }

    private void undo(TableChange change) {
        switch (change) {
            case TableChange.AddColumn(Column column) -> columns.remove(column);
            case TableChange.DropColumn(Column column) -> columns.add(place(column), column);
            case TableChange.ModifyColumn(Column old, Column wanted, var kinds) ->
                Collections.replaceAll(columns, wanted, old);
            case TableChange.AddIndex(Index index, boolean concurrently) -> indexes.remove(index);
            case TableChange.DropIndex(Index index, boolean concurrently) -> indexes.add(index);
            case TableChange.ModifyIndex modify -> Collections.replaceAll(indexes, modify.to(), modify.from());
            case TableChange.AddForeignKey(ForeignKey key) -> foreignKeys.remove(key);
            case TableChange.DropForeignKey(ForeignKey key) -> foreignKeys.add(key);
            case TableChange.ModifyForeignKey(ForeignKey old, ForeignKey wanted, var kinds) ->
                Collections.replaceAll(foreignKeys, wanted, old);
            case TableChange other -> {}
        }
    }

    /** Where a column that stays is: a table that is built anew has it there too. */
    private int place(Column column) {
        for (int i = from.columns().indexOf(column) - 1; i >= 0; i--) {
            String before = from.columns().get(i).name();
            for (int at = 0; at < columns.size(); at++) {
                if (columns.get(at).name().equals(before)) {
                    return at + 1;
                }
            }
        }
        return 0;
    }

    private boolean has(Collection<String> names) {
        return names.stream()
                .allMatch(name ->
                        columns.stream().anyMatch(column -> column.name().equals(name)));
    }
}
