package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.Flags;
import io.atlasoperator.cli.console.Report;
import io.atlasoperator.cli.console.ReportFunctions;
import io.atlasoperator.template.Template;
import io.atlasoperator.workspace.Settings;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags of the commands that report on the migrations of a database, joined with the project file. */
final class RevisionFlags {
    @Option(
            names = {"-u", "--url"},
            description = "URL of the database")
    private String url = "";

    @Option(names = "--format", description = "Go template to use to format the output")
    private String format = "";

    @Option(names = "--log", hidden = true, description = "as --format")
    private String log = "";

    @Option(names = "--revisions-schema", description = "name of the schema the revisions table is in")
    private String revisionsSchema = "";

    /** Refuses flags that exclude each other, before anything is read. */
    void check() {
        Flags.exclusive("log", !log.isEmpty(), "format", !format.isEmpty());
    }

    /** The URL of the database, which may hold a password. */
    Optional<String> url(Settings settings) {
        return Flags.first(url, settings.url());
    }

    /** The schema that the revisions table is in, if somebody says so. */
    Optional<String> revisionsSchema(Settings settings) {
        return Flags.first(revisionsSchema, settings.migration().revisionsSchema());
    }

    /**
     * The template of the output, if there is one.
     *
     * @param command how the project file calls the command: {@code migrate.apply}
     */
    Optional<Template> template(String command, Settings settings) {
        return format(command, settings).map(text -> Report.parse("format", text, ReportFunctions.all()));
    }

    /** Whether a template makes the output. */
    boolean isFormatted(String command, Settings settings) {
        return format(command, settings).isPresent();
    }

    private Optional<String> format(String command, Settings settings) {
        return Flags.first(format, Flags.first(log, settings.format(command)));
    }
}
