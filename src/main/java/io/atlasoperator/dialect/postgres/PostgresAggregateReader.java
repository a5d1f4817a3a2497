package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.CatalogNumbers.Catalog;
import io.atlasoperator.dialect.postgres.PostgresAggregate.Function;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.Routine.Argument;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads aggregates. */
final class PostgresAggregateReader {
    /** The columns with functions, by the words for them in CREATE AGGREGATE. */
    private static final Map<String, String> FUNCTIONS = functions();

    private static final String TYPE = """
            pg_catalog.format_type(NULLIF(a.%1$s, 0), NULL) AS %1$s,
            (SELECT ARRAY[n.nspname::text, t.typname::text] FROM pg_catalog.pg_type t
               JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
              WHERE t.oid = a.%1$s) AS %1$s_name,
            """;

    private static final String FUNCTION = """
            (SELECT ARRAY[CASE WHEN f.pronamespace <> p.pronamespace THEN n.nspname::text ELSE '' END, f.proname::text]
               FROM pg_catalog.pg_proc f JOIN pg_catalog.pg_namespace n ON n.oid = f.pronamespace
              WHERE f.oid = a.%1$s) AS %1$s,
            """;

    private static final String QUERY = "SELECT "
            + FUNCTIONS.values().stream().map(FUNCTION::formatted).collect(Collectors.joining())
            + TYPE.formatted("aggtranstype")
            + TYPE.formatted("aggmtranstype")
            + """
                   p.oid, pn.nspname, p.proname, p.proparallel, a.aggkind, a.aggnumdirectargs, a.aggtransspace,
                   a.aggmtransspace, a.agginitval, a.aggminitval, a.aggfinalextra, a.aggmfinalextra, a.aggfinalmodify,
                   a.aggmfinalmodify, d.description,
                   (SELECT pg_catalog.format('OPERATOR(%I.%s)', n.nspname, o.oprname)
                      FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
                     WHERE o.oid = a.aggsortop) AS sort_operator
              FROM pg_catalog.pg_proc p
              JOIN pg_catalog.pg_aggregate a ON a.aggfnoid = p.oid
              JOIN pg_catalog.pg_namespace pn ON pn.oid = p.pronamespace
              LEFT JOIN pg_catalog.pg_description d
                ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_proc'::regclass AND d.objsubid = 0
             WHERE p.pronamespace = ANY (?::oid[])
               AND p.prokind = 'a'
               AND NOT EXISTS (
                   SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')
             ORDER BY pn.nspname COLLATE "C", p.proname COLLATE "C",
                      pg_catalog.pg_get_function_identity_arguments(p.oid) COLLATE "C"
            """;

    private PostgresAggregateReader() {}

    private static Map<String, String> functions() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("SFUNC", "aggtransfn");
        columns.put("FINALFUNC", "aggfinalfn");
        columns.put("COMBINEFUNC", "aggcombinefn");
        columns.put("SERIALFUNC", "aggserialfn");
        columns.put("DESERIALFUNC", "aggdeserialfn");
        columns.put("MSFUNC", "aggmtransfn");
        columns.put("MINVFUNC", "aggminvtransfn");
        columns.put("MFINALFUNC", "aggmfinalfn");
        return columns;
    }

    /**
     * The aggregates.
     *
     * @param arguments what each routine takes, by number
     * @param types what a type of that text and, if it is an enum, of that schema and name is
     * @param known takes their numbers
     */
    static List<PostgresAggregate> read(
            CatalogReader catalog,
            Collection<Long> schemas,
            Map<Long, List<Argument>> arguments,
            Types types,
            CatalogNumbers known)
            throws SQLException {
        return catalog.list(QUERY, schemas, row -> {
            PostgresAggregate aggregate = aggregate(row, arguments.getOrDefault(row.getLong("oid"), List.of()), types);
            known.put(Catalog.PG_PROC, row.getLong("oid"), aggregate.key());
            return aggregate;
        });
    }

    /** Reads types. */
    interface Types {
        ColumnType of(String text, List<String> enumName);
    }

    private static PostgresAggregate aggregate(ResultSet row, List<Argument> arguments, Types types)
            throws SQLException {
        SortedMap<String, Function> functions = new TreeMap<>();
        for (Map.Entry<String, String> column : FUNCTIONS.entrySet()) {
            List<String> name = CatalogReader.texts(row, column.getValue());
            if (!name.isEmpty()) {
                functions.put(
                        column.getKey(),
                        new Function(name.getFirst().isEmpty() ? null : name.getFirst(), name.getLast()));
            }
        }
        SortedMap<String, ColumnType> found = new TreeMap<>();
        type(row, "aggtranstype", types, "STYPE", found);
        type(row, "aggmtranstype", types, "MSTYPE", found);
        boolean ordered = !row.getString("aggkind").equals("n");
        return new PostgresAggregate(
                CatalogReader.name(row, "nspname", "proname"),
                arguments,
                ordered ? row.getInt("aggnumdirectargs") : -1,
                functions,
                found,
                settings(row, ordered),
                row.getString("description"),
                null);
    }

    private static void type(
            ResultSet row, String column, Types types, String word, SortedMap<String, ColumnType> found)
            throws SQLException {
        @Nullable String text = row.getString(column);
        if (text != null && !text.equals("-")) {
            found.put(word, PostgresSignatures.bare(types.of(text, CatalogReader.texts(row, column + "_name"))));
        }
    }

    private static SortedMap<String, String> settings(ResultSet row, boolean ordered) throws SQLException {
        SortedMap<String, String> settings = new TreeMap<>();
        space(settings, "SSPACE", row.getInt("aggtransspace"));
        space(settings, "MSSPACE", row.getInt("aggmtransspace"));
        literal(settings, "INITCOND", row.getString("agginitval"));
        literal(settings, "MINITCOND", row.getString("aggminitval"));
        word(settings, "FINALFUNC_EXTRA", row.getBoolean("aggfinalextra"));
        word(settings, "MFINALFUNC_EXTRA", row.getBoolean("aggmfinalextra"));
        word(settings, "HYPOTHETICAL", row.getString("aggkind").equals("h"));
        modify(settings, "FINALFUNC_MODIFY", row.getString("aggfinalmodify"), ordered);
        modify(settings, "MFINALFUNC_MODIFY", row.getString("aggmfinalmodify"), ordered);
        @Nullable String operator = row.getString("sort_operator");
        if (operator != null) {
            settings.put("SORTOP", operator);
        }
        switch (row.getString("proparallel")) {
            case "s" -> settings.put("PARALLEL", "SAFE");
            case "r" -> settings.put("PARALLEL", "RESTRICTED");
            default -> {}
        }
        return settings;
    }

    private static void space(SortedMap<String, String> settings, String word, int size) {
        if (size != 0) {
            settings.put(word, String.valueOf(size));
        }
    }

    private static void literal(SortedMap<String, String> settings, String word, @Nullable String value) {
        if (value != null) {
            settings.put(word, PostgresSyntax.INSTANCE.quoteLiteral(value));
        }
    }

    private static void word(SortedMap<String, String> settings, String word, boolean wanted) {
        if (wanted) {
            settings.put(word, "");
        }
    }

    private static void modify(SortedMap<String, String> settings, String word, String letter, boolean ordered) {
        if (!letter.equals(ordered ? "w" : "r")) {
            settings.put(
                    word,
                    switch (letter) {
                        case "s" -> "SHAREABLE";
                        case "w" -> "READ_WRITE";
                        default -> "READ_ONLY";
                    });
        }
    }
}
