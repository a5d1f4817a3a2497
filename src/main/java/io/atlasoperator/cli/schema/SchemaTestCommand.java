package io.atlasoperator.cli.schema;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code atlas schema test}: runs the tests of a desired state. */
@Command(name = "test", description = "Run schema tests against the desired schema.")
final class SchemaTestCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Engines engines;

    @Mixin
    private ProjectFlags project = new ProjectFlags();

    @Mixin
    private TestFlags flags = new TestFlags();

    @Option(
            names = {"-u", "--url"},
            description = "URLs of the desired state")
    private List<String> url = new ArrayList<>();

    SchemaTestCommand(Terminal terminal, Engines engines) {
        this.terminal = terminal;
        this.engines = engines;
    }

    @Override
    public Integer call() {
        Settings settings = new ProjectReader(terminal, project).read();
        List<String> urls = Flags.first(url, settings.source());
        Optional<String> dev = flags.dev(settings);
        if (urls.isEmpty() || dev.isEmpty()) {
            throw urls.isEmpty() && dev.isEmpty()
                    ? Flags.required("dev-url", "url")
                    : Flags.required(urls.isEmpty() ? "url" : "dev-url");
        }
        List<TestRequest.Test> tests = flags.tests(
                terminal,
                project.env(),
                settings,
                settings.environment().tests().schema(),
                TestCase.Kind.SCHEMA);
        TestFlags.Told told = new TestFlags.Told(terminal);
        engines.turnProgressOff();
        engines.test()
                .run(
                        new TestRequest(
                                StateUrls.database("--dev-url", dev.get()),
                                new TestRequest.Subject.OfSchema(StateUrls.of(terminal.workspace(), settings)
                                        .source("--url", settings.resolve(urls))),
                                tests,
                                (program, folder) ->
                                        new ExternalProgram(terminal.workspace(), program).output(folder.orElse(""))),
                        told);
        return told.end();
    }
}
