package io.atlasoperator.migrate;

import io.atlasoperator.plan.Statement;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.source.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sections {@code -- +goose Up} and {@code Down}, in which {@code StatementBegin} and {@code StatementEnd} hold a statement
 * together.
 *
 * @see <a href="https://pressly.github.io/goose/documentation/annotations/">goose, SQL annotations</a>
 */
record GooseLayout() implements DirectoryLayout {
    private static final Pattern MARK = Pattern.compile("--\\s*\\+goose\\s+(\\S+)(.*)");
    private static final Pattern NO_TRANSACTION =
            Pattern.compile("(?m)^\\s*--\\s*\\+goose\\s+NO\\s+TRANSACTION\\s*$", Pattern.CASE_INSENSITIVE);

    private enum Place {
        BEFORE,
        UP,
        STATEMENT,
        DOWN
    }

    @Override
    public List<MigrationFile> files(List<SourceFile> entries) {
        return FileNames.numbered(entries, ".sql", DirectoryFormat.GOOSE);
    }

    @Override
    public Comparator<String> versions() {
        return VersionOrder.NUMBER;
    }

    @Override
    public List<Section> sections(MigrationFile file) {
        List<Section> sections = new ArrayList<>();
        Place place = Place.BEFORE;
        int start = 0;
        for (MarkedLines mark : MarkedLines.of(file.content(), MARK)) {
            Place next = next(place, mark, file);
            if (next == place) {
                continue;
            }
            switch (place) {
                case BEFORE -> requireNothing(file, mark.start());
                case UP -> sections.add(new Section(start, mark.start(), Section.Split.STATEMENTS));
                case STATEMENT -> sections.add(new Section(start, mark.start(), Section.Split.WHOLE));
                case DOWN -> {}
            }
            place = next;
            start = mark.end();
        }
        switch (place) {
            case UP -> sections.add(new Section(start, file.content().length(), Section.Split.STATEMENTS));
            case STATEMENT ->
                throw new RevisionException("sql/migrate: goose: " + file.name()
                        + " has a '-- +goose StatementBegin' without a '-- +goose StatementEnd' after it");
            case BEFORE -> requireNothing(file, file.content().length());
            case DOWN -> {}
        }
        return sections;
    }

    private static Place next(Place place, MarkedLines mark, MigrationFile file) {
        return switch (mark.mark().toLowerCase(Locale.ROOT)) {
            case "up" -> require(place == Place.BEFORE, Place.UP, mark, file);
            case "down" -> require(place == Place.UP, Place.DOWN, mark, file);
            case "statementbegin" ->
                place == Place.DOWN ? place : require(place == Place.UP, Place.STATEMENT, mark, file);
            case "statementend" ->
                place == Place.DOWN ? place : require(place == Place.STATEMENT, Place.UP, mark, file);
            case "no" -> require(mark.rest().equalsIgnoreCase("TRANSACTION"), place, mark, file);
            case "envsub" ->
                throw mark.error(
                        file,
                        "asks for variables of the environment in its SQL, which is not supported: write them out");
            default -> throw mark.error(file, "unknown annotation '-- +goose " + mark.mark() + "'");
        };
    }

    private static Place require(boolean fits, Place next, MarkedLines mark, MigrationFile file) {
        if (!fits) {
            throw mark.error(file, "unexpected goosePragma '" + mark.mark() + "'");
        }
        return next;
    }

    /** SQL before the first section would be passed over, which nobody means who writes it. */
    private static void requireNothing(MigrationFile file, int end) {
        int line = OutsideText.firstLine(file.content().substring(0, end));
        if (line > 0) {
            throw new RevisionException("sql/migrate: goose: " + file.name() + ":" + line
                    + " is before '-- +goose Up', so it would not run: put that line first");
        }
    }

    @Override
    public Optional<TxMode> txMode(MigrationFile file) {
        return NO_TRANSACTION.matcher(file.content()).find() ? Optional.of(TxMode.NONE) : Optional.empty();
    }

    @Override
    public List<SourceFile> write(String version, String name, List<Statement> changes) {
        String text = "-- +goose Up\n" + PairedScripts.up(changes, change -> held(change.text())) + "\n-- +goose Down\n"
                + PairedScripts.down(changes, GooseLayout::held);
        return List.of(new SourceFile(FileNames.of(version, name, ".sql"), text));
    }

    /** The tool ends a statement at every line that ends in a semicolon, unless it is held together. */
    private static String held(String statement) {
        return statement.indexOf(';') < 0
                ? statement + ";\n"
                : "-- +goose StatementBegin\n" + statement + ";\n-- +goose StatementEnd\n";
    }
}
