package io.atlasoperator.cli.console;

import io.atlasoperator.engine.TestRequest;
import io.atlasoperator.engine.TestResult;
import io.atlasoperator.hcl.HclException;
import io.atlasoperator.project.ProjectOptions;
import io.atlasoperator.project.TestCase;
import io.atlasoperator.project.TestFiles;
import io.atlasoperator.project.TestSettings;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.workspace.FileText;
import io.atlasoperator.workspace.ProjectFunctions;
import io.atlasoperator.workspace.ProjectMeans;
import io.atlasoperator.workspace.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which tests are run: the flags of both test commands, joined with the project file. */
public final class TestFlags {
    private static final String ENDING = ".test.hcl";

    @Option(names = "--dev-url", description = "URL of the dev database")
    private String devUrl = "";

    @Option(names = "--run", description = "run only tests in whose name this regular expression is found")
    private String run = "";

    @Parameters(paramLabel = "[paths]", description = "files of tests, and folders that have them")
    private List<String> paths = new ArrayList<>();

    /** The dev database's URL, if one is named. */
    public Optional<String> dev(Settings settings) {
        return Flags.first(devUrl, settings.dev());
    }

    /**
     * The tests to run, at least one.
     *
     * @param suite what the project file says of tests of the kind
     */
    public List<TestRequest.Test> tests(
            Terminal terminal, String env, Settings settings, TestSettings.Suite suite, TestCase.Kind kind) {
        Pattern wanted = wanted();
        Map<String, List<String>> variables = new LinkedHashMap<>(settings.variables());
        suite.vars().forEach((name, value) -> variables.put(name, Settings.texts(value)));
        TestFiles files = new TestFiles(
                files(terminal, suite),
                env,
                variables,
                new ProjectOptions(
                        new ProjectFunctions(terminal.workspace(), "").all(), new ProjectMeans(terminal.workspace())));
        List<TestCase> all = read(files, "", "");
        List<TestRequest.Test> tests = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            TestCase test = all.get(i);
            if (test.kind() == kind && wanted.matcher(test.name()).find()) {
                int index = i;
                tests.add(new TestRequest.Test(
                        test,
                        url -> files.askWhere() ? read(files, test.name(), url).get(index) : test));
            }
        }
        if (tests.isEmpty()) {
            throw new CliException("there is no test \"" + kind.name().toLowerCase(Locale.ROOT) + "\" "
                    + (run.isEmpty() ? "" : "whose name matches \"" + run + "\" ") + "in "
                    + String.join(
                            ", ", files.files().stream().map(SourceFile::name).toList()));
        }
        return tests;
    }

    private static List<TestCase> read(TestFiles files, String test, String url) {
        try {
            return files.read(test, url);
        } catch (HclException e) {
            throw new CliException(String.valueOf(e.getMessage()));
        }
    }

    private Pattern wanted() {
        try {
            return Pattern.compile(run);
        } catch (PatternSyntaxException e) {
            throw new CliException("--run: the regular expression can't be read: " + e.getDescription());
        }
    }

    private List<SourceFile> files(Terminal terminal, TestSettings.Suite suite) {
        List<String> named = !paths.isEmpty() ? paths : suite.src().isEmpty() ? List.of(".") : suite.src();
        Map<Path, SourceFile> files = new LinkedHashMap<>();
        for (String text : named) {
            String name = text.startsWith("file://") ? text.substring("file://".length()) : text;
            Path path = terminal.path(name);
            if (Files.isDirectory(path)) {
                files.putAll(inFolder(terminal, name));
            } else if (Files.exists(path)) {
                files.put(path.normalize(), FileText.source(terminal.workspace().files(), name, name));
            } else {
                throw new CliException("stat " + name + ": no such file or directory");
            }
        }
        return List.copyOf(files.values());
    }

    private static Map<Path, SourceFile> inFolder(Terminal terminal, String name) {
        Map<Path, SourceFile> files = new LinkedHashMap<>();
        try (Stream<Path> entries = Files.list(terminal.path(name))) {
            String prefix = name.equals(".") || name.equals("./") ? "" : name.endsWith("/") ? name : name + "/";
            for (Path path : entries.filter(path -> path.toString().endsWith(ENDING))
                    .sorted()
                    .toList()) {
                files.put(
                        path.normalize(),
                        FileText.source(
                                terminal.workspace().files(),
                                prefix + path.getFileName(),
                                Path.of(name).resolve(path.getFileName()).toString()));
            }
        } catch (IOException e) {
            throw new CliException("reading " + name + ": " + e.getMessage());
        }
        if (files.isEmpty()) {
            throw new CliException("there are no files *" + ENDING + " in "
                    + (name.equals(".") ? "the current folder" : "\"" + name + "\"")
                    + ": name files of tests or folders that have them");
        }
        return files;
    }

    /** Prints results as they come, and counts the failed. */
    public static final class Told implements Consumer<TestResult> {
        private final Terminal terminal;
        private int failed;

        public Told(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public void accept(TestResult result) {
            terminal.print(TestText.of(result));
            if (result.outcome() == TestResult.Outcome.FAIL) {
                failed++;
            }
        }

        /** Prints the last line; says the exit code. */
        public int end() {
            terminal.print(failed == 0 ? "PASS\n" : "FAIL\n");
            return failed == 0 ? 0 : 1;
        }
    }
}
