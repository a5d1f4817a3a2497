package io.atlasoperator.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link AtlasSchema} may do to its target.
 *
 * @param lint checks on a plan before it runs
 * @param diff which changes are made, and how
 * @param drift what is done about changes that others made: {@code report}, {@code correct}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SchemaPolicy(
        @Nullable Lint lint, @Nullable Diff diff, @Nullable String drift) {

    /**
     * Checks on a plan before it runs.
     *
     * @param destructive the check for what loses data
     * @param review when a person has to approve: {@code ALWAYS}, {@code WARNING}, {@code ERROR}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Lint(
            @Nullable Destructive destructive, @Nullable String review) {}

    /**
     * The check for what loses data.
     *
     * @param error whether a plan that loses data is refused
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Destructive(@Nullable Boolean error) {}

    /**
     * Which changes are made, and how.
     *
     * @param concurrentIndex which changes of indexes leave the table usable meanwhile
     * @param skip which changes are not made
     * @param alterTable what the server may do when it alters a table
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Diff(
            @JsonProperty("concurrent_index") @Nullable ConcurrentIndex concurrentIndex,
            @Nullable Skip skip,
            @JsonProperty("alter_table") @Nullable AlterTable alterTable) {}

    /**
     * What the server may do when it alters a table; what is not said it decides.
     *
     * @param algorithm {@code INSTANT}, {@code NOCOPY}, {@code INPLACE}, {@code COPY}
     * @param lock {@code NONE}, {@code SHARED}, {@code EXCLUSIVE}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AlterTable(
            @Nullable String algorithm, @Nullable String lock) {}

    /**
     * Which changes of indexes leave the table usable meanwhile.
     *
     * @param create whether creating one does
     * @param drop whether dropping one does
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ConcurrentIndex(boolean create, boolean drop) {}

    /** The changes that are not made, each by its kind. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Skip(
            @JsonProperty("add_schema") boolean addSchema,
            @JsonProperty("drop_schema") boolean dropSchema,
            @JsonProperty("modify_schema") boolean modifySchema,
            @JsonProperty("add_table") boolean addTable,
            @JsonProperty("drop_table") boolean dropTable,
            @JsonProperty("modify_table") boolean modifyTable,
            @JsonProperty("add_column") boolean addColumn,
            @JsonProperty("drop_column") boolean dropColumn,
            @JsonProperty("modify_column") boolean modifyColumn,
            @JsonProperty("add_index") boolean addIndex,
            @JsonProperty("drop_index") boolean dropIndex,
            @JsonProperty("modify_index") boolean modifyIndex,
            @JsonProperty("add_foreign_key") boolean addForeignKey,
            @JsonProperty("drop_foreign_key") boolean dropForeignKey,
            @JsonProperty("modify_foreign_key") boolean modifyForeignKey) {}
}
