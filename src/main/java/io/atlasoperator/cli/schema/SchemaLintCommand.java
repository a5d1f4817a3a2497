package io.atlasoperator.cli.schema;

import io.atlasoperator.cli.console.CsvValues;
import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.Flags;
import io.atlasoperator.cli.console.LintObjects;
import io.atlasoperator.cli.console.LintText;
import io.atlasoperator.cli.console.Report;
import io.atlasoperator.cli.console.ReportFunctions;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.engine.SchemaLintReport;
import io.atlasoperator.engine.SchemaLintRequest;
import io.atlasoperator.template.Template;
import io.atlasoperator.workspace.Settings;
import io.atlasoperator.workspace.StateUrls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code atlas schema lint}: judges a state, or the way from one state to another. */
@Command(name = "lint", description = "Run analysis on a schema, or on the changes that lead to another.")
final class SchemaLintCommand extends SchemaCommand {
    @Option(
            names = {"-u", "--url"},
            description = "URLs of the state to judge; with --to, of the state that the changes begin with")
    private List<String> url = new ArrayList<>();

    @Option(names = "--to", description = "URLs of the state that the changes lead to")
    private List<String> to = new ArrayList<>();

    SchemaLintCommand(Terminal terminal, Engines engines) {
        super(terminal, engines);
    }

    @Override
    int run(Settings settings) {
        StateUrls states = StateUrls.of(terminal.workspace(), settings);
        boolean isWay = !to.isEmpty();
        List<String> from =
                Flags.first(url, isWay ? settings.url().map(List::of).orElse(List.of()) : settings.source());
        if (from.isEmpty()) {
            throw Flags.required("url");
        }
        Optional<Template> template = flags.format(settings, "schema.lint")
                .map(format -> Report.parse("format", format, ReportFunctions.all()));
        SchemaLintReport report = engines.lint()
                .lint(new SchemaLintRequest(
                        states.source("--url", settings.resolve(from)),
                        isWay
                                ? Optional.of(states.source("--to", settings.resolve(CsvValues.of(to))))
                                : Optional.empty(),
                        flags.dev(settings),
                        flags.selection(settings),
                        settings.policy(),
                        settings.environment().lint().rules()));
        terminal.print(
                template.isPresent() ? Report.text(template.get(), LintObjects.of(report)) : LintText.of(report));
        return report.failed() ? 1 : 0;
    }
}
