package io.atlasoperator.secretstore;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Secrets Manager and the Parameter Store of AWS. */
record AwsStore(Surroundings surroundings, Web web, String scheme, Map<String, String> parameters) {
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");

    static final String SECRETS_MANAGER = "awssecretsmanager";
    static final String PARAMETER_STORE = "awsparamstore";

    String value(String name) throws SecretStoreException, InterruptedException {
        AwsProfile profile = AwsProfile.of(surroundings, parameter("profile"));
        String region = parameter("region")
                .or(() -> surroundings.variable("AWS_REGION"))
                .or(() -> surroundings.variable("AWS_DEFAULT_REGION"))
                .or(() -> profile.value("region"))
                .orElseThrow(() -> new SecretStoreException("no region of AWS is named: say " + scheme + "://" + name
                        + "?region=us-east-1, or set AWS_REGION"));
        AwsCredentials credentials = new AwsCredentialSearch(surroundings, web, profile, region).found();
        return switch (scheme) {
            case SECRETS_MANAGER -> {
                Json answer = ask(
                        profile,
                        new AwsSignature(credentials, region, "secretsmanager"),
                        "SECRETS_MANAGER",
                        "secretsmanager.GetSecretValue",
                        Map.of("SecretId", name),
                        name);
                Optional<String> text = answer.at("SecretString");
                yield text.isPresent() ? text.get() : decoded(name, answer);
            }
            case PARAMETER_STORE ->
                ask(
                                profile,
                                new AwsSignature(credentials, region, "ssm"),
                                "SSM",
                                "AmazonSSM.GetParameter",
                                Map.of("Name", name, "WithDecryption", true),
                                name)
                        .required("what AWS answered for \"" + name + "\"", "Parameter", "Value");
            default -> throw new IllegalArgumentException("no store of AWS: " + scheme);
        };
    }

    private static String decoded(String name, Json answer) throws SecretStoreException {
        String origin = "what AWS answered for \"" + name + "\"";
        try {
            return new String(
                    Base64.getDecoder().decode(answer.required(origin, "SecretBinary")), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new SecretStoreException(origin + " is not encoded as it should be");
        }
    }

    private Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    /** Where a service is, without a slash at the end. */
    static String endpoint(
            Surroundings surroundings, AwsProfile profile, String service, String variable, String region)
            throws SecretStoreException {
        if (!REGION.matcher(region).matches()) {
            // It becomes part of the name of a server, which is given what proves who we are.
            throw new SecretStoreException("\"" + region + "\" is no region of AWS, such as eu-central-1");
        }
        return surroundings
                .variable("AWS_ENDPOINT_URL_" + variable)
                .or(() -> surroundings.variable("AWS_ENDPOINT_URL"))
                .or(() -> profile.value("endpoint_url"))
                .orElse("https://" + service + "." + region + ".amazonaws.com"
                        + (region.startsWith("cn-") ? ".cn" : ""))
                .replaceFirst("/+$", "");
    }

    private Json ask(
            AwsProfile profile,
            AwsSignature signature,
            String variable,
            String target,
            Map<String, Object> question,
            String name)
            throws SecretStoreException, InterruptedException {
        Optional<String> given = parameter("endpoint").map(endpoint -> endpoint.replaceFirst("/+$", ""));
        String place = given.isPresent()
                ? given.get() + "/"
                : endpoint(surroundings, profile, signature.service(), variable, signature.region()) + "/";
        String body = Json.text(new LinkedHashMap<>(question));
        SortedMap<String, String> signed = new TreeMap<>();
        signed.put("content-type", "application/x-amz-json-1.1");
        signed.put("x-amz-date", AwsSignature.time(surroundings.clock().instant()));
        signed.put("x-amz-target", target);
        signature.credentials().token().ifPresent(token -> signed.put("x-amz-security-token", token));
        Map<String, String> sent = new LinkedHashMap<>(signed);
        URI uri = uri(place);
        // The client sends this one by itself.
        signed.put("host", uri.getRawAuthority());
        sent.put("Authorization", signature.authorization("POST", uri.getRawPath(), "", signed, body));
        Web.Answer answer = web.post(place, sent, body);
        if (!answer.isOk()) {
            throw new SecretStoreException(
                    "AWS does not give \"" + name + "\" in " + signature.region() + ": " + reason(answer));
        }
        return Json.of("what AWS answered for \"" + name + "\"", answer.body());
    }

    private static URI uri(String place) throws SecretStoreException {
        try {
            URI uri = URI.create(place);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Told in the same way as one without a host.
        }
        throw new SecretStoreException("the endpoint of AWS, \"" + Web.told(place) + "\", is no URL of a server");
    }

    private static String reason(Web.Answer answer) {
        Optional<Json> document = Json.lenient(answer.body());
        String code = document.flatMap(found -> found.at("__type"))
                .map(type -> type.substring(type.lastIndexOf('#') + 1))
                .orElse("status " + answer.status());
        return code
                + document.flatMap(found -> found.at("message").or(() -> found.at("Message")))
                        .map(text -> ": " + text)
                        .orElse("");
    }
}
