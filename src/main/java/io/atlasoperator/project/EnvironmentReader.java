package io.atlasoperator.project;

import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.hcl.Block;
import io.atlasoperator.hcl.HclDiagnostic;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.migrate.ExecOrder;
import io.atlasoperator.plan.TxMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an {@code env} block. */
final class EnvironmentReader {
    private static final Map<String, List<String>> COMMANDS = Map.of(
            "migrate", List.of("apply", "diff", "down", "lint", "status"),
            "schema", List.of("apply", "clean", "diff", "inspect", "lint", "push"));
    private static final List<String> FORMATS =
            List.of("atlas", "dbmate", "flyway", "golang-migrate", "goose", "liquibase");
    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m(?!s))?(?:(\\d{1,6})s)?(?:(\\d{1,9})ms)?");

    private final DiffPolicy globalDiff;
    private final LintPolicy globalLint;
    private final DockerServers docker;
    private final List<TransactionHook> hooks;
    private final List<HclDiagnostic> diagnostics;

    EnvironmentReader(
            DiffPolicy globalDiff,
            LintPolicy globalLint,
            DockerServers docker,
            List<TransactionHook> hooks,
            List<HclDiagnostic> diagnostics) {
        this.hooks = List.copyOf(hooks);
        this.globalDiff = globalDiff;
        this.globalLint = globalLint;
        this.docker = docker;
        this.diagnostics = diagnostics;
    }

    Environment read(Block block) {
        BlockReader env = new BlockReader(block, "env", diagnostics);
        Optional<String> name =
                env.text("name").or(() -> block.labels().stream().findFirst());
        Optional<BlockReader> schema = env.child("schema");
        List<String> schemaSrc = schema.map(inner -> inner.texts("src")).orElse(List.of());
        schema.ifPresent(inner -> {
            repository(inner);
            inner.finish();
        });
        List<String> src = env.texts("src");
        if (src.contains("") || schemaSrc.contains("")) {
            // The empty path would be the folder of the command, with whatever schema files are there.
            env.report(block.range(), "Invalid env.src", "It is empty: name the files or the database.");
        }
        TestSettings tests = env.child("test").map(EnvironmentReader::tests).orElse(TestSettings.NONE);
        Map<String, String> formats = new TreeMap<>();
        formats("log", env, formats);
        formats("format", env, formats);
        List<String> modes = Arrays.stream(TxMode.values()).map(TxMode::text).toList();
        Optional<String> url = env.text("url");
        Optional<String> dev = docker.url(env, "dev");
        List<String> schemas = env.texts("schemas");
        List<String> include = env.texts("include");
        List<String> exclude = env.texts("exclude");
        Optional<TxMode> txMode = env.choice("tx_mode", modes, TxMode::of);
        MigrationSettings migration =
                env.child("migration").map(EnvironmentReader::migration).orElse(MigrationSettings.NONE);
        DiffPolicy diff = PolicyReader.diff(env.child("diff"), globalDiff);
        LintPolicy lint = PolicyReader.lint(env.child("lint")).orElse(globalLint);
        List<TransactionHook> all = new ArrayList<>(hooks);
        all.addAll(HookReader.read(env.all("hook"), diagnostics));
        Map<String, Value> variables = env.freeAttributes();
        env.finish();
        return new Environment(
                name.orElse(""),
                url,
                dev,
                src.isEmpty() ? schemaSrc : src,
                schemas,
                include,
                exclude,
                txMode,
                migration,
                diff,
                lint,
                tests,
                all,
                formats,
                variables);
    }

    private static TestSettings tests(BlockReader block) {
        TestSettings settings = new TestSettings(suite(block, "schema"), suite(block, "migrate"));
        block.finish();
        return settings;
    }

    private static TestSettings.Suite suite(BlockReader block, String kind) {
        return block.child(kind)
                .map(inner -> {
                    TestSettings.Suite suite = new TestSettings.Suite(inner.texts("src"), inner.object("vars"));
                    inner.finish();
                    return suite;
                })
                .orElse(TestSettings.Suite.NONE);
    }

    private static MigrationSettings migration(BlockReader block) {
        repository(block);
        List<String> orders = Arrays.stream(ExecOrder.values()).map(Enum::name).toList();
        MigrationSettings settings = new MigrationSettings(
                block.text("dir"),
                block.texts("exclude"),
                block.choice("format", FORMATS, name -> FORMATS.contains(name) ? Optional.of(name) : Optional.empty()),
                block.text("baseline"),
                block.choice(
                        "exec_order",
                        orders,
                        name -> ExecOrder.of(name.toLowerCase(Locale.ROOT).replace('_', '-'))),
                lockTimeout(block),
                block.text("revisions_schema"));
        block.finish();
        return settings;
    }

    /** What an account would call it: as with the account itself, nothing is sent there, and files that say it work. */
    private static void repository(BlockReader block) {
        block.child("repo").ifPresent(repo -> {
            repo.text("name");
            repo.finish();
        });
    }

    private static Optional<Duration> lockTimeout(BlockReader block) {
        String text = block.text("lock_timeout").orElse(null);
        if (text == null) {
            return Optional.empty();
        }
        Matcher matcher = DURATION.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            block.block()
                    .attribute("lock_timeout")
                    .ifPresent(attribute -> block.report(
                            attribute.valueRange(),
                            "Invalid migration.lock_timeout",
                            "A duration like \"10s\" or \"1m30s\" is required."));
            return Optional.empty();
        }
        return Optional.of(Duration.ofHours(number(matcher, 1))
                .plusMinutes(number(matcher, 2))
                .plusSeconds(number(matcher, 3))
                .plusMillis(number(matcher, 4)));
    }

    private static long number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static void formats(String type, BlockReader env, Map<String, String> formats) {
        env.child(type).ifPresent(block -> {
            for (String group : List.of("migrate", "schema")) {
                block.child(group).ifPresent(inner -> {
                    for (String command : COMMANDS.getOrDefault(group, List.of())) {
                        inner.text(command).ifPresent(text -> formats.put(group + "." + command, text));
                    }
                    inner.finish();
                });
            }
            block.finish();
        });
    }
}
