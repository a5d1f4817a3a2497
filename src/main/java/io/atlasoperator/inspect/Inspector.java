package io.atlasoperator.inspect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Reads the catalog of one kind of database. Stateless and safe for use by several threads. */
public interface Inspector {

    /**
     * Reads what the options ask for, in a constant number of queries. The connection is left as it was; nothing in
     * the database changes.
     *
     * @throws SQLException if the server refuses, or if a schema asked for by name does not exist (message
     *     {@code <dialect>: schema "x" was not found})
     */
    Inspection inspect(Connection connection, InspectOptions options) throws SQLException;

    /**
     * Looks for what would go along with schemas that are dropped with all that is in them: objects in other schemas, and
     * parts of tables there, that depend on something inside, themselves or by way of others.
     *
     * @param schemas names of the schemas that are dropped together
     * @throws SQLException if the server refuses
     */
    List<Dependent> dependents(Connection connection, Collection<String> schemas) throws SQLException;
}
