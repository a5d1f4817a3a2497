package io.atlasoperator.plan;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.DiffPolicy.Skip;
import io.atlasoperator.diff.Differ;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.Dependencies;
import io.atlasoperator.schema.Dependencies.Dependency;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what can't be made without something that the policy leaves out, before anything is made. What is to go and is
 * needed by what the policy keeps is looked at where that is kept. For one use.
 */
public final class SkippedNeeds {
    private final DiffPolicy policy;
    private final Realm comes;
    private final Dependencies told;
    private final Dependencies written;
    private final Dependencies bodies;
    /** How messages name what is left out, with the word of the policy. */
    private final Map<ObjectKey, String> leftOut = new HashMap<>();

    private final Map<ObjectKey, Table> wantedTables = new HashMap<>();

    private SkippedNeeds(Differ.Comparison compared, DiffPolicy policy) {
        this.policy = policy;
        this.comes = compared.to();
        Realm wanted = compared.wanted();
        this.told = wanted.dependencies();
        this.written = WrittenDependencies.of(wanted);
        this.bodies = WrittenDependencies.ofBodies(wanted);
        Set<String> schemas = new HashSet<>();
        if (policy.skip().contains(Skip.ADD_SCHEMA)) {
            wanted.schemas().stream()
                    .filter(schema -> compared.from().schema(schema.name()).isEmpty())
                    .forEach(schema -> schemas.add(schema.name()));
        }
        tables(wanted).forEach(table -> {
            wantedTables.put(table.key(), table);
            boolean inSkipped = schemas.contains(table.name().schema());
            if (inSkipped || comes.table(table.name()).isEmpty()) {
                leftOut.put(table.key(), named("table", table.name(), inSkipped ? Skip.ADD_SCHEMA : Skip.ADD_TABLE));
            }
        });
        wanted.allObjects().forEach(object -> {
            boolean inSkipped = schemas.contains(object.name().schema());
            if (inSkipped || comes.object(object.key()).isEmpty()) {
                leftOut.put(
                        object.key(),
                        named(object.kind(), object.name(), inSkipped ? Skip.ADD_SCHEMA : DiffPolicy.addition(object)));
            }
        });
    }

    /**
     * Looks at all changes.
     *
     * @throws PlanException if one of them needs what the policy leaves out
     */
    public static void check(Differ.Comparison compared, DiffPolicy policy) {
        if (policy.skip().isEmpty()) {
            return;
        }
        SkippedNeeds needs = new SkippedNeeds(compared, policy);
        compared.changes().forEach(needs::check);
    }

    private void check(Change change) {
        switch (change) {
            case Change.AddTable(Table table) -> table(table, table);
            case Change.ModifyTable(Table from, Table to, List<TableChange> changes) -> table(to, made(to, changes));
            case Change.AddObject(SchemaObject object) -> object(object);
            case Change.ModifyObject(SchemaObject from, SchemaObject to) -> object(to);
            case Change.AddSchema _,
                    Change.DropSchema _,
                    Change.ModifySchema _,
                    Change.DropObject _,
                    Change.DropTable _,
                    Change.RenameObject _,
                    Change.RenameTable _ -> {}
        }
    }

    /** A table of nothing but what changes make. */
    private static Table made(Table to, List<TableChange> changes) {
        List<Column> columns = new ArrayList<>();
        List<Index> indexes = new ArrayList<>();
        List<ForeignKey> keys = new ArrayList<>();
        List<Check> checks = new ArrayList<>();
        @Nullable PrimaryKey primary = null;
        boolean options = false;
        for (TableChange change : changes) {
            switch (change) {
                case TableChange.AddColumn(Column column) -> columns.add(column);
                case TableChange.ModifyColumn modify -> columns.add(modify.to());
                case TableChange.AddIndex(Index index, boolean _) -> indexes.add(index);
                case TableChange.ModifyIndex modify -> indexes.add(modify.to());
                case TableChange.AddForeignKey(ForeignKey key) -> keys.add(key);
                case TableChange.ModifyForeignKey modify -> keys.add(modify.to());
                case TableChange.AddCheck(Check check) -> checks.add(check);
                case TableChange.ModifyCheck modify -> checks.add(modify.to());
                case TableChange.AddPrimaryKey(PrimaryKey key) -> primary = key;
                case TableChange.ModifyPrimaryKey modify -> primary = modify.to();
                case TableChange.ModifyOptions _ -> options = true;
                case TableChange _ -> {}
            }
        }
        return to.toBuilder()
                .columns(columns)
                .indexes(indexes)
                .foreignKeys(keys)
                .checks(checks)
                .primaryKey(primary)
                .options(options ? to.options() : null)
                .build();
    }

