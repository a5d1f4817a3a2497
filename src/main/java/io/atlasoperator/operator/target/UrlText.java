package io.atlasoperator.operator.target;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes URLs as Go's {@code net/url} does, which the hash of a migration depends on and users of the reference know.
 */
public final class UrlText {
    private static final String UNRESERVED = "-_.~";

    private UrlText() {}

    /**
     * A URL from its parts.
     *
     * @param user user name, or null for no login at all
     * @param password password, or null
     * @param host host, maybe empty
     * @param port port; left out where it is not above 0
     * @param path path with its leading slash, not encoded, maybe empty
     * @param query parameters
     */
    static String of(
            String scheme,
            @Nullable String user,
            @Nullable String password,
            String host,
            int port,
            String path,
            Map<String, String> query) {
        StringBuilder text = new StringBuilder(scheme).append("://");
        if (user != null) {
            text.append(encode(user, "$&+,;="));
            if (password != null) {
                text.append(':').append(encode(password, "$&+,;="));
            }
            text.append('@');
        }
        text.append(host);
        if (port > 0) {
            text.append(':').append(port);
        }
        text.append(encode(path, "$&+,/:;=@"));
        List<String> pairs = new ArrayList<>();
        new TreeMap<>(query).forEach((key, value) -> pairs.add(queryEncode(key) + "=" + queryEncode(value)));
        if (!pairs.isEmpty()) {
            text.append('?').append(String.join("&", pairs));
        }
        return text.toString();
    }

    /**
     * A URL as Go writes it after reading it: the scheme in lower case, the login encoded as little as needed, the rest
     * as it was. A text that is no URL is returned as it is.
     */
    public static String normalize(String url) {
        int colon = url.indexOf("://");
        if (colon < 0) {
            return url;
        }
        String scheme = url.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = url.substring(colon + 3);
        int end = 0;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        int at = rest.substring(0, end).lastIndexOf('@');
        if (at < 0) {
            return scheme + "://" + rest;
        }
        String login = rest.substring(0, at);
        int split = login.indexOf(':');
        String user = recode(split < 0 ? login : login.substring(0, split));
        String password = split < 0 ? "" : ":" + recode(login.substring(split + 1));
        return scheme + "://" + user + password + rest.substring(at);
    }

    private static String recode(String text) {
        try {
            String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            return encode(decoded, "$&+,;=");
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static String queryEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String encode(String text, String alsoPlain) {
        StringBuilder out = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xFF);
            boolean plain = character < 0x80
                    && (Character.isLetterOrDigit(character)
                            || UNRESERVED.indexOf(character) >= 0
                            || alsoPlain.indexOf(character) >= 0);
            out.append(plain ? String.valueOf(character) : String.format(Locale.ROOT, "%%%02X", (int) character));
        }
        return out.toString();
    }
}
