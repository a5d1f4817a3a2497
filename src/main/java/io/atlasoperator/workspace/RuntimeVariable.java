package io.atlasoperator.workspace;

import io.atlasoperator.engine.Interruption;
import io.atlasoperator.hcl.HclFunctionException;
import io.atlasoperator.hcl.Suggestions;
import io.atlasoperator.secretstore.SecretStoreException;
import io.atlasoperator.secretstore.SecretStores;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A value that is kept outside of a project file, by its URL: {@code constant://?val=x}, {@code file:///run/secrets/x},
 * {@code env://NAME}, {@code https://…}, or one of a secret store. The queries of URLs may hold secrets, and are never told.
 */
final class RuntimeVariable {
    private static final int OK = 200;
    private static final String DECODER = "decoder";

    /** The parameters that mean something here; those of other URLs are for the server. How often to look again means nothing to who looks once. */
    private static final Map<String, Set<String>> PARAMETERS = Map.of(
            "constant", Set.of(DECODER, "val"),
            "file", Set.of(DECODER, "wait"),
            "env", Set.of(DECODER));

    private final Workspace workspace;
    private final String scheme;
    private final String place;
    private final List<String> query;
    private boolean failedForNow;

    /** @throws HclFunctionException if the URL has no scheme */
    RuntimeVariable(Workspace workspace, String url) {
        this.workspace = workspace;
        this.scheme = StateUrls.scheme(url);
        if (scheme.isEmpty()) {
            throw new HclFunctionException(
                    "\"url\" has no scheme: use file://, env://, https:// or that of a secret store, such as vault://");
        }
        String rest = url.substring(scheme.length() + "://".length());
        int mark = rest.indexOf('?');
        this.place = mark < 0 ? rest : rest.substring(0, mark);
        this.query = mark < 0 ? List.of() : List.of(rest.substring(mark + 1).split("&"));
    }

    /** Whether another machine was asked in vain, which may answer a moment later. */
    boolean failedForNow() {
        return failedForNow;
    }

    /** @throws HclFunctionException if there is no such value */
    String value(Duration timeout) {
        requireKnownParameters();
        parameter(DECODER).filter(decoder -> !decoder.equals("string")).ifPresent(decoder -> {
            throw new HclFunctionException("unsupported decoder \"" + decoder + "\": only string is");
        });
        return switch (scheme) {
            case "constant" ->
                parameter("val")
                        .orElseThrow(() -> new HclFunctionException("constant:// needs its value: constant://?val=…"));
            case "file" -> file();
            case "env" -> environment();
            case "http", "https" -> answer(timeout);
            default -> {
                if (!SecretStores.schemes().contains(scheme)) {
                    throw new HclFunctionException(
                            "\"" + scheme + "\" is not supported by this version: constant, file, env, http, https, "
                                    + String.join(", ", SecretStores.schemes()) + " are");
                }
                yield kept(timeout);
            }
        };
    }

    /** What a secret store has. */
    private String kept(Duration timeout) {
        Map<String, String> parameters = new HashMap<>();
        for (String name : SecretStores.parameters(scheme)) {
            parameter(name).ifPresent(value -> parameters.put(name, value));
        }
        workspace.reach().host(scheme + "://");
        // The store's token goes where these say.
        for (String name : List.of("address", "endpoint")) {
            if (parameters.containsKey(name)) {
                workspace.reach().host(server(name, parameters.getOrDefault(name, "")));
            }
        }
        failedForNow = true;
        try (Interruption.Running _ = workspace.interruption().running(Thread.currentThread()::interrupt)) {
            String value = new SecretStores(workspace.environment(), workspace.folder(), Clock.systemUTC())
                    .value(scheme, decode(place.replace("+", "%2B")), parameters, timeout);
            failedForNow = false;
            return value;
        } catch (SecretStoreException e) {
            throw new HclFunctionException(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HclFunctionException("interrupted while asking for " + scheme + "://" + place);
        }
    }

    /** The server that is asked for a URL, by the reading that asks it. */
    private static String server(String what, String url) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null) {
                return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
            }
        } catch (IllegalArgumentException e) {
            // Told in the same way as one without a server.
        }
        throw new HclFunctionException("\"" + what + "\" is no URL of a web server");
    }

    private void requireKnownParameters() {
        Set<String> known = known();
        for (String pair : query) {
            String name = pair.substring(0, pair.indexOf('=') < 0 ? pair.length() : pair.indexOf('='));
            if (!known.isEmpty() && !known.contains(name)) {
                throw new HclFunctionException("\"url\" has a parameter \"" + name + "\" that " + scheme
                        + ":// does not have." + Suggestions.didYouMean(name, new TreeSet<>(known)));
            }
        }
    }

    /** The parameters that mean something, or none where they are for a server. */
    private Set<String> known() {
        if (!SecretStores.schemes().contains(scheme)) {
            return PARAMETERS.getOrDefault(scheme, Set.of());
        }
        Set<String> known = new TreeSet<>(SecretStores.parameters(scheme));
        known.addAll(Set.of(DECODER, "wait"));
        return known;
    }

    private Optional<String> parameter(String name) {
        return query.stream()
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> decode(pair.substring(name.length() + 1)))
                .findFirst();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new HclFunctionException("a % in \"url\" is not followed by two hexadecimal digits");
        }
    }

    private String environment() {
        workspace.reach().variable(place);
        return Optional.ofNullable(workspace.environment().get(place))
                .orElseThrow(() -> new HclFunctionException("there is no environment variable " + place));
    }

    private String file() {
        String name = decode(place.replace("+", "%2B"));
        try {
            return FileText.of(workspace.files(), name);
        } catch (IOException e) {
            throw new HclFunctionException("reading " + name + ": " + FileFailure.text(e));
        }
    }

    private String answer(Duration timeout) {
        List<String> sent = new ArrayList<>(query);
        sent.removeIf(pair -> pair.startsWith(DECODER + "="));
        URI uri;
        try {
            uri = URI.create(scheme + "://" + place + (sent.isEmpty() ? "" : "?" + String.join("&", sent)));
        } catch (IllegalArgumentException e) {
            throw new HclFunctionException("\"url\" is no URL");
        }
        String server = server("url", uri.toString());
        String told = scheme + "://" + server + uri.getRawPath();
        workspace.reach().host(server);
        try (HttpClient client = HttpClient.newBuilder()
                        .connectTimeout(timeout)
                        .followRedirects(
                                workspace.reach().followsRedirects()
                                        ? HttpClient.Redirect.NORMAL
                                        : HttpClient.Redirect.NEVER)
                        .build();
                Interruption.Running _ = workspace.interruption().running(Thread.currentThread()::interrupt)) {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(timeout);
            if (uri.getUserInfo() != null) {
                request.setHeader(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(uri.getUserInfo().getBytes(StandardCharsets.UTF_8)));
            }
            failedForNow = true;
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != OK) {
                throw new HclFunctionException(told + " answered with status " + response.statusCode());
            }
            failedForNow = false;
            return response.body();
        } catch (ConnectException e) {
            throw new HclFunctionException("asking " + told + ": it can't be reached");
        } catch (IOException e) {
            throw new HclFunctionException("asking " + told + ": "
                    + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw new HclFunctionException("\"url\" is no URL of a web server");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HclFunctionException("interrupted while asking " + told);
        }
    }
}
