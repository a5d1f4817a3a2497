package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which changes of a generated column need the column to be dropped and added, and what goes along with it. */
final class PostgresGeneratedColumns {
    private static final Pattern NAME = Pattern.compile("\"((?:[^\"]|\"\")+)\"|([\\p{L}_][\\p{L}\\p{N}_$]*)");

    private PostgresGeneratedColumns() {}

    /** Whether the server can't give a column the other expression in place; its values are computed in any case. */
    static boolean madeAnew(PostgresVersion version, Column from, Column to) {
        Generated before = from.generated();
        Generated after = to.generated();
        return before != null
                && after != null
                && (before.storage() != after.storage() || version.server().major() < 17);
    }

    static boolean mentions(Index index, String column) {
        return index.columns().contains(column)
                || index.include().contains(column)
                || index.predicate() != null && mentions(index.predicate(), column)
                || index.parts().stream()
                        .anyMatch(part -> part instanceof IndexPart.OfExpression expression
                                && mentions(expression.expression(), column));
    }

    /** Whether a name stands in an expression, maybe as that of something else. */
    static boolean mentions(String expression, String column) {
        Matcher names = NAME.matcher(expression);
        while (names.find()) {
            String name =
                    names.group(1) == null ? names.group(2) : names.group(1).replace("\"\"", "\"");
            if (name.equals(column)) {
                return true;
            }
        }
        return false;
    }
}
