package io.atlasoperator.project;

import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.hcl.Block;
import io.atlasoperator.hcl.Document;
import io.atlasoperator.hcl.HclDiagnostic;
import io.atlasoperator.hcl.HclEvaluator;
import io.atlasoperator.hcl.HclException;
import io.atlasoperator.hcl.HclOptions;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.source.Position;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A project file.
 *
 * @param environments those of the name asked for: one, or several if the block has {@code for_each}; none if no name
 *     was given
 * @param diff the policy outside of environments
 * @param lint likewise
 */
public record ProjectFile(List<Environment> environments, DiffPolicy diff, LintPolicy lint) {

    public ProjectFile {
        environments = List.copyOf(environments);
    }

    /**
     * Evaluates a project. Only environments of that name are evaluated, and only data sources that they refer to.
     *
     * @param envName the environment to select; empty for none
     * @param variables values of the project's variables; names that it does not declare are ignored
     * @throws HclException with everything that is wrong in the files
     * @throws ProjectException if there is no environment of that name
     */
    public static ProjectFile load(
            List<SourceFile> files, String envName, Map<String, List<String>> variables, ProjectOptions options) {
        HclOptions evaluation = new HclOptions(
                HclOptions.Kind.PROJECT,
                HclOptions.textVariables(variables),
                options.functions(),
                Map.of("atlas", new Value.ObjectValue(Map.of("env", new Value.Text(envName)))),
                new ProjectData(options.data()),
                envName.isEmpty() ? Optional.empty() : Optional.of(envName),
                options.base());
        Document document = HclEvaluator.evaluate(files, evaluation);
        List<HclDiagnostic> diagnostics = new ArrayList<>();
        ProjectFile project = read(document, diagnostics);
        if (!diagnostics.isEmpty()) {
            throw new HclException(diagnostics);
        }
        boolean defined = document.blocks("env").stream().findAny().isPresent();
        if (!envName.isEmpty() && !defined) {
            throw new ProjectException("env \"" + envName + "\" not defined in config file");
        }
        return project;
    }

    private static ProjectFile read(Document document, List<HclDiagnostic> diagnostics) {
        Position start = new Position(1, 1);
        SourceRange range = new SourceRange("", start, start);
        Block all = new Block("project", List.of(), document.attributes(), document.blocks(), range);
        BlockReader project = new BlockReader(all, "project", diagnostics);
        DiffPolicy diff = PolicyReader.diff(project.child("diff"), DiffPolicy.DEFAULT);
        LintPolicy lint = PolicyReader.lint(project.child("lint"));
        project.child("atlas").ifPresent(ProjectFile::readAccount);
        DockerServers docker = new DockerServers(project.all("docker"), diagnostics);
        List<TransactionHook> hooks = HookReader.read(project.all("hook"), diagnostics);
        List<Environment> environments = new ArrayList<>();
        EnvironmentReader reader = new EnvironmentReader(diff, lint, docker, hooks, diagnostics);
        for (Block block : project.all("env")) {
            environments.add(reader.read(block));
        }
        project.finish();
        return new ProjectFile(environments, diff, lint);
    }

    /** An account of the established command line: files that have one work without it, and nothing is sent to anybody. */
    private static void readAccount(BlockReader atlas) {
        atlas.child("cloud").ifPresent(cloud -> {
            for (String name : List.of("token", "url", "org", "project")) {
                cloud.text(name);
            }
            cloud.finish();
        });
        atlas.finish();
    }
}
