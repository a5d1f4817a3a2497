package io.atlasoperator.dialect.postgres;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What a failure of the driver or the server is called in messages: never with the values of rows. */
final class PostgresFailures {
    /** The driver's word for a server that refuses, such as for want of a password. */
    static final String REJECTED = "08004";

    private static final String DEPENDENTS = "2BP01";
    private static final String DUPLICATES = "23505";
    private static final String NO_PARENT = "23503";

    private static final String WITHOUT_TLS = " (hint: to connect in plain text all the same, add sslmode=disable to"
            + " the parameters of the database URL)";

    private static final String ANOTHER_SERVER =
            " (hint: what answers there is no PostgreSQL server: check scheme, host and port of the URL)";

    /** What a server says of an extension that it does not have, or that only a superuser may create. */
    private static final Pattern UNAVAILABLE =
            Pattern.compile("permission denied to create extension|extension \".*\" is not available"
                    + "|could not open extension control file");

    private static final Pattern NO_ROLE = Pattern.compile("\\brole \".*\" does not exist");

    private static final String ROLES =
            "; roles belong to a whole server and are not managed: create it there first, on"
                    + " the target's server and on that of a dev database that you name (CREATE ROLE ... NOLOGIN)";

    private static final String OWN_DEV_DATABASE = "; if it is the dev database that can't have the extension, name one"
            + " that does, with --dev-url or spec.devURL";

    /** Columns and their values as a server tells them, in whatever language: {@code (a, b)=(1, x)}. */
    private static final Pattern KEY = Pattern.compile("(\\(.*?\\))=\\(", Pattern.DOTALL);

    private PostgresFailures() {}

    /** One line on what failed. The server's hints are kept, but for the one to drop along whatever depends on a thing. */
    static String describe(PSQLException failure) {
        @Nullable ServerErrorMessage server = failure.getServerErrorMessage();
        if (server == null) {
            return withoutServer(failure)
                    + (lacksTls(failure) ? WITHOUT_TLS : "")
                    + (isAnother(failure) ? ANOTHER_SERVER : "");
        }
        if (DEPENDENTS.equals(server.getSQLState())) {
            return dependents(server);
        }
        @Nullable String hint = server.getHint();
        String message = "pq: " + server.getMessage() + key(server) + (hint == null ? "" : " (hint: " + hint + ")");
        if (NO_ROLE.matcher(message).find()) {
            return message + ROLES;
        }
        return UNAVAILABLE.matcher(message).find() ? message + OWN_DEV_DATABASE : message;
    }

    /** The server names them, one a line; a plan drops or changes all that it may touch, so these are others'. */
    private static String dependents(ServerErrorMessage server) {
        @Nullable String detail = server.getDetail();
        if (detail == null) {
            return "pq: " + server.getMessage();
        }
        return "pq: " + server.getMessage() + ": "
                + detail.lines().collect(Collectors.joining(", "))
                + " (hint: drop or change that first, or keep what it needs; what is excluded, or lies in a schema that is"
                + " not looked at, is left alone)";
    }

    /** The columns whose values are there twice, or have no parent; the values themselves are nobody's business. */
    private static String key(ServerErrorMessage server) {
        @Nullable String detail = server.getDetail();
        @Nullable String state = server.getSQLState();
        if (detail == null || !(DUPLICATES.equals(state) || NO_PARENT.equals(state))) {
            return "";
        }
        Matcher key = KEY.matcher(detail);
        if (!key.find()) {
            return "";
        }
        return DUPLICATES.equals(state) ? ": more than one row with the same " + key.group(1) : " on " + key.group(1);
    }

    /** The driver says that a connection failed, and its cause why: an unknown host, a certificate, a reset. */
    private static String withoutServer(PSQLException failure) {
        String message = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        String cause = switch (failure.getCause()) {
            case UnknownHostException e -> "unknown host " + e.getMessage();
            case IOException e -> Objects.requireNonNullElse(e.getMessage(), "");
            case null, default -> "";
        };
        return cause.isBlank() || message.contains(cause) ? message : message + " " + cause;
    }

    /** What answers speaks another protocol; told by the driver's text alone, too. */
    private static boolean isAnother(PSQLException failure) {
        return GT.tr("Protocol error.  Session setup failed.").equals(failure.getMessage());
    }

    /** The driver tells it by its text alone, in the language of the machine. */
    private static boolean lacksTls(PSQLException failure) {
        return REJECTED.equals(failure.getSQLState())
                && GT.tr("The server does not support SSL.").equals(failure.getMessage());
    }
}
