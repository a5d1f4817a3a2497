package io.atlasoperator.project;

import io.atlasoperator.hcl.HclFunction;
import io.atlasoperator.source.SourceFile;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a project file may reach outside of itself. The package reads no files: its caller gives it the means.
 *
 * @param functions {@code file}, {@code fileset}, {@code glob}, {@code getenv}; those not given are unknown functions
 * @param data what data sources do
 * @param base a project that the files are put over: blocks of the same type and labels become one, and what the files say
 *     counts more
 */
public record ProjectOptions(Map<String, HclFunction> functions, DataMeans data, Optional<SourceFile> base) {

    public ProjectOptions {
        functions = Map.copyOf(functions);
        Objects.requireNonNull(data);
        Objects.requireNonNull(base);
    }

    /** Without a base. */
    public ProjectOptions(Map<String, HclFunction> functions, DataMeans data) {
        this(functions, data, Optional.empty());
    }
}
