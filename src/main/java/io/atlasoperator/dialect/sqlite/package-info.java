/**
 * SQLite 3.37 and newer, through the driver's own library. A database is one file (or lives in memory) with the one
 * schema {@code main}; attached databases are refused. What the pragmas do not tell is read from the stored text of
 * the statements that made the tables. See <a href="https://www.sqlite.org/pragma.html">the pragmas</a> and
 * <a href="https://www.sqlite.org/lang_altertable.html">ALTER TABLE</a>.
 */
@NullMarked
package io.atlasoperator.dialect.sqlite;

import org.jspecify.annotations.NullMarked;
