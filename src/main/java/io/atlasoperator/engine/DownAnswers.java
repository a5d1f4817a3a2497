package io.atlasoperator.engine;

import io.atlasoperator.engine.MigrateApplyReport.Assertion;
import io.atlasoperator.engine.MigrateApplyReport.CheckedFile;
import io.atlasoperator.migrate.MigrationFile;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks whether anything would be lost on the way back. For one thread, once. */
final class DownAnswers {
    private final CheckRun asking;

    DownAnswers(Session session, Clock clock) {
        this.asking = new CheckRun(session, clock, "before reverting version");
    }

    /** What was asked. */
    List<CheckedFile> checked() {
        return asking.checked();
    }

    /** Why a stretch is not gone, if it is not. */
    Optional<StatementFailure> refusal(DownLeg leg) {
        return refusal(leg, leg.checks(), leg.files());
    }

    /**
     * @param checks what is asked, which may be about more than the stretch
     * @param files those that it is about
     */
    Optional<StatementFailure> refusal(DownLeg leg, DownChecks checks, List<MigrationFile> files) {
        String version = leg.rows().getFirst().version();
        Optional<StatementFailure> failed = asking.run(version, checks.file());
        List<String> lost = new ArrayList<>(checks.unanswerable());
        checked().stream()
                .flatMap(file -> file.assertions().stream())
                .filter(answer -> answer.error().isPresent())
                .map(Assertion::statement)
                .map(question -> checks.questions().getOrDefault(question, question))
                .forEach(lost::add);
        if (lost.isEmpty()) {
            return Optional.empty();
        }
        boolean isUnanswered = checked().stream()
                .flatMap(file -> file.assertions().stream())
                .anyMatch(answer -> !CheckRun.isAnswered(answer));
        String text = isUnanswered
                ? "it is not known whether data would be lost: "
                        + failed.map(StatementFailure::text).orElse("")
                : "data would be lost: " + String.join("; ", lost) + ". Move or delete it first, or write the way back"
                        + " into a down.sql of "
                        + files.stream().map(MigrationFile::name).collect(Collectors.joining(" or "))
                        + " (atlas:txtar)";
        return Optional.of(new StatementFailure(
                failed.map(StatementFailure::statement).orElse(""),
                text,
                "sql/migrate: reverting " + leg.versions() + ": " + text,
                failed.map(StatementFailure::transientFailure).orElse(false)));
    }
}
