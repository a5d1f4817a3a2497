package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.sql.ScannerOptions;
import io.atlasoperator.sql.SqlSyntax;
import java.util.List;
import java.util.stream.Collectors;

/** SQLite's quoting, and how its scripts are split. */
final class SqliteSyntax implements SqlSyntax {
    static final SqliteSyntax INSTANCE = new SqliteSyntax();

    private static final ScannerOptions SCANNER = new ScannerOptions(true, false, false, false, false, false);

    private SqliteSyntax() {}

    @Override
    public String quoteIdentifier(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    @Override
    public String quoteLiteral(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    @Override
    public ScannerOptions scanner() {
        return SCANNER;
    }

    /** The names as quoted identifiers with commas between them. */
    String identifiers(List<String> names) {
        return names.stream().map(this::quoteIdentifier).collect(Collectors.joining(", "));
    }
}
