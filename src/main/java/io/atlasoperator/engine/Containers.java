package io.atlasoperator.engine;

import io.atlasoperator.dialect.DevContainer;
import java.util.Map;
import java.util.Optional;

/**
 * Starts servers for dev databases in containers, and removes them. What is started lives until it is closed. Safe for use
 * by several threads.
 */
public interface Containers extends AutoCloseable {
    /** Starts none. */
    Containers NONE = new Containers() {
        @Override
        public Optional<String> refusal() {
            return Optional.of("no container is started here");
        }

        @Override
        public Running start(DevContainer container, Optional<Build> build) {
            throw new IllegalStateException("refused before");
        }

        @Override
        public void close() {}
    };

    /** Why no container can be started, in words that follow on "because"; nothing if that can be tried. */
    Optional<String> refusal();

    /**
     * Starts a container. Its server need not answer yet.
     *
     * @param build how its image is built before; nothing if it is there, or can be had
     * @throws EngineException with {@link EngineException.Reason#DEV_DATABASE} if it can't be built or started
     */
    Running start(DevContainer container, Optional<Build> build);

    /** Removes all that were started. Says in the log what could not be removed. */
    @Override
    void close();

    /** A container that was started. */
    interface Running {
        /** The host on which the port of its server can be reached. */
        String host();

        /** The number that the port of its server has there. */
        int port();

        /** What is to be known of it if it has ended by itself: its last lines; nothing while it runs. */
        Optional<String> ended();

        /** The last lines that it wrote; may be empty. */
        String log();
    }

    /**
     * How an image is built.
     *
     * @param context the folder that is sent to be built, from the folder of the command
     * @param dockerfile the file that says how, or empty for the usual one
     * @param target the stage of that file, or empty for the last
     * @param arguments values for its arguments; may be secrets
     */
    record Build(String context, String dockerfile, String target, Map<String, String> arguments) {
        public Build {
            arguments = Map.copyOf(arguments);
        }

        /** Without the values. */
        @Override
        public String toString() {
            return "Build[" + context + ", " + dockerfile + ", " + target + ", " + arguments.keySet() + "]";
        }
    }
}
