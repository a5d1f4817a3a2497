package io.atlasoperator.dialect.mysql;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
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
    private final MySqlTableWriter writer;
    private final MySqlFlavor flavor;
    private final Change.ModifyTable change;
    private final Table from;
    private final Table to;
    private final MySqlTableClauses clauses;

    private final List<TableChange> first = new ArrayList<>();
    private final List<TableChange> alone = new ArrayList<>();
    private final List<TableChange> main = new ArrayList<>();
    private final List<TableChange> last = new ArrayList<>();

    MySqlTableChangePlanner(MySqlTableWriter writer, Change.ModifyTable change) {
        this.writer = writer;
        this.flavor = writer.flavor();
        this.change = change;
        this.from = change.from();
        this.to = change.to();
        this.clauses = new MySqlTableClauses(writer, change);
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
                case TableChange.ModifyColumn(Column before, Column after, var kinds) ->
                    (before.nullable() && !after.nullable() && isInForeignKey(after.name()) ? alone : main).add(part);
                case TableChange other -> main.add(other);
            }
        }
    }

    /** Whether a key from the table to itself leads to an index that only the same statement would make. */
    private boolean isTooEarly(ForeignKey key) {
        return flavor.looksForSelfReferencesInOldTable()
                && key.refTable().equals(to.name())
                && change.changes().stream().anyMatch(part -> switch (part) {
                    case TableChange.AddColumn(Column column) ->
                        key.refColumns().contains(column.name());
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

    private boolean isInForeignKey(String column) {
        return from.foreignKeys().stream()
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
        List<String> texts = all.stream().map(MySqlClause::text).toList();
        List<String> reverse = new ArrayList<>();
        if (all.stream().noneMatch(clause -> clause.reverse().isEmpty())) {
            List<MySqlClause> backwards = new ArrayList<>(all);
            Collections.reverse(backwards);
            backwards.forEach(clause -> reverse.addAll(clause.reverse()));
        }
        return new Statement(
                start() + String.join(", ", texts) + mode,
                comment,
                reverse.isEmpty() ? List.of() : List.of(start() + String.join(", ", reverse)),
                true,
                hazards);
    }

    /** A table that keeps its former rows is changed along with them only if that is asked for. */
    private String start() {
        boolean keeps = MySqlTableOptions.of(from).versioning() != null;
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
