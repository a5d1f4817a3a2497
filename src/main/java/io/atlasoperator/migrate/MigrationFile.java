package io.atlasoperator.migrate;

import io.atlasoperator.migrate.DirectoryLayout.Section;
import io.atlasoperator.sql.ScannedStatement;
import io.atlasoperator.sql.StatementScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One file of a migration directory.
 *
 * @param name file name: {@code 20240101000000_users.sql}; where files in folders count, its path in the directory
 * @param version its version, as the tool tells it by the name; empty for what is run again whenever it changes
 * @param description what the name says of it beside that; maybe empty
 * @param content the raw text
 * @param format whose file it is
 */
public record MigrationFile(String name, String version, String description, String content, DirectoryFormat format) {

    public MigrationFile {
        Objects.requireNonNull(name);
        Objects.requireNonNull(version);
        Objects.requireNonNull(description);
        Objects.requireNonNull(content);
        Objects.requireNonNull(format);
    }

    /** A file of the atlas format. */
    public MigrationFile(String name, String version, String description, String content) {
        this(name, version, description, content, DirectoryFormat.ATLAS);
    }

    /** Whether it is run again whenever it changes, as {@code R__views.sql} of Flyway. */
    public boolean isRepeated() {
        return version.isEmpty() && format == DirectoryFormat.FLYWAY;
    }

    /**
     * The statements that run when it is applied, in order.
     *
     * @param scanner the database's
     * @throws io.atlasoperator.sql.SqlScanException if they can't be told apart
     * @throws RevisionException if the file is not as its tool wants it
     */
    public List<ScannedStatement> statements(StatementScanner scanner) {
        List<ScannedStatement> found = new ArrayList<>();
        for (Section section : format.layout().sections(this)) {
            switch (section.split()) {
                case STATEMENTS -> found.addAll(scanner.scan(content, section.start(), section.end()));
                case WHOLE ->
                    StatementScanner.whole(content, section.start(), section.end())
                            .ifPresent(found::add);
            }
        }
        return found;
    }

    /**
     * The checks that must hold before it is applied, in order.
     *
     * @param scanner the database's
     * @throws io.atlasoperator.sql.SqlScanException if their statements can't be told apart
     * @throws RevisionException if the file is no archive, though it says so, or a check does not ask
     */
    public List<CheckFile> checks(StatementScanner scanner) {
        return isArchive() ? MigrationArchive.of(this).checks(scanner) : List.of();
    }

    /**
     * The statements that somebody wrote to undo it, in order; nothing if nobody did.
     *
     * @param scanner the database's
     * @throws io.atlasoperator.sql.SqlScanException if they can't be told apart
     * @throws RevisionException if the file is no archive, though it says so
     */
    public Optional<List<ScannedStatement>> down(StatementScanner scanner) {
        return isArchive()
                ? MigrationArchive.of(this).down().map(section -> scanner.scan(content, section.start(), section.end()))
                : Optional.empty();
    }

    /**
     * Whether the way back that somebody wrote is to run without a transaction: what the file says of itself, unless {@code
     * down.sql} says something of its own.
     *
     * @throws RevisionException if it says what can't be done
     */
    public boolean downWithoutTransaction() {
        FileDirectives whole = FileDirectives.of(this);
        if (!isArchive()) {
            return whole.txModes().contains("none");
        }
        MigrationArchive archive = MigrationArchive.of(this);
        List<String> own = archive.down()
                .map(section -> FileDirectives.of(archive.text(section)).txModes())
                .orElse(List.of());
        if (own.size() > 1 || own.stream().anyMatch(mode -> !mode.equals("none") && !mode.equals("file"))) {
            throw new RevisionException("atlas:txmode is \"" + String.join(" ", own) + "\": use file or none");
        }
        return (own.isEmpty() ? whole.txModes() : own).contains("none");
    }

    private boolean isArchive() {
        return format == DirectoryFormat.ATLAS && FileDirectives.of(content).archive();
    }
}
