package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.DiffException;
import io.atlasoperator.diff.DiffRules;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.ObjectKinds;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ColumnType.SerialType;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Identity;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableOptions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What counts as a change in PostgreSQL. */
final class PostgresDiffRules implements DiffRules {

    private final PostgresVersion version;
    private final ObjectKinds kinds;

    PostgresDiffRules(PostgresVersion version) {
        this.version = version;
        this.kinds = PostgresKinds.of(version, this);
    }

    ObjectKinds kinds() {
        return kinds;
    }

    @Override
    public boolean objectChanged(SchemaObject from, SchemaObject to) {
        return kinds.changed(from, to);
    }

    /** A file does not say where the bodies of its routines will be looked for; nor does it matter to the comparison. */
    @Override
    public Realm align(Realm from, Realm to) {
        Realm told = PostgresWrittenChildren.told(PostgresBodyReach.uncheckWritten(to));
        return PostgresPermissionChanges.align(
                from, PostgresExtensions.align(from, PostgresSerials.align(version, told, from, true)));
    }

    /** Whether two indexes of one name differ. */
    boolean differ(Index from, Index to) {
        return from.unique() != to.unique()
                || !from.include().equals(to.include())
                || !sameComment(from.comment(), to.comment())
                || predicateChanged(from, to)
                || indexOptionsChanged(from, to)
                || partsChanged(from.parts(), to.parts());
    }

