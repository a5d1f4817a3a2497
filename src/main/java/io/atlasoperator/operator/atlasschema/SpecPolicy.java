package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.diff.AlterMode;
import io.atlasoperator.diff.AlterMode.Algorithm;
import io.atlasoperator.diff.AlterMode.Lock;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.DiffPolicy.Skip;
import io.atlasoperator.operator.api.v1alpha1.SchemaPolicy;
import io.atlasoperator.operator.project.BaseConfig;
import io.atlasoperator.operator.ref.ReferenceException;
import io.atlasoperator.project.LintPolicy;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the policy of a spec into the engine's. */
final class SpecPolicy {

    private SpecPolicy() {}

    /** Which changes are left out, and which indexes are built without blocking. */
    static DiffPolicy diff(@Nullable SchemaPolicy policy) {
        SchemaPolicy.Diff diff = policy == null ? null : policy.diff();
        if (diff == null) {
            return DiffPolicy.DEFAULT;
        }
        SchemaPolicy.ConcurrentIndex concurrent = diff.concurrentIndex();
        return new DiffPolicy(
                skip(diff.skip()),
                concurrent != null && concurrent.create(),
                concurrent != null && concurrent.drop(),
                alterMode(diff.alterTable()));
    }

    private static AlterMode alterMode(SchemaPolicy.@Nullable AlterTable wanted) {
        return wanted == null
                ? AlterMode.DEFAULT
                : new AlterMode(
                        oneOf(Algorithm.values(), "algorithm", wanted.algorithm()),
                        oneOf(Lock.values(), "lock", wanted.lock()));
    }

    private static <E extends Enum<E>> E oneOf(E[] all, String field, @Nullable String name) {
        return Arrays.stream(all)
                .filter(one -> one.name().equalsIgnoreCase(name == null ? "DEFAULT" : name))
                .findFirst()
                .orElseThrow(() -> new ReferenceException("spec.policy.diff.alter_table." + field + ": unknown " + field
                        + " \"" + name + "\", expected one of "
                        + Arrays.stream(all).map(Enum::name).collect(Collectors.joining(", "))));
    }

    /** Whether a plan that loses data is refused; empty if the policy does not say so. */
    static Optional<Boolean> refusesDestructive(@Nullable SchemaPolicy policy) {
        return Optional.ofNullable(destructiveError(policy));
    }

    private static @Nullable Boolean destructiveError(@Nullable SchemaPolicy policy) {
        SchemaPolicy.Lint lint = policy == null ? null : policy.lint();
        SchemaPolicy.Destructive destructive = lint == null ? null : lint.destructive();
        return destructive == null ? null : destructive.error();
    }

    /** Which plans a person has to approve; empty if the policy does not say. */
    static Optional<LintPolicy.Review> review(@Nullable SchemaPolicy policy) {
        SchemaPolicy.Lint lint = policy == null ? null : policy.lint();
        String level = lint == null ? null : lint.review();
        if (level == null || level.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(LintPolicy.Review.values())
                .filter(one -> one.name().equals(level))
                .findFirst()
                .orElseThrow(() -> new ReferenceException("spec.policy.lint.review: unknown level \"" + level
                        + "\", expected ALWAYS, WARNING or ERROR")));
    }

    /** Whether what others change is undone. */
    static boolean correctsDrift(@Nullable SchemaPolicy policy) {
        String drift = policy == null ? null : policy.drift();
        return switch (drift == null ? "" : drift) {
            case "", "report" -> false;
            case "correct" -> true;
            default ->
                throw new ReferenceException(
                        "spec.policy.drift: unknown policy \"" + drift + "\", expected report or correct");
        };
    }

    /** What the policy says of diffs, as a block of a project file. */
    static BaseConfig block(@Nullable SchemaPolicy policy) {
        DiffPolicy diff = diff(policy);
        BaseConfig skip = BaseConfig.block("skip");
        for (Skip kind : Skip.values()) {
            skip.flag(kind.name().toLowerCase(Locale.ROOT), diff.skip().contains(kind));
        }
        AlterMode mode = diff.alterMode();
        return BaseConfig.block("diff")
                .add(BaseConfig.block("concurrent_index")
                        .flag("create", diff.concurrentCreate())
                        .flag("drop", diff.concurrentDrop()))
                .add(skip)
                .add(BaseConfig.block("alter_table")
                        .text("algorithm", said(mode.algorithm(), Algorithm.DEFAULT))
                        .text("lock", said(mode.lock(), Lock.DEFAULT)));
    }

    private static <E extends Enum<E>> Optional<String> said(E value, E nothing) {
        return value == nothing ? Optional.empty() : Optional.of(value.name());
    }

    private static Set<Skip> skip(SchemaPolicy.@Nullable Skip wanted) {
        Set<Skip> skip = EnumSet.noneOf(Skip.class);
        if (wanted == null) {
            return skip;
        }
        add(skip, Skip.ADD_SCHEMA, wanted.addSchema());
        add(skip, Skip.DROP_SCHEMA, wanted.dropSchema());
        add(skip, Skip.MODIFY_SCHEMA, wanted.modifySchema());
        add(skip, Skip.ADD_TABLE, wanted.addTable());
        add(skip, Skip.DROP_TABLE, wanted.dropTable());
        add(skip, Skip.MODIFY_TABLE, wanted.modifyTable());
        add(skip, Skip.ADD_COLUMN, wanted.addColumn());
        add(skip, Skip.DROP_COLUMN, wanted.dropColumn());
        add(skip, Skip.MODIFY_COLUMN, wanted.modifyColumn());
        add(skip, Skip.ADD_INDEX, wanted.addIndex());
        add(skip, Skip.DROP_INDEX, wanted.dropIndex());
        add(skip, Skip.MODIFY_INDEX, wanted.modifyIndex());
        add(skip, Skip.ADD_FOREIGN_KEY, wanted.addForeignKey());
        add(skip, Skip.DROP_FOREIGN_KEY, wanted.dropForeignKey());
        add(skip, Skip.MODIFY_FOREIGN_KEY, wanted.modifyForeignKey());
        return skip;
    }

    private static void add(Set<Skip> skip, Skip kind, boolean wanted) {
        if (wanted) {
            skip.add(kind);
        }
    }
}
