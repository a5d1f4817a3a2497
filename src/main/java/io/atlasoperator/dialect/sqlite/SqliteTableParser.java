package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.dialect.sqlite.SqliteTableDefinition.DefinedColumn;
import io.atlasoperator.dialect.sqlite.SqliteTableDefinition.DefinedForeignKey;
import io.atlasoperator.dialect.sqlite.SqliteTableDefinition.DefinedKey;
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
    private final List<DefinedKey> uniques = new ArrayList<>();
    private @Nullable DefinedKey key;

    private SqliteTableParser(String sql) {
        in = new SqliteDefinitionReader(sql);
    }

    static SqliteTableDefinition parse(String sql) throws SQLException {
        SqliteTableParser parser = new SqliteTableParser(sql);
        parser.table();
        return new SqliteTableDefinition(parser.columns, parser.key, parser.uniques, parser.foreignKeys, parser.checks);
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
                // SQLite takes a clause here, and makes nothing of it.
                conflict();
            } else if (in.take("FOREIGN")) {
                in.expect("KEY");
                in.group();
                in.expect("REFERENCES");
                reference(name);
            } else if (in.take("PRIMARY")) {
                in.expect("KEY");
                key = key(name);
            } else if (in.take("UNIQUE")) {
                uniques.add(key(name));
            } else {
                in.next();
            }
            name = null;
        }
    }

    /** What follows PRIMARY KEY or UNIQUE as a constraint of the table. */
    private DefinedKey key(@Nullable String name) throws SQLException {
        in.expect("(");
        List<String> names = new ArrayList<>();
        boolean autoIncrement = false;
        do {
            names.add(in.name());
            while (!in.sees(",") && !in.sees(")")) {
                autoIncrement |= in.next().is("AUTOINCREMENT");
            }
        } while (in.take(","));
        in.expect(")");
        return new DefinedKey(name, names, autoIncrement, conflict());
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
        @Nullable SqliteConflict nullConflict = null;
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
            } else if (in.take("PRIMARY")) {
                key = columnKey(name, columnName);
            } else if (in.take("UNIQUE")) {
                uniques.add(new DefinedKey(name, List.of(columnName), false, conflict()));
            } else if (in.sees("NOT", "NULL")) {
                in.expect("NOT");
                in.expect("NULL");
                nullConflict = conflict();
            } else if (in.take("NULL")) {
                conflict();
            } else {
                // a word that the pragmas tell
                in.next();
            }
            name = null;
        }
        columns.add(new DefinedColumn(columnName, collation, generated, nullConflict));
    }

    /** What follows PRIMARY as a constraint of a column. */
    private DefinedKey columnKey(@Nullable String name, String column) throws SQLException {
        in.expect("KEY");
        if (!in.take("ASC")) {
            in.take("DESC");
        }
        @Nullable SqliteConflict conflict = conflict();
        return new DefinedKey(name, List.of(column), in.take("AUTOINCREMENT"), conflict);
    }

    private @Nullable SqliteConflict conflict() throws SQLException {
        if (!in.sees("ON", "CONFLICT")) {
            return null;
        }
        in.expect("ON");
        in.expect("CONFLICT");
        return SqliteConflict.of(in.next().text());
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
