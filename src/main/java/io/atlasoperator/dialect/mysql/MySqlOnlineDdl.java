package io.atlasoperator.dialect.mysql;

import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.DefaultValue;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Generated.Storage;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableOptions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the server does to make a change of a table, by the manuals' chapters on online DDL: whether it copies rows, and
 * who waits meanwhile. It is what the server chooses by itself for an InnoDB table; other engines copy.
 *
 * @param algorithm how
 * @param rebuilds whether every row is written anew
 * @param lock who waits until it is done; everybody waits for a moment in any case
 */
record MySqlOnlineDdl(Algorithm algorithm, boolean rebuilds, Lock lock) {
    private static final MySqlOnlineDdl INSTANT = new MySqlOnlineDdl(Algorithm.INSTANT, false, Lock.NONE);
    private static final MySqlOnlineDdl IN_PLACE = new MySqlOnlineDdl(Algorithm.INPLACE, false, Lock.NONE);
    private static final MySqlOnlineDdl REBUILD = new MySqlOnlineDdl(Algorithm.INPLACE, true, Lock.NONE);
    private static final MySqlOnlineDdl BLOCKING = new MySqlOnlineDdl(Algorithm.INPLACE, false, Lock.SHARED);

    private static final Set<String> REBUILDING_OPTIONS = Set.of("ROW_FORMAT", "KEY_BLOCK_SIZE");
    private static final Set<String> COPYING_OPTIONS = Set.of("ENCRYPTION", "COMPRESSION", "TABLESPACE");

    MySqlOnlineDdl {
        Objects.requireNonNull(algorithm);
        Objects.requireNonNull(lock);
    }

    /** How a change is made, from the cheapest on. */
    enum Algorithm {
        /** Only what is said of the table changes. */
        INSTANT,
        /** By the engine, which may write indexes or rows. */
        INPLACE,
        /** By a copy of the table. */
        COPY
    }

    /** Who waits while it is made, from nobody on. */
    enum Lock {
        NONE,
        /** Whoever writes. */
        SHARED,
        /** Everybody. */
        EXCLUSIVE
    }

    /** What the server does for several changes of a table in one statement. */
    static MySqlOnlineDdl of(MySqlFlavor flavor, Table from, Table to, List<TableChange> changes) {
        MySqlOnlineDdl all = INSTANT;
        for (TableChange change : changes) {
            all = all.and(of(flavor, from, to, change));
        }
        return all;
    }

    private MySqlOnlineDdl and(MySqlOnlineDdl other) {
        return new MySqlOnlineDdl(
                algorithm.compareTo(other.algorithm) >= 0 ? algorithm : other.algorithm,
                rebuilds || other.rebuilds,
                lock.compareTo(other.lock) >= 0 ? lock : other.lock);
    }

    /** What the server does for one change of a table. */
    static MySqlOnlineDdl of(MySqlFlavor flavor, Table from, Table to, TableChange change) {
        MySqlFlavor.OnlineDdl abilities = flavor.onlineDdl();
        MySqlOnlineDdl copy =
                new MySqlOnlineDdl(Algorithm.COPY, true, abilities.copiesOnline() ? Lock.NONE : Lock.SHARED);
        MySqlOnlineDdl told = abilities.tellsInstantly() ? INSTANT : IN_PLACE;
        MySqlOnlineDdl found = switch (change) {
            case TableChange.AddColumn(Column column) -> added(column, from, abilities, copy);
            case TableChange.DropColumn(Column column) -> dropped(column, from, abilities);
            case TableChange.ModifyColumn modified -> modified(modified, from, abilities, copy);
            case TableChange.RenameColumn _ -> abilities.renamesInstantly() ? INSTANT : IN_PLACE;
            case TableChange.AddPrimaryKey _, TableChange.ModifyPrimaryKey _ -> REBUILD;
            case TableChange.DropPrimaryKey _ -> copy;
            case TableChange.AddIndex(Index index, boolean concurrently) -> indexed(index, from);
            case TableChange.ModifyIndex changed -> indexed(changed.to(), from);
            case TableChange.DropIndex _, TableChange.RenameIndex _ -> IN_PLACE;
            case TableChange.AddForeignKey _, TableChange.ModifyForeignKey _ -> copy;
            case TableChange.DropForeignKey _, TableChange.ModifyComment _ -> told;
            case TableChange.AddCheck _ -> copy;
            case TableChange.DropCheck _ -> INSTANT;
            case TableChange.ModifyCheck(Check before, Check after) -> after.enforced() ? copy : INSTANT;
            case TableChange.RenameConstraint _ -> copy;
            case TableChange.ModifyOptions(TableOptions before, TableOptions after) ->
                options(MySqlTableOptions.of(before), MySqlTableOptions.of(after), told, copy);
        };
        boolean isInnoDb =
                MySqlEngines.same(MySqlTableOptionsRules.engine(MySqlTableOptions.of(from)), MySqlEngines.USUAL);
        return isInnoDb || found.algorithm == Algorithm.INSTANT ? found : copy;
    }

