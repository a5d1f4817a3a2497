package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.Dependencies;
import io.atlasoperator.schema.Dependencies.Dependency;
import io.atlasoperator.schema.ObjectKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which thing of the model has which number in the catalog, and what needs what. Each reader puts in what it read. For
 * one inspection.
 */
final class CatalogNumbers {
    private final Map<Entry, ObjectKey> keys = new HashMap<>();
    private final List<Dependency> links = new ArrayList<>();

    /** The catalogs whose rows are things of the model. */
    enum Catalog {
        PG_CLASS,
        PG_TYPE,
        PG_PROC,
        PG_TRIGGER,
        PG_POLICY,
        PG_STATISTIC_EXT,
        PG_REWRITE,
        PG_EXTENSION,
        PG_EVENT_TRIGGER,
        PG_COLLATION,
        PG_CAST,
        PG_OPERATOR,
        PG_TS_DICT,
        PG_TS_CONFIG,
        PG_PUBLICATION,
        /** Any other: what is not read yet. */
        OTHER;

        static Catalog of(String name) {
            for (Catalog catalog : values()) {
                if (catalog.name().equalsIgnoreCase(name)) {
                    return catalog;
                }
            }
            return OTHER;
        }
    }

    private record Entry(Catalog catalog, long number) {}

    void put(Catalog catalog, long number, ObjectKey key) {
        keys.put(new Entry(catalog, number), key);
    }

    /** The thing of that number, or null if it was not put in. */
    @Nullable
    ObjectKey key(Catalog catalog, long number) {
        return keys.get(new Entry(catalog, number));
    }

    /** Adds a need that the catalog does not speak of. */
    void link(ObjectKey dependent, ObjectKey needed, @Nullable String column) {
        links.add(new Dependency(dependent, needed, column));
    }

    /** What the server says of everything that was put in. */
    Dependencies dependencies(CatalogReader catalog) throws SQLException {
        List<Dependency> found = new ArrayList<>(links);
        catalog.each(PostgresDependencyQuery.TEXT, row -> {
            @Nullable
            ObjectKey dependent = keys.get(new Entry(Catalog.of(row.getString("class")), row.getLong("number")));
            @Nullable
            ObjectKey needed =
                    keys.get(new Entry(Catalog.of(row.getString("needed_class")), row.getLong("needed_number")));
            if (dependent != null && needed != null) {
                found.add(new Dependency(dependent, needed, row.getString("needed_column")));
            }
        });
        found.sort(java.util.Comparator.comparing(Dependency::dependent).thenComparing(Dependency::needed));
        return Dependencies.of(found);
    }
}
