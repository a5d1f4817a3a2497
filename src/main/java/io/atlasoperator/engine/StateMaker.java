package io.atlasoperator.engine;

import io.atlasoperator.inspect.Scope;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes states in leased dev databases, for whoever goes on to work there. */
final class StateMaker {
    private final StateLoader loader;

    StateMaker(StateLoader loader) {
        this.loader = loader;
    }

    /**
     * Makes a state.
     *
     * @throws EngineException if the source is wrong, or the server refuses what it says
     */
    void make(DevDatabase.Lease lease, StateSource source, StateLoader.Purpose purpose) {
        StateTrial.prepare(lease, purpose);
        switch (source) {
            case StateSource.Hcl hcl -> build(lease, WrittenState.read(hcl, purpose));
            case StateSource.Database database -> build(lease, loader.load(database, purpose));
            case StateSource.Sql sql ->
                run(lease, DevScripts.schema(purpose.dialect(), sql.parts()), DevScripts.Origin.SCHEMA_FILE);
            case StateSource.Migrations(MigrationDirectory directory, Optional<String> version) -> {
                List<MigrationFile> files = StateLoader.filesUpTo(directory, version);
                run(lease, DevScripts.migrations(purpose.dialect(), files), DevScripts.Origin.MIGRATION_FILE);
            }
        }
    }

    private static void build(DevDatabase.Lease lease, Realm written) {
        Session dev = lease.session();
        switch (dev.scope()) {
            case Scope.OneSchema(String devSchema) -> {
                Schema schema = WrittenState.only(written, devSchema);
                StateTrial.build(dev, written.withSchemas(List.of(schema)).renameSchema(schema.name(), devSchema));
            }
            case Scope.WholeRealm() -> {
                Set<String> names = written.schemas().stream().map(Schema::name).collect(Collectors.toSet());
                lease.claim(names);
                StateTrial.build(dev, written);
            }
        }
    }

    private static void run(DevDatabase.Lease lease, List<DevScripts.Step> steps, DevScripts.Origin origin) {
        Session dev = lease.session();
        DevScripts.stayInside(lease, steps, origin);
        DevScripts.readAsServer(dev);
        DevStatements.run(dev, steps, step -> step.statement().text(), step -> DevScripts.run(dev, step, origin));
    }
}
