package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.dialect.ConnectionSpec;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.InvalidUrlException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a SQLite URL says: {@code sqlite://file.db}, {@code sqlite://file:path?cache=shared&_fk=1},
 * {@code sqlite:///absolute/path}, {@code sqlite://name?mode=memory}.
 *
 * @param file path of the file as written, or the name of the database in memory
 * @param memory whether it lives in memory
 * @param options the library's own parameters of a file URI
 * @param pragmas statements for each new connection
 */
record SqliteUrl(String file, boolean memory, List<String> options, List<String> pragmas) {
    private static final Set<String> LIBRARY = Set.of("mode", "cache", "immutable", "nolock", "psow");
    private static final Set<String> MODES = Set.of("ro", "rw", "rwc", "memory");

    /** What Go's drivers do for Go alone. */
    private static final Set<String> WITHOUT_MEANING = Set.of("_loc", "_mutex", "_time_format", "_texttotime");

    private static final Pattern PRAGMA_CALL = Pattern.compile("([a-z_]+)\\s*[(=]\\s*'?([A-Za-z0-9_.-]+)'?\\s*\\)?");
    private static final Pattern PRAGMA_VALUE = Pattern.compile("-?[A-Za-z0-9_]+");

    /** How long a connection waits for another one to finish writing, where the URL does not say it. */
    private static final String BUSY_MILLISECONDS = "10000";

    private static final Map<String, String> PRAGMAS = Map.ofEntries(
            Map.entry("_fk", "foreign_keys"),
            Map.entry("_foreign_keys", "foreign_keys"),
            Map.entry("_timeout", "busy_timeout"),
            Map.entry("_busy_timeout", "busy_timeout"),
            Map.entry("_journal", "journal_mode"),
            Map.entry("_journal_mode", "journal_mode"),
            Map.entry("_sync", "synchronous"),
            Map.entry("_synchronous", "synchronous"),
            Map.entry("_defer_fk", "defer_foreign_keys"),
            Map.entry("_defer_foreign_keys", "defer_foreign_keys"),
            Map.entry("_locking", "locking_mode"),
            Map.entry("_locking_mode", "locking_mode"),
            Map.entry("_rt", "recursive_triggers"),
            Map.entry("_recursive_triggers", "recursive_triggers"),
            Map.entry("_cslike", "case_sensitive_like"),
            Map.entry("_case_sensitive_like", "case_sensitive_like"),
            Map.entry("_vacuum", "auto_vacuum"),
            Map.entry("_auto_vacuum", "auto_vacuum"),
            Map.entry("_cache_size", "cache_size"),
            Map.entry("_ignore_check_constraints", "ignore_check_constraints"),
            Map.entry("_query_only", "query_only"),
            Map.entry("_secure_delete", "secure_delete"));

    SqliteUrl {
        options = List.copyOf(options);
        pragmas = List.copyOf(pragmas);
    }

    /**
     * Reads a URL.
     *
     * @throws InvalidUrlException if it names no file, or has a parameter that nothing here knows
     */
    static SqliteUrl of(DatabaseUrl url) {
        if (url.user() != null) {
            throw new InvalidUrlException("a SQLite URL has no user: write an @ in the file's name as %40");
        }
        String file = file(decode(url.host() + url.path()));
        boolean memory = url.parameter("mode").filter("memory"::equals).isPresent() || file.equals(":memory:");
        if (file.isEmpty() && !memory) {
            throw new InvalidUrlException("a SQLite URL needs a file: sqlite://file.db, or sqlite://name?mode=memory");
        }
        List<String> options = new ArrayList<>();
        List<String> pragmas = new ArrayList<>();
        pragmas.add("PRAGMA busy_timeout = " + BUSY_MILLISECONDS);
        for (String pair : List.of(url.rawQuery().split("&"))) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                parameter(name, equals < 0 ? "" : decode(pair.substring(equals + 1)), options, pragmas);
            }
        }
        if (memory && !options.contains("mode=memory")) {
            options.add("mode=memory");
        }
        return new SqliteUrl(file, memory, options, pragmas);
    }

    private static String file(String path) {
        if (!path.startsWith("file:")) {
            return path;
        }
        String rest = path.substring("file:".length());
        if (rest.startsWith("//")) {
            int slash = rest.indexOf('/', 2);
            String authority = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
            if (!authority.isEmpty() && !authority.equals("localhost")) {
                throw new InvalidUrlException("a SQLite URL names no host: write file:/path or file:relative/path");
            }
            return slash < 0 ? "" : rest.substring(slash);
        }
        return rest;
    }

    private static void parameter(String name, String value, List<String> options, List<String> pragmas) {
        if (LIBRARY.contains(name)) {
            if (!value.matches("[a-z0-9]+") || name.equals("mode") && !MODES.contains(value)) {
                throw new InvalidUrlException("the parameter \"" + name + "\" of the SQLite URL has a wrong value");
            }
            options.add(name + "=" + value);
        } else if (name.equals("_pragma")) {
            Matcher call = PRAGMA_CALL.matcher(value);
            if (!call.matches() || !PRAGMAS.containsValue(call.group(1)) || !isValue(call.group(2))) {
                throw new InvalidUrlException("the parameter \"_pragma\" of the SQLite URL has a wrong value,"
                        + " expected one such as foreign_keys(1)");
            }
            pragmas.add("PRAGMA " + call.group(1) + " = " + call.group(2));
        } else if (PRAGMAS.containsKey(name)) {
            if (!isValue(value)) {
                throw new InvalidUrlException("the parameter \"" + name + "\" of the SQLite URL has a wrong value");
            }
            pragmas.add("PRAGMA " + PRAGMAS.get(name) + " = " + value);
        } else if (name.equals("_txlock")) {
            if (!Set.of("deferred", "immediate", "exclusive").contains(value)) {
                throw new InvalidUrlException(
                        "the parameter \"_txlock\" of the SQLite URL must be deferred," + " immediate or exclusive");
            }
        } else if (!WITHOUT_MEANING.contains(name)) {
            throw new InvalidUrlException(
                    "unknown parameter \"" + name + "\" in the SQLite URL, known are " + String.join(", ", known()));
        }
    }

    private static List<String> known() {
        List<String> names = new ArrayList<>(PRAGMAS.keySet());
        names.addAll(LIBRARY);
        names.add("_pragma");
        names.add("_txlock");
        return names.stream().sorted().toList();
    }

    private static boolean isValue(String value) {
        return PRAGMA_VALUE.matcher(value).matches();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidUrlException("invalid percent-encoding in the SQLite URL: write a literal % as %25");
        }
    }

    /** How the driver opens it. */
    ConnectionSpec connectionSpec() {
        String path = file.replace("%", "%25").replace("?", "%3f").replace("#", "%23");
        String query = options.isEmpty() ? "" : "?" + String.join("&", options);
        return new ConnectionSpec("jdbc:sqlite:file:" + path + query, new Properties(), pragmas);
    }

    /** The absolute path of the file, or nothing for a database in memory. */
    Optional<Path> path() {
        return memory
                ? Optional.empty()
                : Optional.of(Path.of(file).toAbsolutePath().normalize());
    }
}
