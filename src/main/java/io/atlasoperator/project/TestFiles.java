package io.atlasoperator.project;

import io.atlasoperator.hcl.Attribute;
import io.atlasoperator.hcl.Block;
import io.atlasoperator.hcl.Document;
import io.atlasoperator.hcl.HclDiagnostic;
import io.atlasoperator.hcl.HclEvaluator;
import io.atlasoperator.hcl.HclException;
import io.atlasoperator.hcl.HclOptions;
import io.atlasoperator.hcl.Suggestions;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.source.Position;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Files of tests ({@code *.test.hcl}), read as one document: what one of them declares, the others may use.
 *
 * @param files the files
 * @param env the environment that was chosen, or an empty text
 * @param variables values of their variables; names that they do not declare are ignored
 * @param options what they may reach outside of themselves
 */
public record TestFiles(
        List<SourceFile> files, String env, Map<String, List<String>> variables, ProjectOptions options) {
    private static final List<String> KINDS = List.of("migrate", "schema");
    private static final List<String> FORMATS = List.of("csv", "table");
    private static final List<String> STEPS = List.of("assert", "catch", "exec", "external", "log", "migrate");

    public TestFiles {
        files = List.copyOf(files);
        variables = new LinkedHashMap<>(variables);
    }

    /** Whether the tests ask where they run, so that they have to be read anew for each place. */
    public boolean askWhere() {
        return files.stream().anyMatch(file -> file.content().contains("testing."));
    }

    /**
     * The tests, in the order of the files' names and then as they are written.
     *
     * @param test the name of the test that they are read for, which they may ask for; empty for all of them
     * @param devUrl where that test runs
     * @throws HclException with everything that is wrong in the files
     */
    public List<TestCase> read(String test, String devUrl) {
        Map<String, Value> roots = Map.of(
                "atlas", new Value.ObjectValue(Map.of("env", new Value.Text(env))),
                "testing",
                        new Value.ObjectValue(Map.of("name", new Value.Text(test), "dev_url", new Value.Text(devUrl))));
        Document document = HclEvaluator.evaluate(
                files,
                new HclOptions(
                        HclOptions.Kind.PROJECT,
                        HclOptions.textVariables(variables),
                        options.functions(),
                        roots,
                        new ProjectData(options.data()),
                        Optional.empty(),
                        Optional.empty()));
        List<HclDiagnostic> diagnostics = new ArrayList<>();
        Position start = new Position(1, 1);
        SourceRange anywhere = new SourceRange("", start, start);
        BlockReader all = new BlockReader(
                new Block("file", List.of(), document.attributes(), document.blocks(), anywhere), "file", diagnostics);
        List<TestCase> tests = new ArrayList<>();
        for (Block block : all.all("test")) {
            test(block, diagnostics).ifPresent(tests::add);
        }
        all.finish();
        List<TestCase> named = named(tests, diagnostics);
        if (!diagnostics.isEmpty()) {
            throw new HclException(diagnostics);
        }
        return named;
    }

    private static Optional<TestCase> test(Block block, List<HclDiagnostic> diagnostics) {
        BlockReader test = new BlockReader(block, "test", diagnostics);
        if (block.labels().size() != 2) {
            test.report(
                    block.range(),
                    "Invalid test block",
                    "A test block has two labels, what it tests (schema or migrate) and its name.");
            return Optional.empty();
        }
        String kind = block.labels().getFirst();
        if (!KINDS.contains(kind)) {
            test.report(
                    block.range(),
                    "Unknown kind of test",
                    "There are no tests of \"" + kind + "\"."
                            + Suggestions.closest(kind, KINDS)
                                    .map(found -> " Did you mean \"" + found + "\"?")
                                    .orElse(" Use schema or migrate."));
            return Optional.empty();
        }
        boolean isSkipped = test.bool("skip").orElse(false);
        boolean isParallel = test.bool("parallel").orElse(false);
        // Marks these as known; they are read in the order in which they stand.
        STEPS.forEach(test::all);
        test.finish();
        List<TestStep> steps = new ArrayList<>();
        for (Block inner : block.blocks()) {
            if (inner.type().equals("migrate") && kind.equals("schema")) {
                test.report(
                        inner.range(),
                        "Unknown test block",
                        "A schema test begins with the whole schema: only migrate tests have migrate blocks.");
            } else if (STEPS.contains(inner.type())) {
                step(inner, diagnostics).ifPresent(steps::add);
            }
        }
        return Optional.of(new TestCase(
                TestCase.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                block.labels().get(1),
                isSkipped,
                isParallel,
                steps,
                block.range()));
    }

    private static Optional<TestStep> step(Block block, List<HclDiagnostic> diagnostics) {
        BlockReader step = new BlockReader(block, block.type(), diagnostics);
        SourceRange range = block.range();
        Optional<TestStep> read = switch (block.type()) {
            case "exec" -> {
                TestStep.Format format =
                        step.choice("format", FORMATS, TestFiles::format).orElse(TestStep.Format.CSV);
                TestStep.Expectation expected = expectation(step);
                yield required(step, "sql").map(sql -> new TestStep.Exec(range, sql, format, expected));
            }
            case "catch" -> {
                Optional<Pattern> error = pattern(step, "error");
                yield required(step, "sql").map(sql -> new TestStep.Catch(range, sql, error));
            }
            case "assert" -> {
                Optional<String> message = step.text("error_message");
                yield required(step, "sql").map(sql -> new TestStep.Assert(range, sql, message));
            }
            case "migrate" -> required(step, "to").map(to -> new TestStep.MigrateTo(range, to));
            case "log" -> required(step, "message").map(message -> new TestStep.Log(range, message));
            case "external" -> external(step);
            default -> throw new IllegalArgumentException("no step: " + block.type());
        };
        step.finish();
        return read;
    }

    private static Optional<TestStep> external(BlockReader step) {
        List<String> program = step.texts("program");
        Optional<String> folder = step.text("working_dir");
        TestStep.Expectation expected = expectation(step);
        if (program.isEmpty() || program.getFirst().isEmpty()) {
            missing(step, "program", "a list of the program's name and its arguments");
            return Optional.empty();
        }
        return Optional.of(new TestStep.External(step.block().range(), program, folder, expected));
    }

    private static Optional<TestStep.Format> format(String name) {
        return FORMATS.contains(name)
                ? Optional.of(TestStep.Format.valueOf(name.toUpperCase(Locale.ROOT)))
                : Optional.empty();
    }

    private static TestStep.Expectation expectation(BlockReader step) {
        Optional<String> output = step.text("output");
        Optional<Pattern> match = pattern(step, "match");
        if (output.isPresent() && match.isPresent()) {
            step.report(
                    step.known("match").nameRange(),
                    "Invalid " + step.block().type() + " block",
                    "Only one of output and match can be expected.");
        }
        return new TestStep.Expectation(output, match);
    }

    private static Optional<Pattern> pattern(BlockReader step, String name) {
        return step.text(name).flatMap(text -> {
            try {
                return Optional.of(Pattern.compile(text, Pattern.MULTILINE));
            } catch (PatternSyntaxException e) {
                Attribute attribute = step.known(name);
                step.report(
                        attribute.valueRange(),
                        "Invalid " + step.block().type() + "." + name,
                        "The regular expression can't be read: " + e.getDescription() + ".");
                return Optional.empty();
            }
        });
    }

    private static Optional<String> required(BlockReader step, String name) {
        Optional<String> text = step.text(name);
        if (text.isEmpty() && step.block().attribute(name).isEmpty()) {
            missing(step, name, "a text");
        }
        return text;
    }

    private static void missing(BlockReader step, String name, String what) {
        step.report(
                step.block().range(),
                "Missing " + step.block().type() + "." + name,
                "\"" + name + "\" is required: " + what + ".");
    }

    /** Gives each of the tests that one block stands for a name of its own. */
    private static List<TestCase> named(List<TestCase> tests, List<HclDiagnostic> diagnostics) {
        Map<String, List<TestCase>> alike = new LinkedHashMap<>();
        tests.forEach(test -> alike.computeIfAbsent(test.kind() + " " + test.name(), key -> new ArrayList<>())
                .add(test));
        Map<String, Integer> seen = new HashMap<>();
        List<TestCase> named = new ArrayList<>();
        for (TestCase test : tests) {
            String key = test.kind() + " " + test.name();
            List<TestCase> same = alike.getOrDefault(key, List.of());
            TestCase first = same.getFirst();
            if (!first.range().equals(test.range())) {
                diagnostics.add(new HclDiagnostic(
                        test.range(),
                        "Duplicate test",
                        "There is a test \"" + test.name() + "\" at " + first.range() + " already."));
            }
            String name = same.size() == 1 ? test.name() : test.name() + "/" + seen.merge(key, 1, Integer::sum);
            named.add(new TestCase(test.kind(), name, test.isSkipped(), test.isParallel(), test.steps(), test.range()));
        }
        return named;
    }
}
