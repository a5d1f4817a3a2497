package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The clauses of ALTER TABLE that set what is no column, key, index or check. */
final class PostgresTableSettings {
    private final PostgresVersion version;
    private final PostgresClauses clauses;

    PostgresTableSettings(PostgresVersion version, PostgresClauses clauses) {
        this.version = version;
        this.clauses = clauses;
    }

    /** What a new table needs once its columns and indexes are there. */
    List<AlterClause> ofNew(Table table) {
        List<AlterClause> found = new ArrayList<>();
        for (Column column : table.columns()) {
            inherited(column, found);
            column(Column.of(column.name(), column.type(), column.nullable()), column, found);
        }
        for (ForeignKey key : table.foreignKeys()) {
            if (!PostgresTablePlanner.isInline(table, key)) {
                found.add(new AlterClause(
                        "ADD " + clauses.foreignKey(key), List.of(dropConstraint(key.name())), Set.of()));
            }
        }
        for (Check check : table.checks()) {
            if (!PostgresCheckOptions.of(check).validated() && check.name() != null) {
                found.add(new AlterClause(
                        "ADD " + PostgresClauses.check(check), List.of(dropConstraint(check.name())), Set.of()));
            }
        }
        PostgresTableOptions options = PostgresTableOptions.of(table);
        indexUses(PostgresTableStorage.DEFAULT, options.storage(), found);
        security(PostgresRowSecurity.OFF, options.rowSecurity(), found);
        return found;
    }

    private static String dropConstraint(String name) {
        return "DROP CONSTRAINT " + PostgresSyntax.quote(name);
    }

    private static void inherited(Column column, List<AlterClause> found) {
        PostgresColumnOptions.Inherited own = PostgresColumnOptions.of(column).inherited();
        if (own == null) {
            return;
        }
        if (own.ownDefault() && column.generated() == null) {
            String set = column.defaultValue() == null
                    ? "DROP DEFAULT"
                    : "SET DEFAULT " + PostgresDefaults.sql(column.type(), column.defaultValue());
            found.add(new AlterClause(alter(column, set), List.of(alter(column, "DROP DEFAULT")), Set.of()));
        }
        if (own.ownNotNull()) {
            found.add(
                    new AlterClause(alter(column, "SET NOT NULL"), List.of(alter(column, "DROP NOT NULL")), Set.of()));
        }
    }

    /** What leads from one column's options to another's. */
    void column(Column from, Column to, List<AlterClause> found) {
        PostgresColumnOptions before = PostgresColumnOptions.of(from);
        PostgresColumnOptions after = PostgresColumnOptions.of(to);
        if (!Objects.equals(before.storage(), after.storage())) {
            found.add(new AlterClause(
                    alter(to, "SET STORAGE " + storage(after, to)),
                    List.of(alter(to, "SET STORAGE " + storage(before, from))),
                    Set.of()));
        }
        if (!Objects.equals(before.compression(), after.compression())) {
            if (version.server().major() < 14) {
                throw new PlanException("column \"" + to.name()
                        + "\": COMPRESSION needs PostgreSQL 14 or later, the server has "
                        + version.server().text());
            }
            found.add(new AlterClause(
                    alter(to, "SET COMPRESSION " + orDefault(after.compression())),
                    List.of(alter(to, "SET COMPRESSION " + orDefault(before.compression()))),
                    Set.of()));
        }
        if (!Objects.equals(before.statistics(), after.statistics())) {
            found.add(new AlterClause(
                    alter(to, "SET STATISTICS " + target(after.statistics())),
                    List.of(alter(to, "SET STATISTICS " + target(before.statistics()))),
                    Set.of()));
        }
        String column = "ALTER COLUMN " + PostgresSyntax.quote(to.name()) + " ";
        parameters(column, before.parameters(), after.parameters(), found);
    }

    /** Version 16 and later know the type's own way by name, older ones have to be told which it is. */
    private String storage(PostgresColumnOptions options, Column column) {
        if (options.storage() != null) {
            return options.storage();
        }
        if (version.server().major() >= 16) {
            return "DEFAULT";
        }
        return PostgresTypes.format(column.type()).matches("(numeric|inet|cidr).*") ? "MAIN" : "EXTENDED";
    }

    private static String orDefault(@Nullable String compression) {
        return compression == null ? "default" : compression;
    }

    private static int target(@Nullable Integer statistics) {
        return statistics == null ? -1 : statistics;
    }

    private static String alter(Column column, String action) {
        return "ALTER COLUMN " + PostgresSyntax.quote(column.name()) + " " + action;
    }

