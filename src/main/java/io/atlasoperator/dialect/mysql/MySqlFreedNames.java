package io.atlasoperator.dialect.mysql;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names of constraints, of which a schema has each but once: where one goes from one table to another, the former gives it up
 * before the other takes it.
 */
final class MySqlFreedNames {
    private final boolean checksToo;

    private MySqlFreedNames(boolean checksToo) {
        this.checksToo = checksToo;
    }

    /**
     * A name in a schema.
     *
     * @param name with the schema, in lower case
     * @param check whether it is that of a check, rather than of a foreign key
     */
    private record Name(QualifiedName name, boolean check) {}

    /**
     * The changes, in order, with drops of constraints before what takes their names.
     *
     * @param checksToo whether that goes for checks as well as for foreign keys
     */
    static List<Change> early(List<Change> ordered, boolean checksToo) {
        return new MySqlFreedNames(checksToo).early(ordered);
    }

    private List<Change> early(List<Change> ordered) {
        Map<Name, Integer> freed = new HashMap<>();
        for (int i = 0; i < ordered.size(); i++) {
            for (Name name : dropped(ordered.get(i)).keySet()) {
                if (!name.name().name().isEmpty()) {
                    freed.put(name, i);
                }
            }
        }
        List<Change> left = new ArrayList<>(ordered);
        Map<Integer, List<Change>> before = new TreeMap<>();
        for (int i = 0; !freed.isEmpty() && i < left.size(); i++) {
            for (Name name : taken(left.get(i))) {
                @Nullable Integer at = freed.remove(name);
                if (at != null && at > i) {
                    TableChange drop =
                            Objects.requireNonNull(dropped(left.get(at)).get(name));
                    Table table = table(left.get(at));
                    Table without = without(table, drop);
                    before.computeIfAbsent(i, any -> new ArrayList<>())
                            .add(new Change.ModifyTable(table, without, List.of(drop)));
                    left.set(at, later(left.get(at), without, drop));
                }
            }
        }
        List<Change> all = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            all.addAll(before.getOrDefault(i, List.of()));
            if (!(left.get(i) instanceof Change.ModifyTable modify
                    && modify.changes().isEmpty())) {
                all.add(left.get(i));
            }
        }
        return all;
    }

    private Name name(Table table, ForeignKey key) {
        return name(table, key.name(), false);
    }

    private static Name name(Table table, String name, boolean check) {
        return new Name(new QualifiedName(table.name().schema(), name.toLowerCase(Locale.ROOT)), check);
    }

    /** The names that a change gives up, with what does so. */
    private Map<Name, TableChange> dropped(Change change) {
        Map<Name, TableChange> names = new HashMap<>();
        switch (change) {
            case Change.DropTable(Table table) -> {
                table.foreignKeys().forEach(key -> names.put(name(table, key), new TableChange.DropForeignKey(key)));
                table.checks().stream()
                        .filter(check -> checksToo && check.name() != null)
                        .forEach(check -> names.put(
                                name(table, String.valueOf(check.name()), true), new TableChange.DropCheck(check)));
            }
            case Change.ModifyTable(Table from, Table to, List<TableChange> parts) ->
                parts.forEach(part -> {
                    if (part instanceof TableChange.DropForeignKey(ForeignKey key)) {
                        names.put(name(from, key), part);
                    } else if (checksToo
                            && part instanceof TableChange.DropCheck(Check check)
                            && check.name() != null) {
                        names.put(name(from, check.name(), true), part);
                    }
                });
            case Change _ -> {}
        }
        return names;
    }

    private List<Name> taken(Change change) {
        List<Name> names = new ArrayList<>();
        switch (change) {
            case Change.AddTable(Table table) -> {
                table.foreignKeys().forEach(key -> names.add(name(table, key)));
                table.checks().forEach(check -> add(table, check, names));
            }
            case Change.ModifyTable(Table from, Table to, List<TableChange> parts) ->
                parts.forEach(part -> {
                    if (part instanceof TableChange.AddForeignKey(ForeignKey key)) {
                        names.add(name(to, key));
                    } else if (part instanceof TableChange.AddCheck(Check check)) {
                        add(to, check, names);
                    }
                });
            case Change _ -> {}
        }
        return names;
    }

    private void add(Table table, Check check, List<Name> names) {
        if (checksToo && check.name() != null) {
            names.add(name(table, check.name(), true));
        }
    }

    private static Table table(Change change) {
        return switch (change) {
            case Change.DropTable(Table table) -> table;
            case Change.ModifyTable(Table from, Table to, List<TableChange> parts) -> from;
            case Change other -> throw new IllegalStateException("no table has it: " + other);
        };
    }

    private static Table without(Table table, TableChange drop) {
        return table.toBuilder()
                .foreignKeys(table.foreignKeys().stream()
                        .filter(key -> !drop.equals(new TableChange.DropForeignKey(key)))
                        .toList())
                .checks(table.checks().stream()
                        .filter(check -> !drop.equals(new TableChange.DropCheck(check)))
                        .toList())
                .build();
    }

    private static Change later(Change change, Table without, TableChange drop) {
        return switch (change) {
            case Change.ModifyTable(Table from, Table to, List<TableChange> parts) ->
                new Change.ModifyTable(
                        without,
                        to,
                        parts.stream().filter(part -> !part.equals(drop)).toList());
            case Change.DropTable _ -> new Change.DropTable(without);
            case Change other -> other;
        };
    }
}
