package io.atlasoperator.dialect.postgres;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How PostgreSQL keeps a table.
 *
 * @param unlogged whether its rows are lost in a crash
 * @param accessMethod its access method, or null for the server's default
 * @param parameters its storage parameters, {@code name=value} each, those of its TOAST table as {@code toast.name}
 * @param replicaIdentity what replication knows old rows by: {@code DEFAULT}, {@code FULL}, {@code NOTHING} or
 *     {@code INDEX}
 * @param replicaIndex the index that replication knows old rows by, or null
 * @param clusterIndex the index that CLUSTER sorts by, or null
 */
record PostgresTableStorage(
        boolean unlogged,
        @Nullable String accessMethod,
        Set<String> parameters,
        String replicaIdentity,
        @Nullable String replicaIndex,
        @Nullable String clusterIndex) {

    static final PostgresTableStorage DEFAULT = new PostgresTableStorage(false, null, Set.of(), "DEFAULT", null, null);

    PostgresTableStorage {
        parameters = PostgresSettings.inOrder(parameters);
        Objects.requireNonNull(replicaIdentity);
    }

    boolean sameIndexUses(PostgresTableStorage other) {
        return replicaIdentity.equals(other.replicaIdentity)
                && Objects.equals(replicaIndex, other.replicaIndex)
                && Objects.equals(clusterIndex, other.clusterIndex);
    }
}
