package io.atlasoperator.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of an {@link AtlasSchema}; the shared fields are told by {@link TargetSpec}.
 *
 * @param schema the desired state
 * @param cloud a schema registry
 * @param exclude patterns of what is left alone
 * @param schemas the only schemas looked at; empty means all
 * @param policy what may be done to the target
 * @param txMode how statements are grouped into transactions: {@code file}, {@code all}, {@code none}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AtlasSchemaSpec(
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
        @Nullable DesiredSchema schema,
        @Nullable Cloud cloud,
        List<String> exclude,
        List<String> schemas,
        @Nullable SchemaPolicy policy,
        @Nullable String txMode)
        implements TargetSpec {

    public AtlasSchemaSpec(
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
            @Nullable DesiredSchema schema,
            @Nullable Cloud cloud,
            @Nullable List<String> exclude,
            @Nullable List<String> schemas,
            @Nullable SchemaPolicy policy,
            @Nullable String txMode) {
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
        this.schema = schema;
        this.cloud = cloud;
        this.exclude = exclude == null ? List.of() : List.copyOf(exclude);
        this.schemas = schemas == null ? List.of() : List.copyOf(schemas);
        this.policy = policy;
        this.txMode = txMode;
    }

    /** Without the URLs and the project file: they may hold credentials. */
    @Override
    public String toString() {
        return "AtlasSchemaSpec[]";
    }

    /**
     * The desired state. Of several, the ConfigMap counts most, then {@code hcl}, {@code sql}, {@code url}.
     *
     * @param sql statements that make it
     * @param hcl its text as HCL
     * @param url where it is kept in a registry
     * @param configMapKeyRef the key of a ConfigMap, ending in {@code .sql} or {@code .hcl}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DesiredSchema(
            @Nullable String sql,
            @Nullable String hcl,
            @Nullable String url,
            @Nullable KeyReference configMapKeyRef) {}

    /**
     * A schema registry.
     *
     * @param repo name of the repository
     * @param tokenFrom where the token is kept
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Cloud(@Nullable String repo, @Nullable SecretSource tokenFrom) {}
}
