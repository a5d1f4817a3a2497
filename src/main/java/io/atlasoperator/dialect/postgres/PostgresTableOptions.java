package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What only PostgreSQL knows of a table. A table whose options are all the default carries null instead.
 *
 * @param partitioning how it is partitioned, or null if it is not
 * @param partition what it is a partition of, or null if it is none
 * @param parents the tables it inherits from, in order
 * @param merged what it has because a parent has it, or null if that is not known
 * @param rowType the composite type whose fields are its columns, or null
 * @param storage how it is kept
 * @param rowSecurity whether its policies count
 * @param inherited whether there are tables that inherit from it; no difference between two states
 */
record PostgresTableOptions(
        @Nullable PostgresPartitioning partitioning,
        @Nullable PostgresPartition partition,
        List<QualifiedName> parents,
        @Nullable PostgresMergedParts merged,
        @Nullable QualifiedName rowType,
        PostgresTableStorage storage,
        PostgresRowSecurity rowSecurity,
        boolean inherited)
        implements TableOptions {

    /** What a table without options has. */
    static final PostgresTableOptions DEFAULT = new PostgresTableOptions(
            null, null, List.of(), null, null, PostgresTableStorage.DEFAULT, PostgresRowSecurity.OFF, false);

    PostgresTableOptions {
        parents = List.copyOf(parents);
        Objects.requireNonNull(storage);
        Objects.requireNonNull(rowSecurity);
    }

    /** A partitioned table with nothing else. */
    static PostgresTableOptions partitioned(String type, List<IndexPart> parts) {
        return DEFAULT.withPartitioning(new PostgresPartitioning(type, parts));
    }

    /** The options of a table, the default ones if it carries none. */
    static PostgresTableOptions of(Table table) {
        return of(table.options());
    }

    static PostgresTableOptions of(@Nullable TableOptions options) {
        return options instanceof PostgresTableOptions own ? own : DEFAULT;
    }

    PostgresTableOptions withPartitioning(@Nullable PostgresPartitioning newPartitioning) {
        return new PostgresTableOptions(
                newPartitioning, partition, parents, merged, rowType, storage, rowSecurity, inherited);
    }

    PostgresTableOptions withMerged(@Nullable PostgresMergedParts newMerged) {
        return new PostgresTableOptions(
                partitioning, partition, parents, newMerged, rowType, storage, rowSecurity, inherited);
    }

    /** These options of a table that others inherit from. */
    PostgresTableOptions withChildren() {
        return new PostgresTableOptions(partitioning, partition, parents, merged, rowType, storage, rowSecurity, true);
    }

    /** These options as a table without parents carries them. */
    PostgresTableOptions alone() {
        return new PostgresTableOptions(partitioning, null, List.of(), null, rowType, storage, rowSecurity, inherited);
    }

    /** These options as a table carries them: null if all are the default. */
    @Nullable
    PostgresTableOptions orNull() {
        return equals(DEFAULT) ? null : this;
    }

    @Override
    public List<ObjectKey> needs() {
        List<ObjectKey> needed = new ArrayList<>();
        parents.forEach(parent -> needed.add(ObjectKey.relation(parent)));
        if (partition != null) {
            needed.add(ObjectKey.relation(partition.parent()));
        }
        if (rowType != null) {
            needed.add(ObjectKey.type(rowType));
        }
        return needed;
    }

    @Override
    public PostgresTableOptions renameColumn(String from, String to) {
        if (partitioning == null) {
            return this;
        }
        return withPartitioning(new PostgresPartitioning(
                partitioning.type(),
                partitioning.parts().stream()
                        .map(part -> part instanceof IndexPart.OfColumn column
                                        && column.column().equals(from)
                                ? new IndexPart.OfColumn(to, column.descending(), column.options())
                                : part)
                        .toList()));
    }

    @Override
    public PostgresTableOptions renameTable(QualifiedName from, QualifiedName to) {
        return new PostgresTableOptions(
                partitioning,
                partition != null && partition.parent().equals(from)
                        ? new PostgresPartition(to, partition.bound())
                        : partition,
                parents.stream()
                        .map(parent -> parent.equals(from) ? to : parent)
                        .toList(),
                merged,
                rowType,
                storage,
                rowSecurity,
                inherited);
    }

    @Override
    public PostgresTableOptions renameSchema(String from, String to) {
        return new PostgresTableOptions(
                partitioning,
                partition == null
                        ? null
                        : new PostgresPartition(partition.parent().renameSchema(from, to), partition.bound()),
                parents.stream().map(parent -> parent.renameSchema(from, to)).toList(),
                merged,
                rowType == null ? null : rowType.renameSchema(from, to),
                storage,
                rowSecurity,
                inherited);
    }
}
