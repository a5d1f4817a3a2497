package io.atlasoperator.secretstore;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for a key of AWS where its own tools look, in their order: environment, profile, web identity, container, machine. */
record AwsCredentialSearch(Surroundings surroundings, Web web, AwsProfile profile, String region) {
    private static final String TOKEN_FILE = "AWS_WEB_IDENTITY_TOKEN_FILE";
    private static final String CONTAINER = "http://169.254.170.2";
    private static final String MACHINE = "http://169.254.169.254";

    /** The hosts that a container's credentials may come from without encryption. */
    private static final Set<String> NEAR =
            Set.of("127.0.0.1", "localhost", "[::1]", "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]");

    AwsCredentials found() throws SecretStoreException, InterruptedException {
        if (!profile.isChosen()) {
            Optional<AwsCredentials> inEnvironment = inEnvironment();
            if (inEnvironment.isPresent()) {
                return inEnvironment.get();
            }
        }
        Optional<AwsCredentials> inProfile = profile.credentials();
        if (inProfile.isPresent()) {
            return inProfile.get();
        }
        Optional<String> tokenFile = surroundings.variable(TOKEN_FILE);
        if (tokenFile.isPresent()) {
            return ofWebIdentity(tokenFile.get());
        }
        Optional<String> container = surroundings
                .variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
                .map(path -> CONTAINER + path)
                .or(() -> surroundings.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI"));
        return container.isPresent() ? ofContainer(container.get()) : ofMachine();
    }

    private Optional<AwsCredentials> inEnvironment() throws SecretStoreException {
        Optional<String> keyId = surroundings.variable("AWS_ACCESS_KEY_ID");
        Optional<String> secret = surroundings.variable("AWS_SECRET_ACCESS_KEY");
        if (keyId.isPresent() != secret.isPresent()) {
            throw new SecretStoreException("only one of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY is set");
        }
        return keyId.map(
                id -> new AwsCredentials(id, secret.orElseThrow(), surroundings.variable("AWS_SESSION_TOKEN")));
    }

    private AwsCredentials ofWebIdentity(String tokenFile) throws SecretStoreException, InterruptedException {
        String role = surroundings
                .variable("AWS_ROLE_ARN")
                .orElseThrow(() -> new SecretStoreException(TOKEN_FILE + " is set, and AWS_ROLE_ARN is not"));
        String body = "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=" + encoded(role)
                + "&RoleSessionName="
                + encoded(surroundings.variable("AWS_ROLE_SESSION_NAME").orElse("atlas"))
                + "&WebIdentityToken="
                + encoded(surroundings.required(TOKEN_FILE, tokenFile).strip());
        Web.Answer answer = web.post(
                AwsStore.endpoint(surroundings, profile, "sts", "STS", region) + "/",
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                body);
        if (!answer.isOk()) {
            throw new SecretStoreException("AWS does not give the role " + role + ": status " + answer.status()
                    + element(answer.body(), "Code").map(code -> ", " + code).orElse("")
                    + element(answer.body(), "Message").map(text -> ": " + text).orElse(""));
        }
        String origin = "what AWS answered for the role " + role;
        return new AwsCredentials(
                requiredElement(origin, answer.body(), "AccessKeyId"),
                requiredElement(origin, answer.body(), "SecretAccessKey"),
                Optional.of(requiredElement(origin, answer.body(), "SessionToken")));
    }

    private AwsCredentials ofContainer(String place) throws SecretStoreException, InterruptedException {
        requireNear(place);
        Optional<String> token = surroundings.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN");
        Optional<String> tokenFile = surroundings.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
        if (tokenFile.isPresent()) {
            token = Optional.of(surroundings
                    .required("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", tokenFile.get())
                    .strip());
        }
        Web.Answer answer =
                web.get(place, token.map(text -> Map.of("Authorization", text)).orElse(Map.of()));
        if (!answer.isOk()) {
            throw new SecretStoreException(
                    "the credentials of the container: " + place + " answered with status " + answer.status());
        }
        return ofDocument("what " + place + " answered", answer.body());
    }

    private static void requireNear(String place) throws SecretStoreException {
        URI uri;
        try {
            uri = URI.create(place);
        } catch (IllegalArgumentException e) {
            throw new SecretStoreException("AWS_CONTAINER_CREDENTIALS_FULL_URI is no URL");
        }
        if (!"https".equals(uri.getScheme()) && (uri.getHost() == null || !NEAR.contains(uri.getHost()))) {
            throw new SecretStoreException(
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI names another host without encryption: " + uri.getHost());
        }
    }

    private AwsCredentials ofMachine() throws SecretStoreException, InterruptedException {
        if (surroundings
                .variable("AWS_EC2_METADATA_DISABLED")
                .filter("true"::equalsIgnoreCase)
                .isPresent()) {
            throw none();
        }
        String place = surroundings
                .variable("AWS_EC2_METADATA_SERVICE_ENDPOINT")
                .orElse(MACHINE)
                .replaceFirst("/+$", "");
        Web.Answer token;
        try {
            token = web.near("PUT", place + "/latest/api/token", Map.of("X-aws-ec2-metadata-token-ttl-seconds", "60"));
        } catch (SecretStoreException e) {
            throw none();
        }
        if (!token.isOk()) {
            throw none();
        }
        Map<String, String> header = Map.of("X-aws-ec2-metadata-token", token.body());
        String roles = place + "/latest/meta-data/iam/security-credentials/";
        Web.Answer role = web.near("GET", roles, header);
        if (!role.isOk() || role.body().isBlank()) {
            throw new SecretStoreException("the machine has no role of AWS (an instance profile)");
        }
        String name = role.body().lines().findFirst().orElse("").strip();
        Web.Answer answer = web.near("GET", roles + name, header);
        if (!answer.isOk()) {
            throw new SecretStoreException(
                    "the credentials of the machine's role " + name + ": status " + answer.status());
        }
        return ofDocument("what the machine tells of its role " + name, answer.body());
    }

    private static SecretStoreException none() {
        return new SecretStoreException("there are no AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,"
                + " choose a profile, or run where a role is given (a service account, a container, a machine)");
    }

    private static AwsCredentials ofDocument(String origin, String text) throws SecretStoreException {
        Json document = Json.of(origin, text);
        return new AwsCredentials(
                document.required(origin, "AccessKeyId"),
                document.required(origin, "SecretAccessKey"),
                document.at("Token"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String requiredElement(String origin, String xml, String name) throws SecretStoreException {
        return element(xml, name).orElseThrow(() -> new SecretStoreException(origin + " has no \"" + name + "\""));
    }

    /** The text of the first element of a name; what these hold needs no escapes. */
    private static Optional<String> element(String xml, String name) {
        Matcher matcher =
                Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(xml);
        return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
    }
}
