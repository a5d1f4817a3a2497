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
 * Sections {@code -- migrate:up} and {@code -- migrate:down}, with options behind them.
 *
 * @see <a href="https://github.com/amacneil/dbmate#migration-options">dbmate, Migration options</a>
 */
record DbmateLayout() implements DirectoryLayout {
    private static final Pattern MARK = Pattern.compile("--\\s*migrate:(up|down)(?:\\s(.*))?");
    private static final Pattern NO_TRANSACTION = Pattern.compile("(?:^|\\s)transaction:false(?:\\s|$)");

    @Override
    public List<MigrationFile> files(List<SourceFile> entries) {
        return FileNames.numbered(entries, ".sql", DirectoryFormat.DBMATE);
    }

    @Override
    public Comparator<String> versions() {
        return VersionOrder.TEXT;
    }

    @Override
    public List<Section> sections(MigrationFile file) {
        List<Section> sections = new ArrayList<>();
        List<MarkedLines> marks = MarkedLines.of(file.content(), MARK);
        int first = marks.isEmpty() ? file.content().length() : marks.getFirst().start();
        int line = OutsideText.firstLine(file.content().substring(0, first));
        if (line > 0) {
            throw new RevisionException("sql/migrate: dbmate: " + file.name() + ":" + line
                    + " is before '-- migrate:up', so it would not run: put that line first");
        }
        for (int i = 0; i < marks.size(); i++) {
            MarkedLines mark = marks.get(i);
            if (mark.mark().equals("up")) {
                if (!sections.isEmpty()) {
                    throw mark.error(file, "begins a second '-- migrate:up': a file has one");
                }
                int end = i + 1 < marks.size()
                        ? marks.get(i + 1).start()
                        : file.content().length();
                sections.add(new Section(mark.end(), end, Section.Split.STATEMENTS));
            }
        }
        return sections;
    }

    @Override
    public Optional<TxMode> txMode(MigrationFile file) {
        return MarkedLines.of(file.content(), MARK).stream()
                .filter(mark -> mark.mark().equals("up")
                        && NO_TRANSACTION.matcher(mark.rest()).find())
                .findFirst()
                .map(mark -> TxMode.NONE);
    }

    @Override
    public List<SourceFile> write(String version, String name, List<Statement> changes) {
        String text =
                "-- migrate:up\n" + PairedScripts.up(changes) + "\n-- migrate:down\n" + PairedScripts.down(changes);
        return List.of(new SourceFile(FileNames.of(version, name, ".sql"), text));
    }
}
