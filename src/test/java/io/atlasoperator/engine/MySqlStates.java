package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.source.SourceFile;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applies states to a target of MySQL or MariaDB. */
final class MySqlStates {
    private final Databases databases = new Databases(Dialects.all());
    private final SchemaEngine engine =
            new JdbcSchemaEngine(databases, new DevDatabases(databases, Duration.ZERO), Clock.systemUTC());

    private List<String> apply(DatabaseUrl target, StateSource state, Optional<DatabaseUrl> dev, List<String> schemas) {
        SchemaApplyReport report = engine.apply(
                new SchemaApplyRequest(
                        target,
                        state,
                        dev,
                        new Selection(schemas, List.of(), List.of()),
                        DiffPolicy.DEFAULT,
                        TxMode.FILE,
                        false,
                        Duration.ofMinutes(1)),
                PlanGate.OPEN);
        report.failure().ifPresent(failure -> {
            throw new AssertionError(failure.message());
        });
        return report.applied();
    }

    /** The statements that ran. */
    List<String> apply(DatabaseUrl target, String sql, DatabaseUrl dev) {
        return apply(target, StateSource.Sql.of(new SourceFile("schema.sql", sql)), Optional.of(dev), List.of());
    }

    /** The statements that ran. */
    List<String> applyHcl(DatabaseUrl target, String hcl, Optional<DatabaseUrl> dev, String... schemas) {
        return apply(
                target,
                new StateSource.Hcl(List.of(new SourceFile("schema.hcl", hcl)), Map.of()),
                dev,
                List.of(schemas));
    }

    /** The statements that would make what is there. */
    List<Statement> creation(DatabaseUrl target) {
        return engine.creation(
                        engine.inspect(new SchemaInspectRequest(
                                new StateSource.Database(target), Optional.empty(), Selection.ALL)),
                        "")
                .statements();
    }

    /** What is there, as HCL. */
    String hcl(DatabaseUrl target) {
        return engine.hcl(engine.inspect(
                new SchemaInspectRequest(new StateSource.Database(target), Optional.empty(), Selection.ALL)));
    }
}
