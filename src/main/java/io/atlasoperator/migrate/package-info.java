/**
 * Versioned migrations: directories, atlas.sum, revisions, what is pending, and their execution.
 */
@NullMarked
package io.atlasoperator.migrate;

import org.jspecify.annotations.NullMarked;
