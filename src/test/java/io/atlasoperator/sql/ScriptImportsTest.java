package io.atlasoperator.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.source.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScriptImportsTest {
    private static final ScannerOptions NESTED = new ScannerOptions(true, true, true, false, true, false);

    private final Map<String, String> files = new TreeMap<>();

    private List<SourceFile> find(String path, SourceFile importer) throws ScriptLibrary.UnavailableException {
        if (path.equals("all")) {
            return files.keySet().stream().map(this::file).toList();
        }
        if (!files.containsKey(path)) {
            throw new ScriptLibrary.UnavailableException("no such file");
        }
        return List.of(file(path));
    }

    private SourceFile file(String name) {
        return new SourceFile(name, files.getOrDefault(name, ""));
    }

    private List<String> follow(String... roots) {
        return ScriptImports.follow(List.of(roots).stream().map(this::file).toList(), this::find).stream()
                .map(part -> part.file().name() + " " + part.firstLine()
                        + (part.lastLine() == Integer.MAX_VALUE ? "-" : "-" + part.lastLine()))
                .toList();
    }

    @Test
    void importedFilesRunInThePlaceOfTheImport() {
        files.put("main", "CREATE SCHEMA a;\n-- atlas:import b\nSELECT 1;\n\n--atlas:import \"c\"\r\n");
        files.put("b", "SELECT 2;");
        files.put("c", "SELECT 3;");

        assertThat(follow("main")).containsExactly("main 1-1", "b 1-", "main 3-4", "c 1-", "main 6-");
    }

    @Test
    void eachFileRunsOnceHoweverOftenItIsImported() {
        files.put("main", "\uFEFF-- atlas:import left\n-- atlas:import right\n");
        files.put("left", "-- atlas:import base\n");
        files.put("right", "-- atlas:import base\n");
        files.put("base", "");

        assertThat(follow("main", "base", "left")).containsExactly("base 1-", "left 2-", "right 2-", "main 3-");
    }

    @Test
    void importsOfSeveralFilesKeepTheirOrder() {
        files.put("a", "");
        files.put("b", "");
        files.put("c", "-- atlas:import all");

        assertThatThrownBy(() -> follow("c")).hasMessage("c:1: import cycle: c -> c: take one of these imports out");
    }

    @Test
    void cyclesNameTheirChain() {
        files.put("main", "-- atlas:import a");
        files.put("a", "SELECT 1;\n-- atlas:import b");
        files.put("b", "-- atlas:import a");

        assertThatThrownBy(() -> follow("main"))
                .isInstanceOf(ScriptImportException.class)
                .hasMessage("b:1: import cycle: a -> b -> a: take one of these imports out");
    }

    @Test
    void whatIsNotThereIsNamedWithItsPlace() {
        files.put("main", "\n-- atlas:import gone.sql\n");
        assertThatThrownBy(() -> follow("main")).hasMessage("main:2: cannot import \"gone.sql\": no such file");

        files.put("main", "-- atlas:import  \n");
        assertThatThrownBy(() -> follow("main"))
                .hasMessage("main:1: -- atlas:import names no file: write -- atlas:import path/to/file.sql");

        files.put("main", "SELECT 1; -- atlas:import b");
        assertThatThrownBy(() -> follow("main")).hasMessage("main:1: -- atlas:import has to be alone on its line");
    }

    @Test
    void quotesAndBlockCommentsImportNothing() {
        files.put(
                "main",
                "/*\n-- atlas:import b\n*/\nSELECT '\n-- atlas:import b\n', $$\n-- atlas:import b\n$$;"
                        + "\n-- atlas:imports b\n-- see atlas:import b\n");

        assertThat(follow("main")).containsExactly("main 1-");
    }

    @Test
    void anImportInsideAStatementIsRefused() {
        files.put("b", "");
        files.put("main", "CREATE TABLE a (\n  id int,\n  -- atlas:import b\n  name text\n);");

        assertThatThrownBy(() -> check(NESTED))
                .hasMessage("main:3: -- atlas:import stands inside a statement: put it between two statements");
    }

    @Test
    void anImportThatOnlyTheDatabaseSeesIsRefused() {
        files.put("b", "");
        files.put("main", "SELECT E'it\\'s';\n-- atlas:import b\nSELECT 1;");

        assertThatThrownBy(() -> check(NESTED))
                .hasMessageStartingWith("main:2: -- atlas:import was not followed")
                .hasMessageContaining("put it on the first lines");
    }

    @Test
    void whatBothReadAlikeIsRight() {
        files.put("b", "");
        files.put("main", "-- atlas:import b\nSELECT 1;\n-- atlas:import b\n");

        check(NESTED);

        assertThat(follow("main")).containsExactly("b 1-", "main 2-2", "main 4-");
    }

    private void check(ScannerOptions options) {
        SourceFile file = file("main");
        List<ScriptPart> parts = ScriptImports.follow(List.of(file), this::find).stream()
                .filter(part -> part.file().equals(file))
                .toList();
        ScriptImports.checkFollowed(file, parts, new StatementScanner(options).scan(file.content()), options);
    }
}
