package io.atlasoperator.dialect.mariadb;

import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.dialect.mysql.MySqlCatalogFlavor;
import io.atlasoperator.dialect.mysql.MySqlFlavor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** MariaDB; the only place that compares its version numbers. */
public final class MariaDbFlavor implements MySqlFlavor {
    /** The oldest version that is supported: 10.6. */
    private static final int OLDEST = 10_06_00;

    private static final Set<String> UNICODE = Set.of("utf8mb4", "utf8mb3", "ucs2", "utf16", "utf32");

    private final ServerVersion version;

    private MariaDbFlavor(ServerVersion version) {
        this.version = version;
    }

    /** The flavor of a server that says that it is MariaDB. */
    public static Optional<MySqlFlavor> detect(ServerVersion version) {
        return version.text().toLowerCase(Locale.ROOT).contains("mariadb")
                ? Optional.of(new MariaDbFlavor(version))
                : Optional.empty();
    }

    @Override
    public Optional<String> refusal() {
        return version.number() < OLDEST
                ? Optional.of(
                        "mariadb: unsupported MariaDB version: " + version.text() + " (the oldest supported is 10.6)")
                : Optional.empty();
    }

    @Override
    public String product() {
        return "MariaDB";
    }

    @Override
    public String engine() {
        return "mariadb";
    }

    @Override
    public String adminProgram() {
        return "mariadb-admin";
    }

    @Override
    public long imageUser() {
        return 999;
    }

    @Override
    public boolean foldsNames() {
        return version.foldsNames();
    }

    @Override
    public boolean foldsTriggers() {
        return version.foldsNames();
    }

    @Override
    public boolean losesTruth() {
        return true;
    }

    @Override
    public boolean losesPurposes() {
        return true;
    }

    @Override
    public String sessionMode() {
        return version.mode();
    }

    @Override
    public Optional<String> defaultCollation(String charset) {
        boolean unicode = UNICODE.contains(charset);
        return unicode && version.number() >= 11_06_01
                ? Optional.of(charset + "_uca1400_ai_ci")
                : MySqlFlavor.usualCollation(charset);
    }

    @Override
    public boolean hasJsonType() {
        return false;
    }

    @Override
    public boolean hasUnenforcedChecks() {
        return false;
    }

    @Override
    public boolean namesChecksBySchema() {
        return false;
    }

    @Override
    public boolean hasExpressionParts() {
        return false;
    }

    @Override
    public boolean writesBareExpressionDefaults() {
        return true;
    }

    @Override
    public String hiddenIndex() {
        return "IGNORED";
    }

    @Override
    public String dropCheck() {
        return "DROP CONSTRAINT";
    }

    @Override
    public boolean hasSequences() {
        return true;
    }

    @Override
    public boolean hasSystemVersioning() {
        return true;
    }

    @Override
    public boolean hasChecks() {
        return true;
    }

    @Override
    public boolean tellsOfIndexesInOrder() {
        return true;
    }

    @Override
    public boolean altersWithoutCopy() {
        return true;
    }

    @Override
    public boolean locksInstantly() {
        return true;
    }

    @Override
    public boolean looksForSelfReferencesInOldTable() {
        return true;
    }

    @Override
    public boolean catalogHasSql() {
        return true;
    }

    /** Seen on 11.4, and not on 10.11. */
    @Override
    public boolean showsWideLetters() {
        return version.number() >= 11_04_00;
    }

    @Override
    public MySqlCatalogFlavor catalogColumns() {
        return new MySqlCatalogFlavor(
                "SCHEMA_COMMENT",
                "NULL",
                "IGNORED = 'YES'",
                "NULL",
                "TABLE_NAME",
                "LEVEL = 'Column'",
                "'YES'",
                "ALGORITHM");
    }

    @Override
    public String rightToSeeRoutines() {
        return version.number() >= 11_03_01 ? "SHOW CREATE ROUTINE on it" : "SELECT on mysql.proc";
    }

    @Override
    public List<String> unsupportedQueries() {
        return List.of();
    }

    @Override
    public Optional<String> referenceSystems() {
        return Optional.of("""
                SELECT ?, G_TABLE_SCHEMA, G_TABLE_NAME, G_GEOMETRY_COLUMN
                  FROM INFORMATION_SCHEMA.GEOMETRY_COLUMNS
                 WHERE G_TABLE_SCHEMA = ? AND SRID <> 0""");
    }

    @Override
    public String shownIndex() {
        return "NOT IGNORED";
    }

    @Override
    public boolean saysNullOfGenerated() {
        return false;
    }

    @Override
    public boolean renamesInExpressions() {
        return true;
    }

    @Override
    public boolean takesCommentsAway() {
        return true;
    }

    /** From 10.11 on. */
    @Override
    public boolean grantsToPublic() {
        return version.number() >= 10_11_00;
    }

    @Override
    public boolean replacesRoutines() {
        return true;
    }

    /** By the Knowledge Base's pages on InnoDB's online DDL; a copy lets others write from 11.2 on. */
    @Override
    public OnlineDdl onlineDdl() {
        return new OnlineDdl(true, true, true, true, true, true, true, version.number() >= 11_02_00);
    }

    @Override
    public boolean honoursInlineReferences() {
        return true;
    }

    /** Up to 10.9, unless the server is set up otherwise. */
    @Override
    public boolean fillsFirstTimestamp() {
        return version.number() < 10_10_00;
    }

    @Override
    public boolean fillsDates() {
        return true;
    }

    @Override
    public boolean keepsKeysOfLongerTexts() {
        return false;
    }

    /** Seen on 11.4, and not on 10.11. */
    @Override
    public boolean keepsKeysOfNumberedColumns() {
        return version.number() >= 11_04_00;
    }
}
