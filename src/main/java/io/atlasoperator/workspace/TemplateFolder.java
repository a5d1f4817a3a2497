package io.atlasoperator.workspace;

import io.atlasoperator.hcl.Value;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.DirectoryFiles;
import io.atlasoperator.migrate.DirectoryFormat;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.template.Template;
import io.atlasoperator.template.TemplateException;
import io.atlasoperator.template.TemplateObject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A migration directory whose files are Go templates: its {@code *.sql} files are migrations, and files in folders below it,
 * of any name, are templates that these call.
 *
 * @param folder where it is
 * @param values what the templates are given
 */
public record TemplateFolder(Path folder, TemplateObject values) {

    /**
     * A folder with the values of a project file.
     *
     * @param name what messages call it
     * @throws WorkspaceException if there is no such folder, or a value is not what templates can be given
     */
    static TemplateFolder of(Path folder, String name, Map<String, Value> variables) {
        if (!Files.isDirectory(folder)) {
            throw new WorkspaceException("stat " + name + ": no such directory");
        }
        TemplateObject.Builder values = TemplateObject.builder("map[string]interface {}");
        variables.forEach((key, value) -> values.field(key, plain(key, value)));
        return new TemplateFolder(folder, values.build());
    }

    private static @Nullable Object plain(String name, Value value) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Bool(boolean bool) -> bool;
            case Value.Num(BigDecimal number) -> number;
            case Value.Null _ -> null;
            case Value.ListValue(List<Value> values) -> {
                List<@Nullable Object> items = new ArrayList<>();
                for (Value item : values) {
                    if (item instanceof Value.ListValue) {
                        throw unfit(name);
                    }
                    items.add(plain(name, item));
                }
                yield items;
            }
            case Value.ObjectValue _, Value.Reference _, Value.Call _, Value.RawSql _ -> throw unfit(name);
        };
    }

    private static WorkspaceException unfit(String name) {
        return new WorkspaceException(
                "the value of vars." + name + " must be a string, a number, a bool or a list of them");
    }

    /** A text that a template makes of itself. */
    public static String literal(String text) {
        return text.replace("{{", "{{ \"{{\" }}");
    }

    /**
     * The migrations, as files that nobody has changed.
     *
     * @param url what the directory is called
     * @throws TemplateException with file and line, if a template can't be read or run
     */
    public MigrationDirectory rendered(String url) {
        Map<String, Template> templates = Template.parseAll(sources(), Map.of());
        List<SourceFile> files = new ArrayList<>();
        templates.forEach((name, template) -> {
            if (name.endsWith(".sql") && !name.contains("/")) {
                files.add(new SourceFile(name, template.execute(values)));
            }
        });
        MigrationDirectory unsummed = MigrationDirectory.of(url, DirectoryFormat.ATLAS, files);
        files.add(new SourceFile(
                DirectoryFiles.SUM, Checksum.of(unsummed.summed()).text()));
        return MigrationDirectory.of(url, DirectoryFormat.ATLAS, files);
    }

    private Map<String, String> sources() {
        Map<String, String> sources = new LinkedHashMap<>();
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path path : entries.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder.relativize(path).toString().replace(File.separatorChar, '/');
                if (!name.equals(DirectoryFiles.SUM) && !name.startsWith(".") && !name.contains("/.")) {
                    sources.put(name, StateUrls.readText(name, path).content());
                }
            }
            return sources;
        } catch (IOException e) {
            throw new WorkspaceException("reading " + folder + ": " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw new WorkspaceException("reading " + folder + ": " + e.getCause());
        }
    }
}
