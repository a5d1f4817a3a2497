package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What git knows of a folder. */
final class GitChanges {
    private GitChanges() {}

    /**
     * The names of the files, without folders, that were added to a folder since a commit.
     *
     * @param terminal where relative paths start
     * @param gitDir the working directory of git; empty for the current one
     * @param base the branch or commit
     * @throws CliException with what git said, if it can't tell
     */
    static Set<String> added(Terminal terminal, String gitDir, String base, Path folder) {
        if (base.startsWith("-")) {
            throw new CliException("--git-base must be the name of a branch or commit, got: " + base);
        }
        Path from =
                terminal.path(gitDir.isEmpty() ? "." : gitDir).toAbsolutePath().normalize();
        List<String> command =
                new ArrayList<>(List.of("git", "-C", from.toString(), "--no-pager", "diff", "--name-only", "-z"));
        command.addAll(List.of("--diff-filter=A", base, "HEAD", "--"));
        command.add(folder.toAbsolutePath().normalize().toString());
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.PIPE)
                    .start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new CliException("git diff with " + base + ": " + reason(error));
            }
            return List.of(out.split("\0")).stream()
                    .map(path -> path.substring(path.lastIndexOf('/') + 1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new CliException("running git: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException("interrupted while git compared the files");
        }
    }

    /** Without the flags of git, which it lists where it finds no repository. */
    private static String reason(String error) {
        return error.contains("Not a git repository") || error.contains("not a git repository")
                ? "there is no git repository here: say with --git-dir where it is"
                : error.strip();
    }
}