    /** What leads from one way of keeping rows to another, indexes apart. */
    void storage(PostgresTableStorage from, PostgresTableStorage to, List<AlterClause> found) {
        if (from.unlogged() != to.unlogged()) {
            found.add(new AlterClause(
                    to.unlogged() ? "SET UNLOGGED" : "SET LOGGED",
                    List.of(from.unlogged() ? "SET UNLOGGED" : "SET LOGGED"),
                    Set.of(Hazard.TABLE_REWRITE, Hazard.LONG_LOCK)));
        }
        if (!Objects.equals(from.accessMethod(), to.accessMethod())) {
            if (version.server().major() < 15) {
                throw new PlanException("changing the access method of a table needs PostgreSQL 15 or later, the server"
                        + " has " + version.server().text());
            }
            found.add(new AlterClause(
                    "SET ACCESS METHOD " + method(to),
                    List.of("SET ACCESS METHOD " + method(from)),
                    Set.of(Hazard.TABLE_REWRITE, Hazard.LONG_LOCK)));
        }
        parameters("", from.parameters(), to.parameters(), found);
    }

    private static String method(PostgresTableStorage storage) {
        return storage.accessMethod() == null ? "heap" : PostgresSyntax.quote(storage.accessMethod());
    }

    /** What leads from some parameters to others. */
    static void parameters(String start, Set<String> from, Set<String> to, List<AlterClause> found) {
        Map<String, String> before = byName(from);
        Map<String, String> after = byName(to);
        List<String> set =
                to.stream().filter(parameter -> !from.contains(parameter)).toList();
        List<String> reset = before.keySet().stream()
                .filter(name -> !after.containsKey(name))
                .sorted()
                .toList();
        if (!set.isEmpty()) {
            List<String> undo = new ArrayList<>();
            List<String> old = from.stream()
                    .filter(parameter -> !to.contains(parameter) && after.containsKey(name(parameter)))
                    .toList();
            if (!old.isEmpty()) {
                undo.add(start + "SET (" + PostgresClauses.parameters(old) + ")");
            }
            List<String> fresh = set.stream()
                    .map(PostgresTableSettings::name)
                    .filter(name -> !before.containsKey(name))
                    .toList();
            if (!fresh.isEmpty()) {
                undo.add(start + "RESET (" + String.join(", ", fresh) + ")");
            }
            found.add(new AlterClause(start + "SET (" + PostgresClauses.parameters(set) + ")", undo, Set.of()));
        }
        if (!reset.isEmpty()) {
            List<String> old = from.stream()
                    .filter(parameter -> reset.contains(name(parameter)))
                    .toList();
            found.add(new AlterClause(
                    start + "RESET (" + String.join(", ", reset) + ")",
                    List.of(start + "SET (" + PostgresClauses.parameters(old) + ")"),
                    Set.of()));
        }
    }

    private static Map<String, String> byName(Set<String> parameters) {
        Map<String, String> found = new HashMap<>();
        parameters.forEach(parameter -> found.put(name(parameter), parameter));
        return found;
    }

    private static String name(String parameter) {
        return parameter.substring(0, parameter.indexOf('='));
    }

    /** What leads from one use of indexes by replication and CLUSTER to another. */
    void indexUses(PostgresTableStorage from, PostgresTableStorage to, List<AlterClause> found) {
        if (!replica(from).equals(replica(to))) {
            found.add(new AlterClause(replica(to), List.of(replica(from)), Set.of()));
        }
        if (!cluster(from).equals(cluster(to))) {
            found.add(new AlterClause(cluster(to), List.of(cluster(from)), Set.of()));
        }
    }

    private static String replica(PostgresTableStorage storage) {
        return "REPLICA IDENTITY "
                + (storage.replicaIndex() == null
                        ? storage.replicaIdentity()
                        : "USING INDEX " + PostgresSyntax.quote(storage.replicaIndex()));
    }

    private static String cluster(PostgresTableStorage storage) {
        return storage.clusterIndex() == null
                ? "SET WITHOUT CLUSTER"
                : "CLUSTER ON " + PostgresSyntax.quote(storage.clusterIndex());
    }

    /** What leads from one state of row level security to another. */
    void security(PostgresRowSecurity from, PostgresRowSecurity to, List<AlterClause> found) {
        if (from.enabled() != to.enabled()) {
            found.add(new AlterClause(enable(to), List.of(enable(from)), Set.of()));
        }
        if (from.forced() != to.forced()) {
            found.add(new AlterClause(force(to), List.of(force(from)), Set.of()));
        }
    }

    private static String enable(PostgresRowSecurity security) {
        return (security.enabled() ? "ENABLE" : "DISABLE") + " ROW LEVEL SECURITY";
    }

    private static String force(PostgresRowSecurity security) {
        return (security.forced() ? "" : "NO ") + "FORCE ROW LEVEL SECURITY";
    }
}
