package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.diff.Change;
import io.atlasoperator.plan.Absences;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Planner;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Dependencies;
import io.atlasoperator.schema.Dependencies.Dependency;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Changes to statements. What ALTER TABLE can't do is done by building the table anew beside the old one. Foreign keys
 * are not enforced while that happens, and while tables are dropped, so no order among tables is needed.
 */
final class SqlitePlanner implements Planner {

    @Override
    public boolean referencesMustExist() {
        return false;
    }

    @Override
    public boolean changesInPlace(SchemaObject from, SchemaObject to) {
        return SqliteKinds.ALL.changesInPlace(from, to);
    }

    /** A table that is built anew loses its triggers. What else names it finds it again. */
    @Override
    public Set<String> disturbs(Change.ModifyTable change) {
        return SqliteTableAlteration.isDirect(change)
                ? Set.of()
                : change.from().columns().stream().map(Column::name).collect(Collectors.toSet());
    }

    /**
     * A trigger goes with its table or view. SQLite has no catalog of what else needs what, and lets a view or a trigger
     * be without the tables that it names.
     */
    @Override
    public Dependencies dependencies(Realm realm) {
        List<Dependency> found = new ArrayList<>();
        realm.allObjects()
                .filter(Trigger.class::isInstance)
                .map(Trigger.class::cast)
                .forEach(trigger -> {
                    ObjectKey owner = ObjectKey.relation(trigger.table());
                    found.add(new Dependency(trigger.key(), owner, null));
                    realm.table(trigger.table()).stream()
                            .flatMap(table -> table.columns().stream())
                            .forEach(column -> found.add(new Dependency(trigger.key(), owner, column.name())));
                });
        return Dependencies.of(found);
    }

    @Override
    public List<Statement> plan(List<Change> changes, PlanOptions options) {
        SqliteTableWriter writer = new SqliteTableWriter(options);
        List<Statement> statements = new ArrayList<>();
        Absences absences = Absences.in(changes);
        boolean unenforced = false;
        for (Change change : changes) {
            int before = statements.size();
            switch (change) {
                case Change.AddTable(Table table) -> addTable(table, writer, statements);
                case Change.DropTable(Table table) -> {
                    statements.add(dropTable(table, writer));
                    unenforced = true;
                }
                case Change.ModifyTable modify -> {
                    if (SqliteTableAlteration.isDirect(modify)) {
                        statements.addAll(new SqliteTableAlteration(modify, writer).statements());
                    } else {
                        statements.addAll(new SqliteTableRebuild(modify, writer).statements());
                        unenforced = true;
                    }
                }
                case Change.RenameTable(Table from, Table to) -> statements.add(renameTable(from, to, writer));
                case Change.AddSchema(var schema) -> throw onlyMain(schema.name());
                case Change.DropSchema(var schema) -> throw onlyMain(schema.name());
                case Change.ModifySchema(var from, var to) ->
                    throw new PlanException("sqlite: schema \"" + from.name() + "\" has nothing that can be changed");
                case Change.AddObject(var object) -> statements.addAll(SqliteKinds.ALL.add(object, options));
                case Change.DropObject(var object) -> statements.addAll(SqliteKinds.ALL.drop(object, options));
                case Change.RenameObject(var from, var to) ->
                    throw new PlanException(
                            "sqlite: " + from.kind() + " \"" + from.name().name()
                                    + "\" can't be renamed: take the hint away, and it is dropped and made anew as \""
                                    + to.name().name() + "\"");
                case Change.ModifyObject(var from, var to) ->
                    statements.addAll(SqliteKinds.ALL.modify(from, to, options));
            }
            List<Statement> own = statements.subList(before, statements.size());
            List<Statement> marked = absences.mark(change, List.of(), List.copyOf(own));
            own.clear();
            own.addAll(marked);
        }
        if (unenforced) {
            statements.addFirst(
                    Statement.of("PRAGMA foreign_keys = off", "disable the enforcement of foreign-keys constraints"));
            statements.addLast(Statement.of(
                    "PRAGMA foreign_keys = on", "enable back the enforcement of foreign-keys constraints"));
        }
        return List.copyOf(statements);
    }

    private static PlanException onlyMain(String schema) {
        return new PlanException("sqlite: a database has the one schema \"main\", it can't have or lose a schema \""
                + schema + "\": name the desired schema \"main\"");
    }

    private static void addTable(Table table, SqliteTableWriter writer, List<Statement> statements) {
        String name = table.name().name();
        statements.add(Statement.of(
                writer.createTable(table, name), "create \"" + name + "\" table", "DROP TABLE " + writer.table(table)));
        for (Index index : table.indexes()) {
            if (!SqliteNames.isConstraint(index)) {
                statements.add(addIndex(table, index, writer, Set.of()));
            }
        }
    }

    /** The statement that makes an index. */
    static Statement addIndex(Table table, Index index, SqliteTableWriter writer, Set<Hazard> hazards) {
        return new Statement(
                writer.createIndex(table, index),
                "create index \"" + SqliteNames.indexName(table, index) + "\" to table: \""
                        + table.name().name() + "\"",
                List.of(writer.dropIndex(table, index)),
                true,
                hazards);
    }

    private static Statement dropTable(Table table, SqliteTableWriter writer) {
        List<String> reverse = new ArrayList<>();
        reverse.add(writer.createTable(table, table.name().name()));
        table.indexes().stream()
                .filter(index -> !SqliteNames.isConstraint(index))
                .forEach(index -> reverse.add(writer.createIndex(table, index)));
        return new Statement(
                "DROP TABLE " + writer.table(table),
                "drop \"" + table.name().name() + "\" table",
                reverse,
                true,
                Set.of(Hazard.DATA_LOSS));
    }

    private static Statement renameTable(Table from, Table to, SqliteTableWriter writer) {
        String oldName = from.name().name();
        String newName = to.name().name();
        return Statement.of(
                "ALTER TABLE " + writer.table(from) + " RENAME TO " + SqliteSyntax.INSTANCE.quoteIdentifier(newName),
                "rename a table from \"" + oldName + "\" to \"" + newName + "\"",
                "ALTER TABLE " + writer.table(to) + " RENAME TO " + SqliteSyntax.INSTANCE.quoteIdentifier(oldName));
    }
}
