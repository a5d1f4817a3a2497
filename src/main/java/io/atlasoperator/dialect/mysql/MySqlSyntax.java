package io.atlasoperator.dialect.mysql;

import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.sql.ScannerOptions;
import io.atlasoperator.sql.SqlSyntax;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** MySQL's quoting, and how its scripts are split. */
final class MySqlSyntax implements SqlSyntax {
    static final MySqlSyntax INSTANCE = new MySqlSyntax();

    private static final ScannerOptions SCANNER = new ScannerOptions(true, false, false, true, false, true);

    private MySqlSyntax() {}

    @Override
    public String quoteIdentifier(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    @Override
    public String quoteLiteral(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    @Override
    public boolean mentions(String expression, String name) {
        return MySqlLexer.meaning(expression).stream()
                .anyMatch(token -> token.isName() && token.anyName().equalsIgnoreCase(name));
    }

    @Override
    public ScannerOptions scanner() {
        return SCANNER;
    }

    /** A name with its schema before it, if the qualifier wants one. */
    String name(QualifiedName name, Qualifier qualifier) {
        @Nullable String schema = qualifier.of(name.schema());
        return (schema == null ? "" : quoteIdentifier(schema) + ".") + quoteIdentifier(name.name());
    }

    /** The names as quoted identifiers with commas between them. */
    String identifiers(List<String> names) {
        return names.stream().map(this::quoteIdentifier).collect(Collectors.joining(", "));
    }

    /** A name with that of its schema before it. */
    String qualified(QualifiedName name) {
        return quoteIdentifier(name.schema()) + "." + quoteIdentifier(name.name());
    }
}
