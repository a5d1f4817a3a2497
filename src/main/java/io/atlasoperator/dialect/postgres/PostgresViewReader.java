package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.CatalogNumbers.Catalog;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.View;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what views have beyond what tables have. */
final class PostgresViewReader {

    private PostgresViewReader() {}

    private record Query(boolean materialized, String definition, PostgresViewOptions options) {}

    /**
     * The views, in the order given.
     *
     * @param drafts their names, columns, indexes and comments, by number
     * @param known takes their numbers
     */
    static List<View> read(
            CatalogReader catalog, Collection<Long> schemas, Map<Long, Table> drafts, CatalogNumbers known)
            throws SQLException {
        Map<Long, Query> queries = new HashMap<>();
        catalog.each(PostgresQueries.VIEWS, schemas, row -> {
            boolean materialized = "m".equals(row.getString("relkind"));
            queries.put(
                    row.getLong("oid"),
                    new Query(
                            materialized,
                            withoutSemicolon(row.getString("definition")),
                            new PostgresViewOptions(
                                    PostgresSettings.inOrder(CatalogReader.texts(row, "parameters")),
                                    row.getBoolean("relispopulated"))));
        });
        List<View> views = new ArrayList<>();
        drafts.forEach((number, draft) -> {
            @Nullable Query query = queries.get(number);
            // One that was dropped between the queries is not there any more.
            if (query != null) {
                View view = new View(
                        draft.name(),
                        query.materialized,
                        draft.columns(),
                        query.definition,
                        draft.indexes(),
                        draft.comment(),
                        query.options.orNull(),
                        null);
                known.put(Catalog.PG_CLASS, number, view.key());
                views.add(view);
            }
        });
        return views;
    }

    private static String withoutSemicolon(String definition) {
        String text = definition.strip();
        return text.endsWith(";") ? text.substring(0, text.length() - 1).stripTrailing() : text;
    }
}
