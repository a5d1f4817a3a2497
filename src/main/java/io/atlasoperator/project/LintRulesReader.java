package io.atlasoperator.project;

import io.atlasoperator.hcl.Attribute;
import io.atlasoperator.lint.AllowedDrops;
import io.atlasoperator.lint.LintRules;
import io.atlasoperator.lint.NamingRules;
import io.atlasoperator.lint.NamingRules.Kind;
import io.atlasoperator.lint.NamingRules.Rule;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the blocks of the analyzers in a {@code lint} block. For one block. */
final class LintRulesReader {
    private static final List<String> PLAIN = List.of(
            "data_depend",
            "incompatible",
            "condrop",
            "blocking",
            "nested_transaction",
            "rename_hint",
            "non_linear",
            "inline_references",
            "stale_values");
    /** The codes that a check of {@code concurrent_index} turns off. */
    private static final Map<String, String> CONCURRENT =
            Map.of("check_create", "PG101", "check_drop", "PG102", "check_txmode", "PG103");

    private final BlockReader lint;
    private final Map<String, Boolean> errors = new TreeMap<>();
    private final Set<String> forced = new TreeSet<>();
    private final Set<String> off = new TreeSet<>();

    LintRulesReader(BlockReader lint) {
        this.lint = lint;
    }

    LintRules read() {
        for (String analyzer : PLAIN) {
            lint.child(analyzer).ifPresent(block -> {
                common(analyzer, block);
                block.finish();
            });
        }
        concurrent();
        AllowedDrops allowed = allowed();
        NamingRules naming = naming();
        return new LintRules(errors, forced, off, allowed, naming);
    }

    private void common(String analyzer, BlockReader block) {
        block.bool("error").ifPresent(error -> errors.put(analyzer, error));
        if (block.bool("force").orElse(false)) {
            forced.add(analyzer);
        }
    }

    private void concurrent() {
        lint.child("concurrent_index").ifPresent(block -> {
            common("concurrent_index", block);
            CONCURRENT.forEach((name, code) -> {
                if (!block.bool(name).orElse(true)) {
                    off.add(code);
                }
            });
            block.finish();
        });
    }

    private AllowedDrops allowed() {
        BlockReader block = lint.child("destructive").orElse(null);
        if (block == null) {
            return AllowedDrops.NONE;
        }
        common("destructive", block);
        AllowedDrops allowed = new AllowedDrops(match(block, "allow_table"), match(block, "allow_column"));
        block.finish();
        return allowed;
    }

    private static Optional<String> match(BlockReader block, String name) {
        return block.child(name).flatMap(inner -> {
            Optional<String> pattern = pattern(inner);
            inner.finish();
            return pattern;
        });
    }

    private NamingRules naming() {
        BlockReader block = lint.child("naming").orElse(null);
        if (block == null) {
            return NamingRules.NONE;
        }
        common("naming", block);
        Optional<Rule> all = rule(block);
        Map<Kind, Rule> kinds = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            block.child(kind.name().toLowerCase(Locale.ROOT)).ifPresent(inner -> {
                rule(inner).ifPresent(rule -> kinds.put(kind, rule));
                inner.finish();
            });
        }
        block.finish();
        return new NamingRules(all, kinds);
    }

    private static Optional<Rule> rule(BlockReader block) {
        Optional<String> message = block.text("message");
        return pattern(block).map(match -> new Rule(match, message));
    }

    private static Optional<String> pattern(BlockReader block) {
        Optional<String> match = block.text("match");
        if (match.isEmpty()) {
            return match;
        }
        try {
            Pattern.compile(match.get());
            return match;
        } catch (PatternSyntaxException e) {
            Optional<Attribute> attribute = block.block().attribute("match");
            attribute.ifPresent(written -> block.report(
                    written.valueRange(),
                    "Invalid regular expression",
                    "\"" + match.get() + "\" can't be read: " + e.getDescription() + "."));
            return Optional.empty();
        }
    }
}
