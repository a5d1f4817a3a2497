package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.sql.ScannerOptions;
import io.atlasoperator.sql.SqlSyntax;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Quoting in PostgreSQL. */
final class PostgresSyntax implements SqlSyntax {
    static final PostgresSyntax INSTANCE = new PostgresSyntax();

    private static final ScannerOptions SCANNER = new ScannerOptions(true, true, true, false, true, false);
    private static final Pattern QUALIFIED = Pattern.compile("\"(?:[^\"]|\"\")+\"\\.\"(?:[^\"]|\"\")+\"");
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

    private PostgresSyntax() {}

    @Override
    public String quoteIdentifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    public String quoteLiteral(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        // With standard_conforming_strings off, a backslash in a plain literal would escape.
        return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }

    @Override
    public String fold(String name) {
        return name.toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public boolean numbersParameters() {
        return true;
    }

    @Override
    public ScannerOptions scanner() {
        return SCANNER;
    }

    /** The name of an object, behind that of its schema if the qualifier asks for one. */
    static String name(QualifiedName name, Qualifier qualifier) {
        return name(name.schema(), name.name(), qualifier);
    }

    static String name(String schema, String name, Qualifier qualifier) {
        @Nullable String prefix = qualifier.of(schema);
        String quoted = INSTANCE.quoteIdentifier(name);
        return prefix == null ? quoted : INSTANCE.quoteIdentifier(prefix) + "." + quoted;
    }

    static String quote(String name) {
        return INSTANCE.quoteIdentifier(name);
    }

    /** A collation: by its name, or by that of its schema too, both in quotes already. */
    static String collation(String collation) {
        return QUALIFIED.matcher(collation).matches() ? collation : quote(collation);
    }

    static String quoteAll(List<String> names) {
        return names.stream().map(PostgresSyntax::quote).collect(Collectors.joining(", "));
    }

    /** The name as the server itself would print it: in quotes only where it needs them. */
    static String quoteIfNeeded(String name) {
        return PLAIN.matcher(name).matches() ? name : quote(name);
    }

    /** The name without the quotes around it; folded to lower case if it has none. */
    static String unquote(String identifier) {
        if (identifier.length() >= 2 && identifier.startsWith("\"") && identifier.endsWith("\"")) {
            return identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"");
        }
        return identifier.toLowerCase(java.util.Locale.ROOT);
    }
}
