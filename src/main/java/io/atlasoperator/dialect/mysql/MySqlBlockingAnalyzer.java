package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlOnlineDdl.Algorithm;
import io.atlasoperator.dialect.mysql.MySqlOnlineDdl.Lock;
import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.lint.Analyzer;
import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.lint.LintCode;
import io.atlasoperator.lint.Look;
import io.atlasoperator.lint.Work;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Table;
import java.util.List;

/**
 * Finds changes of tables in use that copy or write every row, or keep others from writing meanwhile. What the server of a
 * migration is, lint is not told: it is said what MySQL 8.0.29 and newer do. On a small table none of it matters.
 */
final class MySqlBlockingAnalyzer implements Analyzer {
    private static final LintCode COPY = new LintCode("MY301", "table copied while others can't write");
    private static final LintCode REBUILD = new LintCode("MY302", "table written anew in place");
    private static final LintCode LOCKED = new LintCode("MY303", "others can't write while the table changes");

    private final MySqlFlavor flavor;

    MySqlBlockingAnalyzer(MySqlFlavor flavor) {
        this.flavor = flavor;
    }

    @Override
    public String name() {
        return "blocking";
    }

    @Override
    public String title() {
        return "blocking table changes detected";
    }

    @Override
    public List<LintCode> codes() {
        return List.of(COPY, REBUILD, LOCKED);
    }

    @Override
    public List<Diagnostic> analyze(Work work) {
        return Look.at(work, this::look);
    }

    private void look(Change change, Look look) {
        if (!(change instanceof Change.ModifyTable(Table from, Table to, List<TableChange> changes))
                || look.isNew(from.name())) {
            return;
        }
        String table = "table \"" + from.name().name() + "\"";
        for (TableChange part : changes) {
            MySqlOnlineDdl effect = MySqlOnlineDdl.of(flavor, from, to, part);
            if (effect.algorithm() == Algorithm.COPY) {
                look.found(
                        COPY,
                        words(part) + " copies " + table
                                + (effect.lock() == Lock.NONE ? "" : ", and nobody can write to it meanwhile"));
            } else if (effect.lock() != Lock.NONE) {
                look.found(LOCKED, words(part) + " keeps others from writing to " + table + " until it is done");
            } else if (effect.rebuilds()) {
                look.found(REBUILD, words(part) + " writes " + table + " anew in place, while others may go on");
            }
        }
    }

    private static String words(TableChange part) {
        return switch (part) {
            case TableChange.AddColumn(var column) -> "Adding column \"" + column.name() + "\"";
            case TableChange.DropColumn(var column) -> "Dropping column \"" + column.name() + "\"";
            case TableChange.ModifyColumn(var from, var to, var kinds) -> "Modifying column \"" + to.name() + "\"";
            case TableChange.RenameColumn(var from, var to) -> "Renaming column \"" + from.name() + "\"";
            case TableChange.AddPrimaryKey _ -> "Adding a primary key";
            case TableChange.DropPrimaryKey _ -> "Dropping the primary key";
            case TableChange.ModifyPrimaryKey _ -> "Changing the primary key";
            case TableChange.AddIndex(var index, boolean concurrently) -> "Adding index \"" + index.name() + "\"";
            case TableChange.DropIndex(var index, boolean concurrently) -> "Dropping index \"" + index.name() + "\"";
            case TableChange.ModifyIndex modified ->
                "Changing index \"" + modified.to().name() + "\"";
            case TableChange.RenameIndex(var from, var to) -> "Renaming index \"" + from.name() + "\"";
            case TableChange.RenameConstraint(String from, String to) -> "Renaming constraint \"" + from + "\"";
            case TableChange.AddForeignKey(ForeignKey key) -> "Adding foreign key \"" + key.name() + "\"";
            case TableChange.DropForeignKey(ForeignKey key) -> "Dropping foreign key \"" + key.name() + "\"";
            case TableChange.ModifyForeignKey modified ->
                "Changing foreign key \"" + modified.to().name() + "\"";
            case TableChange.AddCheck(var check) -> "Adding check \"" + MySqlObjectWriter.text(check.name()) + "\"";
            case TableChange.DropCheck(var check) -> "Dropping check \"" + MySqlObjectWriter.text(check.name()) + "\"";
            case TableChange.ModifyCheck(var from, var to) ->
                "Changing check \"" + MySqlObjectWriter.text(to.name()) + "\"";
            case TableChange.ModifyComment _ -> "Changing the comment";
            case TableChange.ModifyOptions _ -> "Changing options";
        };
    }
}
