package io.atlasoperator.cli.schema;

import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.Flags;
import io.atlasoperator.cli.console.Report;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.engine.SchemaDiffRequest;
import io.atlasoperator.engine.SchemaEngine;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.template.Template;
import io.atlasoperator.template.TemplateException;
import io.atlasoperator.template.TemplateFunction;
import io.atlasoperator.template.TemplateObject;
import io.atlasoperator.workspace.Settings;
import io.atlasoperator.workspace.StateUrls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code atlas schema diff}: prints the statements that lead from one state to another. */
@Command(name = "diff", description = "Calculate and print the diff between two schemas.")
final class SchemaDiffCommand extends SchemaCommand {
    @Option(
            names = {"-f", "--from"},
            description = "URLs of the state to start from")
    private List<String> from = new ArrayList<>();

    @Option(names = "--to", description = "URLs of the desired state")
    private List<String> to = new ArrayList<>();

    SchemaDiffCommand(Terminal terminal, Engines engines) {
        super(terminal, engines);
    }

    @Override
    int run(Settings settings) {
        List<String> fromUrls = Flags.first(from, settings.url().map(List::of).orElse(List.of()));
        List<String> toUrls = Flags.first(to, settings.source());
        if (fromUrls.isEmpty() || toUrls.isEmpty()) {
            throw fromUrls.isEmpty() && toUrls.isEmpty()
                    ? Flags.required("from", "to")
                    : Flags.required(fromUrls.isEmpty() ? "from" : "to");
        }
        StateUrls urls = StateUrls.of(terminal.workspace(), settings);
        SchemaDiffRequest request = new SchemaDiffRequest(
                urls.source("--from", settings.resolve(fromUrls)),
                urls.source("--to", settings.resolve(toUrls)),
                flags.dev(settings),
                flags.selection(settings),
                settings.policy(),
                "");
        SchemaEngine engine = engines.schema();
        Optional<Template> template = flags.format(settings, "schema.diff")
                .map(format -> Report.parse("schema_diff", format, functions(engine, request)));
        template.ifPresent(given -> engines.turnProgressOff());
        Plan plan = engine.diff(request);
        if (template.isPresent()) {
            terminal.print(Report.text(template.get(), object(plan)));
        } else {
            terminal.print(plan.isEmpty() ? "Schemas are synced, no changes to be made.\n" : PlanText.of(plan));
        }
        return 0;
    }

    private static TemplateObject object(Plan plan) {
        List<TemplateObject> changes =
                plan.statements().stream().map(SchemaDiffCommand::change).toList();
        return TemplateObject.builder("*cmdlog.SchemaDiff")
                .field("Changes", changes)
                .hidden("Plan", plan)
                .build();
    }

    private static TemplateObject change(Statement statement) {
        return TemplateObject.builder("*migrate.Change")
                .field("Cmd", statement.text())
                .field("Comment", statement.comment())
                .build();
    }

    /** Statements are written with the indentation that the template asks for. */
    private static Map<String, TemplateFunction> functions(SchemaEngine engine, SchemaDiffRequest request) {
        return Map.of("sql", arguments -> {
            if (arguments.size() > 2) {
                throw new TemplateException("unexpected number of arguments: " + arguments.size());
            }
            if (!(arguments.get(0) instanceof TemplateObject object)
                    || !(object.fields().get("Plan") instanceof Plan plan)) {
                throw new TemplateException("sql takes the whole report: {{ sql . }}");
            }
            String indent = arguments.textOr(1, "");
            return PlanText.of(indent.isEmpty() ? plan : engine.diff(indented(request, indent)));
        });
    }

    private static SchemaDiffRequest indented(SchemaDiffRequest request, String indent) {
        return new SchemaDiffRequest(
                request.from(), request.to(), request.dev(), request.selection(), request.policy(), indent);
    }
}
