package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.Dependencies;
import io.atlasoperator.schema.Dependencies.Dependency;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds what needs what: in the texts of views and defaults, in which the server names the schema of everything. */
final class MySqlDependencies {
    private final MySqlRelations relations;
    private final List<Dependency> found = new ArrayList<>();

    MySqlDependencies(MySqlRelations relations, List<Table> tables) {
        this.relations = relations;
        if (!relations.sequences().isEmpty()) {
            tables.forEach(table -> addDefaults(table.name()));
        }
    }

    /** A default may be the next value of a sequence. */
    private void addDefaults(QualifiedName table) {
        for (MySqlColumnRow column : relations.columns(table)) {
            if (column.defaultText() != null) {
                MySqlExpressions.qualified(column.defaultText()).stream()
                        .filter(relations::has)
                        .forEach(needed -> add(ObjectKey.relation(table), ObjectKey.relation(needed)));
            }
        }
    }

    void addViews(MySqlViewReader views, List<Routine> routines) {
        Map<QualifiedName, ObjectKey> functions = routines.stream()
                .filter(routine -> routine.type() == Routine.Type.FUNCTION)
                .collect(Collectors.toMap(Routine::name, Routine::key));
        views.mentioned().forEach((view, names) -> {
            for (QualifiedName name : names) {
                if (relations.has(name)) {
                    add(ObjectKey.relation(view), ObjectKey.relation(name));
                } else if (functions.containsKey(name)) {
                    add(ObjectKey.relation(view), functions.get(name));
                }
            }
        });
    }

    void addTriggers(List<Trigger> triggers) {
        triggers.forEach(trigger -> add(trigger.key(), ObjectKey.relation(trigger.table())));
    }

    private void add(ObjectKey dependent, ObjectKey needed) {
        found.add(new Dependency(dependent, needed, null));
    }

    /** All of them. */
    Dependencies all() {
        return Dependencies.of(found);
    }
}
