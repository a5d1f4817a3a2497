package io.atlasoperator.project;

import io.atlasoperator.hcl.Block;
import io.atlasoperator.hcl.HclDiagnostic;
import io.atlasoperator.sql.TransactionControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code hook} blocks. */
final class HookReader {
    private HookReader() {}

    static List<TransactionHook> read(List<Block> blocks, List<HclDiagnostic> diagnostics) {
        List<TransactionHook> hooks = new ArrayList<>();
        for (Block block : blocks) {
            BlockReader hook = new BlockReader(block, "hook", diagnostics);
            if (block.labels().size() != 2 || !block.labels().getFirst().equals("sql")) {
                hook.report(
                        block.range(),
                        "Invalid hook block",
                        "A hook block has two labels, its kind (sql) and its name.");
                continue;
            }
            boolean skipsErrors = hook.bool("skip_errors").orElse(false);
            Optional<BlockReader> transaction = hook.child("transaction");
            hook.finish();
            if (transaction.isEmpty()) {
                hook.report(block.range(), "Missing hook.transaction", "A hook says in a transaction block what runs.");
                continue;
            }
            BlockReader inner = transaction.get();
            hooks.add(new TransactionHook(
                    block.labels().get(1),
                    skipsErrors,
                    statements(inner, "after_begin"),
                    statements(inner, "before_commit"),
                    statements(inner, "before_rollback"),
                    block.range()));
            inner.finish();
        }
        return hooks;
    }

    private static List<String> statements(BlockReader block, String name) {
        List<String> statements = block.texts(name);
        if (statements.stream().anyMatch(text -> TransactionControl.of(text) != TransactionControl.NONE)) {
            block.report(
                    block.known(name).valueRange(),
                    "Invalid hook.transaction." + name,
                    "A hook runs in a transaction that is not its own: it can't begin or end one.");
        }
        return statements;
    }
}
