package io.atlasoperator.engine;

import io.atlasoperator.migrate.MigrationScript;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.sql.StatementKind;
import io.atlasoperator.sql.StatementScanner;
import io.atlasoperator.sql.TransactionControl;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file that is to run.
 *
 * @param script its statements
 * @param hashes hashes of its statements
 * @param hash its hash in atlas.sum, or nothing if it is left out there
 * @param before what an earlier run left of it
 * @param done how many statements that run has done
 * @param kinds what each statement holds; one, unless the file has a delimiter of its own
 * @param controls what each statement does to its transaction; nothing is known of one that holds several
 */
record MigrationStep(
        MigrationScript script,
        List<String> hashes,
        String hash,
        Optional<Revision> before,
        int done,
        List<Set<StatementKind>> kinds,
        List<TransactionControl> controls) {

    /** Statements that run others. */
    private static final Pattern BODIES = Pattern.compile("\\s*(?:DO|CALL)\\b", Pattern.CASE_INSENSITIVE);

    /** What holds for a session; in some dumps in a comment that is run. */
    private static final Pattern SETTING =
            Pattern.compile("\\s*(?:/\\*M?!\\d*\\s*)?(?:SET|USE)\\b", Pattern.CASE_INSENSITIVE);

    /** What holds beyond it, or only for a transaction. */
    private static final Pattern BEYOND = Pattern.compile(
            "\\s*(?:/\\*M?!\\d*\\s*)?SET\\s+(?:PASSWORD|DEFAULT\\s+ROLE|LOCAL|TRANSACTION|CONSTRAINTS)\\b"
                    + "|.*\\b(?:GLOBAL|PERSIST|PERSIST_ONLY)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    static MigrationStep of(
            MigrationScript script, Optional<String> hash, Optional<Revision> before, StatementScanner scanner) {
        return new MigrationStep(
                script,
                script.hashes(),
                hash.orElse(""),
                before,
                before.map(script::resumeAt).orElse(0),
                script.statements().stream().map(text -> kinds(text, scanner)).toList(),
                script.statements().stream().map(text -> control(text, scanner)).toList());
    }

    private static Set<StatementKind> kinds(String text, StatementScanner scanner) {
        Set<StatementKind> kinds = EnumSet.of(StatementKind.of(text));
        MigrationScript.parts(text, scanner).stream().map(StatementKind::of).forEach(kinds::add);
        return kinds;
    }

    private static TransactionControl control(String text, StatementScanner scanner) {
        return MigrationScript.parts(text, scanner).size() == 1 ? TransactionControl.of(text) : TransactionControl.NONE;
    }

    int total() {
        return script.statements().size();
    }

    /** Whether the file begins or ends transactions by itself. */
    boolean controlsTransactions() {
        return kinds.stream().anyMatch(kind -> kind.contains(StatementKind.TRANSACTION));
    }

    /** Whether a statement begins or ends a transaction, or a part of one. */
    boolean controlsTransactions(int statement) {
        return kinds.get(statement).contains(StatementKind.TRANSACTION);
    }

    /**
     * The statements among those that are done which only concern their session, such as {@code SET NAMES utf8mb4}: a
     * session that goes on with the file has to begin with them.
     */
    List<String> settings() {
        return script.statements().subList(0, done).stream()
                .filter(text -> SETTING.matcher(text).lookingAt()
                        && !BEYOND.matcher(text).lookingAt())
                .toList();
    }

    /** Whether a statement changes the schema and nothing else, so that nothing is left of it where it fails. */
    boolean leavesNothing(int statement) {
        String text = script.statements().get(statement);
        return !controlsTransactions()
                && kinds.get(statement).equals(EnumSet.of(StatementKind.SCHEMA))
                && !BODIES.matcher(text).lookingAt();
    }

    /** Whether a statement can be undone until it is committed, as far as its first word tells. */
    boolean atomic(int statement, boolean schemaChangesToo) {
        return kinds.get(statement).stream()
                .allMatch(kind -> kind == StatementKind.DATA || (schemaChangesToo && kind == StatementKind.SCHEMA));
    }
}
