package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlQueryParser.Columns;
import io.atlasoperator.dialect.mysql.MySqlQueryParser.Query;
import io.atlasoperator.dialect.mysql.MySqlQueryParser.Surroundings;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.View;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the query of a view that somebody wrote is the one that the server prints in words of its own, by the tables and
 * views that there are. Not safe for use by several threads.
 */
final class MySqlViewQueries implements MySqlQueryParser.Relations {
    /** Modes in which operators mean something else, or bind in another way. */
    private static final Set<String> OTHER_OPERATORS = Set.of("PIPES_AS_CONCAT", "HIGH_NOT_PRECEDENCE");

    private final Map<QualifiedName, Table> currentTables = new HashMap<>();
    private final Map<QualifiedName, Table> wantedTables = new HashMap<>();
    private final Map<QualifiedName, View> currentViews = new HashMap<>();
    private final Map<QualifiedName, View> wantedViews = new HashMap<>();
    private final Set<QualifiedName> asked = new HashSet<>();
    private final boolean isUsual;
    private final boolean folds;
    private final MySqlFlavor flavor;

    private MySqlViewQueries(Realm current, Realm wanted, MySqlFlavor flavor) {
        this.isUsual = MySqlMode.of(flavor.sessionMode()).words().stream().noneMatch(OTHER_OPERATORS::contains);
        this.folds = flavor.foldsNames();
        this.flavor = flavor;
        fill(current, currentTables, currentViews);
        fill(wanted, wantedTables, wantedViews);
    }

    private void fill(Realm realm, Map<QualifiedName, Table> tables, Map<QualifiedName, View> views) {
        realm.schemas().forEach(schema -> {
            schema.tables().forEach(table -> tables.put(folded(table.name()), table));
            schema.objects(View.class).forEach(view -> views.put(folded(view.name()), view));
        });
    }

    private QualifiedName folded(QualifiedName name) {
        return folds ? new QualifiedName(folded(name.schema()), folded(name.name())) : name;
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The wanted realm with the queries of views as the current one has them, where they come to the same. */
    static Realm align(Realm current, Realm wanted, MySqlFlavor flavor) {
        boolean hasViews = wanted.schemas().stream()
                .anyMatch(schema -> !schema.objects(View.class).isEmpty());
        if (!hasViews) {
            return wanted;
        }
        MySqlViewQueries queries = new MySqlViewQueries(current, wanted, flavor);
        return wanted.mapSchemas(schema ->
                schema.withObjects(schema.objects().stream().map(queries::align).toList()));
    }

    /** The views that are replaced because nobody can tell whether their query is another, in sentences. */
    static List<String> undecided(Realm current, Realm written, MySqlFlavor flavor) {
        Realm wanted = MySqlSpelling.align(current, written, flavor);
        MySqlViewQueries queries = new MySqlViewQueries(current, wanted, flavor);
        return wanted.schemas().stream()
                .flatMap(schema -> schema.objects(View.class).stream())
                .filter(queries::isUndecided)
                .map(view ->
                        "view \"" + view.name().name() + "\": its query is in words that can't be compared with the"
                                + " server's, so each apply replaces it: give a dev database")
                .toList();
    }

    private boolean isUndecided(View wanted) {
        return currentViews.get(folded(wanted.name())) instanceof View current
                && !MySqlTerms.sameQuery(current.definition(), wanted.definition(), folds)
                && (query(current).isEmpty() || query(wanted).isEmpty());
    }

    private SchemaObject align(SchemaObject wanted) {
        return wanted instanceof View view
                        && currentViews.get(folded(view.name())) instanceof View current
                        && !current.definition().equals(view.definition())
                        && same(current, view)
                ? new View(
                        view.name(),
                        view.materialized(),
                        current.columns(),
                        current.definition(),
                        view.indexes(),
                        view.comment(),
                        view.options(),
                        view.range())
                : wanted;
    }

    private boolean same(View current, View wanted) {
        Optional<Query> there = query(current);
        return there.isPresent() && query(wanted).equals(there);
    }

    /** What a view selects, under the names that it gives; nothing if its text is not of a form that is known. */
    private Optional<Query> query(View view) {
        if (!isUsual) {
            return Optional.empty();
        }
        Surroundings around = new Surroundings(
                folds ? folded(view.name().schema()) : view.name().schema(), flavor, this, Map.of());
        return MySqlQueryParser.parse(MySqlText.body(view.definition()), around)
                .map(query -> new Query(
                        view.columns().isEmpty() ? MySqlQueryParser.folded(query.names()) : names(view.columns()),
                        query.term()));
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream().map(column -> folded(column.name())).toList();
    }

    @Override
    public Optional<Columns> columns(String schema, String name) {
        QualifiedName relation = folded(new QualifiedName(schema, name));
        @Nullable Table wanted = wantedTables.get(relation);
        @Nullable Table current = currentTables.get(relation);
        if (wanted != null || !wantedViews.containsKey(relation)) {
            return Optional.ofNullable(wanted == null ? current : inOrder(wanted, current))
                    .map(MySqlViewQueries::columns)
                    .or(() -> ofView(relation));
        }
        return ofView(relation);
    }

    /** The order of columns alone is no difference: they stay where they are. */
    private static Table inOrder(Table wanted, @Nullable Table current) {
        return current != null && Set.copyOf(names(current.columns())).equals(Set.copyOf(names(wanted.columns())))
                ? current
                : wanted;
    }

    private static Columns columns(Table table) {
        return new Columns(
                names(table.columns()),
                names(table.columns().stream()
                        .filter(column -> !MySqlColumnOptions.of(column).invisible())
                        .toList()));
    }

    private Optional<Columns> ofView(QualifiedName name) {
        @Nullable View view = wantedViews.getOrDefault(name, currentViews.get(name));
        if (view == null || !asked.add(name)) {
            return Optional.empty();
        }
        try {
            return query(view).map(query -> new Columns(query.names(), query.names()));
        } finally {
            asked.remove(name);
        }
    }
}
