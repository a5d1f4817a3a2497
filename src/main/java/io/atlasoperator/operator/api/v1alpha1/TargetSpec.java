package io.atlasoperator.operator.api.v1alpha1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the specs of both kinds have in common: the target, the dev database, a project file, retries. */
public sealed interface TargetSpec permits AtlasSchemaSpec, AtlasMigrationSpec {

    /** How often a failure is retried where nothing is said. */
    int DEFAULT_BACKOFF_LIMIT = 20;

    /** URL of the target. */
    @Nullable
    String url();

    /** Where the URL of the target is kept; counts more than {@link #url()}. */
    @Nullable
    SecretSource urlFrom();

    /** The parts of the target's URL; used where neither of the URLs is given. */
    @Nullable
    Credentials credentials();

    /** Text of a project file. */
    @Nullable
    String config();

    /** Where the text of a project file is kept; counts more than {@link #config()}. */
    @Nullable
    SecretSource configFrom();

    /** The environment of the project file. */
    @Nullable
    String envName();

    /** Values of the project file's input variables. */
    List<Variable> vars();

    /** URL of a dev database. */
    @Nullable
    String devURL();

    /** Where the URL of a dev database is kept; counts more than {@link #devURL()}. */
    @Nullable
    SecretSource devURLFrom();

    /** A pod to be run as dev database. */
    @Nullable
    DevDatabaseSpec devDB();

    /** How many failures in a row are retried; 0 means without limit, null means the default. */
    @Nullable
    Integer backoffLimit();

    /** How long after a look at the target the next one is due, as Go writes durations; null means as the operator's owner says. */
    @Nullable
    String resyncInterval();

    /** How many failures in a row are retried; 0 means without limit. */
    static int backoffLimit(TargetSpec spec) {
        Integer limit = spec.backoffLimit();
        return limit == null ? DEFAULT_BACKOFF_LIMIT : limit;
    }
}
