package io.atlasoperator.dialect.mysql;

import java.util.Locale;
import java.util.Set;

/**
 * The catalog queries. One about a schema reads one table of the information schema, for its joins are slow, and has the
 * schema's name for both of its parameters; rows come in no order.
 */
final class MySqlQueries {
    private static final Set<String> SYSTEM =
            Set.of("information_schema", "innodb", "mysql", "performance_schema", "sys");

    static final String SESSION = """
            SELECT CURRENT_USER() AS USER, @@lower_case_table_names AS FOLDED, @@session.sql_mode AS MODE,
                   @@session.time_zone AS TIME_ZONE, DATABASE() AS CURRENT""";

    static final String TABLES = """
            SELECT ? AS ASKED, TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, ENGINE, AUTO_INCREMENT, TABLE_COLLATION, CREATE_OPTIONS,
                   TABLE_COMMENT
              FROM INFORMATION_SCHEMA.TABLES
             WHERE TABLE_SCHEMA = ?""";

    static final String FOREIGN_KEYS = """
            SELECT ? AS ASKED, CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, UPDATE_RULE, DELETE_RULE
              FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS
             WHERE CONSTRAINT_SCHEMA = ?""";

    static final String FOREIGN_KEY_COLUMNS = """
            SELECT ? AS ASKED, TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION, COLUMN_NAME,
                   REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME
              FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE
             WHERE TABLE_SCHEMA = ? AND REFERENCED_TABLE_NAME IS NOT NULL""";

    static final String PARTITIONS = """
            SELECT ? AS ASKED, TABLE_SCHEMA, TABLE_NAME, PARTITION_NAME, SUBPARTITION_NAME, PARTITION_ORDINAL_POSITION,
                   SUBPARTITION_ORDINAL_POSITION, PARTITION_METHOD, SUBPARTITION_METHOD, PARTITION_EXPRESSION,
                   SUBPARTITION_EXPRESSION, PARTITION_DESCRIPTION, PARTITION_COMMENT,
                   DATE_FORMAT(CREATE_TIME, '%Y-%m-%d %H:%i:%s') AS MADE
              FROM INFORMATION_SCHEMA.PARTITIONS
             WHERE TABLE_SCHEMA = ? AND PARTITION_NAME IS NOT NULL""";

    static final String ROUTINES = """
            SELECT ? AS ASKED, ROUTINE_SCHEMA, ROUTINE_NAME, ROUTINE_TYPE, ROUTINE_BODY, DTD_IDENTIFIER, CHARACTER_SET_NAME,
                   COLLATION_NAME, ROUTINE_DEFINITION, IS_DETERMINISTIC, SQL_DATA_ACCESS, SECURITY_TYPE, SQL_MODE,
                   ROUTINE_COMMENT, DEFINER
              FROM INFORMATION_SCHEMA.ROUTINES
             WHERE ROUTINE_SCHEMA = ?""";

    static final String ARGUMENTS = """
            SELECT ? AS ASKED, SPECIFIC_SCHEMA, SPECIFIC_NAME, ROUTINE_TYPE, ORDINAL_POSITION, PARAMETER_MODE, PARAMETER_NAME,
                   DTD_IDENTIFIER, CHARACTER_SET_NAME, COLLATION_NAME
              FROM INFORMATION_SCHEMA.PARAMETERS
             WHERE SPECIFIC_SCHEMA = ? AND ORDINAL_POSITION > 0""";

    static final String TRIGGERS = """
            SELECT ? AS ASKED, TRIGGER_SCHEMA, TRIGGER_NAME, EVENT_OBJECT_TABLE, EVENT_MANIPULATION, ACTION_TIMING, ACTION_ORDER,
                   ACTION_STATEMENT, SQL_MODE, DEFINER
              FROM INFORMATION_SCHEMA.TRIGGERS
             WHERE TRIGGER_SCHEMA = ?""";

