package io.atlasoperator.operator.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** A directory of migrations to be run on a database. */
@Group(AtlasMigration.GROUP)
@Version(AtlasMigration.VERSION)
@Kind("AtlasMigration")
@Singular("atlasmigration")
@Plural("atlasmigrations")
public class AtlasMigration extends CustomResource<AtlasMigrationSpec, AtlasMigrationStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;

    /** The API group. */
    public static final String GROUP = "db.atlasgo.io";

    /** The API version. */
    public static final String VERSION = "v1alpha1";

    @Override
    protected @Nullable AtlasMigrationSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable AtlasMigrationStatus initStatus() {
        return null;
    }
}