    private static MySqlOnlineDdl added(
            Column column, Table from, MySqlFlavor.OnlineDdl abilities, MySqlOnlineDdl copy) {
        if (column.generated() != null) {
            return column.generated().storage() == Storage.VIRTUAL ? INSTANT : copy;
        }
        if (MySqlColumnOptions.of(column).autoIncrement()) {
            return REBUILD.and(BLOCKING);
        }
        if (column.defaultValue() instanceof DefaultValue.Expression(String sql)
                && MySqlTerms.now(sql).isEmpty()
                && !MySqlTerms.isLiteral(MySqlTerms.unwrap(sql))) {
            return copy;
        }
        boolean isPlain = !"COMPRESSED"
                        .equalsIgnoreCase(MySqlTableOptions.of(from).others().get("ROW_FORMAT"))
                && from.indexes().stream()
                        .noneMatch(index -> MySqlIndexOptions.of(index).type().equals("FULLTEXT"));
        return abilities.addsInstantly() && isPlain ? INSTANT : REBUILD;
    }

    private static MySqlOnlineDdl dropped(Column column, Table from, MySqlFlavor.OnlineDdl abilities) {
        if (column.generated() != null && column.generated().storage() == Storage.VIRTUAL) {
            return INSTANT;
        }
        if (isIndexed(from, column)) {
            return abilities.writesIndexesAlone() && isAloneInIndexes(from, column) ? IN_PLACE : REBUILD;
        }
        return abilities.dropsInstantly() ? INSTANT : REBUILD;
    }

    /** Whether the indexes of a column go along with it. */
    private static boolean isAloneInIndexes(Table table, Column column) {
        return table.indexes().stream()
                .allMatch(index -> index.parts().size() == 1 || !index.columns().contains(column.name()));
    }

    private static boolean isIndexed(Table table, Column column) {
        return table.primaryKey() != null && table.primaryKey().columns().contains(column.name())
                || table.indexes().stream().anyMatch(index -> index.columns().contains(column.name()));
    }

    private static MySqlOnlineDdl modified(
            TableChange.ModifyColumn modified, Table from, MySqlFlavor.OnlineDdl abilities, MySqlOnlineDdl copy) {
        MySqlOnlineDdl all = INSTANT;
        Column before = modified.from();
        Column after = modified.to();
        for (ChangeKind kind : new TreeSet<>(modified.kinds())) {
            MySqlOnlineDdl one = switch (kind) {
                case TYPE -> retyped(before, after, abilities, copy);
                case NULL -> REBUILD;
                case GENERATED -> computed(before.generated(), after.generated(), abilities, copy);
                case COLLATION -> collated(before, after, from, abilities, copy);
                case OPTIONS -> settings(MySqlColumnOptions.of(before), MySqlColumnOptions.of(after), copy);
                case DEFAULT, COMMENT -> INSTANT;
                case IDENTITY,
                        UNIQUE,
                        PARTS,
                        INCLUDE,
                        PREDICATE,
                        COLUMNS,
                        REF_TABLE,
                        REF_COLUMNS,
                        ON_UPDATE,
                        ON_DELETE,
                        DEFERRABILITY -> copy;
            };
            all = all.and(one);
        }
        return all;
    }

