package io.atlasoperator.operator.project;

import io.atlasoperator.operator.status.Scrubber;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what must not be shown in texts of project files: passwords in URLs, and what is called a secret. */
final class ConfigSecrets {
    private static final Pattern URL_PASSWORD = Pattern.compile("://[^:/?#\\s\"'@]*:([^\\s\"'@]+)@");
    private static final Pattern NAMED =
            Pattern.compile("(?i)(?:token|secret|passw(?:or)?d|credential|api_?key)[\\w\"']*\\s*[=:]\\s*\"([^\"]+)\"");
    private static final Pattern PARAMETER = Pattern.compile(
            "(?i)[?&][^=&#\\s\"']*(?:token|secret|passw(?:or)?d|credential|key)[^=&#\\s\"']*=([^&#\\s\"']+)");

    private ConfigSecrets() {}

    /** Hands each of them to the scrubber. */
    static void find(String text, Scrubber scrubber) {
        for (Pattern pattern : new Pattern[] {URL_PASSWORD, NAMED, PARAMETER}) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                scrubber.add(matcher.group(1));
            }
        }
    }
}
