package io.atlasoperator.lint;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.lint.NamingRules.Kind;
import io.atlasoperator.lint.NamingRules.Rule;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.Table;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds new names that are not as the project wants them. Names that are there already are left alone. */
public final class NamingAnalyzer implements Analyzer {
    private static final Map<Kind, LintCode> CODES = Map.of(
            Kind.SCHEMA, new LintCode("NM101", "name of a schema"),
            Kind.TABLE, new LintCode("NM102", "name of a table"),
            Kind.COLUMN, new LintCode("NM103", "name of a column"),
            Kind.INDEX, new LintCode("NM104", "name of an index"),
            Kind.FOREIGN_KEY, new LintCode("NM105", "name of a foreign key"),
            Kind.CHECK, new LintCode("NM106", "name of a check"));
    private static final Map<Kind, String> WORDS = Map.of(
            Kind.SCHEMA, "Schema",
            Kind.TABLE, "Table",
            Kind.COLUMN, "Column",
            Kind.INDEX, "Index",
            Kind.FOREIGN_KEY, "Foreign-key constraint",
            Kind.CHECK, "Check constraint");

    private final NamingRules rules;

    /** @param rules what names have to look like */
    public NamingAnalyzer(NamingRules rules) {
        this.rules = rules;
    }

    @Override
    public String name() {
        return "naming";
    }

    @Override
    public String title() {
        return "naming violations detected";
    }

    @Override
    public List<LintCode> codes() {
        return List.of(Kind.values()).stream().map(NamingAnalyzer::code).toList();
    }

    private static LintCode code(Kind kind) {
        LintCode code = CODES.get(kind);
        if (code == null) {
            throw new IllegalStateException("no code for " + kind);
        }
        return code;
    }

    @Override
    public List<Diagnostic> analyze(Work work) {
        return Look.at(work, this::look);
    }

    private void look(Change change, Look look) {
        if (change instanceof Change.AddSchema(var schema)) {
            check(Kind.SCHEMA, schema.name(), look);
        } else if (change instanceof Change.AddTable(Table table)) {
            check(Kind.TABLE, table.name().name(), look);
            table.columns().forEach(column -> check(Kind.COLUMN, column.name(), look));
            table.indexes().forEach(index -> check(Kind.INDEX, index.name(), look));
            table.foreignKeys().forEach(key -> foreignKey(key, look));
            table.checks().forEach(check -> check(Kind.CHECK, check.name(), look));
        } else if (change instanceof Change.RenameTable(Table from, Table to)) {
            check(Kind.TABLE, to.name().name(), look);
        } else if (change instanceof Change.ModifyTable modify) {
            modify.changes().forEach(part -> look(part, look));
        }
    }

    private void look(TableChange part, Look look) {
        if (part instanceof TableChange.AddColumn(Column column)) {
            check(Kind.COLUMN, column.name(), look);
        } else if (part instanceof TableChange.RenameColumn(Column from, Column to)) {
            check(Kind.COLUMN, to.name(), look);
        } else if (part instanceof TableChange.AddIndex(Index index, boolean concurrently)) {
            check(Kind.INDEX, index.name(), look);
        } else if (part instanceof TableChange.RenameIndex(Index from, Index to)) {
            check(Kind.INDEX, to.name(), look);
        } else if (part instanceof TableChange.AddForeignKey(ForeignKey key)) {
            foreignKey(key, look);
        } else if (part instanceof TableChange.AddCheck(Check check)) {
            check(Kind.CHECK, check.name(), look);
        }
    }

    /** SQLite's keys without a name have a number instead. */
    private void foreignKey(ForeignKey key, Look look) {
        if (!key.name().chars().allMatch(Character::isDigit)) {
            check(Kind.FOREIGN_KEY, key.name(), look);
        }
    }

    private void check(Kind kind, @Nullable String name, Look look) {
        if (name == null || name.isEmpty()) {
            return;
        }
        rules.of(kind)
                .filter(rule -> !rule.allows(name))
                .ifPresent(rule -> look.found(code(kind), text(kind, name, rule)));
    }

    private static String text(Kind kind, String name, Rule rule) {
        return WORDS.get(kind) + " named " + Names.quoted(name) + " violates the naming policy"
                + rule.message().map(message -> ": " + message).orElse("");
    }
}
