package io.atlasoperator.migrate;

import io.atlasoperator.plan.Statement;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.sql.ScannedStatement;
import io.atlasoperator.sql.ScannerOptions;
import io.atlasoperator.sql.SqlScanException;
import io.atlasoperator.sql.StatementScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A directory of another tool in the product's own format: the same statements, in the same order. */
public final class ImportedDirectory {
    private static final StatementScanner SCANNER = new StatementScanner(ScannerOptions.GENERIC);
    private static final String NO_TRANSACTION = "-- atlas:txmode none\n\n";

    private ImportedDirectory() {}

    /**
     * The files of the directory in the product's own format.
     *
     * @throws RevisionException if a file is not as its tool wants it
     */
    public static List<SourceFile> of(MigrationDirectory directory) {
        List<SourceFile> files = new ArrayList<>();
        String last = "0";
        for (MigrationFile file : directory.files()) {
            String version = file.isRepeated() ? last + "R" : file.version();
            if (!file.isRepeated()) {
                last = file.version();
            }
            files.add(new SourceFile(FileNames.of(version, file.description(), ".sql"), text(file)));
        }
        return files;
    }

    private static String text(MigrationFile file) {
        DirectoryLayout layout = file.format().layout();
        StringBuilder text = new StringBuilder();
        if (layout.txMode(file).equals(Optional.of(TxMode.NONE))) {
            text.append(NO_TRANSACTION);
        }
        for (DirectoryLayout.Section section : layout.sections(file)) {
            String part = file.content().substring(section.start(), section.end());
            text.append(
                    switch (section.split()) {
                        case STATEMENTS -> statements(part);
                        case WHOLE -> OutsideText.firstLine(part) == 0 ? "" : whole(part.strip());
                    });
        }
        return text.toString();
    }

    private static String statements(String part) {
        StringBuilder text = new StringBuilder();
        try {
            for (ScannedStatement statement : SCANNER.scan(part)) {
                statement
                        .comments()
                        .forEach(comment -> text.append(comment.stripTrailing()).append('\n'));
                text.append(Statement.of(withoutSemicolon(statement.text()), "").script());
            }
            return text.toString();
        } catch (SqlScanException e) {
            // Only the database's own rules tell the statements apart, and nobody said which it is.
            return part.strip() + "\n";
        }
    }

    private static String whole(String part) {
        String text = withoutSemicolon(part);
        Statement statement = Statement.of(text, "");
        return isOne(text) ? statement.script() : statement.withOwnDelimiter().script();
    }

    private static boolean isOne(String text) {
        try {
            return SCANNER.scan(text + ";").size() == 1;
        } catch (SqlScanException e) {
            return false;
        }
    }

    private static String withoutSemicolon(String text) {
        return text.endsWith(";") ? text.substring(0, text.length() - 1).stripTrailing() : text;
    }
}