    /** @param made what is made of it */
    private void table(Table table, Table made) {
        String dependent = "table \"" + table.name().name() + "\"";
        for (Column column : made.columns()) {
            @Nullable QualifiedName type = ColumnType.named(column.type());
            if (type != null) {
                require("column \"" + column.name() + "\" of " + dependent, ObjectKey.type(type));
            }
        }
        if (made.options() != null) {
            made.options().needs().forEach(needed -> require(dependent, needed));
        }
        if (made.primaryKey() != null) {
            columns(
                    "the primary key of " + dependent,
                    table.key(),
                    made.primaryKey().columns());
        }
        for (Index index : made.indexes()) {
            String named = "index \"" + index.name() + "\" of " + dependent;
            columns(named, table.key(), index.columns());
            columns(named, table.key(), index.include());
        }
        for (ForeignKey key : made.foreignKeys()) {
            String named = "foreign key \"" + key.name() + "\" of " + dependent;
            columns(named, table.key(), key.columns());
            require(named, ObjectKey.relation(key.refTable()));
            columns(named, ObjectKey.relation(key.refTable()), key.refColumns());
        }
        Set<String> names = new HashSet<>();
        WrittenDependencies.texts(made).forEach(text -> names.addAll(WrittenDependencies.names(text)));
        (told.isEmpty() ? written : told)
                .needs(table.key()).stream()
                        .map(Dependency::needed)
                        .filter(needed -> names.contains(needed.name().name().toLowerCase(Locale.ROOT)))
                        .forEach(needed -> require(dependent, needed));
        made.checks()
                .forEach(check -> WrittenDependencies.names(check.expression())
                        .forEach(name -> missingColumn(table.key(), name).ifPresent(column -> {
                            throw refused(
                                    "check" + (check.name() == null ? "" : " \"" + check.name() + "\"") + " of "
                                            + dependent,
                                    column);
                        })));
    }

    private void object(SchemaObject object) {
        if (leftOut.containsKey(object.key())) {
            return;
        }
        String dependent = object.kind() + " \"" + object.name().name() + "\"";
        Stream.concat(
                        (told.isEmpty() ? written : told).needs(object.key()).stream(),
                        bodies.needs(object.key()).stream())
                .forEach(dependency -> {
                    require(dependent, dependency.needed());
                    if (dependency.column() != null) {
                        columns(dependent, dependency.needed(), List.of(dependency.column()));
                    }
                });
    }

    private void require(String dependent, ObjectKey needed) {
        @Nullable String missing = leftOut.get(needed);
        if (missing != null) {
            throw refused(dependent, missing);
        }
    }

    private void columns(String dependent, ObjectKey table, Collection<String> columns) {
        for (String column : columns) {
            missingColumn(table, column).ifPresent(missing -> {
                throw refused(dependent, missing);
            });
        }
    }

    /** A column that is wanted and does not come. */
    private Optional<String> missingColumn(ObjectKey key, String column) {
        @Nullable Table wanted = wantedTables.get(key);
        if (wanted == null) {
            return Optional.empty();
        }
        return wanted.columns().stream()
                .map(Column::name)
                .filter(column::equals)
                .filter(name -> comes.table(key.name())
                        .filter(table -> table.column(name).isEmpty())
                        .isPresent())
                .findFirst()
                .map(name -> "column \"" + name + "\" of table \"" + key.name().name()
                        + "\", which diff.skip leaves out ("
                        + word(policy.skip().contains(Skip.MODIFY_TABLE) ? Skip.MODIFY_TABLE : Skip.ADD_COLUMN) + ")");
    }

    private static String named(String kind, QualifiedName name, Skip skip) {
        return kind + " \"" + name.name() + "\", which diff.skip leaves out (" + word(skip) + ")";
    }

    private static String word(Skip skip) {
        return skip.name().toLowerCase(Locale.ROOT);
    }

    private static PlanException refused(String dependent, String missing) {
        return new PlanException(dependent + " needs " + missing
                + ": take that word out of diff.skip, or the one out of the desired state until the other is there");
    }

    private static Stream<Table> tables(Realm realm) {
        return realm.schemas().stream().flatMap(schema -> schema.tables().stream());
    }
}
