package io.atlasoperator.dialect.postgres;

/**
 * Whether the policies of a table count.
 *
 * @param enabled whether they do
 * @param forced whether they do for the table's owner too
 */
record PostgresRowSecurity(boolean enabled, boolean forced) {
    static final PostgresRowSecurity OFF = new PostgresRowSecurity(false, false);
}
