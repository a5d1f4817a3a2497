package io.atlasoperator.dialect.mysql;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Generated.Storage;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The clauses of ALTER TABLE that make the changes of one table. */
final class MySqlTableClauses {
    private static final MySqlSyntax SYNTAX = MySqlSyntax.INSTANCE;

    private final MySqlTableWriter writer;
    private final MySqlFlavor flavor;
    private final Change.ModifyTable change;
    private final Table from;
    private final Table to;
    private final boolean newText;

    MySqlTableClauses(MySqlTableWriter writer, Change.ModifyTable change) {
        this.writer = writer;
        this.flavor = writer.flavor();
        this.change = change;
        this.from = change.from();
        this.to = MySqlColumnChecks.kept(change);
        this.newText = MySqlTableOptionsRules.textChanged(MySqlTableOptions.of(from), MySqlTableOptions.of(to));
    }

    List<MySqlClause> of(List<TableChange> parts) {
        List<MySqlClause> found = new ArrayList<>();
        parts.forEach(part -> found.addAll(of(part)));
        return found;
    }

    private List<MySqlClause> of(TableChange part) {
        return switch (part) {
            case TableChange.AddColumn(Column column) ->
                List.of(MySqlClause.of("ADD COLUMN " + column(to, column), dropColumn(column)));
            case TableChange.DropColumn(Column column) -> List.of(drop(column));
            case TableChange.ModifyColumn(Column before, Column after, Set<ChangeKind> kinds) ->
                modify(before, after, kinds);
            case TableChange.RenameColumn(Column before, Column after) -> rename(before, after);
            case TableChange.AddPrimaryKey(PrimaryKey key) -> List.of(MySqlClause.of(add(to, key), "DROP PRIMARY KEY"));
            case TableChange.DropPrimaryKey(PrimaryKey key) ->
                List.of(MySqlClause.of("DROP PRIMARY KEY", add(from, key)));
            case TableChange.ModifyPrimaryKey(PrimaryKey before, PrimaryKey after, var kinds) ->
                List.of(
                        MySqlClause.of("DROP PRIMARY KEY", add(from, before)),
                        MySqlClause.of(add(to, after), "DROP PRIMARY KEY"));
            case TableChange.AddIndex(Index index, boolean concurrently) -> add(index);
            case TableChange.DropIndex(Index index, boolean concurrently) ->
                List.of(
                        goesWithItsColumns(index)
                                ? MySqlClause.of("", "ADD " + writer.index(from, index))
                                : drop(index));
            case TableChange.ModifyIndex modified -> modify(modified);
            case TableChange.RenameIndex(Index before, Index after) ->
                List.of(MySqlClause.of(
                        rename("INDEX", before.name(), after.name()), rename("INDEX", after.name(), before.name())));
            case TableChange.RenameConstraint(String before, String after) -> renameConstraint(before, after);
            case TableChange.AddForeignKey(ForeignKey key) ->
                List.of(MySqlClause.of("ADD " + writer.foreignKey(to, key), dropForeignKey(key)));
            case TableChange.DropForeignKey(ForeignKey key) ->
                List.of(MySqlClause.of(dropForeignKey(key), "ADD " + writer.foreignKey(from, key)));
            case TableChange.AddCheck(Check check) -> addCheck(check);
            case TableChange.DropCheck(Check check) -> dropCheck(check);
            case TableChange.ModifyCheck(Check before, Check after) -> modify(before, after);
            case TableChange.ModifyComment(String before, String after) ->
                List.of(MySqlClause.of(comment(after), comment(before)));
            case TableChange.ModifyOptions(TableOptions before, TableOptions after) ->
                options(MySqlTableOptions.of(before), MySqlTableOptions.of(after));
            case TableChange.ModifyForeignKey modified ->
                throw new IllegalStateException("foreign key \"" + modified.to().name() + "\" is changed in two steps");
        };
    }

    private String column(Table table, Column column) {
        return writer.column(table, column, newText);
    }

    private static String dropColumn(Column column) {
        return "DROP COLUMN " + SYNTAX.quoteIdentifier(column.name());
    }

    private MySqlClause drop(Column column) {
        boolean isComputed = column.generated() != null && column.generated().storage() == Storage.VIRTUAL;
        return new MySqlClause(
                dropColumn(column),
                List.of("ADD COLUMN " + column(from, column)),
                isComputed ? Set.of() : Set.of(Hazard.DATA_LOSS));
    }

