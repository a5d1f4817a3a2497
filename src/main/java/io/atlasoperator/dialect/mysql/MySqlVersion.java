package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.ServerVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** MySQL itself; the only place that compares its version numbers. */
record MySqlVersion(ServerVersion version) implements MySqlFlavor {

    /** The oldest version that is supported: 8.0. */
    static final int OLDEST = 8_00_00;

    @Override
    public String product() {
        return "MySQL";
    }

    @Override
    public String engine() {
        return "mysql";
    }

    @Override
    public String adminProgram() {
        return "mysqladmin";
    }

    @Override
    public long imageUser() {
        return 999;
    }

    @Override
    public Optional<String> refusal() {
        if (version.text().contains("TiDB")) {
            return Optional.of("mysql: TiDB is not supported: " + version.text());
        }
        return version.number() < OLDEST
                ? Optional.of("mysql: unsupported MySQL version: " + version.text() + " (the oldest supported is 8.0)")
                : Optional.empty();
    }

    @Override
    public boolean foldsNames() {
        return version.foldsNames();
    }

    @Override
    public boolean foldsTriggers() {
        return true;
    }

    @Override
    public String sessionMode() {
        return MySqlSettings.of(version.mode()).mode();
    }

    @Override
    public boolean losesLocks() {
        return true;
    }

    @Override
    public boolean printsImpliedCharsets() {
        return true;
    }

    @Override
    public OptionalInt fixedWeekFormat() {
        return OptionalInt.of(MySqlSettings.of(version.mode()).weekFormat());
    }

    @Override
    public Optional<String> defaultCollation(String charset) {
        return charset.equals("utf8mb4") ? Optional.of("utf8mb4_0900_ai_ci") : MySqlCharsets.defaultCollation(charset);
    }

    @Override
    public boolean hasJsonType() {
        return true;
    }

    @Override
    public boolean hasUnenforcedChecks() {
        return hasChecks();
    }

    @Override
    public boolean hasChecks() {
        return version.number() >= 8_00_16;
    }

    @Override
    public boolean namesChecksBySchema() {
        return true;
    }

    @Override
    public boolean hasExpressionParts() {
        return version.number() >= 8_00_13;
    }

    @Override
    public boolean writesBareExpressionDefaults() {
        return false;
    }

    @Override
    public String hiddenIndex() {
        return "INVISIBLE";
    }

    @Override
    public String dropCheck() {
        return "DROP CHECK";
    }

    @Override
    public boolean hasSequences() {
        return false;
    }

    @Override
    public boolean hasSystemVersioning() {
        return false;
    }

    @Override
    public boolean tellsOfIndexesInOrder() {
        return false;
    }

    @Override
    public boolean altersWithoutCopy() {
        return false;
    }

    @Override
    public boolean locksInstantly() {
        return false;
    }

    @Override
    public boolean looksForSelfReferencesInOldTable() {
        return false;
    }

    @Override
    public boolean catalogHasSql() {
        return false;
    }

    @Override
    public boolean showsWideLetters() {
        return true;
    }

    @Override
    public MySqlCatalogFlavor catalogColumns() {
        return new MySqlCatalogFlavor(
                "NULL",
                "SRS_ID",
                "IS_VISIBLE = 'NO'",
                hasExpressionParts() ? "EXPRESSION" : "NULL",
                "NULL",
                "0",
                "ENFORCED",
                "NULL");
    }

    @Override
    public String rightToSeeRoutines() {
        return version.number() >= 8_00_20 ? "SHOW_ROUTINE" : "SELECT on mysql.*";
    }

