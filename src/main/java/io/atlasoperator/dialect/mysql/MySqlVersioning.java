package io.atlasoperator.dialect.mysql;

import org.jspecify.annotations.Nullable;

/**
 * {@code WITH SYSTEM VERSIONING}.
 *
 * @param start the column that says since when a row is as it is, or null if the server keeps that out of sight
 * @param end the column that says until when it was, or null with {@code start}
 */
record MySqlVersioning(@Nullable String start, @Nullable String end) {

    MySqlVersioning renameColumn(String from, String to) {
        return new MySqlVersioning(from.equals(start) ? to : start, from.equals(end) ? to : end);
    }
}
