package io.atlasoperator.secretstore;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** Secret Manager of Google Cloud. */
record GoogleStore(Surroundings surroundings, Web web, Map<String, String> parameters) {
    static final String SCHEME = "gcpsecretmanager";

    private static final String ENDPOINT = "https://secretmanager.googleapis.com";
    private static final Pattern NAME =
            Pattern.compile("projects/[\\w:.-]+(/locations/[\\w-]+)?/secrets/[\\w-]{1,255}(/versions/[\\w-]+)?");

    String value(String name) throws SecretStoreException, InterruptedException {
        if (!NAME.matcher(name).matches()) {
            throw new SecretStoreException(
                    "a secret of Google is named as gcpsecretmanager://projects/PROJECT/secrets/SECRET, and not as \""
                            + name + "\"");
        }
        String version = name.contains("/versions/") ? name : name + "/versions/latest";
        GoogleToken token = new GoogleTokenSearch(surroundings, web).found();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "Bearer " + token.value());
        token.quotaProject().ifPresent(project -> headers.put("x-goog-user-project", project));
        String endpoint = Optional.ofNullable(parameters.get("endpoint")).orElse(ENDPOINT);
        Web.Answer answer = web.get(endpoint.replaceFirst("/+$", "") + "/v1/" + version + ":access", headers);
        if (!answer.isOk()) {
            throw new SecretStoreException("Google does not give \"" + version + "\": " + reason(answer));
        }
        String origin = "what Google answered for \"" + version + "\"";
        Json document = Json.of(origin, answer.body());
        return text(origin, document.required(origin, "payload", "data"), document.at("payload", "dataCrc32c"));
    }

    private static String text(String origin, String data, Optional<String> sum) throws SecretStoreException {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException e) {
            throw new SecretStoreException(origin + " is not encoded as it should be");
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        if (sum.isPresent() && !sum.get().equals(String.valueOf(crc.getValue()))) {
            throw new SecretStoreException(origin + " does not fit its checksum: try again");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String reason(Web.Answer answer) {
        Optional<Json> document = Json.lenient(answer.body());
        return document.flatMap(found -> found.at("error", "status")).orElse("status " + answer.status())
                + document.flatMap(found -> found.at("error", "message"))
                        .map(text -> ": " + text)
                        .orElse("");
    }
}
