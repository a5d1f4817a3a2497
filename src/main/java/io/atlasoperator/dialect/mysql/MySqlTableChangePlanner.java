package io.atlasoperator.dialect.mysql;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one table as few statements: one where the server takes all of it at once. What it does not take
 * along with the rest comes before or after: a foreign key must be gone before another of its name comes, and before the
 * engine changes; a column of one is made non-nullable on its own, as a copy of the table would not be checked against
 * the other table; partitions change on their own. For one change.
 */
final class MySqlTableChangePlanner {
    private static final String ADD_COLUMN = "ADD COLUMN ";

    private final MySqlTableWriter writer;
    private final MySqlFlavor flavor;
    private final Change.ModifyTable change;
    private final Table from;
    private final Table to;
    private final MySqlTableClauses clauses;
    private final Set<String> referred;

    private final boolean versionsAlone;
    private final List<TableChange> first = new ArrayList<>();
    private final List<TableChange> alone = new ArrayList<>();
    private final List<TableChange> main = new ArrayList<>();
    private final List<TableChange> last = new ArrayList<>();

    /** @param referred the columns of the table that foreign keys lead to before it changes */
    MySqlTableChangePlanner(MySqlTableWriter writer, Change.ModifyTable change, Set<String> referred) {
        this.writer = writer;
        this.flavor = writer.flavor();
        this.change = change;
        this.from = change.from();
        this.to = change.to();
        this.clauses = new MySqlTableClauses(writer, change);
        this.referred = referred;
        boolean isVersioned = MySqlTableOptions.of(to).versioning() != null;
        boolean wasVersioned = MySqlTableOptions.of(from).versioning() != null;
        this.versionsAlone = wasVersioned != isVersioned
                && change.changes().stream().anyMatch(part -> isNewEngine(part) || isVersioned && isUnversioned(part));
    }

    /** Only a table that keeps former rows has columns that it does not keep. */
    private static boolean isUnversioned(TableChange part) {
        return switch (part) {
            case TableChange.AddColumn(Column column) ->
                MySqlColumnOptions.of(column).unversioned();
            case TableChange.ModifyColumn(Column old, Column column, var kinds) ->
                MySqlColumnOptions.of(column).unversioned();
            case TableChange _ -> false;
        };
    }

    List<Statement> plan() {
        distribute();
        MySqlPartitionChange partitions = MySqlPartitionChange.of(change);
        List<Statement> statements = new ArrayList<>();
        alter(first).ifPresent(statements::add);
        partitions.before().ifPresent(clause -> statements.add(partition(clause)));
        alone.forEach(part -> alter(List.of(part)).ifPresent(statements::add));
        alter(main).ifPresent(statements::add);
        alter(last).ifPresent(statements::add);
        partitions.after().ifPresent(clause -> statements.add(partition(clause)));
        return statements;
    }

    private void distribute() {
        boolean newEngine = change.changes().stream().anyMatch(this::isNewEngine);
        for (TableChange part : change.changes()) {
            switch (part) {
                case TableChange.ModifyForeignKey(ForeignKey old, ForeignKey key, var kinds) -> {
                    first.add(new TableChange.DropForeignKey(old));
                    (newEngine || isTooEarly(key) ? last : main).add(new TableChange.AddForeignKey(key));
                }
                case TableChange.DropForeignKey _ -> (newEngine || isPartitioned() ? first : main).add(part);
                case TableChange.AddForeignKey(ForeignKey key) ->
                    (newEngine || isTooEarly(key) ? last : main).add(part);
                case TableChange.DropIndex(Index index, var concurrently)
                when isOverOtherPlaces(index) -> first.add(part);
                case TableChange.AddIndex(Index index, var concurrently)
                when isOverOtherPlaces(index) -> last.add(part);
                case TableChange.ModifyIndex(Index old, Index index, var kinds, var concurrently)
                when isOverOtherPlaces(old) || isOverOtherPlaces(index) -> {
                    first.add(new TableChange.DropIndex(old, concurrently));
                    last.add(new TableChange.AddIndex(index, concurrently));
                }
                case TableChange.ModifyIndex(Index old, Index index, var kinds, var concurrently)
                when hasOtherParser(old, index) -> {
                    first.add(new TableChange.DropIndex(old, concurrently));
                    main.add(new TableChange.AddIndex(index, concurrently));
                }
                case TableChange.ModifyColumn(Column before, Column after, var kinds) ->
                    (before.nullable() && !after.nullable() && isAtForeignKey(after.name()) ? alone : main).add(part);
                case TableChange.ModifyOptions(var before, var after)
                when versionsAlone -> distribute(MySqlTableOptions.of(before), MySqlTableOptions.of(after), newEngine);
                case TableChange other -> main.add(other);
            }
        }
        if (MySqlTableOptionsRules.goesIntoMemory(MySqlTableOptions.of(from), MySqlTableOptions.of(to))) {
            treesAgain();
        }
    }

