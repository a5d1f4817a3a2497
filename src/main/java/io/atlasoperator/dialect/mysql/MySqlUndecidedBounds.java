package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlPartitioning.Partition;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Table;
import java.util.List;

/**
 * Finds tables whose partitions are split anew because nobody can tell whether a value that somebody wrote is the number that
 * the server keeps: not even the server, when it {@linkplain MySqlAskedBounds was asked}.
 */
final class MySqlUndecidedBounds {
    private MySqlUndecidedBounds() {}

    /** The tables of which that is so, in sentences. */
    static List<String> in(Realm current, Realm written, MySqlFlavor flavor) {
        Realm wanted = MySqlSpelling.align(current, written, flavor);
        return wanted.schemas().stream()
                .flatMap(schema -> schema.tables().stream())
                .filter(table -> current.schema(table.name().schema())
                        .flatMap(schema -> schema.table(table.name().name()))
                        .filter(there -> isUndecided(there, table))
                        .isPresent())
                .map(table ->
                        "table \"" + table.name().name() + "\": what values of its partitions come to is known to the"
                                + " server alone, so each apply splits the partitions anew, with all rows in them: write them as"
                                + " the numbers that schema inspect shows, or give a dev database")
                .toList();
    }

    private static boolean isUndecided(Table current, Table wanted) {
        return partitions(wanted).stream()
                .anyMatch(written -> partitions(current).stream()
                        .anyMatch(there -> there.name().equalsIgnoreCase(written.name())
                                && there.values() != null
                                && written.values() != null
                                && !MySqlBounds.same(there.values(), written.values())
                                && MySqlBounds.items(written.values()).stream().anyMatch(MySqlBounds::isOpen)));
    }

    private static List<Partition> partitions(Table table) {
        MySqlPartitioning partitioning = MySqlTableOptions.of(table).partitioning();
        return partitioning == null ? List.of() : partitioning.partitions();
    }
}
