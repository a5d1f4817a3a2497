package io.atlasoperator.testing;

import io.atlasoperator.dialect.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * MySQL and MariaDB servers for tests: the one that {@code ATLAS_TEST_MYSQL_URL} (or {@code …_MARIADB10_URL}, {@code
 * …_MARIADB11_URL}) names, else one of {@code tools/mysql.sh} a JVM. Each test gets a database of its own. Thread-safe.
 */
public final class MySqlServers {
    private static final Map<Kind, DatabaseUrl> RUNNING = new EnumMap<>(Kind.class);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private MySqlServers() {}

    /** The products and lines of versions that tests run on. */
    public enum Kind {
        /** MySQL 9. */
        MYSQL(Prerequisite.MYSQL),
        /** MariaDB 10.11. */
        MARIADB10(Prerequisite.MARIADB),
        /** MariaDB 11. */
        MARIADB11(Prerequisite.MARIADB);

        private final Prerequisite needed;

        Kind(Prerequisite needed) {
            this.needed = needed;
        }

        /** Whether it is MariaDB. */
        public boolean isMariaDb() {
            return needed == Prerequisite.MARIADB;
        }

        Prerequisite needed() {
            return needed;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** All of them, for parameterized tests. */
    public static Stream<Kind> kinds() {
        return Stream.of(Kind.values());
    }

    /** An empty database on such a server, with the server's own character set. */
    public static MySqlDatabase database(Kind kind) {
        return MySqlDatabase.create(server(kind), newName(), "");
    }

    /**
     * An empty database on such a server.
     *
     * @param options what follows its name where it is made: {@code CHARACTER SET latin1}
     */
    public static MySqlDatabase database(Kind kind, String options) {
        return MySqlDatabase.create(server(kind), newName(), options);
    }

    /** A name for a database that no other test has. */
    public static String newName() {
        return "test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    }

    /** Where the server is, with a user who may do everything; bound to no database. */
    public static synchronized DatabaseUrl server(Kind kind) {
        return RUNNING.computeIfAbsent(kind, MySqlServers::locate);
    }

    private static DatabaseUrl locate(Kind kind) {
        @Nullable String configured = System.getenv("ATLAS_TEST_" + kind.name() + "_URL");
        return configured == null ? start(kind, List.of()) : DatabaseUrl.parse(configured);
    }

    /**
     * Another server of that kind, for tests that need settings of their own; it stops when the JVM ends.
     *
     * @param options of the server's command line
     */
    public static DatabaseUrl start(Kind kind, List<String> options) {
        List<String> arguments =
                Stream.concat(Stream.of(kind.label()), options.stream()).toList();
        ServerScript server = ServerScript.start(kind.needed(), "mysql.sh", arguments.toArray(String[]::new));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, kind.label() + "-stop"));
        try {
            return DatabaseUrl.parse(
                    Files.readString(server.folder().resolve("url")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