    /** A table that goes into memory makes hashes of its indexes, unless they are made again as what they are. */
    private void treesAgain() {
        PrimaryKey key = from.primaryKey();
        PrimaryKey wanted = to.primaryKey();
        if (key != null
                && wanted != null
                && isTree(MySqlPrimaryKeyOptions.of(wanted).type())
                && change.changes().stream().noneMatch(MySqlTableChangePlanner::isOfPrimaryKey)) {
            main.add(new TableChange.DropPrimaryKey(key));
            main.add(new TableChange.AddPrimaryKey(wanted));
        }
        for (Index index : to.indexes()) {
            if (isTree(MySqlIndexOptions.of(index).type())
                    && change.changes().stream().noneMatch(part -> isOf(index.name(), part))) {
                from.index(index.name()).ifPresent(old -> main.add(new TableChange.DropIndex(old, false)));
                main.add(new TableChange.AddIndex(index, false));
            }
        }
    }

    private static boolean isTree(String type) {
        return type.equals(MySqlIndexOptions.BTREE);
    }

    private static boolean isOfPrimaryKey(TableChange part) {
        return part instanceof TableChange.AddPrimaryKey || part instanceof TableChange.ModifyPrimaryKey;
    }

    private static boolean isOf(String index, TableChange part) {
        return part instanceof TableChange.AddIndex(Index added, boolean concurrently)
                        && added.name().equals(index)
                || part instanceof TableChange.ModifyIndex modified
                        && modified.to().name().equals(index);
    }

    /** Whether it is an index of places whose reference system changes, which can't be while there is one. */
    private boolean isOverOtherPlaces(Index index) {
        return MySqlIndexOptions.of(index).type().equals("SPATIAL")
                && change.changes().stream()
                        .anyMatch(part -> part instanceof TableChange.ModifyColumn(Column old, Column now, var kinds)
                                && !Objects.equals(
                                        MySqlColumnOptions.of(old).srid(),
                                        MySqlColumnOptions.of(now).srid())
                                && index.columns().contains(old.name()));
    }

    /** In one statement the server would take them for the same index, and keep it as it is. */
    private static boolean hasOtherParser(Index old, Index index) {
        return !Objects.equals(
                MySqlIndexOptions.of(old).parser(), MySqlIndexOptions.of(index).parser());
    }

    /** A table that keeps former rows changes no engine, and must be one before columns are left out of that. */
    private void distribute(MySqlTableOptions before, MySqlTableOptions after, boolean newEngine) {
        MySqlTableOptions unversioned =
                newEngine && after.versioning() != null ? before.withEngine(after.engine()) : before;
        MySqlTableOptions versioned = unversioned.withVersioning(after.versioning());
        if (!unversioned.equals(before)) {
            alone.add(new TableChange.ModifyOptions(before, unversioned));
        }
        alone.add(new TableChange.ModifyOptions(unversioned, versioned));
        if (!versioned.equals(after)) {
            main.add(new TableChange.ModifyOptions(versioned, after));
        }
    }

    /** Whether a key from the table to itself leads to an index or a type that only the same statement would make. */
    private boolean isTooEarly(ForeignKey key) {
        return flavor.looksForSelfReferencesInOldTable()
                && key.refTable().equals(to.name())
                && change.changes().stream().anyMatch(part -> switch (part) {
                    case TableChange.AddColumn(Column column) ->
                        key.refColumns().contains(column.name());
                    case TableChange.ModifyColumn(Column old, Column column, var kinds) ->
                        key.refColumns().contains(column.name())
                                && (kinds.contains(ChangeKind.TYPE) || kinds.contains(ChangeKind.COLLATION));
                    case TableChange.AddIndex added -> begins(added.index().parts(), key);
                    case TableChange.ModifyIndex changed -> begins(changed.to().parts(), key);
                    case TableChange.AddPrimaryKey added -> begins(added.key().parts(), key);
                    case TableChange.ModifyPrimaryKey changed ->
                        begins(changed.to().parts(), key);
                    case TableChange _ -> false;
                });
    }

