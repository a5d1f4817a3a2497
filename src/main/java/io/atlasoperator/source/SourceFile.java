package io.atlasoperator.source;

import java.util.Objects;

/**
 * A named text: a file of a desired state, of a project or of a migration directory.
 *
 * @param name the name that diagnostics use
 * @param content the whole text
 */
public record SourceFile(String name, String content) {

    public SourceFile {
        Objects.requireNonNull(name);
        Objects.requireNonNull(content);
    }
}
