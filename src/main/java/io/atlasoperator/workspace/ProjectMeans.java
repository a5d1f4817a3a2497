package io.atlasoperator.workspace;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.InvalidUrlException;
import io.atlasoperator.engine.ColumnQuery;
import io.atlasoperator.engine.Databases;
import io.atlasoperator.engine.Dialects;
import io.atlasoperator.engine.EngineException;
import io.atlasoperator.engine.StateSource;
import io.atlasoperator.hcl.HclFunctionException;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.project.DataMeans;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.sql.ScriptImportException;
import io.atlasoperator.template.GoDuration;
import io.atlasoperator.template.TemplateException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the data sources of a project do. Not safe for use by several threads. */
public final class ProjectMeans implements DataMeans {
    private final Workspace workspace;
    private final Map<String, StateSource> states = new LinkedHashMap<>();

    private final Map<String, TemplateFolder> templates = new LinkedHashMap<>();
    private boolean failedForNow;

    /** @param workspace what is around the project */
    public ProjectMeans(Workspace workspace) {
        this.workspace = workspace;
    }

    /** What the URLs mean that were made here; they mean something inside this run alone. */
    public Map<String, StateSource> states() {
        return states;
    }

    /** Those of these URLs that mean migration directories. */
    public Map<String, TemplateFolder> templates() {
        return templates;
    }

    /** Whether something failed that may go away by itself, such as a server that does not answer. */
    boolean failedForNow() {
        return failedForNow;
    }

    @Override
    public String schema(String name, List<String> paths, Map<String, Value> variables) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        variables.forEach((variable, value) -> texts.put(variable, Settings.texts(value)));
        List<String> urls = paths.stream().map(path -> "file://" + path).toList();
        try {
            return keep("hcl_schema", name, new StateUrls(workspace, texts, Map.of()).source("--src", urls));
        } catch (WorkspaceException e) {
            throw new HclFunctionException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String script(String name, String sql) {
        if (sql.isBlank()) {
            throw new HclFunctionException("the program printed nothing, and not a schema");
        }
        try {
            return keep(
                    "external_schema", name, StateSource.Sql.of(new SourceFile("data.external_schema." + name, sql)));
        } catch (ScriptImportException e) {
            throw new HclFunctionException(String.valueOf(e.getMessage()));
        }
    }

    private String keep(String type, String name, StateSource state) {
        String url = "mem://" + type + "/" + name;
        states.put(url, state);
        return url;
    }

    @Override
    public String composite(String name, List<Part> parts) {
        StateUrls urls = new StateUrls(workspace, Map.of(), states);
        List<StateSource.Composite.Part> made = new ArrayList<>();
        try {
            for (Part part : parts) {
                made.add(new StateSource.Composite.Part(part.schema(), urls.source("--url", List.of(part.url()))));
            }
        } catch (WorkspaceException | InvalidUrlException e) {
            throw new HclFunctionException(String.valueOf(e.getMessage()));
        }
        return keep("composite_schema", name, new StateSource.Composite(made));
    }

    @Override
    public String templates(String name, String path, Map<String, Value> variables) {
        String plain = path.startsWith("file://") ? path.substring("file://".length()) : path;
        try {
            TemplateFolder folder = TemplateFolder.of(workspace.files(), plain, variables);
            String url = keep(
                    plain,
                    name,
                    new StateSource.Migrations(folder.rendered("mem://" + plain + "/" + name), Optional.empty()));
            templates.put(url, folder);
            return url;
        } catch (WorkspaceException | TemplateException e) {
            throw new HclFunctionException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String output(List<String> program, Optional<String> folder) {
        String output = new ExternalProgram(workspace, program).output(folder.orElse(""));
        workspace.reach().found(output);
        return output;
    }

    @Override
    public List<Value> column(String url, String query, List<Value> arguments) {
        try {
            DatabaseUrl database = StateUrls.database("--url", url);
            List<@Nullable Object> found = new ColumnQuery(new Databases(Dialects.all(), workspace.interruption()))
                    .run(
                            database,
                            query,
                            arguments.stream().map(ProjectMeans::argument).toList());
            List<Value> values = new ArrayList<>();
            for (Object value : found) {
                values.add(value(value));
            }
            return values;
        } catch (EngineException e) {
            failedForNow |= e.isTransient();
            throw new HclFunctionException(String.valueOf(e.getMessage()));
        } catch (WorkspaceException | InvalidUrlException e) {
            throw new HclFunctionException(String.valueOf(e.getMessage()));
        }
    }

    private static Object argument(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Bool(boolean bool) -> bool;
            case Value.Num(BigDecimal number) when number.stripTrailingZeros().scale() <= 0 -> number.longValue();
            case Value.Num(BigDecimal number) -> number;
            case Value.Null _,
                    Value.ListValue _,
                    Value.ObjectValue _,
                    Value.Reference _,
                    Value.Call _,
                    Value.RawSql _ ->
                throw new HclFunctionException("\"args\" must be a list of strings, numbers and bools");
        };
    }

    private static Value value(@Nullable Object found) {
        return switch (found) {
            case null ->
                throw new HclFunctionException(
                        "unsupported row type: <nil>: leave nulls out in the query (IS NOT NULL)");
            case Boolean bool -> new Value.Bool(bool);
            case BigDecimal number -> new Value.Num(number);
            default -> new Value.Text(found.toString());
        };
    }

    @Override
    public String variable(String url, String timeout) {
        try {
            RuntimeVariable variable = new RuntimeVariable(workspace, url);
            String value = value(variable, GoDuration.parse(timeout));
            workspace.reach().found(value);
            return value;
        } catch (IllegalArgumentException e) {
            throw new HclFunctionException("\"timeout\" must be a duration such as \"10s\"");
        }
    }

    private String value(RuntimeVariable variable, Duration timeout) {
        try {
            return variable.value(timeout);
        } finally {
            failedForNow |= variable.failedForNow();
        }
    }
}
