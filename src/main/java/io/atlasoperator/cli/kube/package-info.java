/**
 * The commands below {@code atlas kube}, which is {@code kubectl atlas} too; {@link io.atlasoperator.cli.kube.KubeCommands} makes them. The
 * only part of the command line that knows Kubernetes and the operator.
 */
@NullMarked
package io.atlasoperator.cli.kube;

import org.jspecify.annotations.NullMarked;
