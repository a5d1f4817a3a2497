package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.Dialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a URL says of a dev database in a container: {@code docker://mysql/8/dev}, {@code
 * docker+postgres://ghcr.io/org/image:tag/dev?search_path=app}, or the URL that a project file makes of a {@code docker}
 * block, where the parameter {@code image} names the image and the path is the database alone.
 *
 * @param dialect what kind of server it is
 * @param image the image, with its tag if it has one
 * @param database the database in it, or empty
 * @param schema the schema that a {@code docker} block binds the URL to
 * @param parameters what else the URL says, for connections
 * @param baseline a script that runs before the dev database is used
 * @param build how the image is built
 */
record ContainerUrl(
        Dialect dialect,
        String image,
        String database,
        Optional<String> schema,
        Map<String, String> parameters,
        Optional<String> baseline,
        Optional<Containers.Build> build) {

    static final String SCHEME = "docker";

    private static final String IMAGE = "image";
    private static final String SCHEMA = "schema";
    private static final String BASELINE = "baseline";
    private static final String CONTEXT = "build.context";
    private static final String DOCKERFILE = "build.dockerfile";
    private static final String TARGET = "build.target";
    /** Values of arguments are kept out of messages like passwords, by the word that is in the name. */
    private static final String ARGUMENT = "build.secret.";

    private static final List<String> OWN = List.of(IMAGE, SCHEMA, BASELINE, CONTEXT, DOCKERFILE, TARGET);

    /** Whether a URL is one of these. */
    static boolean is(DatabaseUrl url) {
        return url.scheme().equals(SCHEME) || url.scheme().startsWith(SCHEME + "+");
    }

    /** Reads one; nothing if it means no image, or no kind of server that is known. */
    static Optional<ContainerUrl> of(DatabaseUrl url, Dialects dialects) {
        if (url.scheme().equals(SCHEME)) {
            return url.port() == null ? ofName(url, dialects) : Optional.empty();
        }
        Optional<Dialect> dialect = dialects.answering(url.scheme().substring(SCHEME.length() + 1));
        Optional<Place> place = url.parameter(IMAGE)
                .map(image -> new Place(image, segments(url)))
                .or(() -> place(url));
        return dialect.flatMap(
                kind -> place.filter(Place::isOne).map(where -> of(kind, where.image(), where.database(), url)));
    }

    private static Optional<ContainerUrl> ofName(DatabaseUrl url, Dialects dialects) {
        List<String> path = segments(url);
        String tag = path.isEmpty() ? "latest" : path.getFirst();
        List<String> database = path.isEmpty() ? path : path.subList(1, path.size());
        return dialects.all(kind -> kind.image(url.host(), tag)
                        .map(image -> new Place(image, database))
                        .filter(Place::isOne)
                        .map(place -> of(kind, place.image(), place.database(), url)))
                .findFirst();
    }

    private static ContainerUrl of(Dialect dialect, String image, String database, DatabaseUrl url) {
        Map<String, String> parameters = new LinkedHashMap<>(url.query());
        Map<String, String> arguments = new LinkedHashMap<>();
        url.query().forEach((name, value) -> {
            if (name.startsWith(ARGUMENT)) {
                arguments.put(name.substring(ARGUMENT.length()), value);
            }
        });
        parameters.keySet().removeIf(name -> OWN.contains(name) || name.startsWith(ARGUMENT));
        Optional<Containers.Build> build = url.parameter(CONTEXT)
                .map(context -> new Containers.Build(
                        context,
                        url.parameter(DOCKERFILE).orElse(""),
                        url.parameter(TARGET).orElse(""),
                        arguments));
        return new ContainerUrl(
                dialect, image, database, url.parameter(SCHEMA), parameters, url.parameter(BASELINE), build);
    }

    /** Where an image without a tag ends and the database begins is a matter of how many names there are. */
    private static Optional<Place> place(DatabaseUrl url) {
        List<String> path = segments(url);
        String host = url.host();
        if (host.isEmpty() || host.equals("_")) {
            return path.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Place(path.getFirst(), path.subList(1, path.size())));
        }
        boolean isRegistry = host.contains(".") || host.equals("localhost");
        String first = url.port() == null ? host : host + ":" + url.port();
        if (!isRegistry && url.port() != null) {
            return Optional.of(new Place(first, path));
        }
        int tagged = 0;
        while (tagged < path.size() && !path.get(tagged).contains(":")) {
            tagged++;
        }
        int end;
        if (tagged < path.size()) {
            end = tagged + 1;
        } else if (isRegistry) {
            end = path.size() > 2 ? path.size() - 1 : path.size();
        } else {
            end = Math.min(1, path.size());
        }
        List<String> image = new ArrayList<>(List.of(first));
        image.addAll(path.subList(0, end));
        return Optional.of(new Place(String.join("/", image), path.subList(end, path.size())));
    }

    private static List<String> segments(DatabaseUrl url) {
        return Stream.of(url.database().split("/"))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** The URL of the database on a server of it. */
    DatabaseUrl on(DatabaseUrl server) {
        DatabaseUrl url = server;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            url = url.withParameter(parameter.getKey(), parameter.getValue());
        }
        return schema.isPresent() ? dialect.bind(url, schema.get()) : url;
    }

    /** Whether the server of the image alone will do, without anything that is done to the image or to the server. */
    boolean isPlain() {
        return baseline.isEmpty() && build.isEmpty();
    }

    /** What is needed, in a few words without a secret. */
    String shown() {
        return image.isEmpty() ? "an image that is built" : image;
    }

    private record Place(String image, List<String> rest) {
        boolean isOne() {
            return rest.size() < 2;
        }

        String database() {
            return rest.isEmpty() ? "" : rest.getFirst();
        }
    }
}
