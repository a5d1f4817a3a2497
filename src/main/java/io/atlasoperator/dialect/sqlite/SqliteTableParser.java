package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.dialect.sqlite.SqliteTableDefinition.DefinedColumn;
import io.atlasoperator.dialect.sqlite.SqliteTableDefinition.DefinedForeignKey;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.ForeignKey.Deferrability;
import io.atlasoperator.schema.Generated;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a CREATE TABLE as SQLite stores it. The text was accepted by SQLite, so only what is looked for is understood. */
final class SqliteTableParser {
    private static final List<String> TABLE_CONSTRAINTS =
            List.of("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN");
    private static final List<String> COLUMN_CONSTRAINTS = List.of(
            "CONSTRAINT",
            "PRIMARY",
            "NOT",
            "NULL",
            "UNIQUE",
            "CHECK",
            "DEFAULT",
            "COLLATE",
            "REFERENCES",
            "GENERATED",
            "AS");

    private final SqliteDefinitionReader in;
    private final List<DefinedColumn> columns = new ArrayList<>();
    private final List<DefinedForeignKey> foreignKeys = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private boolean conflictClause;

    private SqliteTableParser(String sql) {
        in = new SqliteDefinitionReader(sql);
    }

    static SqliteTableDefinition parse(String sql) throws SQLException {
        SqliteTableParser parser = new SqliteTableParser(sql);
        parser.table();
        return new SqliteTableDefinition(parser.columns, parser.foreignKeys, parser.checks, parser.conflictClause);
    }

    private void table() throws SQLException {
        while (!in.sees("(")) {
            in.next();
        }
        in.expect("(");
        do {
            if (in.seesAny(TABLE_CONSTRAINTS)) {
                tableConstraints();
            } else {
                column();
            }
        } while (in.take(","));
        in.expect(")");
    }

    private void tableConstraints() throws SQLException {
        @Nullable String name = null;
        while (!in.sees(",") && !in.sees(")")) {
            if (in.take("CONSTRAINT")) {
                name = in.name();
                continue;
            }
            if (in.take("CHECK")) {
                checks.add(Check.of(name, in.group()));
            } else if (in.take("FOREIGN")) {
                in.expect("KEY");
                in.group();
                in.expect("REFERENCES");
                reference(name);
            } else if (in.take("PRIMARY") || in.take("UNIQUE")) {
                in.take("KEY");
                in.group();
            } else if (in.sees("ON", "CONFLICT")) {
                conflictClause();
            } else {
                in.next();
            }
            name = null;
        }
    }

    private void column() throws SQLException {
        String columnName = in.name();
        while (!in.sees(",") && !in.sees(")") && !in.seesAny(COLUMN_CONSTRAINTS)) {
            if (in.sees("(")) {
                in.group();
            } else {
                in.next();
            }
        }
        @Nullable String name = null;
        @Nullable String collation = null;
        @Nullable Generated generated = null;
        boolean autoIncrement = false;
        while (!in.sees(",") && !in.sees(")")) {
            if (in.take("CONSTRAINT")) {
                name = in.name();
                continue;
            }
            if (in.take("CHECK")) {
                checks.add(Check.of(name, in.group()));
            } else if (in.take("COLLATE")) {
                collation = in.name();
            } else if (in.take("DEFAULT")) {
                defaultValue();
            } else if (in.take("REFERENCES")) {
                reference(name);
            } else if (in.take("AS")) {
                String expression = in.group();
                generated = new Generated(
                        expression, in.take("STORED") ? Generated.Storage.STORED : Generated.Storage.VIRTUAL);
            } else if (in.take("AUTOINCREMENT")) {
                autoIncrement = true;
            } else if (in.sees("ON", "CONFLICT")) {
                conflictClause();
            } else {
                // a word of a constraint that the pragmas tell
                in.next();
            }
            name = null;
        }
        columns.add(new DefinedColumn(columnName, collation, generated, autoIncrement));
    }

    /** To abort is what happens without a clause. */
    private void conflictClause() throws SQLException {
        in.expect("ON");
        in.expect("CONFLICT");
        if (!in.next().is("ABORT")) {
            conflictClause = true;
        }
    }

    private void defaultValue() throws SQLException {
        if (in.sees("(")) {
            in.group();
            return;
        }
        if (in.sees("-") || in.sees("+")) {
            in.next();
        }
        in.next();
    }

    /** What follows REFERENCES. */
    private void reference(@Nullable String name) throws SQLException {
        in.name();
        if (in.sees("(")) {
            in.group();
        }
        Deferrability deferrability = Deferrability.NOT_DEFERRABLE;
        while (true) {
            if (in.take("ON")) {
                in.next();
                if (in.take("SET") || in.take("NO")) {
                    in.next();
                } else {
                    in.next();
                }
            } else if (in.take("MATCH")) {
                in.name();
            } else if (in.sees("NOT", "DEFERRABLE")) {
                in.expect("NOT");
                in.expect("DEFERRABLE");
                initially();
            } else if (in.take("DEFERRABLE")) {
                deferrability = initially() ? Deferrability.INITIALLY_DEFERRED : Deferrability.INITIALLY_IMMEDIATE;
            } else {
                foreignKeys.add(new DefinedForeignKey(name, deferrability));
                return;
            }
        }
    }

    private boolean initially() throws SQLException {
        if (!in.take("INITIALLY")) {
            return false;
        }
        return in.next().is("DEFERRED");
    }
}