    private List<MySqlClause> modify(Column before, Column after, Set<ChangeKind> kinds) {
        if (before.generated() != null
                && after.generated() != null
                && before.generated().storage() != after.generated().storage()) {
            return new MySqlStorageChange(writer, from, to, newText).of(before, after);
        }
        List<String> back = new ArrayList<>(List.of("MODIFY COLUMN " + column(from, before)));
        @Nullable Long number = MySqlTableOptions.of(from).autoIncrement();
        boolean losesNumber = MySqlColumnOptions.of(before).autoIncrement()
                && !MySqlColumnOptions.of(after).autoIncrement();
        if (losesNumber && number != null) {
            back.add("AUTO_INCREMENT " + number);
        }
        return List.of(new MySqlClause(
                "MODIFY COLUMN " + column(to, after), back, MySqlTypeChanges.hazards(before, after, kinds)));
    }

    /** Some servers change no expression along with the name, and refuse to leave one behind. */
    private List<MySqlClause> rename(Column before, Column after) {
        List<MySqlClause> found = new ArrayList<>();
        MySqlClause name = MySqlClause.of(
                rename("COLUMN", before.name(), after.name()), rename("COLUMN", after.name(), before.name()));
        if (flavor.renamesInExpressions()) {
            return List.of(name);
        }
        List<MySqlClause> again = new ArrayList<>();
        for (Check check : from.checks()) {
            Check renamed = to.checks().stream()
                    .filter(other -> Objects.equals(other.name(), check.name()))
                    .findFirst()
                    .orElse(check);
            if (!MySqlTableChangePlanner.isSame(check, renamed)) {
                found.add(MySqlClause.of(drop(check), add(check)));
                again.add(MySqlClause.of(add(renamed), drop(renamed)));
            }
        }
        for (Index index : from.indexes()) {
            Optional<Index> renamed = to.index(index.name());
            if (index.parts().size() != index.columns().size()
                    && renamed.isPresent()
                    && !renamed.get().parts().equals(index.parts())) {
                found.add(drop(index));
                again.addAll(add(renamed.get()));
            }
        }
        found.add(name);
        for (Column column : from.columns()) {
            Optional<Column> renamed = to.column(column.name());
            if (renamed.isPresent()
                    && !Objects.equals(column.generated(), renamed.get().generated())) {
                found.add(MySqlClause.of(
                        "MODIFY COLUMN " + column(to, renamed.get()), "MODIFY COLUMN " + column(from, column)));
            }
        }
        found.addAll(again);
        return found;
    }

    private static String rename(String what, String before, String after) {
        return "RENAME " + what + " " + SYNTAX.quoteIdentifier(before) + " TO " + SYNTAX.quoteIdentifier(after);
    }

    private List<MySqlClause> renameConstraint(String before, String after) {
        List<MySqlClause> found = new ArrayList<>();
        from.foreignKeys().stream()
                .filter(key -> key.name().equals(before))
                .forEach(key -> found.add(MySqlClause.of(dropForeignKey(key), "ADD " + writer.foreignKey(from, key))));
        to.foreignKeys().stream()
                .filter(key -> key.name().equals(after))
                .forEach(key -> found.add(MySqlClause.of("ADD " + writer.foreignKey(to, key), dropForeignKey(key))));
        from.checks().stream()
                .filter(check -> before.equals(check.name()))
                .forEach(check -> found.addAll(dropCheck(check)));
        to.checks().stream()
                .filter(check -> after.equals(check.name()))
                .forEach(check -> found.add(MySqlClause.of(add(check), drop(check))));
        if (found.isEmpty()) {
            throw new PlanException(flavor.product() + ": the primary key of table \""
                    + from.name().name() + "\" has no name that could be changed from \"" + before
                    + "\": remove the hint");
        }
        return found;
    }

    private String add(Table table, PrimaryKey key) {
        return "ADD " + writer.primaryKey(table, key);
    }

    private MySqlClause drop(Index index) {
        return MySqlClause.of(dropIndex(index), "ADD " + writer.index(from, index));
    }

    private static String dropIndex(Index index) {
        return "DROP INDEX " + SYNTAX.quoteIdentifier(index.name());
    }

