package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Dependencies;
import io.atlasoperator.schema.Dependencies.Dependency;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Keeps columns that were computed: DROP EXPRESSION of PostgreSQL 13 and 14 leaves the column tied to the functions and
 * types that its expression spoke of, and when one of those is dropped, now or in years, the server drops the column and
 * its values along with it, without a word.
 */
final class PostgresFormerlyComputed {

    private PostgresFormerlyComputed() {}

    /**
     * Looks at all changes.
     *
     * @param inPlace whether an object becomes another without being dropped
     * @throws PlanException if a column would be tied so, or would go along with what it is tied to
     */
    static void check(
            PostgresVersion version,
            List<Change> changes,
            Realm from,
            Realm to,
            BiPredicate<SchemaObject, SchemaObject> inPlace) {
        if (version.forgetsExpressions()) {
            return;
        }
        for (Change change : changes) {
            switch (change) {
                case Change.ModifyTable(Table before, Table after, List<TableChange> inside) -> {
                    for (TableChange part : inside) {
                        if (part instanceof TableChange.ModifyColumn(Column old, Column wanted, Set<ChangeKind> kinds)
                                && kinds.contains(ChangeKind.GENERATED)
                                && old.generated() != null
                                && wanted.generated() == null) {
                            checkFreed(version, before, old, from);
                        }
                    }
                }
                case Change.DropObject(SchemaObject object) -> checkDropped(object, from, to);
                case Change.ModifyObject(SchemaObject old, SchemaObject wanted)
                when !inPlace.test(old, wanted) -> checkDropped(old, from, to);
                case Change _ -> {}
            }
        }
    }

    private static void checkFreed(PostgresVersion version, Table table, Column column, Realm from) {
        Dependencies known = from.dependencies();
        from.allObjects()
                .filter(object -> isTie(object)
                        && known.needs(table.key()).stream()
                                .map(Dependency::needed)
                                .anyMatch(object.key()::equals)
                        && column.generated() != null
                        && PostgresGeneratedColumns.mentions(
                                column.generated().expression(), object.name().name()))
                .findFirst()
                .ifPresent(object -> {
                    throw new PlanException(
                            "column \"" + column.name() + "\" of table \""
                                    + table.name().name() + "\" can't become a plain column: PostgreSQL "
                                    + version.server().major() + " would drop it along with the " + object.kind()
                                    + " \""
                                    + object.name().name()
                                    + "\" that its expression speaks of; add another column, copy the values, and drop this one");
                });
    }

    private static boolean isTie(SchemaObject object) {
        return object.key().namespace() == ObjectKey.Namespace.ROUTINE
                || object.key().namespace() == ObjectKey.Namespace.TYPE;
    }

    /** A table that depends on a function of which nothing in it speaks has a column that once was computed by it. */
    private static void checkDropped(SchemaObject object, Realm from, Realm to) {
        if (object.key().namespace() != ObjectKey.Namespace.ROUTINE) {
            return;
        }
        for (Dependency dependency : from.dependencies().dependents(object.key())) {
            from.table(dependency.dependent().name())
                    .filter(table -> table.key().equals(dependency.dependent())
                            && to.table(table.name()).isPresent()
                            && texts(table).stream()
                                    .noneMatch(text -> PostgresGeneratedColumns.mentions(
                                            text, object.name().name())))
                    .ifPresent(table -> {
                        throw new PlanException("the " + object.kind() + " \""
                                + object.name().name() + "\" can't be dropped: a column of table \""
                                + table.name().name()
                                + "\" was computed by it once, and the server would drop the column along with it; add"
                                + " another column, copy the values, and drop that one first");
                    });
        }
    }

    private static List<String> texts(Table table) {
        List<String> texts = new ArrayList<>();
        for (Column column : table.columns()) {
            if (column.defaultValue() != null) {
                texts.add(column.defaultValue().sql());
            }
            if (column.generated() != null) {
                texts.add(column.generated().expression());
            }
        }
        table.checks().forEach(check -> texts.add(check.expression()));
        for (Index index : table.indexes()) {
            if (index.predicate() != null) {
                texts.add(index.predicate());
            }
            parts(index.parts(), texts);
        }
        PostgresTableOptions options = PostgresTableOptions.of(table);
        if (options.partitioning() != null) {
            parts(options.partitioning().parts(), texts);
        }
        if (options.merged() != null) {
            options.merged().checks().forEach(check -> texts.add(check.expression()));
            options.merged().repeatedChecks().forEach(check -> texts.add(check.expression()));
            options.merged().indexes().forEach(index -> parts(index.parts(), texts));
        }
        return texts;
    }

    private static void parts(List<IndexPart> parts, List<String> texts) {
        for (IndexPart part : parts) {
            if (part instanceof IndexPart.OfExpression expression) {
                texts.add(expression.expression());
            }
        }
    }
}
