package io.atlasoperator.project;

import io.atlasoperator.hcl.HclFunction;
import java.util.Map;
import java.util.Objects;

/**
 * What a project file may reach outside of itself. The package reads no files: its caller gives it the means.
 *
 * @param functions {@code file}, {@code fileset}, {@code glob}, {@code getenv}; those not given are unknown functions
 * @param data what data sources do
 */
public record ProjectOptions(Map<String, HclFunction> functions, DataMeans data) {

    public ProjectOptions {
        functions = Map.copyOf(functions);
        Objects.requireNonNull(data);
    }
}
