package io.atlasoperator.project;

import io.atlasoperator.hcl.Block;
import io.atlasoperator.hcl.HclDiagnostic;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The {@code docker} blocks of a project, to which {@code docker.<driver>.<name>.url} refers. No container is started: the
 * URL of one names a dev server that comes with the product, and what that would not be is an error where it is used.
 */
final class DockerServers {
    private final Map<List<String>, BlockReader> servers = new LinkedHashMap<>();
    private final List<HclDiagnostic> diagnostics;

    DockerServers(List<Block> blocks, List<HclDiagnostic> diagnostics) {
        this.diagnostics = diagnostics;
        for (Block block : blocks) {
            if (block.labels().size() != 2) {
                diagnostics.add(new HclDiagnostic(
                        block.range(), "Invalid docker block", "A docker block has two labels, a driver and a name."));
                continue;
            }
            BlockReader server = new BlockReader(block, "docker", diagnostics);
            server.text("image");
            server.text("schema");
            server.text("database");
            server.text("baseline");
            server.child("build");
            server.finish();
            servers.put(block.labels(), server);
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
        BlockReader server = isUrl ? servers.get(path.subList(1, 3)) : null;
        if (server == null) {
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
            return Optional.empty();
        }
        return url(server, path.get(1), range);
    }

    private Optional<String> url(BlockReader server, String driver, SourceRange used) {
        List<String> unsupported = new ArrayList<>();
        if (server.block().attribute("baseline").isPresent()) {
            unsupported.add("baseline");
        }
        if (!server.block().blocks("build").isEmpty()) {
            unsupported.add("build");
        }
        String image = server.text("image").orElse("");
        String plain = image.replaceFirst("^(docker\\.io/)?(library/)?", "");
        int colon = plain.indexOf(':');
        String product = colon < 0 ? plain : plain.substring(0, colon);
        if (!product.equals(driver)) {
            unsupported.add("the image \"" + image + "\"");
        }
        if (!unsupported.isEmpty()) {
            diagnostics.add(new HclDiagnostic(
                    used,
                    "Unsupported docker block",
                    "No container is started, and none of the dev servers that come with this program has "
                            + String.join(" or ", unsupported)
                            + ": give the URL of an empty database of your own."));
            return Optional.empty();
        }
        String tag = colon < 0 ? "latest" : plain.substring(colon + 1);
        return Optional.of("docker://" + driver + "/" + tag + "/"
                + server.text("database").orElse("dev")
                + server.text("schema").map(schema -> "?search_path=" + schema).orElse(""));
    }
}