    private boolean partsChanged(List<IndexPart> from, List<IndexPart> to) {
        if (from.size() != to.size()) {
            return true;
        }
        for (int i = 0; i < from.size(); i++) {
            if (indexPartChanged(from.get(i), to.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean sameComment(@Nullable String a, @Nullable String b) {
        return Objects.requireNonNullElse(a, "").equals(Objects.requireNonNullElse(b, ""));
    }

    @Override
    public Realm alignCurrent(Realm from, Realm to) {
        return PostgresPermissionChanges.expect(PostgresSerials.align(version, from, to, false), to);
    }

    @Override
    public boolean typeChanged(Column from, Column to) {
        return !sameType(from.type(), to.type());
    }

    /** Whether two types are the same but for how they are known. */
    static boolean sameType(ColumnType from, ColumnType to) {
        return canonical(from).equals(canonical(to));
    }

    /** The name of its sequence is no difference. */
    @Override
    public boolean identityChanged(Column from, Column to) {
        return !Objects.equals(withoutSequence(from), withoutSequence(to));
    }

    private static @Nullable Identity withoutSequence(Column column) {
        return column.identity() == null ? null : column.identity().withoutSequence();
    }

    /** A type without what is no difference: the name of a serial column's sequence. */
    static ColumnType canonical(ColumnType type) {
        return switch (type) {
            case SerialType(String name, String sequence) -> new SerialType(name, null);
            case ColumnType.ArrayType(ColumnType element) -> new ColumnType.ArrayType(canonical(element));
            // What is known only by its text is compared by the text of the known: an enum of another schema, say.
            case ColumnType.UserDefinedType(String name) -> PostgresTypes.parse(name);
            default -> type;
        };
    }

    @Override
    public boolean defaultChanged(Column from, Column to) {
        return !PostgresDefaults.same(from.defaultValue(), to.defaultValue());
    }

    @Override
    public boolean generatedChanged(Column from, Column to) {
        @Nullable Generated before = from.generated();
        @Nullable Generated after = to.generated();
        if (before == null || after == null) {
            return before != after;
        }
        return before.storage() != after.storage()
                || !PostgresExpressions.same(before.expression(), after.expression());
    }

    /** A file that names no collation does not ask for the type's own: the reference's language has no word for it. */
    @Override
    public boolean collationChanged(Column from, Column to) {
        return (to.collation() != null || to.range() == null) && !Objects.equals(from.collation(), to.collation());
    }

    @Override
    public boolean indexPartChanged(IndexPart from, IndexPart to) {
        if (from.descending() != to.descending() || !sameOptions(from, to)) {
            return true;
        }
        return switch (from) {
            case IndexPart.OfColumn before ->
                !(to instanceof IndexPart.OfColumn after) || !before.column().equals(after.column());
            case IndexPart.OfExpression before ->
                !(to instanceof IndexPart.OfExpression after)
                        || !PostgresExpressions.same(before.expression(), after.expression());
        };
    }

    private static boolean sameOptions(IndexPart from, IndexPart to) {
        PostgresIndexPartOptions before = PostgresIndexPartOptions.of(from);
        PostgresIndexPartOptions after = PostgresIndexPartOptions.of(to);
        return nullsFirst(from, before) == nullsFirst(to, after)
                && Objects.equals(before.collation(), after.collation())
                && sameOperatorClass(operatorClass(before), operatorClass(after));
    }

    private static boolean nullsFirst(IndexPart part, PostgresIndexPartOptions options) {
        return options.nullsFirst() == null ? part.descending() : options.nullsFirst();
    }

    /** One that is written without a schema may be in any. */
    private static boolean sameOperatorClass(String before, String after) {
        return before.equals(after)
                || isQualified(before) != isQualified(after)
                        && withoutSchema(before).equals(withoutSchema(after));
    }

    private static boolean isQualified(String operatorClass) {
        return !withoutSchema(operatorClass).equals(operatorClass);
    }

    private static String withoutSchema(String operatorClass) {
        int parameters = operatorClass.indexOf('(');
        int dot = operatorClass.lastIndexOf('.', parameters < 0 ? operatorClass.length() : parameters);
        return operatorClass.substring(dot + 1);
    }

    private static String operatorClass(PostgresIndexPartOptions options) {
        return options.operatorClass() == null
                ? ""
                : options.operatorClass().replaceAll("[\\s']", "").toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * Whether one is a constraint and the other a mere index: ON CONFLICT ON CONSTRAINT finds a constraint by its name, and
     * no index. In files, also those of the reference, an index often stands for the constraint that is there.
     */
    static boolean changesConstraint(Index from, Index to) {
        return from.constraint() != to.constraint() && (to.constraint() || to.range() == null);
    }

    @Override
    public boolean indexOptionsChanged(Index from, Index to) {
        if (changesConstraint(from, to)) {
            return true;
        }
        if (from.options() == null && to.options() == null) {
            return false;
        }
        return from.options() instanceof PostgresInvalidIndex
                || !PostgresIndexOptions.of(from).equals(PostgresIndexOptions.of(to));
    }

    /** Names of NOT NULL constraints and what a column has from a parent are told when it is made, and not compared. */
    @Override
    public boolean columnOptionsChanged(Column from, Column to) {
        return !PostgresColumnOptions.of(from)
                .compared()
                .equals(PostgresColumnOptions.of(to).compared());
    }

    /** A key that is written in a file without a name may have any. */
    @Override
    public boolean primaryKeyNameChanged(Table from, PrimaryKey fromKey, PrimaryKey toKey) {
        return (toKey.name() != null || toKey.range() == null)
                && !PostgresClauses.primaryKeyName(from.name(), toKey)
                        .equals(PostgresClauses.primaryKeyName(from.name(), fromKey));
    }

    @Override
    public boolean primaryKeyOptionsChanged(PrimaryKey from, PrimaryKey to) {
        return !PostgresPrimaryKeyOptions.of(from).equals(PostgresPrimaryKeyOptions.of(to));
    }

    @Override
    public boolean foreignKeyOptionsChanged(ForeignKey from, ForeignKey to) {
        return !PostgresForeignKeyOptions.of(from).equals(PostgresForeignKeyOptions.of(to));
    }

    @Override
    public boolean predicateChanged(Index from, Index to) {
        if (from.predicate() == null || to.predicate() == null) {
            return !Objects.equals(from.predicate(), to.predicate());
        }
        return !PostgresExpressions.same(from.predicate(), to.predicate());
    }

    /** A unique constraint written without a name gets {@code <table>_<columns>_key} and, if taken, a number. */
    @Override
    public Optional<Index> similarIndex(Table from, Index wanted) {
        if (!wanted.unique() || wanted.columns().size() != wanted.parts().size()) {
            return Optional.empty();
        }
        String generated = from.name().name() + "_" + String.join("_", wanted.columns()) + "_key";
        if (!wanted.name().isEmpty() && !isGenerated(wanted.name(), generated)) {
            return Optional.empty();
        }
        return from.indexes().stream()
                .filter(index -> index.unique()
                        && isGenerated(index.name(), generated)
                        && index.columns().equals(wanted.columns()))
                .findFirst();
    }

    private static boolean isGenerated(String name, String generated) {
        return name.startsWith(generated) && name.substring(generated.length()).matches("\\d*");
    }

    @Override
    public boolean checkChanged(Check from, Check to) {
        return from.noInherit() != to.noInherit()
                || from.enforced() != to.enforced()
                || !PostgresCheckOptions.of(from).equals(PostgresCheckOptions.of(to))
                || !PostgresExpressions.same(from.expression(), to.expression());
    }

    @Override
    public void check(Table from, TableChange change) {
        switch (change) {
            case TableChange.ModifyColumn(Column before, Column after, java.util.Set<ChangeKind> kinds) -> {
                if (kinds.contains(ChangeKind.GENERATED)) {
                    checkGenerated(before, after);
                }
            }
            case TableChange.ModifyOptions(TableOptions before, TableOptions after) ->
                checkPartitioning(
                        from,
                        PostgresTableOptions.of(before).partitioning(),
                        PostgresTableOptions.of(after).partitioning());
            default -> {}
        }
    }

    private static void checkGenerated(Column before, Column after) {
        if (before.generated() != null
                && after.generated() == null
                && before.generated().storage() == Generated.Storage.VIRTUAL) {
            throw new DiffException("changing VIRTUAL generated column \"" + after.name()
                    + "\" to non-generated column is not supported (drop and add is required)");
        }
    }

    @Override
    public boolean tableOptionsChanged(Table from, Table to) {
        PostgresTableOptions before = PostgresTableOptions.of(from);
        PostgresTableOptions after = PostgresTableOptions.of(to);
        return partitioningChanged(before.partitioning(), after.partitioning())
                || !Objects.equals(before.partition(), after.partition())
                || !before.parents().equals(after.parents())
                || !Objects.equals(before.rowType(), after.rowType())
                || !before.storage().equals(after.storage())
                || !before.rowSecurity().equals(after.rowSecurity());
    }

    private boolean partitioningChanged(@Nullable PostgresPartitioning before, @Nullable PostgresPartitioning after) {
        if (before == null || after == null) {
            return before != after;
        }
        return !before.type().equals(after.type()) || partsChanged(before.parts(), after.parts());
    }

    private void checkPartitioning(
            Table table, @Nullable PostgresPartitioning before, @Nullable PostgresPartitioning after) {
        if (!partitioningChanged(before, after)) {
            return;
        }
        String name = table.name().name();
        if (after == null) {
            throw new DiffException("partition key cannot be dropped from \"" + name + "\" (drop and add is required)");
        }
        if (before == null) {
            throw new DiffException("partition key cannot be added to \"" + name + "\" (drop and add is required)");
        }
        throw new DiffException("partition key of table \"" + name + "\" cannot be changed from " + partition(before)
                + " to " + partition(after) + " (drop and add is required)");
    }

    /** The clause of CREATE TABLE that says how it is partitioned. */
    static String partition(PostgresPartitioning partition) {
        return "PARTITION BY " + partition.type()
                + partition.parts().stream().map(PostgresClauses::part).collect(Collectors.joining(", ", " (", ")"));
    }
}
