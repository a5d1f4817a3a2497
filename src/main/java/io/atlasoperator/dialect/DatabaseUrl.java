package io.atlasoperator.dialect;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An Atlas URL of a database: {@code postgres://user:pass@host:5432/db?search_path=public}, {@code sqlite://file.db}.
 * User and password are decoded. {@link #toString()} and {@link #redacted()} never show the password, and no error
 * message of this class quotes any part of the text after the scheme.
 *
 * @param scheme lower case, with its modifier: {@code postgres}, {@code mysql+unix}
 * @param user user name, or null
 * @param password password, or null
 * @param host host as written (for SQLite the first part of the file's path), maybe empty
 * @param port port, or null
 * @param path path with its leading slash as written and still encoded, maybe empty
 * @param query parameters, decoded, in order; the last one of a name counts
 * @param rawQuery the query as written, without the question mark
 */
public record DatabaseUrl(
        String scheme,
        @Nullable String user,
        @Nullable String password,
        String host,
        @Nullable Integer port,
        String path,
        Map<String, String> query,
        String rawQuery) {

    private static final Pattern LOGIN_END = Pattern.compile("[/?#]");

    private static final Pattern SECOND_HOST = Pattern.compile("@[^/?&=#]*/");
    private static final String JDBC = "jdbc:";

    private static final Pattern AT_WITHOUT_VALUE = Pattern.compile("^[^=]*@");

    public DatabaseUrl {
        Objects.requireNonNull(scheme);
        Objects.requireNonNull(host);
        Objects.requireNonNull(path);
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
        Objects.requireNonNull(rawQuery);
    }

    /**
     * Reads a URL.
     *
     * @throws InvalidUrlException if it is none; the message says what is wrong without quoting a credential
     */
    public static DatabaseUrl parse(String text) {
        if (text.regionMatches(true, 0, JDBC, 0, JDBC.length())) {
            throw new InvalidUrlException("this is a URL for JDBC drivers: leave " + JDBC
                    + " out, and write the login before the host: scheme://user:…@host:port/name");
        }
        int colon = text.indexOf("://");
        if (colon <= 0 || !text.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*")) {
            throw new InvalidUrlException("missing scheme in the database URL, expected scheme://…, such as"
                    + " postgres://user:pass@host:5432/db. See: https://atlasgo.io/url");
        }
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = text.substring(colon + 3);
        if (!isFile(scheme)) {
            requireWholeLogin(rest);
        }
        int hash = rest.indexOf('#');
        if (hash >= 0) {
            rest = rest.substring(0, hash);
        }
        String rawQuery = "";
        int question = rest.indexOf('?');
        if (question >= 0) {
            rawQuery = rest.substring(question + 1);
            rest = rest.substring(0, question);
        }
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : rest.substring(slash);
        @Nullable String user = null;
        @Nullable String password = null;
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            String login = authority.substring(0, at);
            authority = authority.substring(at + 1);
            int split = login.indexOf(':');
            user = decode(split < 0 ? login : login.substring(0, split), "user", false);
            password = split < 0 ? null : decode(login.substring(split + 1), "password", false);
        }
        String host = authority;
        @Nullable Integer port = null;
        int portColon = authority.startsWith("[") ? authority.indexOf("]:") + 1 : authority.lastIndexOf(':');
        // What stands after a colon in the name of a SQLite file is part of the name.
        if (portColon > 0 && !isFile(scheme)) {
            host = authority.substring(0, portColon);
            port = port(authority.substring(portColon + 1));
        } else if (portColon == 0 && authority.startsWith(":") && !isFile(scheme)) {
            host = "";
            port = port(authority.substring(1));
        }
        return new DatabaseUrl(scheme, user, password, host, port, path, query(rawQuery), rawQuery);
    }

    /**
     * A password with one of {@code / ? #} as it is would end the login early, and what is left of it would be taken for a
     * port, a database or a parameter, and be named in messages as such.
     */
    private static void requireWholeLogin(String rest) {
        Matcher end = LOGIN_END.matcher(rest);
        int authority = end.find() ? end.start() : rest.length();
        String remainder = rest.substring(authority);
        boolean noLogin = rest.lastIndexOf('@', authority) < 0;
        if (SECOND_HOST.matcher(remainder).find()
                || noLogin && AT_WITHOUT_VALUE.matcher(remainder).find()) {
            throw new InvalidUrlException(
                    "invalid user or password in the database URL: if it has one of the characters"
                            + " : / ? # @ %, write it percent-encoded (%3A %2F %3F %23 %40 %25)");
        }
    }

    private static boolean isFile(String scheme) {
        return scheme.startsWith("sqlite") || scheme.startsWith("libsql");
    }

    private static @Nullable Integer port(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // told below, without the text: an unescaped password ends up here
        }
        throw new InvalidUrlException("invalid port in the database URL: expected a number up to 65535 after the"
                + " host. If the password has one of the characters : / ? # @ %, write it percent-encoded");
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String pair : List.of(raw.split("&"))) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String key = decode(equals < 0 ? pair : pair.substring(0, equals), "query", true);
            found.put(key, equals < 0 ? "" : decode(pair.substring(equals + 1), "query", true));
        }
        return found;
    }

    private static String decode(String text, String part, boolean plusIsSpace) {
        try {
            return URLDecoder.decode(plusIsSpace ? text : text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidUrlException(
                    "invalid percent-encoding in the " + part + " of the database URL: write a" + " literal % as %25");
        }
    }

    /** The parameter of that name, if it is there. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** The path without its leading slash, decoded: the database's name. */
    public String database() {
        return decode(path.startsWith("/") ? path.substring(1) : path, "path", false);
    }

    /** This URL with one parameter set, or removed if the value is null. */
    public DatabaseUrl withParameter(String name, @Nullable String value) {
        Map<String, String> changed = new LinkedHashMap<>(query);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        List<String> pairs = new ArrayList<>();
        changed.forEach((key, text) -> pairs.add(encode(key) + "=" + encode(text)));
        return new DatabaseUrl(scheme, user, password, host, port, path, changed, String.join("&", pairs));
    }

    /** This URL with another database as its path. */
    public DatabaseUrl withDatabase(String name) {
        return new DatabaseUrl(scheme, user, password, host, port, "/" + encode(name), query, rawQuery);
    }

    /** The whole URL with its password, for handing on; never for messages. */
    public String reveal() {
        return text(password, rawQuery);
    }

    /** The URL with {@code xxxxx} for the password, as messages may show it. */
    public String redacted() {
        return text(password == null ? null : "xxxxx", safeQuery());
    }

    private String text(@Nullable String shownPassword, String shownQuery) {
        StringBuilder out = new StringBuilder(scheme).append("://");
        if (user != null) {
            out.append(encode(user));
            if (shownPassword != null) {
                out.append(':').append(encode(shownPassword));
            }
            out.append('@');
        }
        out.append(host);
        if (port != null) {
            out.append(':').append(port);
        }
        out.append(path);
        if (!shownQuery.isEmpty()) {
            out.append('?').append(shownQuery);
        }
        return out.toString();
    }

    /** Drivers take credentials as parameters too, so a message shows none of them. */
    private String safeQuery() {
        List<String> pairs = new ArrayList<>();
        query.forEach((key, value) -> {
            boolean secret = key.toLowerCase(Locale.ROOT).matches(".*(pass|secret|token|key|credential).*");
            pairs.add(encode(key) + "=" + (secret ? "xxxxx" : encode(value)));
        });
        return String.join("&", pairs);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A text of a driver or server with this URL's password, plain or encoded, replaced by {@code xxxxx}. */
    public String redactIn(String text) {
        if (password == null || password.isEmpty()) {
            return text;
        }
        return text.replace(encode(password), "xxxxx").replace(password, "xxxxx");
    }

    /** The same as {@link #redacted()}. */
    @Override
    public String toString() {
        return redacted();
    }
}
