package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.Report;
import io.atlasoperator.cli.console.ReportFunctions;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.template.Template;
import io.atlasoperator.template.TemplateObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code --format} makes of a new migration file: an indentation of its statements, or all of its text.
 *
 * @param indent the indentation; empty means one line each
 * @param whole what makes the text, if it is not only indented
 */
record FileTemplate(String indent, Optional<Template> whole) {
    private static final Pattern INDENT = Pattern.compile("\\{\\{-?\\s*sql\\s+[.$]\\s*(?:\"([^\"]*)\")?\\s*-?}}");
    private static final Pattern SQL = Pattern.compile("\\{\\{[^}]*\\bsql\\b");

    static FileTemplate of(String format) {
        if (format.isEmpty()) {
            return new FileTemplate("", Optional.empty());
        }
        Matcher matcher = INDENT.matcher(format.strip());
        if (matcher.matches()) {
            String indent = matcher.group(1) == null ? "" : matcher.group(1).replace("\\t", "\t");
            return new FileTemplate(indent, Optional.empty());
        }
        if (SQL.matcher(format).find()) {
            throw new CliException("'sql' can only be used to indent statements. got: " + format);
        }
        return new FileTemplate("", Optional.of(Report.parse("format", format, ReportFunctions.all())));
    }

    /** The files, the first of them with the text that the template makes. */
    List<SourceFile> applied(List<SourceFile> files, String version, String name, Plan plan) {
        if (whole.isEmpty()) {
            return files;
        }
        TemplateObject object = TemplateObject.builder("*migrate.Plan")
                .field("Version", version)
                .field("Name", name)
                .field(
                        "Changes",
                        plan.statements().stream().map(FileTemplate::change).toList())
                .build();
        List<SourceFile> made = new ArrayList<>(files);
        made.set(0, new SourceFile(files.getFirst().name(), Report.text(whole.get(), object)));
        return made;
    }

    private static TemplateObject change(Statement statement) {
        return TemplateObject.builder("*migrate.Change")
                .field("Cmd", statement.text())
                .field("Comment", statement.comment())
                .build();
    }
}
