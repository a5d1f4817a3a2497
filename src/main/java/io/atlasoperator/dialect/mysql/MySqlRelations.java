package io.atlasoperator.dialect.mysql;

import io.atlasoperator.inspect.Inspection.UnsupportedObject;
import io.atlasoperator.schema.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What shares its name with tables: they themselves, views and sequences, and the columns of them all. */
final class MySqlRelations {
    /** Engines whose tables are but a way to rows elsewhere, which the catalog does not say. */
    private static final Set<String> ELSEWHERE =
            Set.of("federated", "mrg_myisam", "connect", "spider", "oqgraph", "sphinx", "s3");

    private static final Pattern OPTION = Pattern.compile(
            "`?([A-Za-z_]+)`?=('(?:[^'\\\\]|''|\\\\.)*'|\"(?:[^\"\\\\]|\"\"|\\\\.)*\"|\\S*)", Pattern.DOTALL);

    private final SortedMap<QualifiedName, TableRow> tables = new TreeMap<>();
    private final SortedMap<QualifiedName, TableRow> sequences = new TreeMap<>();
    private final SortedMap<QualifiedName, Boolean> views = new TreeMap<>();
    private final Map<QualifiedName, List<MySqlColumnRow>> columns = new HashMap<>();
    private final List<UnsupportedObject> unsupported = new ArrayList<>();

    private MySqlRelations() {}

    /**
     * A table as the catalog has it.
     *
     * @param name its identity
     * @param engine its storage engine
     * @param collation the collation of columns that say none
     * @param autoIncrement the next number if it is more than 1, or null
     * @param options its other options, in SQL
     * @param comment its comment, or null
     * @param versioned whether former rows are kept
     */
    record TableRow(
            QualifiedName name,
            String engine,
            @Nullable String collation,
            @Nullable Long autoIncrement,
            SortedMap<String, String> options,
            @Nullable String comment,
            boolean versioned) {}

    static MySqlRelations read(MySqlCatalog catalog, MySqlQueries queries) throws SQLException {
        MySqlRelations relations = new MySqlRelations();
        catalog.each(MySqlQueries.TABLES, relations::add);
        if (!relations.isEmpty()) {
            catalog.each(queries.columns(), relations::addColumn);
            relations.columns.values().forEach(some -> some.sort(Comparator.comparingInt(MySqlColumnRow::position)));
        }
        return relations;
    }

    private void addColumn(ResultSet row) throws SQLException {
        QualifiedName relation = MySqlCatalog.name(row);
        if (has(relation)) {
            columns.computeIfAbsent(relation, unused -> new ArrayList<>()).add(MySqlColumnRow.read(row));
        }
    }

    private void add(ResultSet row) throws SQLException {
        QualifiedName name = MySqlCatalog.name(row);
        String type = row.getString("TABLE_TYPE");
        switch (type) {
            case "BASE TABLE", "SYSTEM VERSIONED" -> addTable(name, row, type.equals("SYSTEM VERSIONED"));
            case "SEQUENCE" -> sequences.put(name, table(name, row, false));
            case "VIEW" -> {
                @Nullable String comment = row.getString("TABLE_COMMENT");
                views.put(name, comment != null && comment.contains("references invalid"));
            }
            case "TEMPORARY", "TEMPORARY SEQUENCE", "LOCAL TEMPORARY" -> {
                // Nobody but its session has it.
            }
            default -> unsupported.add(new UnsupportedObject(type.toLowerCase(Locale.ROOT), name));
        }
    }

    private void addTable(QualifiedName name, ResultSet row, boolean versioned) throws SQLException {
        @Nullable String engine = row.getString("ENGINE");
        if (engine == null) {
            throw new SQLException("can't read table \"" + name + "\": " + row.getString("TABLE_COMMENT"));
        }
        if (ELSEWHERE.contains(engine.toLowerCase(Locale.ROOT))) {
            unsupported.add(new UnsupportedObject(engine.toLowerCase(Locale.ROOT) + " table", name));
        } else {
            tables.put(name, table(name, row, versioned));
        }
    }

    private static TableRow table(QualifiedName name, ResultSet row, boolean versioned) throws SQLException {
        long next = row.getLong("AUTO_INCREMENT");
        @Nullable String options = row.getString("CREATE_OPTIONS");
        return new TableRow(
                name,
                row.getString("ENGINE"),
                row.getString("TABLE_COLLATION"),
                next > 1 ? Long.valueOf(next) : null,
                MySqlEngines.withoutImplied(row.getString("ENGINE"), options(options == null ? "" : options)),
                MySqlCatalog.text(row, "TABLE_COMMENT"),
                versioned);
    }

    /** The options of a table by their names: {@code row_format=COMPRESSED COMPRESSION="zlib"}, maybe {@code partitioned}. */
    static SortedMap<String, String> options(String text) {
        SortedMap<String, String> options = new TreeMap<>();
        Matcher option = OPTION.matcher(text);
        while (option.find()) {
            String value = option.group(2);
            boolean quoted = value.startsWith("'") || value.startsWith("\"");
            options.put(
                    option.group(1).toUpperCase(Locale.ROOT),
                    quoted ? MySqlSyntax.INSTANCE.quoteLiteral(MySqlText.value(value)) : value);
        }
        options.entrySet().removeIf(said -> MySqlTableOptionsRules.isUsual(said.getKey(), said.getValue()));
        return options;
    }

    private boolean isEmpty() {
        return tables.isEmpty() && views.isEmpty() && sequences.isEmpty();
    }

    /** The tables, by name. */
    Collection<TableRow> tables() {
        return Collections.unmodifiableCollection(tables.values());
    }

    /** The sequences, by name. */
    Collection<TableRow> sequences() {
        return Collections.unmodifiableCollection(sequences.values());
    }

    /** The names of the views. */
    Collection<QualifiedName> views() {
        return Collections.unmodifiableCollection(views.keySet());
    }

    /** Whether a view lost what it was made of, or its owner lost a right on that. */
    boolean isBroken(QualifiedName view) {
        return views.getOrDefault(view, false);
    }

    /** Whether there is a table, a view or a sequence of that name. */
    boolean has(QualifiedName name) {
        return tables.containsKey(name) || views.containsKey(name) || sequences.containsKey(name);
    }

    /** The columns of a table or view, in order. */
    List<MySqlColumnRow> columns(QualifiedName relation) {
        return columns.getOrDefault(relation, List.of());
    }

    /** What is none of them, or out of reach. */
    List<UnsupportedObject> unsupported() {
        return unsupported;
    }
}
