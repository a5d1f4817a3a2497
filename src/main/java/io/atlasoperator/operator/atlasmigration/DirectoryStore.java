package io.atlasoperator.operator.atlasmigration;

import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.ref.ReferenceException;
import io.atlasoperator.source.SourceFile;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the directory that a database was brought up to date with: the way back takes files that are gone from a resource by
 * then. Safe for use by several threads, one a resource at a time.
 */
public interface DirectoryStore {

    /** The Secret, in the namespace of a resource, in which its directory is kept. */
    String name(AtlasMigration resource);

    /**
     * The files kept for a resource, {@code atlas.sum} among them; nothing if there are none.
     *
     * @throws ReferenceException if they can't be read
     */
    Optional<List<SourceFile>> kept(AtlasMigration resource);

    /**
     * Keeps a directory in the place of the one before.
     *
     * @throws ReferenceException if that can't be done, saying why
     */
    void keep(AtlasMigration resource, MigrationDirectory directory);
}
