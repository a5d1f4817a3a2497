package io.atlasoperator.secretstore;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Vault: one secret of a key-value engine, or whatever else a path gives that is read. */
record VaultStore(Surroundings surroundings, Web web, Map<String, String> parameters) {
    static final String SCHEME = "vault";

    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;

    String value(String name) throws SecretStoreException, InterruptedException {
        String address = setting("address", "VAULT_ADDR")
                .orElseThrow(() -> new SecretStoreException(
                        "it is not said where Vault is: set VAULT_ADDR, or say vault://" + name + "?address=https://…"))
                .replaceFirst("/+$", "");
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Vault-Token", token());
        headers.put("X-Vault-Request", "true");
        setting("namespace", "VAULT_NAMESPACE").ifPresent(namespace -> headers.put("X-Vault-Namespace", namespace));
        String place = address + "/v1/" + path(name)
                + Optional.ofNullable(parameters.get("version"))
                        .map(version -> "?version=" + encoded(version))
                        .orElse("");
        Optional<String> authority = surroundings.variable("VAULT_CACERT");
        Web.Answer answer;
        if (authority.isPresent()) {
            try (Web trusting = web.trusting(trust(authority.get()))) {
                answer = trusting.get(place, headers);
            }
        } else {
            answer = web.get(place, headers);
        }
        if (!answer.isOk()) {
            throw new SecretStoreException(
                    "Vault at " + Web.told(address) + " does not give \"" + name + "\": " + reason(name, answer));
        }
        return field(name, Json.of("what Vault answered for \"" + name + "\"", answer.body()));
    }

    private Optional<String> setting(String parameter, String variable) {
        return Optional.ofNullable(parameters.get(parameter))
                .filter(value -> !value.isEmpty())
                .or(() -> surroundings.variable(variable));
    }

    private String token() throws SecretStoreException {
        Optional<String> set = surroundings.variable("VAULT_TOKEN");
        if (set.isPresent()) {
            return set.get();
        }
        Optional<Path> file = surroundings.atHome(".vault-token");
        Optional<String> kept = file.isPresent() ? Surroundings.text(file.get()) : Optional.empty();
        return kept.map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new SecretStoreException(
                        "there is no token for Vault: set VAULT_TOKEN, or run \"vault login\""));
    }

    private static String path(String name) {
        return Arrays.stream(name.split("/")).map(VaultStore::encoded).collect(Collectors.joining("/"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private SSLContext trust(String file) throws SecretStoreException {
        Path path = surroundings.named(file);
        try (InputStream in = Files.newInputStream(path)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("vault" + number++, certificate);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new SecretStoreException("VAULT_CACERT names " + file + ", which holds no certificates in PEM");
        }
    }

    /** The second version of the key-value engine puts the secret beside what it knows of it. */
    private String field(String name, Json document) throws SecretStoreException {
        String origin = "\"" + name + "\" in Vault";
        Json data = new Json(document.node().path("data"));
        if (data.node().path("data").isObject() && data.node().path("metadata").isObject()) {
            data = new Json(data.node().path("data"));
        }
        if (!data.node().isObject()) {
            throw new SecretStoreException(origin + " holds no fields");
        }
        String field = parameters.get("field");
        if (field == null) {
            return data.node().toString();
        }
        Json found = new Json(data.node().path(field));
        if (found.node().isMissingNode() || found.node().isNull()) {
            List<String> names = data.node().properties().stream()
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
            throw new SecretStoreException(origin + " has no field \"" + field + "\", but " + String.join(", ", names));
        }
        return found.node().isTextual()
                ? found.node().textValue()
                : found.node().toString();
    }

    private static String reason(String name, Web.Answer answer) {
        Optional<Json> document = Json.lenient(answer.body());
        String told = document.map(found -> texts(found, "errors")).orElse("")
                + document.map(found -> texts(found, "warnings")).orElse("");
        if (answer.status() == NOT_FOUND) {
            String hint = name.split("/").length > 1 && !name.contains("/data/")
                    ? "; where it is a key-value engine of version 2, its path is " + name.replaceFirst("/", "/data/")
                    : "";
            return "there is nothing" + (told.isEmpty() ? "" : ": " + told) + hint;
        }
        if (answer.status() == FORBIDDEN) {
            return "the token may not read it" + (told.isEmpty() ? "" : ": " + told);
        }
        return "status " + answer.status() + (told.isEmpty() ? "" : ": " + told);
    }

    private static String texts(Json document, String list) {
        StringBuilder texts = new StringBuilder();
        document.node()
                .path(list)
                .forEach(text -> texts.append(texts.isEmpty() ? "" : "; ")
                        .append(text.asText().strip()));
        return texts.toString();
    }
}
