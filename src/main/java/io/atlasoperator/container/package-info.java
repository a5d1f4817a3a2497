/**
 * Containers for dev databases, by the {@code docker} command of the machine: {@link
 * io.atlasoperator.container.DockerContainers} is the entrance. What is started has a name and labels of ours and is removed at
 * the end of the command; what a killed command left is removed by the next one. Passwords are handed on in the environment of
 * the command and are in no argument. Knows nothing of any database, and does not speak the protocol of a container engine.
 *
 * <p>The command: <a href="https://docs.docker.com/reference/cli/docker/">Docker CLI reference</a>.
 */
@NullMarked
package io.atlasoperator.container;

import org.jspecify.annotations.NullMarked;
