/**
 * The bundle of hooks that makes up one database, and the values they share. Each database is a package below.
 */
@NullMarked
package io.atlasoperator.dialect;

import org.jspecify.annotations.NullMarked;
