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
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A migration directory whose files are Go templates: its {@code *.sql} files are migrations, and files in folders below it,
 * of any name, are templates that these call.
 *
 * @param files where its folder is
 * @param folder the folder's name there
 * @param values what the templates are given
 */
public record TemplateFolder(FileTree files, String folder, TemplateObject values) {

    /**
     * A folder with the values of a project file.
     *
     * @throws WorkspaceException if there is no such folder, or a value is not what templates can be given
     */
    static TemplateFolder of(FileTree files, String folder, Map<String, Value> variables) {
        if (!files.isFolder(folder)) {
            throw new WorkspaceException("stat " + folder + ": no such directory");
        }
        TemplateObject.Builder values = TemplateObject.builder("map[string]interface {}");
        variables.forEach((key, value) -> values.field(key, plain(key, value)));
        return new TemplateFolder(files, folder, values.build());
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
        List<SourceFile> migrations = new ArrayList<>();
        templates.forEach((name, template) -> {
            if (name.endsWith(".sql") && !name.contains("/")) {
                migrations.add(new SourceFile(name, template.execute(values)));
            }
        });
        MigrationDirectory unsummed = MigrationDirectory.of(url, DirectoryFormat.ATLAS, migrations);
        migrations.add(new SourceFile(
                DirectoryFiles.SUM, Checksum.of(unsummed.summed()).text()));
        return MigrationDirectory.of(url, DirectoryFormat.ATLAS, migrations);
    }

    private Map<String, String> sources() {
        Map<String, String> sources = new LinkedHashMap<>();
        try {
            for (String name : files.files(folder, true)) {
                if (!name.equals(DirectoryFiles.SUM) && !name.startsWith(".") && !name.contains("/.")) {
                    sources.put(
                            name,
                            FileText.source(files, name, folder + "/" + name).content());
                }
            }
            return sources;
        } catch (IOException e) {
            throw new WorkspaceException("reading " + folder + ": " + e.getMessage());
        }
    }
}
