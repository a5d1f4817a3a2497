package io.atlasoperator.cli.schema;

import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.Flags;
import io.atlasoperator.cli.console.Report;
import io.atlasoperator.cli.console.ReportFunctions;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.engine.SchemaEngine;
import io.atlasoperator.engine.SchemaInspectRequest;
import io.atlasoperator.engine.SchemaState;
import io.atlasoperator.engine.StateSource;
import io.atlasoperator.template.Template;
import io.atlasoperator.template.TemplateException;
import io.atlasoperator.template.TemplateFunction;
import io.atlasoperator.template.TemplateObject;
import io.atlasoperator.workspace.Settings;
import io.atlasoperator.workspace.StateUrls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code atlas schema inspect}: shows a state as HCL, SQL or JSON. */
@Command(name = "inspect", description = "Inspect a database and print its schema in Atlas DDL syntax.")
final class SchemaInspectCommand extends SchemaCommand {
    @Option(
            names = {"-u", "--url"},
            description = "URL of a database, file or folder")
    private List<String> urls = new ArrayList<>();

    SchemaInspectCommand(Terminal terminal, Engines engines) {
        super(terminal, engines);
    }

    @Override
    int run(Settings settings) {
        List<String> sources = Flags.first(urls, settings.url().map(List::of).orElse(List.of()));
        if (sources.isEmpty()) {
            throw Flags.required("url");
        }
        StateSource source = StateUrls.of(terminal.workspace(), settings).source("--url", settings.resolve(sources));
        SchemaEngine engine = engines.schema();
        Optional<Template> template = flags.format(settings, "schema.inspect")
                .map(format -> Report.parse("format", format, functions(engine)));
        template.ifPresent(given -> engines.turnProgressOff());
        SchemaState state =
                engine.inspect(new SchemaInspectRequest(source, flags.dev(settings), flags.selection(settings)));
        terminal.print(template.map(given -> Report.text(given, object(engine, state, source)))
                .orElseGet(() -> engine.hcl(state)));
        return 0;
    }

    private static TemplateObject object(SchemaEngine engine, SchemaState state, StateSource source) {
        TemplateObject realm = RealmObject.of(state);
        TemplateObject.Builder object = TemplateObject.builder("*cmdlog.SchemaInspect")
                .hidden("Realm", realm)
                .hidden("State", new Inspected(state))
                .method("MarshalHCL", arguments -> engine.hcl(state))
                .method("MarshalSQL", arguments -> PlanText.of(engine.creation(state, arguments.textOr(0, ""))))
                .method("Hash", arguments -> engine.hash(state));
        if (source instanceof StateSource.Database(var url)) {
            object.hidden("URL", url.redacted()).hidden("RedactedURL", url.redacted());
        }
        realm.json().forEach(object::jsonOnly);
        return object.build();
    }

    /** Keeps the state for the function {@code sql}. */
    private record Inspected(SchemaState state) {}

    private static Map<String, TemplateFunction> functions(SchemaEngine engine) {
        Map<String, TemplateFunction> all = ReportFunctions.all();
        Map<String, TemplateFunction> functions = new HashMap<>();
        functions.put("json", Flags.function(all, "json"));
        functions.put("base64url", Flags.function(all, "base64url"));
        functions.put("sql", arguments -> {
            if (arguments.size() > 2) {
                throw new TemplateException("unexpected number of arguments: " + arguments.size());
            }
            if (arguments.get(0) instanceof TemplateObject object
                    && object.fields().get("State") instanceof Inspected(SchemaState state)) {
                return PlanText.of(engine.creation(state, arguments.textOr(1, "")));
            }
            throw new TemplateException("sql takes the whole report: {{ sql . }}");
        });
        functions.put("mermaid", arguments -> {
            if (arguments.get(0) instanceof TemplateObject object
                    && object.fields().get("State") instanceof Inspected(SchemaState state)) {
                return MermaidText.of(state);
            }
            throw new TemplateException("mermaid takes the whole report: {{ mermaid . }}");
        });
        return functions;
    }
}
