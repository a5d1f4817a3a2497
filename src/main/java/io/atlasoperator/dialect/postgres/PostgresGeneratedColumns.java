package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which changes of a generated column need the column to be dropped and added, and what goes along with it. */
final class PostgresGeneratedColumns {
    private static final Pattern NAME = Pattern.compile("\"((?:[^\"]|\"\")+)\"|([\\p{L}_][\\p{L}\\p{N}_$]*)");

    private PostgresGeneratedColumns() {}

    /**
     * The columns that a change of their table drops and adds, to be computed from then on: the server can't give them
     * the other expression or type in place, or lets nothing change what they are computed from. Their values are computed
     * in any case; those that a plain column had until then are lost.
     */
    static Set<String> madeAnew(PostgresVersion version, Change.ModifyTable change) {
        Set<String> changed = changedColumns(change);
        Set<String> added = new HashSet<>();
        Map<String, Set<ChangeKind>> kinds = new HashMap<>();
        for (TableChange part : change.changes()) {
            if (part instanceof TableChange.ModifyColumn(Column from, Column to, Set<ChangeKind> kindsOf)) {
                kinds.put(to.name(), kindsOf);
            } else if (part instanceof TableChange.AddColumn(Column column)) {
                added.add(column.name());
            }
        }
        Set<String> anew = new HashSet<>();
        for (Column from : change.from().columns()) {
            Optional<Column> to = change.to().column(from.name());
            if (to.isEmpty() || to.get().generated() == null) {
                continue;
            }
            Set<ChangeKind> own = kinds.getOrDefault(from.name(), Set.of());
            if (from.generated() == null) {
                if (own.contains(ChangeKind.GENERATED)) {
                    anew.add(from.name());
                }
                continue;
            }
            if (own.contains(ChangeKind.TYPE)
                    || own.contains(ChangeKind.COLLATION)
                    || own.contains(ChangeKind.GENERATED)
                            && (isBuiltIn(version, from.generated(), to.get().generated())
                                    || mentionsAny(to.get().generated(), added))
                    || mentionsAny(from.generated(), changed)) {
                anew.add(from.name());
            }
        }
        return anew;
    }

    /** Whether what a column is computed from is dropped or gets another type. */
    static boolean losesSource(Change.ModifyTable change, Column column) {
        return column.generated() != null && mentionsAny(column.generated(), changedColumns(change));
    }

    private static Set<String> changedColumns(Change.ModifyTable change) {
        Set<String> changed = new HashSet<>();
        for (TableChange part : change.changes()) {
            switch (part) {
                case TableChange.ModifyColumn(Column from, Column to, Set<ChangeKind> kinds)
                when kinds.contains(ChangeKind.TYPE)
                        || kinds.contains(ChangeKind.COLLATION)
                        || kinds.contains(ChangeKind.GENERATED) && from.generated() == null -> changed.add(to.name());
                case TableChange.DropColumn(Column column) -> changed.add(column.name());
                case TableChange _ -> {}
            }
        }
        return changed;
    }

    /** Whether the server can't give a column the other expression in place. */
    private static boolean isBuiltIn(PostgresVersion version, Generated before, Generated after) {
        return before.storage() != after.storage() || version.server().major() < 17;
    }

    private static boolean mentionsAny(Generated generated, Set<String> columns) {
        return columns.stream().anyMatch(column -> mentions(generated.expression(), column));
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
