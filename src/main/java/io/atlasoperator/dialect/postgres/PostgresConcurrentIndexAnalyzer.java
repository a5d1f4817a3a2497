package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.lint.Analyzer;
import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.lint.LintCode;
import io.atlasoperator.lint.Look;
import io.atlasoperator.lint.Work;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds indexes of tables in use that are made or dropped in a way that blocks others. */
final class PostgresConcurrentIndexAnalyzer implements Analyzer {
    private static final LintCode CREATED = new LintCode("PG101", "index created without CONCURRENTLY");
    private static final LintCode DROPPED = new LintCode("PG102", "index dropped without CONCURRENTLY");
    private static final LintCode IN_TRANSACTION = new LintCode("PG103", "CONCURRENTLY inside a transaction");
    private static final LintCode PRIMARY_KEY = new LintCode("PG104", "primary key added");
    private static final LintCode UNIQUE = new LintCode("PG105", "unique constraint added");

    private static final Pattern CONCURRENTLY = Pattern.compile(
            "\\s*(?:(?:CREATE\\s+(?:UNIQUE\\s+)?|DROP\\s+)INDEX|REINDEX\\b.*?)\\s+CONCURRENTLY\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    @Override
    public String name() {
        return "concurrent_index";
    }

    @Override
    public String title() {
        return "concurrent index violations detected";
    }

    @Override
    public List<LintCode> codes() {
        return List.of(CREATED, DROPPED, IN_TRANSACTION, PRIMARY_KEY, UNIQUE);
    }

    @Override
    public List<Diagnostic> analyze(Work work) {
        List<Diagnostic> found = new ArrayList<>();
        for (int i = 0; i < work.steps().size() && work.inTransaction(); i++) {
            if (CONCURRENTLY.matcher(work.steps().get(i).text()).matches()) {
                found.add(new Diagnostic(
                        IN_TRANSACTION.code(),
                        "Indexes cannot be created or deleted concurrently within a transaction. Add the"
                                + " `atlas:txmode none` directive to the header to prevent this file from running in a"
                                + " transaction",
                        i,
                        null,
                        List.of()));
            }
        }
        found.addAll(Look.at(work, PostgresConcurrentIndexAnalyzer::look));
        return List.copyOf(found);
    }

    private static void look(Change change, Look look) {
        if (!(change instanceof Change.ModifyTable modify) || look.isNew(modify.name())) {
            return;
        }
        String table = modify.to().name().name();
        for (TableChange part : modify.changes()) {
            if (part instanceof TableChange.AddIndex(Index index, boolean concurrently)) {
                added(modify, index, concurrently, look);
            } else if (part instanceof TableChange.DropIndex(Index index, boolean concurrently)) {
                if (!concurrently && !index.constraint() && !goesWithAColumn(modify, index)) {
                    look.found(DROPPED, blocks("Dropping", index, table));
                }
            } else if (part instanceof TableChange.ModifyIndex modified) {
                if (!modified.kinds().equals(Set.of(ChangeKind.COMMENT)) && !goesOn(modified)) {
                    added(modify, modified.to(), modified.concurrently(), look);
                }
            } else if (part instanceof TableChange.AddPrimaryKey || part instanceof TableChange.ModifyPrimaryKey) {
                look.found(PRIMARY_KEY, exclusive("PRIMARY KEY", table));
            }
        }
    }

    private static void added(Change.ModifyTable modify, Index index, boolean concurrently, Look look) {
        Table table = modify.to();
        if (index.constraint()) {
            look.found(
                    UNIQUE,
                    exclusive("UNIQUE", table.name().name()),
                    "Create a unique index concurrently, then add the constraint with USING INDEX");
        } else if (!concurrently) {
            look.found(CREATED, blocks("Creating", index, table.name().name()));
        }
    }

    /** Whether an index that is there becomes that of a constraint, which builds nothing. */
    private static boolean goesOn(TableChange.ModifyIndex modified) {
        return !modified.from().constraint()
                && modified.to().constraint()
                && Set.of(ChangeKind.COMMENT, ChangeKind.OPTIONS).containsAll(modified.kinds());
    }

    private static boolean goesWithAColumn(Change.ModifyTable modify, Index index) {
        return index.columns().stream()
                .anyMatch(column -> modify.to().column(column).isEmpty());
    }

    private static String blocks(String doing, Index index, String table) {
        return doing + " index \"" + index.name() + "\" non-concurrently causes write locks on the \"" + table
                + "\" table";
    }

    private static String exclusive(String constraint, String table) {
        return "Adding a " + constraint + " constraint on table \"" + table
                + "\" acquires an ACCESS EXCLUSIVE lock, blocking both reads and writes during the operation";
    }
}
