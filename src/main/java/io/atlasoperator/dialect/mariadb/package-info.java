/**
 * MariaDB 10.6 and newer: what sets it apart from MySQL.
 *
 * <p>Manual: <a href="https://mariadb.com/docs/server/reference/system-tables/information-schema">information schema</a>.
 */
@NullMarked
package io.atlasoperator.dialect.mariadb;

import org.jspecify.annotations.NullMarked;
