package io.atlasoperator.engine;

import io.atlasoperator.engine.MigrateApplyReport.Assertion;
import io.atlasoperator.engine.MigrateApplyReport.CheckedFile;
import io.atlasoperator.migrate.CheckFile;
import io.atlasoperator.migrate.GoText;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks what must hold before a migration runs. For one thread, once. */
final class CheckRun {
    private static final String ASKED = "check assertion ";
    private static final Set<String> YES = Set.of("t", "true", "y", "yes", "on");

    private final Session session;
    private final Clock clock;
    private final String before;
    private final List<CheckedFile> checked = new ArrayList<>();

    CheckRun(Session session, Clock clock) {
        this(session, clock, "before version");
    }

    /** @param before what the questions are asked before, in messages */
    CheckRun(Session session, Clock clock, String before) {
        this.before = before;
        this.session = session;
        this.clock = clock;
    }

    /** The answers so far. */
    List<CheckedFile> checked() {
        return checked;
    }

    /**
     * Asks file by file, until one fails.
     *
     * @param version version of the migration
     * @return why it failed, if one did
     */
    Optional<StatementFailure> run(String version, List<CheckFile> files) {
        for (CheckFile file : files) {
            Optional<StatementFailure> failure = run(version, file);
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    private Optional<StatementFailure> run(String version, CheckFile file) {
        Instant start = clock.instant();
        List<Assertion> asked = new ArrayList<>();
        boolean isTransient = false;
        for (String statement : file.statements()) {
            try {
                asked.add(new Assertion(statement, no(statement)));
            } catch (SQLException e) {
                asked.add(new Assertion(statement, Optional.of(session.describe(e))));
                isTransient = session.dialect().isTransient(e);
                // In a transaction no other question is answered any more.
                break;
            }
        }
        List<Assertion> refused =
                asked.stream().filter(answer -> answer.error().isPresent()).toList();
        boolean holds = file.oneOf() ? refused.size() < file.statements().size() : refused.isEmpty();
        if (holds) {
            checked.add(new CheckedFile(file.name(), asked, Optional.empty(), start, clock.instant()));
            return Optional.empty();
        }
        Assertion first = refused.getFirst();
        String text = refused.size() + " of " + file.statements().size() + " assertions failed: "
                + first.error().orElseThrow();
        StatementFailure failure = new StatementFailure(
                        first.statement(),
                        text,
                        "sql/migrate: executing checks \"" + file.name() + "\" " + before + " " + GoText.quote(version)
                                + ": " + text,
                        isTransient)
                .shown();
        checked.add(new CheckedFile(file.name(), asked, Optional.of(failure), start, clock.instant()));
        return Optional.of(failure);
    }

    /** Why the answer is no, if it is. */
    Optional<String> no(String text) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = session.interruption().during(statement::cancel, () -> statement.executeQuery(text))) {
            String asked = ASKED + GoText.quote(text) + " returned ";
            if (rows.getMetaData().getColumnCount() != 1) {
                return Optional.of(asked + rows.getMetaData().getColumnCount() + " columns, and should return one");
            }
            if (!rows.next()) {
                return Optional.of(asked + "no row, and should return one");
            }
            boolean yes = isYes(rows.getObject(1));
            if (rows.next()) {
                return Optional.of(asked + "several rows, and should return one");
            }
            return yes ? Optional.empty() : Optional.of(asked + "false");
        }
    }

    /** Whether a question was answered, be it with yes or no; else the database refused to. */
    static boolean isAnswered(Assertion asked) {
        return asked.error().filter(text -> !text.startsWith(ASKED)).isEmpty();
    }

    private static boolean isYes(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean yes -> yes;
            case Number number -> number.doubleValue() != 0;
            case byte[] bytes -> new BigInteger(1, bytes).signum() != 0;
            default -> isYes(value.toString());
        };
    }

    private static boolean isYes(String text) {
        if (YES.contains(text.strip().toLowerCase(Locale.ROOT))) {
            return true;
        }
        try {
            return Double.parseDouble(text.strip()) != 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