    private static MySqlOnlineDdl retyped(
            Column before, Column after, MySqlFlavor.OnlineDdl abilities, MySqlOnlineDdl copy) {
        if (!MySqlTypeChanges.growsInPlace(before, after, abilities.longTextsInstantly())) {
            return copy;
        }
        boolean isList = MySqlTypes.isList(before.type()) && abilities.addsInstantly();
        return isList || abilities.longTextsInstantly() ? INSTANT : IN_PLACE;
    }

    private static MySqlOnlineDdl computed(
            @Nullable Generated before,
            @Nullable Generated after,
            MySqlFlavor.OnlineDdl abilities,
            MySqlOnlineDdl copy) {
        boolean isVirtual = before != null
                && after != null
                && before.storage() == Storage.VIRTUAL
                && after.storage() == Storage.VIRTUAL;
        return isVirtual && abilities.computesInstantly() ? INSTANT : copy;
    }

    /** Rows stay as they are if the same bytes mean the same texts, and no index sorts them. */
    private static MySqlOnlineDdl collated(
            Column before, Column after, Table from, MySqlFlavor.OnlineDdl abilities, MySqlOnlineDdl copy) {
        String old = charset(before);
        String now = charset(after);
        boolean sameBytes = old.equals(now) || old.equals("utf8mb3") && now.equals("utf8mb4");
        boolean sameLength = MySqlTypeChanges.growsInPlace(before, after, abilities.longTextsInstantly());
        if (!sameBytes || !sameLength) {
            return copy;
        }
        if (isIndexed(from, before)) {
            return abilities.writesIndexesAlone() ? IN_PLACE : copy;
        }
        return abilities.longTextsInstantly() ? INSTANT : IN_PLACE;
    }

    private static String charset(Column column) {
        String said = MySqlColumnOptions.of(column).charset();
        String collation = column.collation();
        return said != null
                ? MySqlCharsets.canonical(said)
                : collation == null ? "" : MySqlCharsets.ofCollation(collation);
    }

    private static MySqlOnlineDdl settings(MySqlColumnOptions before, MySqlColumnOptions after, MySqlOnlineDdl copy) {
        boolean isMoreThanWords = before.autoIncrement() != after.autoIncrement()
                || !Objects.equals(before.srid(), after.srid())
                || before.compressed() != after.compressed()
                || before.unversioned() != after.unversioned();
        return isMoreThanWords ? copy : INSTANT;
    }

    /** The first full-text index of a table comes with a number for each row, unless the table has a column for it. */
    private static MySqlOnlineDdl indexed(Index index, Table from) {
        return switch (MySqlIndexOptions.of(index).type()) {
            case "FULLTEXT" -> hasRowNumbers(from) ? BLOCKING : BLOCKING.and(REBUILD);
            case "SPATIAL", "VECTOR" -> BLOCKING;
            default -> IN_PLACE;
        };
    }

    private static boolean hasRowNumbers(Table table) {
        return table.column("FTS_DOC_ID").isPresent()
                || table.indexes().stream()
                        .anyMatch(index -> MySqlIndexOptions.of(index).type().equals("FULLTEXT"));
    }

    private static MySqlOnlineDdl options(
            MySqlTableOptions before, MySqlTableOptions after, MySqlOnlineDdl told, MySqlOnlineDdl copy) {
        MySqlOnlineDdl all = INSTANT;
        if (MySqlTableOptionsRules.engineChanged(before, after)
                || !Objects.equals(before.versioning(), after.versioning())) {
            all = all.and(copy);
        }
        if (MySqlTableOptionsRules.textChanged(before, after) || MySqlTableOptionsRules.raisesNumber(before, after)) {
            all = all.and(told);
        }
        for (String option : MySqlOptionsWriter.changedOthers(before.others(), after.others())) {
            String name = option.substring(0, option.indexOf('='));
            all = all.and(REBUILDING_OPTIONS.contains(name) ? REBUILD : COPYING_OPTIONS.contains(name) ? copy : told);
        }
        return all;
    }

    /** What that means for others. */
    Set<Hazard> hazards() {
        if (lock != Lock.NONE) {
            return rebuilds ? Set.of(Hazard.TABLE_REWRITE, Hazard.LONG_LOCK) : Set.of(Hazard.LONG_LOCK);
        }
        return rebuilds ? Set.of(Hazard.TABLE_REWRITE) : Set.of();
    }
}
