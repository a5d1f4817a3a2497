package io.atlasoperator.migrate;

import io.atlasoperator.migrate.DirectoryLayout.Section;
import io.atlasoperator.sql.ScannedStatement;
import io.atlasoperator.sql.SqlScanException;
import io.atlasoperator.sql.StatementKind;
import io.atlasoperator.sql.StatementScanner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files in a migration that begins with {@code -- atlas:txtar}: checks, the migration itself, and what leads back. Each begins
 * after a line {@code -- name --}.
 *
 * @param file the migration
 * @param sections the places of the files in it, by their names
 */
record MigrationArchive(MigrationFile file, Map<String, Section> sections) {
    static final String MIGRATION = "migration.sql";
    static final String DOWN = "down.sql";

    private static final Pattern MARK = Pattern.compile("-- (\\S(?:.*\\S)?) --");
    private static final Pattern CHECKS = Pattern.compile("checks(?:/[^/]+)?\\.sql");
    private static final Set<String> QUESTIONS = Set.of("SELECT", "WITH", "VALUES", "TABLE", "SHOW");

    /** @throws RevisionException that names the line, if the file is no such archive */
    static MigrationArchive of(MigrationFile file) {
        List<MarkedLines> marks = MarkedLines.of(file.content(), MARK);
        int head = marks.isEmpty() ? file.content().length() : marks.getFirst().start();
        int line = OutsideText.firstLine(file.content().substring(0, head));
        if (line > 0) {
            throw new RevisionException("sql/migrate: " + file.name() + ":" + line
                    + " is in no file of the archive (atlas:txtar), so it would not run: put it below a line \"-- "
                    + MIGRATION + " --\"");
        }
        Map<String, Section> sections = new LinkedHashMap<>();
        for (int i = 0; i < marks.size(); i++) {
            MarkedLines mark = marks.get(i);
            int end = i + 1 < marks.size()
                    ? marks.get(i + 1).start()
                    : file.content().length();
            String name = mark.mark();
            if (!name.equals(MIGRATION)
                    && !name.equals(DOWN)
                    && !CHECKS.matcher(name).matches()) {
                throw mark.error(
                        file,
                        "begins a file \"" + name
                                + "\" in the archive (atlas:txtar), which is not known: there are checks.sql,"
                                + " checks/<name>.sql, migration.sql and down.sql");
            }
            if (sections.put(name, new Section(mark.end(), end, Section.Split.STATEMENTS)) != null) {
                throw mark.error(file, "begins a second file \"" + name + "\" in the archive (atlas:txtar)");
            }
        }
        if (!sections.containsKey(MIGRATION)) {
            throw new RevisionException("sql/migrate: " + file.name()
                    + " is an archive (atlas:txtar) without a line \"-- " + MIGRATION + " --\", so nothing would run");
        }
        return new MigrationArchive(file, sections);
    }

    /** The text of the migration in an archive, whatever else is in it; empty if there is none. */
    static String migrationIn(MigrationFile file) {
        List<MarkedLines> marks = MarkedLines.of(file.content(), MARK);
        for (int i = 0; i < marks.size(); i++) {
            if (marks.get(i).mark().equals(MIGRATION)) {
                int end = i + 1 < marks.size()
                        ? marks.get(i + 1).start()
                        : file.content().length();
                return file.content().substring(marks.get(i).end(), end);
            }
        }
        return "";
    }

    /** What runs. */
    Section migration() {
        return sections.getOrDefault(MIGRATION, new Section(0, 0, Section.Split.STATEMENTS));
    }

    /** What leads back, if somebody wrote it. */
    Optional<Section> down() {
        return Optional.ofNullable(sections.get(DOWN));
    }

    /** The text of a section. */
    String text(Section section) {
        return file.content().substring(section.start(), section.end());
    }

    /**
     * The checks, in order.
     *
     * @throws SqlScanException if statements can't be told apart
     * @throws RevisionException if one does not ask
     */
    List<CheckFile> checks(StatementScanner scanner) {
        List<CheckFile> checks = new ArrayList<>();
        sections.forEach((name, section) -> {
            if (CHECKS.matcher(name).matches()) {
                List<ScannedStatement> statements = scanner.scan(file.content(), section.start(), section.end());
                statements.forEach(this::requireQuestion);
                List<String> words = FileDirectives.inHead(text(section)).named("assert").stream()
                        .flatMap(List::stream)
                        .toList();
                checks.add(new CheckFile(
                        name,
                        words.contains("oneof"),
                        words.stream().filter(word -> !word.equals("oneof")).toList(),
                        statements.stream().map(ScannedStatement::text).toList()));
            }
        });
        return checks;
    }

    /** A check that changes something would do so before the migration is noted as begun, and in dry runs. */
    private void requireQuestion(ScannedStatement statement) {
        String word = StatementKind.firstWord(statement.text());
        if (!QUESTIONS.contains(word)) {
            throw new RevisionException("sql/migrate: " + file.name() + ":" + statement.line()
                    + " is a check that does not ask but begins with " + GoText.quote(word)
                    + ": a check is a SELECT that returns one row with one column, which has to be true");
        }
    }
}
