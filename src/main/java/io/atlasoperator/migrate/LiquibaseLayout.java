package io.atlasoperator.migrate;

import io.atlasoperator.plan.Statement;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.source.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Formatted SQL: change sets that begin with a comment, with what rolls them back in comments.
 *
 * @see <a href="https://docs.liquibase.com/concepts/changelogs/sql-format.html">Liquibase, SQL changelog format</a>
 */
record LiquibaseLayout() implements DirectoryLayout {
    private static final Pattern CHANGE_SET = Pattern.compile("--\\s*(changeset)\\b(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern WHOLE = Pattern.compile("\\bsplitStatements:\"?false\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern DELIMITER = Pattern.compile("\\bendDelimiter:(?!\"?;)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_TRANSACTION =
            Pattern.compile("(?m)^\\s*--\\s*changeset\\b.*\\brunInTransaction:\"?false\\b", Pattern.CASE_INSENSITIVE);

    @Override
    public List<MigrationFile> files(List<SourceFile> entries) {
        return FileNames.numbered(entries, ".sql", DirectoryFormat.LIQUIBASE);
    }

    @Override
    public Comparator<String> versions() {
        return VersionOrder.TEXT;
    }

    /** Change sets, of which one may say that it is not to be split. */
    @Override
    public List<Section> sections(MigrationFile file) {
        List<MarkedLines> marks = MarkedLines.of(file.content(), CHANGE_SET);
        int length = file.content().length();
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(0, marks.isEmpty() ? length : marks.getFirst().start(), Section.Split.STATEMENTS));
        for (int i = 0; i < marks.size(); i++) {
            MarkedLines mark = marks.get(i);
            int end = i + 1 < marks.size() ? marks.get(i + 1).start() : length;
            if (DELIMITER.matcher(mark.rest()).find()) {
                throw mark.error(
                        file,
                        "has an 'endDelimiter', which is not supported: let semicolons end the statements,"
                                + " or put what holds some into a change set with 'splitStatements:false'");
            }
            boolean whole = WHOLE.matcher(mark.rest()).find();
            sections.add(
                    whole
                            ? new Section(mark.end(), end, Section.Split.WHOLE)
                            : new Section(mark.start(), end, Section.Split.STATEMENTS));
        }
        return sections;
    }

    @Override
    public Optional<TxMode> txMode(MigrationFile file) {
        return NO_TRANSACTION.matcher(file.content()).find() ? Optional.of(TxMode.NONE) : Optional.empty();
    }

    @Override
    public List<SourceFile> write(String version, String name, List<Statement> changes) {
        StringBuilder text = new StringBuilder("--liquibase formatted sql");
        int number = 0;
        for (Statement change : changes) {
            number++;
            text.append("\n--changeset atlas:")
                    .append(version)
                    .append('-')
                    .append(number)
                    .append(change.text().indexOf(';') < 0 ? "\n" : " splitStatements:false\n");
            if (!change.comment().isEmpty()) {
                text.append("--comment: ").append(change.comment()).append('\n');
            }
            text.append(change.text()).append(";\n");
            for (String statement : change.reverse()) {
                text.append("--rollback: ")
                        .append(statement.replace("\n", "\n--"))
                        .append(";\n");
            }
        }
        return List.of(new SourceFile(FileNames.of(version, name, ".sql"), text.toString()));
    }
}
