package io.atlasoperator.diff;

import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.TableOptions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One difference inside a table. */
public sealed interface TableChange {

    record AddColumn(Column column) implements TableChange {}

    record DropColumn(Column column) implements TableChange {}

    record ModifyColumn(Column from, Column to, Set<ChangeKind> kinds) implements TableChange {
        public ModifyColumn {
            kinds = Set.copyOf(kinds);
        }
    }

    record RenameColumn(Column from, Column to) implements TableChange {}

    record AddPrimaryKey(PrimaryKey key) implements TableChange {}

    record DropPrimaryKey(PrimaryKey key) implements TableChange {}

    record ModifyPrimaryKey(PrimaryKey from, PrimaryKey to, Set<ChangeKind> kinds) implements TableChange {
        public ModifyPrimaryKey {
            kinds = Set.copyOf(kinds);
        }
    }

    /**
     * An index is missing.
     *
     * @param concurrently whether writes are to go on meanwhile, where the database can
     */
    record AddIndex(Index index, boolean concurrently) implements TableChange {}

    /**
     * An index is too much.
     *
     * @param concurrently whether reads and writes are to go on meanwhile, where the database can
     */
    record DropIndex(Index index, boolean concurrently) implements TableChange {}

    /** @param concurrently whether the index is to be built beside the old one without blocking, where the database can */
    record ModifyIndex(Index from, Index to, Set<ChangeKind> kinds, boolean concurrently) implements TableChange {
        public ModifyIndex {
            kinds = Set.copyOf(kinds);
        }
    }

    record RenameIndex(Index from, Index to) implements TableChange {}

    /** A check, a foreign key or the primary key has another name. */
    record RenameConstraint(String from, String to) implements TableChange {}

    record AddForeignKey(ForeignKey key) implements TableChange {}

    record DropForeignKey(ForeignKey key) implements TableChange {}

    record ModifyForeignKey(ForeignKey from, ForeignKey to, Set<ChangeKind> kinds) implements TableChange {
        public ModifyForeignKey {
            kinds = Set.copyOf(kinds);
        }
    }

    record AddCheck(Check check) implements TableChange {}

    record DropCheck(Check check) implements TableChange {}

    record ModifyCheck(Check from, Check to) implements TableChange {}

    record ModifyComment(@Nullable String from, @Nullable String to) implements TableChange {}

    record ModifyOptions(
            @Nullable TableOptions from, @Nullable TableOptions to) implements TableChange {}
}
