package io.atlasoperator.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of an {@link AtlasMigration}; the shared fields are told by {@link TargetSpec}.
 *
 * @param dir the migration directory
 * @param cloud a registry
 * @param revisionsSchema the schema that the table of revisions is in
 * @param baseline the version that a database without revisions is taken to be at
 * @param execOrder what to do with files added in between: {@code linear}, {@code linear-skip}, {@code non-linear}
 * @param protectedFlows what has to be allowed first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AtlasMigrationSpec(
        @Nullable String url,
        @Nullable SecretSource urlFrom,
        @Nullable Credentials credentials,
        @Nullable String config,
        @Nullable SecretSource configFrom,
        @Nullable String envName,
        List<Variable> vars,
        @Nullable String devURL,
        @Nullable SecretSource devURLFrom,
        @Nullable DevDatabaseSpec devDB,
        @Nullable Integer backoffLimit,
        @Nullable String resyncInterval,
        @Nullable Directory dir,
        @Nullable Cloud cloud,
        @Nullable String revisionsSchema,
        @Nullable String baseline,
        @Nullable String execOrder,
        @Nullable ProtectedFlows protectedFlows)
        implements TargetSpec {

    public AtlasMigrationSpec(
            @Nullable String url,
            @Nullable SecretSource urlFrom,
            @Nullable Credentials credentials,
            @Nullable String config,
            @Nullable SecretSource configFrom,
            @Nullable String envName,
            @Nullable List<Variable> vars,
            @Nullable String devURL,
            @Nullable SecretSource devURLFrom,
            @Nullable DevDatabaseSpec devDB,
            @Nullable Integer backoffLimit,
            @Nullable String resyncInterval,
            @Nullable Directory dir,
            @Nullable Cloud cloud,
            @Nullable String revisionsSchema,
            @Nullable String baseline,
            @Nullable String execOrder,
            @Nullable ProtectedFlows protectedFlows) {
        this.url = url;
        this.urlFrom = urlFrom;
        this.credentials = credentials;
        this.config = config;
        this.configFrom = configFrom;
        this.envName = envName;
        this.vars = vars == null ? List.of() : List.copyOf(vars);
        this.devURL = devURL;
        this.devURLFrom = devURLFrom;
        this.devDB = devDB;
        this.backoffLimit = backoffLimit;
        this.resyncInterval = resyncInterval;
        this.dir = dir;
        this.cloud = cloud;
        this.revisionsSchema = revisionsSchema;
        this.baseline = baseline;
        this.execOrder = execOrder;
        this.protectedFlows = protectedFlows;
    }

    /** Without the URLs and the project file: they may hold credentials. */
    @Override
    public String toString() {
        return "AtlasMigrationSpec[]";
    }

    /**
     * A migration directory; exactly one of its parts is to be given.
     *
     * @param configMapRef the ConfigMap whose keys are the files
     * @param configMapRefs the ConfigMaps whose keys are the files all together; empty if none are given
     * @param local the files themselves, by their names; null if not given
     * @param volume a directory in a volume of the operator
     * @param remote a directory in a registry
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Directory(
            @Nullable ConfigMapReference configMapRef,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ConfigMapReference> configMapRefs,
            @Nullable Map<String, String> local,
            @Nullable VolumeDirectory volume,
            @Nullable Remote remote) {
        public Directory(
                @Nullable ConfigMapReference configMapRef,
                @Nullable List<ConfigMapReference> configMapRefs,
                @Nullable Map<String, String> local,
                @Nullable VolumeDirectory volume,
                @Nullable Remote remote) {
            this.configMapRef = configMapRef;
            this.configMapRefs = configMapRefs == null ? List.of() : List.copyOf(configMapRefs);
            this.local = local == null ? null : Collections.unmodifiableMap(new TreeMap<>(local));
            this.volume = volume;
            this.remote = remote;
        }
    }

    /**
     * A directory in a volume of the operator's pod.
     *
     * @param name what the operator's owner calls the volume; empty if none was given
     * @param path the directory in it; empty for the volume itself
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record VolumeDirectory(
            String name,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String path) {

        public VolumeDirectory(@Nullable String name, @Nullable String path) {
            this.name = name == null ? "" : name;
            this.path = path == null ? "" : path;
        }

        /** Both in one: {@code billing/migrations}. */
        public String reference() {
            return name + "/" + path;
        }
    }

    /**
     * A ConfigMap in the namespace of the resource.
     *
     * @param name its name; empty if none was given
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ConfigMapReference(String name) {

        public ConfigMapReference(@Nullable String name) {
            this.name = name == null ? "" : name;
        }
    }

    /**
     * A directory in a registry.
     *
     * @param name name of the directory
     * @param tag the tag wanted
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Remote(@Nullable String name, @Nullable String tag) {}

    /**
     * A registry.
     *
     * @param url its address
     * @param project the project in it
     * @param tokenFrom where the token is kept
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Cloud(
            @Nullable String url,
            @Nullable String project,
            @Nullable SecretSource tokenFrom) {}

    /**
     * What has to be allowed first.
     *
     * @param migrateDown going back to an earlier version
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ProtectedFlows(@Nullable MigrateDown migrateDown) {}

    /**
     * Going back to an earlier version.
     *
     * @param allow whether it is allowed at all
     * @param autoApprove whether nobody has to approve it
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record MigrateDown(boolean allow, boolean autoApprove) {}
}