    static final String EVENTS = """
            SELECT ? AS ASKED, EVENT_SCHEMA, EVENT_NAME, DEFINER, TIME_ZONE, EVENT_DEFINITION, INTERVAL_VALUE, INTERVAL_FIELD,
                   SQL_MODE, STATUS, ON_COMPLETION, EVENT_COMMENT,
                   DATE_FORMAT(EXECUTE_AT, '%Y-%m-%d %H:%i:%s') AS EXECUTE_AT,
                   DATE_FORMAT(STARTS, '%Y-%m-%d %H:%i:%s') AS STARTS,
                   DATE_FORMAT(ENDS, '%Y-%m-%d %H:%i:%s') AS ENDS,
                   COALESCE(STARTS IN (CREATED, LAST_ALTERED), FALSE) AS STARTS_WHEN_MADE
              FROM INFORMATION_SCHEMA.EVENTS
             WHERE EVENT_SCHEMA = ?""";

    /** In which order InnoDB made what there is of indexes, for who may ask; a part of a table is called like the table. */
    static final String INDEX_ORDER = """
            SELECT ? AS ASKED, SUBSTRING_INDEX(T.NAME, '/', 1) AS TABLE_SCHEMA,
                   SUBSTRING_INDEX(SUBSTRING_INDEX(T.NAME, '/', -1), '#p#', 1) AS TABLE_NAME, I.NAME AS INDEX_NAME, I.INDEX_ID
              FROM INFORMATION_SCHEMA.INNODB_TABLES T JOIN INFORMATION_SCHEMA.INNODB_INDEXES I ON I.TABLE_ID = T.TABLE_ID
             WHERE SUBSTRING_INDEX(T.NAME, '/', 1) = ?""";

    private final MySqlCatalogFlavor own;

    MySqlQueries(MySqlFlavor flavor) {
        own = flavor.catalogColumns();
    }

    /** Whether a schema belongs to the server, or is a dev database that somebody uses for a moment. */
    static boolean isSystem(String schema) {
        return SYSTEM.contains(schema.toLowerCase(Locale.ROOT)) || schema.matches(MySqlFreshDatabase.PATTERN);
    }

    String schemas() {
        return """
            SELECT SCHEMA_NAME, DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME, %s AS SCHEMA_COMMENT
              FROM INFORMATION_SCHEMA.SCHEMATA""".formatted(own.schemaComment());
    }

    String columns() {
        return """
            SELECT ? AS ASKED, TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, COLUMN_DEFAULT, IS_NULLABLE,
                   CHARACTER_SET_NAME, COLLATION_NAME, COLUMN_TYPE, EXTRA, COLUMN_COMMENT, GENERATION_EXPRESSION,
                   %s AS SRID
              FROM INFORMATION_SCHEMA.COLUMNS
             WHERE TABLE_SCHEMA = ?""".formatted(own.columnSrid());
    }

    String indexParts() {
        return """
            SELECT ? AS ASKED, TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX, NON_UNIQUE, COLUMN_NAME, COLLATION, SUB_PART,
                   INDEX_TYPE, INDEX_COMMENT, %s AS HIDDEN, %s AS EXPRESSION
              FROM INFORMATION_SCHEMA.STATISTICS
             WHERE TABLE_SCHEMA = ?""".formatted(own.indexHidden(), own.indexExpression());
    }

    String checks() {
        return """
            SELECT ? AS ASKED, CONSTRAINT_SCHEMA, CONSTRAINT_NAME, CHECK_CLAUSE, %s AS TABLE_NAME, %s AS OF_COLUMN
              FROM INFORMATION_SCHEMA.CHECK_CONSTRAINTS
             WHERE CONSTRAINT_SCHEMA = ?""".formatted(own.checkTable(), own.checkOfColumn());
    }

    String checkTables() {
        return """
            SELECT ? AS ASKED, TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, %s AS ENFORCED
              FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS
             WHERE TABLE_SCHEMA = ? AND CONSTRAINT_TYPE = 'CHECK'""".formatted(own.checkEnforced());
    }

    String views() {
        return """
            SELECT ? AS ASKED, TABLE_SCHEMA, TABLE_NAME, VIEW_DEFINITION, CHECK_OPTION, DEFINER, SECURITY_TYPE, %s AS ALGORITHM
              FROM INFORMATION_SCHEMA.VIEWS
             WHERE TABLE_SCHEMA = ?""".formatted(own.viewAlgorithm());
    }
}
