package io.atlasoperator.operator.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** A database schema to be kept as declared. */
@Group(AtlasSchema.GROUP)
@Version(AtlasSchema.VERSION)
@Kind("AtlasSchema")
@Singular("atlasschema")
@Plural("atlasschemas")
public class AtlasSchema extends CustomResource<AtlasSchemaSpec, AtlasSchemaStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;

    /** The API group. */
    public static final String GROUP = "db.atlasgo.io";

    /** The API version. */
    public static final String VERSION = "v1alpha1";

    @Override
    protected @Nullable AtlasSchemaSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable AtlasSchemaStatus initStatus() {
        return null;
    }
}
