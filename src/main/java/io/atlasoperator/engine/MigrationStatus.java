package io.atlasoperator.engine;

import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.migrate.PendingPlan;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.sql.StatementText;
import java.util.List;
import java.util.Optional;

/** From revisions and a plan to the report of where a database stands. */
final class MigrationStatus {

    private MigrationStatus() {}

    static MigrateStatusReport report(
            Session session, MigrationDirectory directory, List<Revision> revisions, PendingPlan plan) {
        List<MigrationFile> pending = plan.pending();
        Optional<Revision> partial = plan.last().filter(Revision::partial);
        String next = pending.isEmpty() ? "" : pending.getFirst().version();
        Optional<String> error = partial.flatMap(MigrationStatus::error);
        if (!plan.outOfOrder().isEmpty()) {
            next = "UNKNOWN";
            error = Optional.of(plan.outOfOrderMessage());
        }
        return new MigrateStatusReport(
                session.dialect().name(),
                session.target(),
                directory.files(),
                plan.outOfOrder(),
                pending,
                revisions,
                plan.last().map(Revision::version).orElse(""),
                next,
                partial.map(Revision::applied).orElse(0),
                partial.map(Revision::total).orElse(0),
                pending.isEmpty() && plan.outOfOrder().isEmpty() ? "OK" : "PENDING",
                error,
                partial.map(Revision::errorStatement)
                        .filter(text -> !text.isEmpty())
                        .map(StatementText::withoutPasswords));
    }

    private static Optional<String> error(Revision revision) {
        if (revision.inDoubt()) {
            return Optional.of(
                    "the last attempt was cut off while this statement ran; it may have been executed or not");
        }
        return Optional.of(revision.error()).filter(text -> !text.isEmpty());
    }
}
