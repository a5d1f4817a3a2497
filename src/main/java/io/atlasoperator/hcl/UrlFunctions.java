package io.atlasoperator.hcl;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Functions of URLs. */
final class UrlFunctions {
    private static final String UNRESERVED = "-_.~";

    private UrlFunctions() {}

    /** @param authority user and host, without the slashes; {@code tail} is the fragment with its sign */
    private record Parts(String scheme, String authority, String path, String query, String tail) {

        static Parts of(String url) {
            int hash = url.indexOf('#');
            String tail = hash < 0 ? "" : url.substring(hash);
            String rest = hash < 0 ? url : url.substring(0, hash);
            int mark = rest.indexOf('?');
            String query = mark < 0 ? "" : rest.substring(mark + 1);
            rest = mark < 0 ? rest : rest.substring(0, mark);
            int scheme = rest.indexOf("://");
            if (scheme <= 0) {
                throw new HclFunctionException("argument 1 must be a URL like scheme://host/path");
            }
            int slash = rest.indexOf('/', scheme + 3);
            int authorityEnd = slash < 0 ? rest.length() : slash;
            return new Parts(
                    rest.substring(0, scheme),
                    rest.substring(scheme + 3, authorityEnd),
                    rest.substring(authorityEnd),
                    query,
                    tail);
        }

        Value text() {
            return StringFunctions.text(
                    scheme + "://" + authority + path + (query.isEmpty() ? "" : "?" + query) + tail);
        }
    }

    static void addTo(Map<String, HclFunction> functions) {
        functions.put(
                "urlescape",
                values -> StringFunctions.text(
                        queryEscape(new Arguments(values).count(1, 1).text(0))));
        functions.put("urluserinfo", UrlFunctions::userInfo);
        functions.put("urlqueryset", UrlFunctions::querySet);
        functions.put("urlsetpath", UrlFunctions::setPath);
    }

    private static Value userInfo(List<Value> values) {
        Arguments arguments = new Arguments(values).count(2, 3);
        Parts url = Parts.of(arguments.text(0));
        String host = url.authority().substring(url.authority().lastIndexOf('@') + 1);
        String user = escape(arguments.text(1), UNRESERVED + "$&+,;=");
        String password = arguments.size() == 3 ? ":" + escape(arguments.text(2), UNRESERVED + "$&+,;=") : "";
        return new Parts(url.scheme(), user + password + "@" + host, url.path(), url.query(), url.tail()).text();
    }

    private static Value querySet(List<Value> values) {
        Arguments arguments = new Arguments(values).count(3, 3);
        Parts url = Parts.of(arguments.text(0));
        Map<String, String> pairs = new TreeMap<>();
        String changed = queryEscape(arguments.text(1));
        for (String pair : url.query().split("&")) {
            String key = pair.contains("=") ? pair.substring(0, pair.indexOf('=')) : pair;
            if (!pair.isEmpty() && !key.equals(changed)) {
                pairs.merge(key, pair.contains("=") ? pair : pair + "=", (first, second) -> first + "&" + second);
            }
        }
        pairs.put(changed, changed + "=" + queryEscape(arguments.text(2)));
        return new Parts(url.scheme(), url.authority(), url.path(), String.join("&", pairs.values()), url.tail())
                .text();
    }

    private static Value setPath(List<Value> values) {
        Arguments arguments = new Arguments(values).count(2, 2);
        Parts url = Parts.of(arguments.text(0));
        String path = escape(arguments.text(1), UNRESERVED + "/$&+,:;=@");
        String rooted = path.isEmpty() || path.startsWith("/") ? path : "/" + path;
        return new Parts(url.scheme(), url.authority(), rooted, url.query(), url.tail()).text();
    }

    private static String queryEscape(String text) {
        return escape(text, UNRESERVED + " ").replace(' ', '+');
    }

    private static String escape(String text, String kept) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || kept.indexOf(c) >= 0);
            if (plain) {
                escaped.append(c);
            } else {
                escaped.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return escaped.toString();
    }
}
