package io.atlasoperator.project;

import io.atlasoperator.hcl.HclFunction;
import io.atlasoperator.hcl.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a project file may reach outside of itself. The package reads no files: its caller gives it the means.
 *
 * @param functions {@code file}, {@code fileset}, {@code glob}, {@code getenv}; those not given are unknown functions
 * @param schemas makes the URL of a {@code data "hcl_schema"}
 */
public record ProjectOptions(Map<String, HclFunction> functions, SchemaData schemas) {

    public ProjectOptions {
        functions = Map.copyOf(functions);
        Objects.requireNonNull(schemas);
    }

    /** Keeps schema files with their variables for later and names them by a URL. */
    @FunctionalInterface
    public interface SchemaData {

        /**
         * @param name the label of the data source
         * @param paths the files or directories, relative to the project file unless absolute
         * @param variables values of the files' variables
         * @return a URL that the caller will recognize as this schema
         * @throws io.atlasoperator.hcl.HclFunctionException if the files cannot be used
         */
        String url(String name, List<String> paths, Map<String, Value> variables);
    }
}
