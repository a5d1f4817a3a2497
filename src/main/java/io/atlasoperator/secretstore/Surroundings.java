package io.atlasoperator.secretstore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Where credentials are looked for. */
record Surroundings(Map<String, String> environment, Path folder, Clock clock) {

    Surroundings {
        environment = Map.copyOf(environment);
    }

    /** A variable that is set, and not to nothing. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** A file in the user's home, if the environment tells where that is. */
    Optional<Path> atHome(String path) {
        return variable("HOME").map(home -> folder.resolve(home).resolve(path));
    }

    /** A file that a variable names. */
    Path named(String path) {
        return folder.resolve(path);
    }

    /** A file's text if there is such a file. */
    static Optional<String> text(Path file) throws SecretStoreException {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new SecretStoreException(
                    "reading " + file + ": " + e.getClass().getSimpleName());
        }
    }

    /** The text of a file that has to be there, for a variable names it. */
    String required(String variable, String path) throws SecretStoreException {
        return text(named(path))
                .orElseThrow(() -> new SecretStoreException(variable + " names " + path + ", which is not there"));
    }
}
