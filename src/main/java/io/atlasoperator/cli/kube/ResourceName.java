package io.atlasoperator.cli.kube;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.AtlasStatus;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.Optional;

/** Finds resources by the names that people type: {@code atlasschema/users}, or {@code users} where that is clear. */
final class ResourceName {
    private static final String SCHEMA = "atlasschema/";
    private static final String MIGRATION = "atlasmigration/";

    private ResourceName() {}

    /** The AtlasSchema of that name in the cluster's usual namespace. */
    static AtlasSchema schema(Cluster cluster, String given) {
        if (given.startsWith(MIGRATION)) {
            throw new CliException(
                    "an AtlasMigration has no plan to approve: its files were reviewed before they got there");
        }
        String name = given.startsWith(SCHEMA) ? given.substring(SCHEMA.length()) : given;
        return cluster.schema(cluster.namespace(), name).orElseThrow(() -> missing(cluster, SCHEMA + name));
    }

    /** The resource of that name in the cluster's usual namespace. */
    static CustomResource<?, ? extends AtlasStatus> any(Cluster cluster, String given) {
        if (given.startsWith(SCHEMA)) {
            return schema(cluster, given);
        }
        String name = given.startsWith(MIGRATION) ? given.substring(MIGRATION.length()) : given;
        Optional<AtlasMigration> migration = cluster.migration(cluster.namespace(), name);
        if (given.startsWith(MIGRATION)) {
            return migration.orElseThrow(() -> missing(cluster, given));
        }
        Optional<AtlasSchema> schema = cluster.schema(cluster.namespace(), name);
        if (migration.isPresent() && schema.isPresent()) {
            throw new CliException("there is " + SCHEMA + name + " and " + MIGRATION + name + ": say which");
        }
        if (migration.isPresent()) {
            return migration.get();
        }
        return schema.orElseThrow(() -> missing(cluster, SCHEMA + name + " or " + MIGRATION + name));
    }

    private static CliException missing(Cluster cluster, String name) {
        return new CliException("no " + name + " in namespace \"" + cluster.namespace() + "\"");
    }
}
