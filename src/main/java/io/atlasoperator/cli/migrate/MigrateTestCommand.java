package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.Flags;
import io.atlasoperator.cli.console.ProjectFlags;
import io.atlasoperator.cli.console.ProjectReader;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.cli.console.TestFlags;
import io.atlasoperator.engine.TestRequest;
import io.atlasoperator.project.TestCase;
import io.atlasoperator.workspace.ExternalProgram;
import io.atlasoperator.workspace.Settings;
import io.atlasoperator.workspace.StateUrls;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code atlas migrate test}: runs the tests of a migration directory. */
@Command(name = "test", description = "Run migration tests against the migration directory.")
final class MigrateTestCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Engines engines;

    @Mixin
    private MigrateFlags directory = new MigrateFlags();

    @Mixin
    private TestFlags flags = new TestFlags();

    @Option(names = "--revisions-schema", description = "name of the schema the revisions table is in")
    private String revisionsSchema = "";

    @Option(names = "--context", hidden = true, description = "who asked for it, in JSON")
    private String context = "";

    MigrateTestCommand(Terminal terminal, Engines engines) {
        this.terminal = terminal;
        this.engines = engines;
    }

    @Override
    public Integer call() {
        ProjectFlags project = directory.project;
        Settings settings = new ProjectReader(terminal, project).read();
        String dev = flags.dev(settings).orElseThrow(() -> Flags.required("dev-url"));
        List<TestRequest.Test> tests = flags.tests(
                terminal,
                project.env(),
                settings,
                settings.environment().tests().migrate(),
                TestCase.Kind.MIGRATE);
        TestFlags.Told told = new TestFlags.Told(terminal);
        engines.turnProgressOff();
        engines.test()
                .run(
                        new TestRequest(
                                StateUrls.database("--dev-url", dev),
                                new TestRequest.Subject.OfDirectory(
                                        directory.folder(terminal, settings).validated(),
                                        directory.revisionsSchema(revisionsSchema, settings)),
                                tests,
                                (program, folder) ->
                                        new ExternalProgram(terminal.workspace(), program).output(folder.orElse(""))),
                        told);
        return told.end();
    }
}
