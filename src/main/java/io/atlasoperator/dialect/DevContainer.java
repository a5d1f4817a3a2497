package io.atlasoperator.dialect;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A server in a container of its own, on which dev databases are made.
 *
 * @param engine what it is, in a word: {@code mysql}
 * @param image the image, with its tag
 * @param arguments what the server is started with, beside what the image starts it with
 * @param environment the image's variables; one of them sets the password
 * @param readiness a command inside that succeeds as soon as the server answers
 * @param dataFolder where the server keeps its data; empty at the start
 * @param user the number of the user that the server runs as, who is not root
 * @param url where the server answers, as seen from inside, with a user who may create databases
 */
public record DevContainer(
        String engine,
        String image,
        List<String> arguments,
        Map<String, String> environment,
        List<String> readiness,
        String dataFolder,
        long user,
        DatabaseUrl url) {

    public DevContainer {
        Objects.requireNonNull(engine);
        Objects.requireNonNull(image);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        readiness = List.copyOf(readiness);
        Objects.requireNonNull(dataFolder);
        Objects.requireNonNull(url);
    }
}
