package io.atlasoperator.dialect.postgres;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Settings that go with a function, as the catalog keeps them: {@code search_path=app, public}. */
final class PostgresSettings {
    /** The settings whose value is a list of names, kept as it is written in SQL. */
    private static final Set<String> LISTS = Set.of(
            "search_path",
            "temp_tablespaces",
            "local_preload_libraries",
            "session_preload_libraries",
            "shared_preload_libraries",
            "unix_socket_directories");

    private PostgresSettings() {}

    /** The SET clause for a setting. */
    static String clause(String setting) {
        int equals = setting.indexOf('=');
        String name = setting.substring(0, equals);
        String value = setting.substring(equals + 1);
        // A name may be one of an extension's, in two parts.
        String quoted = PostgresExpressions.splitList(name.replace('.', ',')).stream()
                .map(PostgresSyntax::quoteIfNeeded)
                .collect(Collectors.joining("."));
        return "SET " + quoted + " TO " + (LISTS.contains(name) ? list(value) : literal(value));
    }

    /** Settings without a duplicate: their order is kept, as the server does, and is no difference. */
    static Set<String> inOrder(Collection<String> settings) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(settings));
    }

    private static String list(String value) {
        return PostgresExpressions.splitList(value).stream()
                .map(element -> literal(PostgresSyntax.unquote(element)))
                .collect(Collectors.joining(", "));
    }

    private static String literal(String text) {
        return PostgresSyntax.INSTANCE.quoteLiteral(text);
    }
}
