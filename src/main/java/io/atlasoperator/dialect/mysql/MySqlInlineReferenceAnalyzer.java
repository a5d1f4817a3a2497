package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlToken.Kind;
import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.lint.Analyzer;
import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.lint.LintCode;
import io.atlasoperator.lint.Look;
import io.atlasoperator.lint.Work;
import io.atlasoperator.schema.Column;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds foreign keys that are written behind a column where the server passes over them.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html">MySQL 8.4 reference manual, FOREIGN KEY
 *     Constraints</a>
 */
final class MySqlInlineReferenceAnalyzer implements Analyzer {
    private static final LintCode IGNORED = new LintCode("MY102", "inline REFERENCES without effect");

    /** Words of a clause before the name of the column that it defines. */
    private static final Set<String> LEADING = Set.of("add", "change", "column", "exists", "if", "modify", "not");

    private final MySqlFlavor flavor;

    MySqlInlineReferenceAnalyzer(MySqlFlavor flavor) {
        this.flavor = flavor;
    }

    @Override
    public String name() {
        return "inline_references";
    }

    @Override
    public String title() {
        return "foreign keys without effect detected";
    }

    @Override
    public List<LintCode> codes() {
        return List.of(IGNORED);
    }

    @Override
    public List<Diagnostic> analyze(Work work) {
        return flavor.honoursInlineReferences() ? List.of() : Look.at(work, MySqlInlineReferenceAnalyzer::look);
    }

    private static void look(Change change, Look look) {
        switch (change) {
            case Change.AddTable(var table) ->
                table.columns().forEach(column -> look(column, table.name().name(), look));
            case Change.ModifyTable modify -> {
                for (TableChange part : modify.changes()) {
                    if (part instanceof TableChange.AddColumn(Column column)) {
                        look(column, modify.to().name().name(), look);
                    }
                }
            }
            case Change _ -> {}
        }
    }

    private static void look(Column column, String table, Look look) {
        if (columns(look.statement()).contains(column.name().toLowerCase(Locale.ROOT))) {
            look.found(
                    IGNORED,
                    "Defining column \"" + column.name() + "\" on table \"" + table
                            + "\" with inline REFERENCES is ignored by MySQL");
        }
    }

    /** The columns, in lower case, that a statement defines with a REFERENCES of their own. */
    static Set<String> columns(String statement) {
        List<MySqlToken> tokens = MySqlToken.of(statement);
        Set<String> found = new TreeSet<>();
        for (int at = 0; at < tokens.size(); at++) {
            if (tokens.get(at).is("references")) {
                List<MySqlToken> clause = tokens.subList(start(tokens, at), at);
                if (clause.stream().noneMatch(token -> token.is("foreign"))) {
                    clause.stream()
                            .skip(heading(clause))
                            .filter(token -> token.kind() == Kind.NAME || !LEADING.contains(token.value()))
                            .findFirst()
                            .ifPresent(name -> found.add(name.value().toLowerCase(Locale.ROOT)));
                }
            }
        }
        return found;
    }

    /** Where the clause begins that a token is in: behind a comma or the parenthesis around it. */
    private static int start(List<MySqlToken> tokens, int end) {
        int depth = 0;
        for (int at = end - 1; at >= 0; at--) {
            MySqlToken token = tokens.get(at);
            if (token.is(")")) {
                depth++;
            } else if (token.is("(")) {
                depth--;
            }
            if (depth < 0 || depth == 0 && token.is(",")) {
                return at + 1;
            }
        }
        return 0;
    }

    /** The words of an ALTER TABLE before its first clause. */
    private static long heading(List<MySqlToken> clause) {
        boolean isFirst = !clause.isEmpty() && clause.getFirst().is("alter");
        return isFirst
                ? clause.stream()
                        .takeWhile(token -> !LEADING.contains(token.value()))
                        .count()
                : 0;
    }
}