    @Override
    public List<String> unsupportedQueries() {
        List<String> queries = new ArrayList<>();
        queries.add("""
            SELECT ?, SCHEMA_NAME, SCHEMA_NAME, 'default encryption', 0
              FROM INFORMATION_SCHEMA.SCHEMATA
             WHERE SCHEMA_NAME = ? AND (DEFAULT_ENCRYPTION = 'YES') <> @@default_table_encryption""");
        queries.add("""
            SELECT DISTINCT ?, SUBSTRING_INDEX(NAME, '/', 1), SUBSTRING_INDEX(SUBSTRING_INDEX(NAME, '/', -1), '#', 1),
                   'tablespace of table', 0
              FROM INFORMATION_SCHEMA.INNODB_TABLES
             WHERE SPACE_TYPE = 'General' AND SUBSTRING_INDEX(NAME, '/', 1) = ?""");
        if (version.number() >= 8_00_21) {
            queries.add("""
                SELECT ?, TABLE_SCHEMA, TABLE_NAME, 'engine attribute of table', 0
                  FROM INFORMATION_SCHEMA.TABLES_EXTENSIONS
                 WHERE TABLE_SCHEMA = ? AND COALESCE(ENGINE_ATTRIBUTE, SECONDARY_ENGINE_ATTRIBUTE) IS NOT NULL""");
            queries.add("""
                SELECT ?, TABLE_SCHEMA, CONCAT(TABLE_NAME, '.', COLUMN_NAME), 'engine attribute', 0
                  FROM INFORMATION_SCHEMA.COLUMNS_EXTENSIONS
                 WHERE TABLE_SCHEMA = ? AND COALESCE(ENGINE_ATTRIBUTE, SECONDARY_ENGINE_ATTRIBUTE) IS NOT NULL""");
            queries.add("""
                SELECT ?, CONSTRAINT_SCHEMA, CONCAT(TABLE_NAME, '.', CONSTRAINT_NAME), 'engine attribute', 0
                  FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS_EXTENSIONS
                 WHERE CONSTRAINT_SCHEMA = ? AND COALESCE(ENGINE_ATTRIBUTE, SECONDARY_ENGINE_ATTRIBUTE) IS NOT NULL""");
        }
        if (version.number() >= 9_02_00) {
            queries.add("""
                SELECT ?, LIBRARY_SCHEMA, LIBRARY_NAME, 'library', 0
                  FROM INFORMATION_SCHEMA.LIBRARIES
                 WHERE LIBRARY_SCHEMA = ?""");
        }
        if (version.number() >= 9_04_00) {
            queries.add("""
                SELECT ?, TABLE_SCHEMA, TABLE_NAME, 'json duality view', 1
                  FROM INFORMATION_SCHEMA.JSON_DUALITY_VIEWS
                 WHERE TABLE_SCHEMA = ?""");
        }
        return version.number() >= 8_00_16 ? queries : List.of();
    }

    @Override
    public Optional<String> referenceSystems() {
        return Optional.empty();
    }

    @Override
    public String shownIndex() {
        return "VISIBLE";
    }

    @Override
    public boolean saysNullOfGenerated() {
        return true;
    }

    @Override
    public boolean renamesInExpressions() {
        return false;
    }

    @Override
    public boolean takesCommentsAway() {
        return false;
    }

    @Override
    public boolean grantsToPublic() {
        return false;
    }

    @Override
    public boolean replacesRoutines() {
        return false;
    }

    /** By the manual's chapter on online DDL; columns are dropped instantly from 8.0.29 on. */
    @Override
    public OnlineDdl onlineDdl() {
        int number = version.number();
        return new OnlineDdl(
                number >= 8_00_12, number >= 8_00_29, number >= 8_00_28, false, false, false, false, false);
    }

    /** From 9.0 on. */
    @Override
    public boolean honoursInlineReferences() {
        return version.number() >= 9_00_00;
    }

    @Override
    public boolean fillsFirstTimestamp() {
        return false;
    }

    @Override
    public boolean fillsDates() {
        return false;
    }

    @Override
    public boolean keepsKeysOfLongerTexts() {
        return true;
    }

    @Override
    public boolean keepsKeysOfNumberedColumns() {
        return false;
    }
}
