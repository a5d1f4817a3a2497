package io.atlasoperator.workspace;

import io.atlasoperator.hcl.HclFunction;
import io.atlasoperator.hcl.HclFunctionException;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.hcl.ValueText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The functions that project files have beside those of the language: they look at files and the environment. */
public final class ProjectFunctions {
    private final Workspace workspace;
    private final String folder;

    /** @param folder the folder of the project file; empty for that of the work */
    public ProjectFunctions(Workspace workspace, String folder) {
        this.workspace = workspace;
        this.folder = folder;
    }

    /** The functions by their names. */
    public Map<String, HclFunction> all() {
        return Map.of(
                "file", this::file,
                "glob", this::glob,
                "fileset", this::fileset,
                "getenv", this::getenv,
                "print", this::print);
    }

    /** Shows a value to whoever writes the project, and gives it back. */
    private Value print(List<Value> arguments) {
        if (arguments.size() != 1) {
            throw new HclFunctionException("print takes one value");
        }
        Value value = arguments.getFirst();
        workspace.printed().accept(ValueText.of(value));
        return value;
    }

    private Value file(List<Value> arguments) {
        String name = text("file", arguments);
        try {
            return new Value.Text(FileText.of(workspace.files(), name));
        } catch (IOException e) {
            throw new HclFunctionException("reading " + name + ": " + FileFailure.text(e));
        }
    }

    private Value glob(List<Value> arguments) {
        String pattern = text("glob", arguments);
        return names(() -> workspace.files().glob(pattern));
    }

    private Value fileset(List<Value> arguments) {
        String pattern = text("fileset", arguments);
        return names(() -> workspace.files().fileset(folder, pattern));
    }

    private static Value names(Supplier<List<String>> found) {
        try {
            return new Value.ListValue(
                    found.get().stream().<Value>map(Value.Text::new).toList());
        } catch (WorkspaceException e) {
            throw new HclFunctionException(String.valueOf(e.getMessage()));
        }
    }

    private Value getenv(List<Value> arguments) {
        String name = text("getenv", arguments);
        workspace.reach().variable(name);
        String value = workspace.environment().getOrDefault(name, "");
        workspace.reach().found(value);
        return new Value.Text(value);
    }

    private static String text(String function, List<Value> arguments) {
        if (arguments.size() == 1 && arguments.getFirst() instanceof Value.Text(String text)) {
            return text;
        }
        throw new HclFunctionException(function + " takes one string");
    }
}
