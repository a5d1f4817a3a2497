/**
 * MySQL 8.0 and newer, and what its relatives share with it. What sets a relative apart is a {@link
 * io.atlasoperator.dialect.mysql.MySqlFlavor}.
 *
 * <p>Catalog: <a href="https://dev.mysql.com/doc/refman/8.4/en/information-schema.html">INFORMATION_SCHEMA tables</a>.
 */
@NullMarked
package io.atlasoperator.dialect.mysql;

import org.jspecify.annotations.NullMarked;
