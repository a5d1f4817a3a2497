package io.atlasoperator.migrate;

import java.util.Objects;

/**
 * One file of a migration directory.
 *
 * @param name file name: {@code 20240101000000_users.sql}
 * @param version its version: the name up to the first underscore
 * @param description what follows the underscore, without the extension; maybe empty
 * @param content the raw text
 */
public record MigrationFile(String name, String version, String description, String content) {

    public MigrationFile {
        Objects.requireNonNull(name);
        Objects.requireNonNull(version);
        Objects.requireNonNull(description);
        Objects.requireNonNull(content);
    }
}
