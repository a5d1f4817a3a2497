package io.atlasoperator.dialect.postgres;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Unpacked binaries along with an empty cluster that servers start from a copy of. Made once per user and version and
 * kept in the temp folder, where several processes may share it.
 *
 * @param folder where all of it is
 */
record PostgresInstallation(Path folder) {
    private static final String CONFIGURATION = """
            # the data is thrown away, so it need not survive anything
            fsync = off
            synchronous_commit = off
            full_page_writes = off
            wal_level = minimal
            max_wal_senders = 0
            max_replication_slots = 0
            autovacuum = off
            jit = off
            huge_pages = off
            shared_buffers = 32MB
            max_connections = 100
            max_parallel_workers_per_gather = 0
            max_locks_per_transaction = 512
            unix_socket_directories = ''
            timezone = 'UTC'
            log_timezone = 'UTC'
            """;
    private static final int PASSWORD_BYTES = 24;

    /**
     * Who runs desired states: may create databases and no more. A superuser could run programs and read files of the
     * process that started the server, and what is run here comes from whoever may create a resource.
     */
    static final String USER = "atlas_dev";

    /** Named so that a state may speak of a role {@code postgres}, which is a role like any other here. */
    private static final String SUPERUSER = "atlas_superuser";

    /**
     * Makes a role that a state speaks of, which the target has and this server has not: without any rights, and so that
     * the user may speak for it.
     */
    private static final String ROLE_MAKER = "CREATE FUNCTION pg_catalog.atlas_make_role(text) RETURNS void LANGUAGE"
            + " plpgsql SECURITY DEFINER SET search_path = '' AS $$BEGIN"
            + " IF EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = $1) THEN RETURN; END IF;"
            + " EXECUTE pg_catalog.format('CREATE ROLE %I NOLOGIN', $1);"
            + " EXECUTE pg_catalog.format('GRANT %I TO " + USER + "', $1);"
            + " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END$$\n";

    /** Another number for every change of what an installation holds, so that an older one is not taken for it. */
    private static final int LAYOUT = 3;

    /** The first version where the owner of a database owns its schema {@code public}. */
    private static final int OWNED_PUBLIC = 15;

    Path binary(String name) {
        return folder.resolve("binaries").resolve("bin").resolve(name);
    }

    /** The empty cluster. */
    Path template() {
        return folder.resolve("template");
    }

    /** The password of {@link #USER}. */
    String password() throws IOException {
        return Files.readString(passwordFile(folder)).strip();
    }

    private static Path passwordFile(Path folder) {
        return folder.resolve("password");
    }

    /**
     * The folder that holds everything of the current user: nobody else can put binaries there.
     *
     * @throws IOException if somebody else has made it
     */
    static Path home() throws IOException {
        Path temp = Path.of(System.getProperty("java.io.tmpdir"));
        Path home = temp.resolve("atlas-postgres-" + System.getProperty("user.name"));
        if (Files.notExists(home)) {
            try {
                Files.createDirectory(
                        home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (java.nio.file.FileAlreadyExistsException e) {
                // made by another process meanwhile, and looked at below like any other
            }
        }
        Path probe = Files.createTempFile(temp, "atlas-postgres", ".probe");
        try {
            boolean safe = Files.isDirectory(home, java.nio.file.LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(home).equals(Files.getOwner(probe))
                    && PosixFilePermissions.toString(Files.getPosixFilePermissions(home))
                            .endsWith("------");
            if (!safe) {
                throw new IOException(home + " must be a folder that only the current user can enter: remove it");
            }
        } finally {
            Files.delete(probe);
        }
        return home;
    }

    /** The installation of an archive, made now if there is none. */
    static PostgresInstallation of(int major, PostgresArchive archive) throws IOException {
        Path home = home();
        Path folder = home.resolve(major + "-" + archive.fingerprint() + "-" + LAYOUT);
        PostgresInstallation installation = new PostgresInstallation(folder);
        if (Files.isDirectory(folder)) {
            return installation;
        }
        try (FileChannel channel = FileChannel.open(
                        home.resolve(major + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (!held.isValid() || Files.isDirectory(folder)) {
                return installation;
            }
            Path unfinished = Files.createTempDirectory(home, "unfinished-");
            try {
                install(new PostgresInstallation(unfinished), archive, major);
                Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException | RuntimeException e) {
                Folders.delete(unfinished);
                throw e;
            }
        }
        return installation;
    }

    private static void install(PostgresInstallation installation, PostgresArchive archive, int major)
            throws IOException {
        Path binaries = installation.folder.resolve("binaries");
        Files.createDirectory(binaries);
        archive.unpack(binaries);
        run(
                "",
                installation.binary("initdb"),
                "--pgdata=" + installation.template(),
                "--username=" + SUPERUSER,
                // Without a password the superuser can't log in at all.
                "--auth-host=scram-sha-256",
                "--auth-local=reject",
                "--encoding=UTF8",
                "--locale=C",
                "--wal-segsize=1",
                "--no-sync");
        Files.writeString(installation.template().resolve("postgresql.conf"), CONFIGURATION, StandardOpenOption.APPEND);
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String secret = HexFormat.of().formatHex(random);
        Path password = passwordFile(installation.folder);
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, secret + "\n");
        String setUp = "CREATE ROLE " + USER + " LOGIN CREATEDB PASSWORD '" + secret + "'\n"
                + ROLE_MAKER
                + (major < OWNED_PUBLIC ? "ALTER SCHEMA public OWNER TO " + USER + "\n" : "");
        installation.alone("template0", setUp);
    }

    /**
     * Runs commands, one a line, in a database of the empty cluster while no server runs on it. They may add to the
     * system's own schema.
     */
    void alone(String database, String commands) throws IOException {
        run(commands, binary("postgres"), "--single", "-O", "-D", template().toString(), database);
    }

    private static void run(String input, Path program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(command(program));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        clean(builder);
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException(program.getFileName() + " failed with exit code " + code + ": " + output.strip());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while running " + program.getFileName(), e);
        }
    }

    /** Leaves nothing in the environment that would send the programs elsewhere. */
    static void clean(ProcessBuilder builder) {
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
    }

    /**
     * The command for a program that refuses to run as root: root runs it in a user namespace where it is nobody.
     *
     * @throws IOException if the current user is root and there is no such namespace to be had
     */
    static List<String> command(Path program) throws IOException {
        if (!System.getProperty("user.name").equals("root")) {
            return List.of(program.toString());
        }
        for (String folder : List.of("/usr/bin", "/bin")) {
            File unshare = new File(folder, "unshare");
            if (unshare.canExecute()) {
                return List.of(unshare.getPath(), "-U", program.toString());
            }
        }
        throw new IOException("PostgreSQL can't run as root and there is no unshare: run as another user, or name a dev"
                + " database");
    }
}
