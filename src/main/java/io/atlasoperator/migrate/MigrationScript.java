package io.atlasoperator.migrate;

import io.atlasoperator.plan.TxMode;
import io.atlasoperator.sql.ScannedStatement;
import io.atlasoperator.sql.SqlScanException;
import io.atlasoperator.sql.StatementScanner;
import io.atlasoperator.sql.StatementText;
import io.atlasoperator.sql.TransactionControl;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A migration file ready to run.
 *
 * @param file the file
 * @param checks what must hold before it runs, in order
 * @param statements its statements, in order
 * @param txMode how they are grouped into transactions
 */
public record MigrationScript(MigrationFile file, List<CheckFile> checks, List<String> statements, TxMode txMode) {

    public MigrationScript {
        checks = List.copyOf(checks);
        statements = List.copyOf(statements);
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @param scanner the database's scanner
     * @param global the mode for files that ask for none
     * @throws RevisionException if the file can't be split or asks for what can't be done
     */
    public static MigrationScript of(MigrationFile file, StatementScanner scanner, TxMode global) {
        FileDirectives directives = FileDirectives.of(file);
        TxMode mode = txMode(file, asked(file, directives), global);
        try {
            List<ScannedStatement> statements = file.statements(scanner);
            if (mode != TxMode.NONE) {
                statements.forEach(statement -> requireNoRollback(file, statement, scanner));
            }
            return new MigrationScript(
                    file,
                    file.checks(scanner),
                    statements.stream().map(ScannedStatement::text).toList(),
                    mode);
        } catch (SqlScanException e) {
            throw new RevisionException(
                    "sql/migrate: scanning statements from \"" + file.name() + "\": " + e.getMessage());
        }
    }

    /**
     * The single statements in a statement of a file: one, unless the file has a delimiter of its own.
     *
     * @throws SqlScanException if it can't be split
     */
    public static List<String> parts(String statement, StatementScanner scanner) {
        int semicolon = statement.indexOf(';');
        return semicolon < 0 || semicolon == statement.length() - 1
                ? List.of(statement)
                : scanner.scan(statement).stream().map(ScannedStatement::text).toList();
    }

    /** In the transaction of a run, it would undo the files before it and the rows that tell what was done. */
    private static void requireNoRollback(MigrationFile file, ScannedStatement statement, StatementScanner scanner) {
        if (parts(statement.text(), scanner).stream()
                .anyMatch(part -> TransactionControl.of(part) == TransactionControl.ROLLS_BACK)) {
            throw new RevisionException("the statement at " + file.name() + ":" + statement.line()
                    + " rolls back the transaction that the file is run in, so the file is not run. Remove it, or let"
                    + " the file begin transactions by itself: put \"-- atlas:txmode none\" and an empty line first");
        }
    }

    /** What the file's own tool knows counts as much as a directive. */
    private static List<String> asked(MigrationFile file, FileDirectives directives) {
        return directives.txModes().isEmpty()
                ? file.format().layout().txMode(file).map(mode -> mode.name().toLowerCase(Locale.ROOT)).stream()
                        .toList()
                : directives.txModes();
    }

    private static TxMode txMode(MigrationFile file, List<String> asked, TxMode global) {
        if (asked.isEmpty()) {
            return global;
        }
        if (asked.size() > 1) {
            throw new RevisionException("multiple txmode values found in file \"" + file.name() + "\": "
                    + asked.stream().map(mode -> "\"" + mode + "\"").collect(Collectors.joining(" ", "[", "]")));
        }
        String text = asked.getFirst();
        TxMode mode = TxMode.of(text)
                .orElseThrow(() -> new RevisionException(
                        "unknown txmode \"" + text + "\" found in file directive \"" + file.name() + "\""));
        return switch (mode) {
            case ALL ->
                throw new RevisionException("txmode \"all\" is not allowed in file directive \"" + file.name()
                        + "\". Use \"file\" instead");
            case NONE -> {
                if (global == TxMode.ALL) {
                    throw new RevisionException("cannot set txmode directive to \"none\" in \"" + file.name()
                            + "\" when txmode \"all\" is set globally");
                }
                yield mode;
            }
            case FILE -> global == TxMode.ALL ? TxMode.ALL : mode;
        };
    }

    /** The hashes of the statements, each depending on those before it. */
    public List<String> hashes() {
        return StatementHashes.of(statements);
    }

    /**
     * Where a run goes on that left this revision.
     *
     * @return how many statements are done
     * @throws RevisionException if those that are done are not the file's any more, or if nobody knows whether one is
     */
    public int resumeAt(Revision revision) {
        if (file.isRepeated()) {
            return 0;
        }
        if (DownMark.of(revision).isPresent()) {
            throw new RevisionException("sql/migrate: " + DownMark.text(revision.version()));
        }
        requireDone(revision);
        if (revision.inDoubt()) {
            throw new RevisionException(inDoubt(revision, revision.applied()));
        }
        return revision.applied();
    }

    /** @throws RevisionException if the statements that are done are not the file's any more */
    void requireDone(Revision revision) {
        int done = revision.applied();
        List<String> hashes = hashes();
        List<String> known = revision.partialHashes();
        for (int i = 0; i < Math.min(done, known.size()); i++) {
            if (i >= hashes.size() || !hashes.get(i).equals(known.get(i))) {
                throw new RevisionException("sql/migrate: history changed: statement " + (i + 1) + " from file \""
                        + file.name() + "\" changed");
            }
        }
        if (done > statements.size()) {
            throw new RevisionException("sql/migrate: history changed: " + done + " statements from file \""
                    + file.name() + "\" were executed, but it has " + statements.size() + " now");
        }
    }

    private String inDoubt(Revision revision, int done) {
        String where = " WHERE version = '" + revision.version().replace("'", "''") + "'";
        String update = "UPDATE " + RevisionTable.NAME + " SET error_stmt = ''";
        // While statements are left, the row must say which are done, or it looks finished.
        String hashes = done + 1 < statements.size()
                ? ", partial_hashes = '" + PartialHashes.format(hashes().subList(0, done + 1)) + "'"
                : "";
        return "sql/migrate: statement " + (done + 1) + " from file \"" + file.name()
                + "\" was running when the last attempt was cut off, and it is not known whether it was executed: "
                + GoText.quote(StatementText.withoutPasswords(revision.errorStatement()))
                + ". Look into the database. If it was not executed, run: " + update + where
                + "; if it was, run: " + update + ", applied = " + (done + 1) + hashes + where + "; then apply again";
    }
}
