package io.atlasoperator.engine;

import io.atlasoperator.lint.LintReport;
import io.atlasoperator.migrate.MigrationFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is to be said about the latest files of a directory.
 *
 * @param driver the kind of database
 * @param dev the dev database, without its password
 * @param location the directory
 * @param current the schema before the files, as HCL
 * @param desired the schema after them, as HCL
 * @param steps what was done
 * @param base the version before the files; empty if there is none
 * @param count how many files were to be judged
 * @param files the files that were judged, without those that ask not to be
 * @param error why no more files were judged, if something was wrong with one
 * @param took how long it took
 */
public record MigrateLintReport(
        String driver,
        TargetUrl dev,
        String location,
        String current,
        String desired,
        List<Step> steps,
        String base,
        int count,
        List<JudgedFile> files,
        Optional<String> error,
        Duration took) {

    public MigrateLintReport {
        steps = List.copyOf(steps);
        files = List.copyOf(files);
    }

    /**
     * Something that was done.
     *
     * @param name what
     * @param text what came of it
     * @param error what was wrong, if something was
     * @param result what was found, if files were judged
     */
    public record Step(String name, String text, Optional<String> error, Optional<JudgedFile> result) {}

    /**
     * A file that was judged.
     *
     * @param file the file
     * @param places by index of a step, where its statement begins
     * @param reports what the analyzers found
     * @param changes how many changes it makes
     * @param took how long judging took
     */
    public record JudgedFile(
            MigrationFile file, List<Place> places, List<LintReport> reports, int changes, Duration took) {
        public JudgedFile {
            places = List.copyOf(places);
            reports = List.copyOf(reports);
        }

        /** Whether anything found is an error. */
        public boolean failed() {
            return reports.stream().anyMatch(LintReport::error);
        }
    }

    /**
     * The beginning of a statement.
     *
     * @param position its first byte, counted from 0
     * @param line its line, counted from 1
     */
    public record Place(int position, int line) {}

    /** Whether anything is wrong or is found to be an error. */
    public boolean failed() {
        return error.isPresent() || files.stream().anyMatch(JudgedFile::failed);
    }
}
