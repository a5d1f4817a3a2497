package io.atlasoperator.workspace;

import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.util.regex.PatternSyntaxException;

/** Patterns of file names: {@code migrations/**}{@code /*.sql}. */
final class FilePattern {
    private FilePattern() {}

    /**
     * What such a pattern matches.
     *
     * @param pattern what messages call it
     * @param rest the part of it that is matched
     * @throws WorkspaceException if it can't be read
     */
    static PathMatcher of(String pattern, String rest) {
        try {
            // Two asterisks stand for no folder as well.
            return FileSystems.getDefault().getPathMatcher("glob:" + rest.replace("**/", "{**/,}"));
        } catch (PatternSyntaxException e) {
            throw new WorkspaceException("the pattern " + pattern + " can't be read: " + e.getDescription());
        }
    }

    /** The folders that a pattern begins with, and in which it has no choice. */
    static String plainFolders(String pattern) {
        int choice = 0;
        while (choice < pattern.length() && "*?[{\\".indexOf(pattern.charAt(choice)) < 0) {
            choice++;
        }
        int slash = choice == pattern.length() ? choice : pattern.lastIndexOf('/', choice);
        return pattern.substring(0, Math.max(0, slash));
    }
}
