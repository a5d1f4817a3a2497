/**
 * Project files on a machine: reading one, with the files, folders, programs and variables that it names, and turning URLs
 * into desired states and migration directories. Knows neither the command line nor Kubernetes.
 */
@NullMarked
package io.atlasoperator.workspace;

import org.jspecify.annotations.NullMarked;
