package io.atlasoperator.operator.project;

import io.atlasoperator.operator.status.Scrubber;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what must not be shown in texts of project files: passwords in URLs, and what is called a secret. */
final class ConfigSecrets {
    // Whoever wrote the text may want the search to take long: no place is looked through twice, or but a bounded part.
    private static final Pattern URL_PASSWORD =
            Pattern.compile("://[^:/?#\\s\"'@]{0,256}+:(?:([^\\s\"'@]++)@|[^\\s\"'@]++)");
    private static final Pattern NAMED = Pattern.compile(
            "(?i)(?:token|secret|passw(?:or)?d|credential|api_?key)[\\w\"']{0,256}+\\s{0,256}+[=:]\\s{0,256}+\"([^\"]++)\"");
    private static final Pattern PARAMETER = Pattern.compile(
            "(?i)[?&][^=&?#\\s\"']{0,64}?(?:token|secret|passw(?:or)?d|credential|key)[^=&?#\\s\"']{0,64}+=([^&#\\s\"']++)");

    private ConfigSecrets() {}

    /** Hands each of them to the scrubber. */
    static void find(String text, Scrubber scrubber) {
        for (Pattern pattern : new Pattern[] {URL_PASSWORD, NAMED, PARAMETER}) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                String secret = matcher.group(1);
                if (secret != null) {
                    scrubber.add(secret);
                }
            }
        }
    }
}