    private static boolean begins(List<IndexPart> parts, ForeignKey key) {
        return parts.getFirst() instanceof IndexPart.OfColumn column
                && key.refColumns().contains(column.column());
    }

    private boolean isNewEngine(TableChange part) {
        return part instanceof TableChange.ModifyOptions(var before, var after)
                && MySqlTableOptionsRules.engineChanged(MySqlTableOptions.of(before), MySqlTableOptions.of(after));
    }

    private boolean isPartitioned() {
        return MySqlTableOptions.of(to).partitioning() != null;
    }

    private boolean isAtForeignKey(String column) {
        return referred.contains(column)
                || from.foreignKeys().stream()
                        .anyMatch(key -> key.columns().contains(column)
                                && first.stream().noneMatch(part -> part.equals(new TableChange.DropForeignKey(key))));
    }

    private Optional<Statement> alter(List<TableChange> parts) {
        List<MySqlClause> all = clauses.of(parts);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Set<Hazard> hazards = new LinkedHashSet<>();
        all.forEach(clause -> hazards.addAll(clause.hazards()));
        hazards.addAll(MySqlOnlineDdl.of(flavor, from, to, parts).hazards());
        String mode = writer.alterMode();
        return Optional.of(statement(all, mode.isEmpty() ? "" : ", " + mode, comment(parts), hazards));
    }

    private Statement partition(MySqlClause clause) {
        // Single partitions come and go without these words, which not every server takes there.
        boolean isWhole =
                clause.text().startsWith("PARTITION BY") || clause.text().startsWith("REMOVE");
        String mode = isWhole ? writer.alterMode() : "";
        MySqlClause shown = mode.isEmpty()
                ? clause
                : new MySqlClause(mode + " " + clause.text(), clause.reverse(), clause.hazards());
        return statement(List.of(shown), "", comment(List.of()), clause.hazards());
    }

    private Statement statement(List<MySqlClause> all, String mode, String comment, Set<Hazard> hazards) {
        List<String> texts = all.stream()
                .map(MySqlClause::text)
                .filter(text -> !text.isEmpty())
                .toList();
        List<String> reverse = new ArrayList<>();
        if (all.stream().noneMatch(clause -> clause.reverse().isEmpty())) {
            List<MySqlClause> backwards = new ArrayList<>(all);
            Collections.reverse(backwards);
            backwards.forEach(clause -> reverse.addAll(clause.reverse()));
            inOrder(reverse);
        }
        boolean keeps = versionsAlone || MySqlTableOptions.of(from).versioning() != null;
        boolean keptThen = keeps || MySqlTableOptions.of(to).versioning() != null;
        return new Statement(
                start(keeps) + String.join(", ", texts) + mode,
                comment,
                reverse.isEmpty() ? List.of() : List.of(start(keptThen) + String.join(", ", reverse)),
                true,
                hazards);
    }

    /** Puts back columns in the order that they had: one may be computed from one before it. */
    private static void inOrder(List<String> reverse) {
        List<String> columns = reverse.stream()
                .filter(clause -> clause.startsWith(ADD_COLUMN))
                .toList()
                .reversed();
        int next = 0;
        for (int i = 0; i < reverse.size(); i++) {
            if (reverse.get(i).startsWith(ADD_COLUMN)) {
                reverse.set(i, columns.get(next++));
            }
        }
    }

    /** A table that keeps its former rows is changed along with them only if that is asked for. */
    private String start(boolean keeps) {
        return (keeps ? "SET STATEMENT system_versioning_alter_history=KEEP FOR " : "") + "ALTER TABLE "
                + writer.name(from.name()) + " ";
    }

    private String comment(List<TableChange> parts) {
        @Nullable TableChange only = parts.size() == 1 ? parts.getFirst() : null;
        return switch (only) {
            case TableChange.RenameColumn(Column old, Column now) ->
                "rename a column from \"" + old.name() + "\" to \"" + now.name() + "\"";
            case TableChange.RenameIndex(Index old, Index now) ->
                "rename an index from \"" + old.name() + "\" to \"" + now.name() + "\"";
            case TableChange.RenameConstraint(String old, String now) ->
                "rename a constraint from \"" + old + "\" to \"" + now + "\"";
            case null -> modifies();
            case TableChange _ -> modifies();
        };
    }

    private String modifies() {
        return "modify \"" + from.name().name() + "\" table";
    }

    /** Whether two checks are the same to the letter. */
    static boolean isSame(Check one, Check other) {
        return one.expression().equals(other.expression()) && one.enforced() == other.enforced();
    }
}
