package io.atlasoperator.project;

import io.atlasoperator.diff.AlterMode;
import io.atlasoperator.diff.AlterMode.Algorithm;
import io.atlasoperator.diff.AlterMode.Lock;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.lint.LintRules;
import io.atlasoperator.project.LintPolicy.Review;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code diff} and {@code lint} blocks, which stand at the top level and in environments. */
final class PolicyReader {
    private PolicyReader() {}

    /** @param global what the environment inherits where it says nothing */
    static DiffPolicy diff(Optional<BlockReader> written, DiffPolicy global) {
        BlockReader diff = written.orElse(null);
        if (diff == null) {
            return global;
        }
        Set<DiffPolicy.Skip> skip = diff.child("skip").map(PolicyReader::skip).orElse(global.skip());
        boolean create = global.concurrentCreate();
        boolean drop = global.concurrentDrop();
        BlockReader concurrent = diff.child("concurrent_index").orElse(null);
        if (concurrent != null) {
            create = concurrent.bool("create").or(() -> concurrent.bool("add")).orElse(false);
            // Asked for also when create is there, so that it counts as known.
            concurrent.bool("add");
            drop = concurrent.bool("drop").orElse(false);
            concurrent.finish();
        }
        AlterMode alterMode =
                diff.child("alter_table").map(PolicyReader::alterMode).orElse(global.alterMode());
        diff.finish();
        return new DiffPolicy(skip, create, drop, alterMode);
    }

    private static AlterMode alterMode(BlockReader block) {
        AlterMode mode = new AlterMode(
                choice(block, "algorithm", Algorithm.values()).orElse(Algorithm.DEFAULT),
                choice(block, "lock", Lock.values()).orElse(Lock.DEFAULT));
        block.finish();
        return mode;
    }

    /** Upper and lower case are the same, as in the statements that are meant. */
    private static <E extends Enum<E>> Optional<E> choice(BlockReader block, String name, E[] all) {
        List<String> names = Arrays.stream(all).map(Enum::name).toList();
        return block.choice(
                name,
                names,
                written -> Arrays.stream(all)
                        .filter(one -> one.name().equalsIgnoreCase(written))
                        .findFirst());
    }

    private static Set<DiffPolicy.Skip> skip(BlockReader block) {
        Set<DiffPolicy.Skip> skip = EnumSet.noneOf(DiffPolicy.Skip.class);
        for (DiffPolicy.Skip kind : DiffPolicy.Skip.values()) {
            if (block.bool(kind.name().toLowerCase(Locale.ROOT)).orElse(false)) {
                skip.add(kind);
            }
        }
        block.finish();
        return skip;
    }

    static LintPolicy lint(Optional<BlockReader> written) {
        BlockReader lint = written.orElse(null);
        if (lint == null) {
            return LintPolicy.NONE;
        }
        LintRules rules = new LintRulesReader(lint).read();
        lint.refuse("check", "Custom checks are not supported.");
        lint.refuse("rule", "Custom checks are not supported.");
        Optional<BlockReader> git = lint.child("git");
        Optional<String> format = lint.text("format");
        Optional<String> log = lint.text("log");
        List<String> names = Arrays.stream(Review.values()).map(Enum::name).toList();
        LintPolicy policy = new LintPolicy(
                lint.integer("latest"),
                git.flatMap(block -> block.text("base")),
                git.flatMap(block -> block.text("dir")),
                lint.choice("review", names, PolicyReader::review),
                format.or(() -> log),
                rules);
        git.ifPresent(BlockReader::finish);
        lint.finish();
        return policy;
    }

    private static Optional<Review> review(String name) {
        return Arrays.stream(Review.values())
                .filter(review -> review.name().equals(name))
                .findFirst();
    }
}
