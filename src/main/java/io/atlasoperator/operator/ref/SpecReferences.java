package io.atlasoperator.operator.ref;

import io.atlasoperator.operator.api.v1alpha1.AtlasMigrationSpec;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchemaSpec;
import io.atlasoperator.operator.api.v1alpha1.Credentials;
import io.atlasoperator.operator.api.v1alpha1.KeyReference;
import io.atlasoperator.operator.api.v1alpha1.SecretSource;
import io.atlasoperator.operator.api.v1alpha1.TargetSpec;
import io.atlasoperator.operator.api.v1alpha1.Variable;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds everything that a spec refers to, whether or not it is used at present. */
public final class SpecReferences {
    private final String namespace;
    private final Set<Reference> found = new LinkedHashSet<>();

    private SpecReferences(String namespace) {
        this.namespace = namespace;
    }

    /** The objects that a spec refers to, in the order of its fields. */
    public static Set<Reference> of(String namespace, @Nullable TargetSpec spec) {
        SpecReferences references = new SpecReferences(namespace);
        if (spec == null) {
            return Set.of();
        }
        references.target(spec);
        switch (spec) {
            case AtlasSchemaSpec schema -> references.schema(schema);
            case AtlasMigrationSpec migration -> references.migration(migration);
        }
        return Set.copyOf(references.found);
    }

    private void target(TargetSpec spec) {
        secret(spec.urlFrom());
        Credentials credentials = spec.credentials();
        if (credentials != null) {
            secret(credentials.userFrom());
            secret(credentials.passwordFrom());
            secret(credentials.hostFrom());
        }
        secret(spec.configFrom());
        secret(spec.devURLFrom());
        for (Variable variable : spec.vars()) {
            Variable.VariableSource source = variable.valueFrom();
            if (source != null) {
                key(Reference.Kind.SECRET, source.secretKeyRef());
                key(Reference.Kind.CONFIG_MAP, source.configMapKeyRef());
            }
        }
    }

    private void schema(AtlasSchemaSpec spec) {
        if (spec.schema() != null) {
            key(Reference.Kind.CONFIG_MAP, spec.schema().configMapKeyRef());
        }
        if (spec.cloud() != null) {
            secret(spec.cloud().tokenFrom());
        }
    }

    private void migration(AtlasMigrationSpec spec) {
        AtlasMigrationSpec.Directory directory = spec.dir();
        if (directory != null) {
            if (directory.configMapRef() != null) {
                add(Reference.Kind.CONFIG_MAP, directory.configMapRef().name());
            }
            directory.configMapRefs().forEach(reference -> add(Reference.Kind.CONFIG_MAP, reference.name()));
            if (directory.volume() != null) {
                add(Reference.Kind.VOLUME, directory.volume().reference());
            }
        }
        if (spec.cloud() != null) {
            secret(spec.cloud().tokenFrom());
        }
    }

    private void secret(@Nullable SecretSource source) {
        if (source != null) {
            key(Reference.Kind.SECRET, source.secretKeyRef());
        }
    }

    private void key(Reference.Kind kind, @Nullable KeyReference key) {
        if (key != null) {
            add(kind, key.name());
        }
    }

    private void add(Reference.Kind kind, String name) {
        if (!name.isEmpty()) {
            found.add(new Reference(kind, namespace, name));
        }
    }
}