    /**
     * An index. The server silently drops the index that it made for a foreign key once another begins with the same
     * columns; one that is to stay becomes an index like any other by being made again along with it.
     */
    private List<MySqlClause> add(Index index) {
        List<MySqlClause> found = new ArrayList<>();
        for (ForeignKey key : from.foreignKeys()) {
            Optional<Index> helper =
                    from.index(key.name()).filter(known -> known.columns().equals(key.columns()));
            boolean isInTheWay = helper.isPresent()
                    && index.columns().size() > key.columns().size()
                    && index.columns().subList(0, key.columns().size()).equals(key.columns())
                    && !index.unique()
                    && to.index(key.name())
                            .filter(wanted -> wanted.columns().equals(key.columns()))
                            .isPresent()
                    && change.changes().stream().noneMatch(part -> touches(part, key.name()));
            if (isInTheWay) {
                found.add(drop(helper.get()));
                found.add(MySqlClause.of("ADD " + writer.index(from, helper.get()), dropIndex(helper.get())));
            }
        }
        found.add(MySqlClause.of("ADD " + writer.index(to, index), dropIndex(index)));
        return found;
    }

    private static boolean touches(TableChange part, String index) {
        return part instanceof TableChange.DropIndex(Index dropped, boolean c)
                        && dropped.name().equals(index)
                || part instanceof TableChange.ModifyIndex modified
                        && modified.from().name().equals(index);
    }

    /** Whether all columns of an index are dropped, and it along with them. */
    private boolean goesWithItsColumns(Index index) {
        return index.parts().size() == index.columns().size()
                && index.columns().stream()
                        .allMatch(name -> change.changes().stream()
                                .anyMatch(part -> part instanceof TableChange.DropColumn(Column dropped)
                                        && dropped.name().equals(name)));
    }

    private List<MySqlClause> modify(TableChange.ModifyIndex modified) {
        MySqlIndexOptions before = MySqlIndexOptions.of(modified.from());
        MySqlIndexOptions after = MySqlIndexOptions.of(modified.to());
        boolean isHidden = modified.kinds().equals(Set.of(ChangeKind.OPTIONS))
                && before.hidden() != after.hidden()
                && !MySqlTableOptionsRules.goesIntoMemory(MySqlTableOptions.of(from), MySqlTableOptions.of(to))
                && before.withHidden(after.hidden()).equals(after);
        if (isHidden) {
            String alter = "ALTER INDEX " + SYNTAX.quoteIdentifier(modified.to().name()) + " ";
            return List.of(MySqlClause.of(alter + visibility(after.hidden()), alter + visibility(before.hidden())));
        }
        return List.of(
                drop(modified.from()),
                MySqlClause.of("ADD " + writer.index(to, modified.to()), dropIndex(modified.to())));
    }

    private String visibility(boolean hidden) {
        return hidden ? flavor.hiddenIndex() : flavor.shownIndex();
    }

    private static String dropForeignKey(ForeignKey key) {
        return "DROP FOREIGN KEY " + SYNTAX.quoteIdentifier(key.name());
    }

    private String add(Check check) {
        return "ADD " + writer.check(check);
    }

    private String drop(Check check) {
        return flavor.dropCheck() + " " + SYNTAX.quoteIdentifier(Objects.requireNonNullElse(check.name(), ""));
    }

    private List<MySqlClause> addCheck(Check check) {
        return MySqlColumnWriter.isOfColumn(to, check)
                ? withItsColumn(check)
                : List.of(new MySqlClause(add(check), List.of(drop(check)), Set.of(Hazard.MAY_FAIL)));
    }

    private List<MySqlClause> dropCheck(Check check) {
        return MySqlColumnWriter.isOfColumn(from, check)
                ? withItsColumn(check)
                : List.of(MySqlClause.of(drop(check), add(check)));
    }

    private List<MySqlClause> modify(Check before, Check after) {
        if (MySqlTerms.same(before.expression(), after.expression(), flavor) && flavor.hasUnenforcedChecks()) {
            String alter = "ALTER CHECK " + SYNTAX.quoteIdentifier(Objects.requireNonNullElse(before.name(), ""));
            return List.of(new MySqlClause(
                    alter + (after.enforced() ? " ENFORCED" : " NOT ENFORCED"),
                    List.of(alter + (before.enforced() ? " ENFORCED" : " NOT ENFORCED")),
                    after.enforced() ? Set.of(Hazard.MAY_FAIL) : Set.of()));
        }
        List<MySqlClause> found = new ArrayList<>(dropCheck(before));
        if (!MySqlColumnWriter.isOfColumn(from, before) || !MySqlColumnWriter.isOfColumn(to, after)) {
            found.addAll(addCheck(after));
        }
        return found;
    }

