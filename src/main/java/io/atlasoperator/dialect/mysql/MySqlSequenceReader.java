package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlRelations.TableRow;
import io.atlasoperator.schema.Sequence;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads sequences (MariaDB), each of which is a table of one row, in as few queries as there are hundreds of them. */
final class MySqlSequenceReader {
    private static final int AT_ONCE = 100;

    private MySqlSequenceReader() {}

    static List<Sequence> read(MySqlCatalog catalog, MySqlRelations relations) throws SQLException {
        List<TableRow> rows = List.copyOf(relations.sequences());
        List<Sequence> sequences = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            List<TableRow> some = rows.subList(from, Math.min(from + AT_ONCE, rows.size()));
            List<String> queries = new ArrayList<>();
            for (int i = 0; i < some.size(); i++) {
                queries.add("SELECT " + i
                        + ", start_value, increment, minimum_value, maximum_value, cache_size, cycle_option FROM "
                        + MySqlSyntax.INSTANCE.qualified(some.get(i).name()));
            }
            try (Statement statement = catalog.connection().createStatement();
                    ResultSet row = statement.executeQuery(String.join(" UNION ALL ", queries) + " ORDER BY 1")) {
                while (row.next()) {
                    sequences.add(sequence(some.get(row.getInt(1)), relations, row));
                }
            }
        }
        return sequences;
    }

    private static Sequence sequence(TableRow table, MySqlRelations relations, ResultSet row) throws SQLException {
        // Versions in which all are of one type don't say more of it than others.
        String type = relations.columns(table.name()).stream()
                .filter(column -> column.name().equals("next_not_cached_value"))
                .findFirst()
                .map(column -> MySqlTypes.format(MySqlTypes.parse(column.type())))
                .orElse("bigint");
        return new Sequence(
                table.name(),
                type,
                row.getLong("start_value"),
                row.getLong("increment"),
                row.getLong("minimum_value"),
                row.getLong("maximum_value"),
                Math.max(1, row.getLong("cache_size")),
                row.getBoolean("cycle_option"),
                null,
                table.comment(),
                null,
                null);
    }
}
