package io.atlasoperator.secretstore;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Gets a token with the credentials that Google's libraries take by default: a file that is named, that of gcloud, the machine. */
record GoogleTokenSearch(Surroundings surroundings, Web web) {
    private static final String VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS";
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
    private static final String TOKENS = "https://oauth2.googleapis.com/token";
    private static final long LIFETIME = 3600;

    GoogleToken found() throws SecretStoreException, InterruptedException {
        Optional<String> named = surroundings.variable(VARIABLE);
        if (named.isPresent()) {
            return ofFile(named.get(), surroundings.required(VARIABLE, named.get()));
        }
        Optional<Path> usual = surroundings
                .variable("CLOUDSDK_CONFIG")
                .map(surroundings::named)
                .or(() -> surroundings.atHome(".config/gcloud"))
                .map(folder -> folder.resolve("application_default_credentials.json"));
        if (usual.isPresent()) {
            Optional<String> text = Surroundings.text(usual.get());
            if (text.isPresent()) {
                return ofFile(usual.get().toString(), text.get());
            }
        }
        return ofMachine();
    }

    private GoogleToken ofFile(String file, String text) throws SecretStoreException, InterruptedException {
        Json document = Json.of(file, text);
        String type = document.required(file, "type");
        String body = switch (type) {
            case "service_account" ->
                "grant_type=" + encoded("urn:ietf:params:oauth:grant-type:jwt-bearer") + "&assertion="
                        + encoded(assertion(file, document));
            case "authorized_user" ->
                "grant_type=refresh_token&client_id=" + encoded(document.required(file, "client_id"))
                        + "&client_secret=" + encoded(document.required(file, "client_secret"))
                        + "&refresh_token=" + encoded(document.required(file, "refresh_token"));
            default ->
                throw new SecretStoreException(file + " holds credentials of the type \"" + type
                        + "\": only service_account and authorized_user are supported");
        };
        String place = document.at("token_uri").orElse(TOKENS);
        Web.Answer answer = web.post(place, Map.of("Content-Type", "application/x-www-form-urlencoded"), body);
        if (!answer.isOk()) {
            throw new SecretStoreException("Google gives no token for the credentials in " + file + ": "
                    + Json.lenient(answer.body())
                            .flatMap(found -> found.at("error_description").or(() -> found.at("error")))
                            .orElse("status " + answer.status()));
        }
        return token("what " + place + " answered", answer, document.at("quota_project_id"));
    }

    private String assertion(String file, Json document) throws SecretStoreException {
        Instant now = surroundings.clock().instant();
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", "RS256");
        header.put("typ", "JWT");
        document.at("private_key_id").ifPresent(id -> header.put("kid", id));
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", document.required(file, "client_email"));
        claims.put("scope", SCOPE);
        claims.put("aud", document.at("token_uri").orElse(TOKENS));
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.getEpochSecond() + LIFETIME);
        String signed = base64(Json.text(header).getBytes(StandardCharsets.UTF_8)) + "."
                + base64(Json.text(claims).getBytes(StandardCharsets.UTF_8));
        String key = document.required(file, "private_key").replaceAll("-----(BEGIN|END) PRIVATE KEY-----|\\s", "");
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key))));
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SecretStoreException(
                    "the private_key in " + file + " can't be read: it is no PKCS #8 key in PEM");
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private GoogleToken ofMachine() throws SecretStoreException, InterruptedException {
        String host = surroundings.variable("GCE_METADATA_HOST").orElse("metadata.google.internal");
        Web.Answer answer;
        try {
            answer = web.near(
                    "GET",
                    "http://" + host + "/computeMetadata/v1/instance/service-accounts/default/token",
                    Map.of("Metadata-Flavor", "Google"));
        } catch (SecretStoreException e) {
            throw new SecretStoreException(
                    "there are no Google credentials: let " + VARIABLE
                            + " name a key file, run \"gcloud auth application-default login\", or run where a service account is given");
        }
        if (!answer.isOk()) {
            throw new SecretStoreException(
                    "the machine gives no token of Google: " + host + " answered with status " + answer.status());
        }
        return token("what " + host + " answered", answer, Optional.empty());
    }

    private static GoogleToken token(String origin, Web.Answer answer, Optional<String> project)
            throws SecretStoreException {
        return new GoogleToken(Json.of(origin, answer.body()).required(origin, "access_token"), project);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