    /** A check that is part of the definition of its column changes as that does; a column that changes anyway has it. */
    private List<MySqlClause> withItsColumn(Check check) {
        Optional<Column> before = from.column(Objects.requireNonNullElse(check.name(), ""));
        Optional<Column> after = to.column(Objects.requireNonNullElse(check.name(), ""));
        boolean isWritten = change.changes().stream()
                .anyMatch(part -> part instanceof TableChange.ModifyColumn(Column old, Column now, var kinds)
                        && now.name().equals(check.name()));
        return before.isEmpty() || after.isEmpty() || isWritten
                ? List.of()
                : List.of(new MySqlClause(
                        "MODIFY COLUMN " + column(to, after.get()),
                        List.of("MODIFY COLUMN " + column(from, before.get())),
                        Set.of(Hazard.MAY_FAIL)));
    }

    private static String comment(@Nullable String comment) {
        return "COMMENT " + MySqlText.doubleQuoted(comment == null ? "" : comment);
    }

    private static List<MySqlClause> options(MySqlTableOptions before, MySqlTableOptions after) {
        List<MySqlClause> found = new ArrayList<>();
        if (MySqlTableOptionsRules.textChanged(before, after)) {
            found.add(MySqlClause.of(text(before, after), text(after, before)));
        }
        List<String> others = MySqlOptionsWriter.changedOthers(before.others(), after.others());
        if (MySqlTableOptionsRules.engineChanged(before, after)) {
            // The other engine may have let go of options that it does not know.
            List<String> back = new ArrayList<>(List.of("ENGINE " + MySqlTableOptionsRules.engine(before)));
            before.others().forEach((name, value) -> back.add(MySqlOptionsWriter.other(name, value)));
            // What the former engine does not know goes along with the new one, and can't be taken back by itself.
            List<String> own = others.stream()
                    .filter(option -> MySqlEngines.isOfOneEngine(name(option))
                            && !before.others().containsKey(name(option)))
                    .toList();
            others.removeAll(own);
            String engine = "ENGINE " + MySqlTableOptionsRules.engine(after);
            found.add(new MySqlClause(own.isEmpty() ? engine : engine + ", " + String.join(", ", own), back, Set.of()));
        }
        for (String option : others) {
            String old = before.others().getOrDefault(name(option), "DEFAULT");
            found.add(MySqlClause.of(option, MySqlOptionsWriter.other(name(option), old)));
        }
        if (MySqlTableOptionsRules.raisesNumber(before, after)) {
            Long old = before.autoIncrement();
            found.add(MySqlClause.of(
                    "AUTO_INCREMENT " + after.autoIncrement(), "AUTO_INCREMENT " + (old == null ? 1 : old)));
        }
        if (!Objects.equals(before.versioning(), after.versioning())) {
            found.addAll(versioning(before.versioning(), after.versioning()));
        }
        return found;
    }

    private static String name(String option) {
        return option.substring(0, option.indexOf('='));
    }

    /** What is not said is what it was. */
    private static String text(MySqlTableOptions before, MySqlTableOptions after) {
        List<String> words = new ArrayList<>();
        if (MySqlTableOptionsRules.charsetChanged(before, after)) {
            words.add("CHARSET " + after.charset());
        }
        if (after.collation() != null) {
            words.add("COLLATE " + after.collation());
        }
        return String.join(" ", words);
    }

    private static List<MySqlClause> versioning(@Nullable MySqlVersioning before, @Nullable MySqlVersioning after) {
        if (before != null && after != null) {
            throw new PlanException(
                    "the columns of a table's own period can't change: drop its system versioning, which"
                            + " drops its former rows, and add it again");
        }
        List<MySqlClause> found = new ArrayList<>();
        if (after != null) {
            MySqlOptionsWriter.period(MySqlTableOptions.NONE.withVersioning(after))
                    .ifPresent(period -> found.add(MySqlClause.of("ADD " + period)));
            found.add(MySqlClause.of("ADD SYSTEM VERSIONING", "DROP SYSTEM VERSIONING"));
        } else {
            found.add(new MySqlClause("DROP SYSTEM VERSIONING", List.of(), Set.of(Hazard.DATA_LOSS)));
        }
        return found;
    }
}
