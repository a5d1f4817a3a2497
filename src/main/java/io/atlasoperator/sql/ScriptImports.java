package io.atlasoperator.sql;

import io.atlasoperator.source.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Follows the lines {@code -- atlas:import path} of SQL files. What is imported runs in the place of the first line that
 * imports it, and only there.
 */
public final class ScriptImports {
    private final ScriptLibrary library;
    private final Map<String, SourceFile> files = new LinkedHashMap<>();
    private final List<String> chain = new ArrayList<>();
    private final List<ScriptPart> parts = new ArrayList<>();

    private ScriptImports(ScriptLibrary library) {
        this.library = library;
    }

    /**
     * What runs, in order: the files given and all that they import, each once.
     *
     * @param roots the files that all begins with
     * @throws ScriptImportException if an import is not there, or leads back to the file it stands in
     */
    public static List<ScriptPart> follow(List<SourceFile> roots, ScriptLibrary library) {
        ScriptImports imports = new ScriptImports(library);
        roots.forEach(imports::visit);
        return List.copyOf(imports.parts);
    }

    private void visit(SourceFile file) {
        if (files.putIfAbsent(file.name(), file) != null) {
            return;
        }
        chain.add(file.name());
        int line = 1;
        // Which kind of database the file is for is not known yet: checkFollowed looks again.
        for (ImportDirective directive : ImportDirective.of(file, ScannerOptions.GENERIC)) {
            add(file, line, directive.line() - 1);
            for (SourceFile imported : find(directive, file)) {
                requireNoCycle(imported, directive, file);
                visit(imported);
            }
            line = directive.line() + 1;
        }
        add(file, line, Integer.MAX_VALUE);
        chain.removeLast();
    }

    private void add(SourceFile file, int firstLine, int lastLine) {
        if (firstLine <= lastLine) {
            parts.add(new ScriptPart(file, firstLine, lastLine));
        }
    }

    private List<SourceFile> find(ImportDirective directive, SourceFile file) {
        try {
            return library.find(directive.path(), file);
        } catch (ScriptLibrary.UnavailableException e) {
            throw new ScriptImportException(
                    file, directive.line(), "cannot import \"" + directive.path() + "\": " + e.getMessage());
        }
    }

    private void requireNoCycle(SourceFile imported, ImportDirective directive, SourceFile file) {
        int at = chain.indexOf(imported.name());
        if (at >= 0) {
            throw new ScriptImportException(
                    file,
                    directive.line(),
                    "import cycle: " + String.join(" -> ", chain.subList(at, chain.size())) + " -> " + imported.name()
                            + ": take one of these imports out");
        }
    }

    /**
     * Checks parts with the syntax of the database that they turn out to be for: all imports have been followed, and none
     * stands in a statement.
     *
     * @param file a file
     * @param parts those of its parts that run
     * @param statements its statements
     * @throws ScriptImportException naming the line
     */
    public static void checkFollowed(
            SourceFile file, List<ScriptPart> parts, List<ScannedStatement> statements, ScannerOptions options) {
        TreeSet<Integer> between = new TreeSet<>();
        for (int i = 1; i < parts.size(); i++) {
            for (int line = parts.get(i - 1).lastLine() + 1; line < parts.get(i).firstLine(); line++) {
                between.add(line);
            }
        }
        for (int line = 1; !parts.isEmpty() && line < parts.getFirst().firstLine(); line++) {
            between.add(line);
        }
        TreeSet<Integer> directives = new TreeSet<>();
        ImportDirective.of(file, options).forEach(directive -> directives.add(directive.line()));
        for (int line : directives) {
            if (!between.contains(line)) {
                throw new ScriptImportException(
                        file,
                        line,
                        "-- atlas:import was not followed, because a quote or a comment before it can be read in more"
                                + " than one way: put it on the first lines of the file");
            }
        }
        for (int line : between) {
            boolean inside = statements.stream()
                    .anyMatch(statement -> statement.line() < line
                            && line
                                    <= statement.line()
                                            + statement
                                                    .text()
                                                    .chars()
                                                    .filter(c -> c == '\n')
                                                    .count());
            if (inside || !directives.contains(line)) {
                throw new ScriptImportException(
                        file, line, "-- atlas:import stands inside a statement: put it between two statements");
            }
        }
    }
}
