package io.atlasoperator.secretstore;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the files {@code ~/.aws/config} and {@code ~/.aws/credentials} say of a profile.
 *
 * @param name its name
 * @param isChosen whether somebody asked for it
 * @param values the settings of both files; those of the second one go first
 */
record AwsProfile(String name, boolean isChosen, Map<String, String> values) {

    AwsProfile {
        values = Map.copyOf(values);
    }

    @Override
    public String toString() {
        return "AwsProfile[" + name + "]";
    }

    /** @param wanted the profile that a URL names */
    static AwsProfile of(Surroundings surroundings, Optional<String> wanted) throws SecretStoreException {
        Optional<String> chosen = wanted.or(() -> surroundings.variable("AWS_PROFILE"));
        String name = chosen.orElse("default");
        Map<String, String> values = new HashMap<>();
        Optional<Path> config = file(surroundings, "AWS_CONFIG_FILE", ".aws/config");
        if (config.isPresent()) {
            Map<String, Map<String, String>> sections =
                    sections(Surroundings.text(config.get()).orElse(""));
            values.putAll(sections.getOrDefault(name.equals("default") ? name : "profile " + name, Map.of()));
        }
        Optional<Path> keys = file(surroundings, "AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials");
        if (keys.isPresent()) {
            values.putAll(sections(Surroundings.text(keys.get()).orElse("")).getOrDefault(name, Map.of()));
        }
        if (chosen.isPresent() && values.isEmpty()) {
            throw new SecretStoreException("there is no AWS profile \"" + name + "\" in "
                    + config.map(Path::toString).orElse("~/.aws/config") + " or "
                    + keys.map(Path::toString).orElse("~/.aws/credentials"));
        }
        return new AwsProfile(name, chosen.isPresent(), values);
    }

    private static Optional<Path> file(Surroundings surroundings, String variable, String usual) {
        return surroundings.variable(variable).map(surroundings::named).or(() -> surroundings.atHome(usual));
    }

    private static Map<String, Map<String, String>> sections(String text) {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        Map<String, String> section = new HashMap<>();
        for (String line : text.lines().toList()) {
            String plain = line.strip();
            if (plain.startsWith("[") && plain.contains("]")) {
                String name = plain.substring(1, plain.indexOf(']')).strip().replaceAll("\\s+", " ");
                section = sections.computeIfAbsent(name, key -> new HashMap<>());
            } else if (!plain.startsWith("#") && !plain.startsWith(";") && plain.indexOf('=') > 0) {
                int mark = plain.indexOf('=');
                section.put(
                        plain.substring(0, mark).strip(),
                        plain.substring(mark + 1).strip());
            }
        }
        return sections;
    }

    Optional<String> value(String setting) {
        return Optional.ofNullable(values.get(setting)).filter(value -> !value.isEmpty());
    }

    /** The key that is written down in it; ways to get one that take more than a look are refused by name. */
    Optional<AwsCredentials> credentials() throws SecretStoreException {
        Optional<String> keyId = value("aws_access_key_id");
        Optional<String> secret = value("aws_secret_access_key");
        if (keyId.isPresent() && secret.isPresent()) {
            return Optional.of(new AwsCredentials(keyId.get(), secret.get(), value("aws_session_token")));
        }
        for (String setting : new String[] {"role_arn", "credential_process", "sso_session", "sso_start_url"}) {
            if (values.containsKey(setting)) {
                throw new SecretStoreException("the AWS profile \"" + name + "\" has no key but a " + setting
                        + ", which is not supported: \"aws configure export-credentials --profile " + name
                        + " --format env\" gives variables that are");
            }
        }
        if (isChosen) {
            throw new SecretStoreException(
                    "the AWS profile \"" + name + "\" has no aws_access_key_id and" + " aws_secret_access_key");
        }
        return Optional.empty();
    }
}
