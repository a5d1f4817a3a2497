package io.atlasoperator.project;

import io.atlasoperator.hcl.Block;
import io.atlasoperator.hcl.HclDiagnostic;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.source.SourceRange;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The {@code docker} blocks of a project, to which {@code docker.<driver>.<name>.url} refers. The URL of one says all that
 * the block does; what kinds of servers there are is known to whoever uses it.
 */
final class DockerServers {
    private static final String DRIVER = "[a-z][a-z0-9]*";

    private final Map<List<String>, String> servers = new LinkedHashMap<>();
    private final List<HclDiagnostic> diagnostics;

    DockerServers(List<Block> blocks, List<HclDiagnostic> diagnostics) {
        this.diagnostics = diagnostics;
        for (Block block : blocks) {
            if (block.labels().size() != 2 || !block.labels().getFirst().matches(DRIVER)) {
                diagnostics.add(new HclDiagnostic(
                        block.range(),
                        "Invalid docker block",
                        "A docker block has two labels, a driver such as mysql, and a name."));
                continue;
            }
            BlockReader server = new BlockReader(block, "docker", diagnostics);
            servers.put(block.labels(), written(server, block.labels().getFirst()));
        }
    }

    /** A string, or the URL of one of these servers. */
    Optional<String> url(BlockReader env, String name) {
        Value value =
                env.block().attribute(name).map(attribute -> attribute.value()).orElse(new Value.Null());
        if (!(value instanceof Value.Reference reference) || !reference.root().equals("docker")) {
            return env.text(name);
        }
        SourceRange range = env.known(name).valueRange();
        List<String> path = reference.path();
        boolean isUrl = path.size() == 4 && path.getLast().equals("url");
        Optional<String> url = isUrl ? Optional.ofNullable(servers.get(path.subList(1, 3))) : Optional.empty();
        if (url.isEmpty()) {
            diagnostics.add(new HclDiagnostic(
                    range,
                    "Unknown docker block",
                    "There is no docker block for \"" + String.join(".", path) + "\". "
                            + (servers.isEmpty()
                                    ? "The file has none."
                                    : "The file has: "
                                            + servers.keySet().stream()
                                                    .map(labels -> "docker." + String.join(".", labels) + ".url")
                                                    .collect(Collectors.joining(", "))
                                            + ".")));
        } else if (url.get().isEmpty()) {
            diagnostics.add(new HclDiagnostic(
                    range,
                    "Missing docker.image",
                    "A docker block says in \"image\" of which image its container is, or in a block \"build\" how that is"
                            + " built: \"" + String.join(".", path.subList(0, 3)) + "\" does neither."));
            return Optional.empty();
        }
        return url;
    }

    /** The block as a URL, empty if it names no image. Values of arguments may be secrets, and have names for which they are kept out of messages. */
    private static String written(BlockReader server, String driver) {
        Map<String, String> parameters = new LinkedHashMap<>();
        server.text("image").ifPresent(image -> parameters.put("image", image));
        server.text("schema").ifPresent(schema -> parameters.put("schema", schema));
        server.text("baseline").ifPresent(script -> parameters.put("baseline", script));
        Optional<BlockReader> build = server.child("build");
        build.ifPresent(reader -> {
            parameters.put("build.context", reader.text("context").orElse("."));
            reader.text("dockerfile").ifPresent(file -> parameters.put("build.dockerfile", file));
            reader.text("target").ifPresent(stage -> parameters.put("build.target", stage));
            reader.textsByName("args").forEach((name, value) -> parameters.put("build.secret." + name, value));
            reader.finish();
        });
        boolean isMissing = build.isEmpty() && !parameters.containsKey("image");
        // What is built needs no name.
        parameters.putIfAbsent("image", "");
        String database = server.text("database").orElse("");
        server.finish();
        if (isMissing) {
            return "";
        }
        return "docker+" + driver + ":///" + encoded(database) + "?"
                + parameters.entrySet().stream()
                        .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        StringBuilder out = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = one >= '0' && one <= '9'
                    || one >= 'a' && one <= 'z'
                    || one >= 'A' && one <= 'Z'
                    || one == '-'
                    || one == '.'
                    || one == '_';
            out.append(plain ? String.valueOf((char) one) : "%%%02X".formatted(one));
        }
        return out.toString();
    }
}
