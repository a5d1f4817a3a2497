package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.Differ;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Sets the changes of a materialized view's indexes apart from those of the view itself: an index of one is built, dropped
 * and replaced beside those who read it just as that of a table, and goes through the same steps.
 */
final class PostgresViewIndexes {
    private final PostgresDiffRules rules;
    private final DiffPolicy policy;

    PostgresViewIndexes(PostgresDiffRules rules, DiffPolicy policy) {
        this.rules = rules;
        // What is to be skipped of tables says nothing of views.
        this.policy = new DiffPolicy(Set.of(), policy.concurrentCreate(), policy.concurrentDrop());
    }

    /** The change as that of the view, if it has one, and that of its indexes; in one if nothing is to be built beside. */
    List<Change> apart(Change.ModifyObject change) {
        if (!(change.from() instanceof View from)
                || !(change.to() instanceof View to)
                || !from.materialized()
                || !policy.concurrentCreate() && !policy.concurrentDrop()) {
            return List.of(change);
        }
        List<Change> indexes = new Differ(rules, policy).diff(realm(from, from.indexes()), realm(from, to.indexes()));
        if (indexes.isEmpty()) {
            return List.of(change);
        }
        View meanwhile = new View(
                from.name(),
                true,
                from.columns(),
                from.definition(),
                to.indexes(),
                from.comment(),
                from.options(),
                from.range());
        List<Change> changes = new ArrayList<>();
        if (rules.objectChanged(meanwhile, to)) {
            changes.add(new Change.ModifyObject(meanwhile, to));
        }
        changes.addAll(indexes);
        return List.copyOf(changes);
    }

    private static Realm realm(View view, List<Index> indexes) {
        Table table = Table.builder(view.name())
                .columns(view.columns())
                .indexes(indexes)
                .build();
        return new Realm(List.of(Schema.empty(view.name().schema()).withTables(List.of(table))));
    }
}
