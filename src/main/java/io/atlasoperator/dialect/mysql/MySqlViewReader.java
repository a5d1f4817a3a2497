package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlLexer.Kind;
import io.atlasoperator.dialect.mysql.MySqlLexer.Token;
import io.atlasoperator.inspect.Inspection.UnsupportedObject;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.View;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads views. */
final class MySqlViewReader {
    private final MySqlSession session;
    private final MySqlRelations relations;
    private final Set<QualifiedName> functions;
    private final @Nullable String bound;
    private final List<View> views = new ArrayList<>();
    private final Map<QualifiedName, Set<QualifiedName>> mentioned = new HashMap<>();
    private final List<UnsupportedObject> unsupported = new ArrayList<>();

    private MySqlViewReader(
            MySqlSession session, MySqlRelations relations, Set<QualifiedName> functions, @Nullable String bound) {
        this.session = session;
        this.relations = relations;
        this.functions = functions;
        this.bound = bound;
    }

    private record ViewRow(
            QualifiedName name,
            String definition,
            @Nullable String checkOption,
            String definer,
            boolean invoker,
            @Nullable String algorithm) {

        static ViewRow read(ResultSet row) throws SQLException {
            String checkOption = row.getString("CHECK_OPTION");
            @Nullable String definition = row.getString("VIEW_DEFINITION");
            return new ViewRow(
                    MySqlCatalog.name(row),
                    definition == null ? "" : definition,
                    checkOption == null || checkOption.equals("NONE") ? null : checkOption,
                    row.getString("DEFINER"),
                    row.getString("SECURITY_TYPE").equals("INVOKER"),
                    row.getString("ALGORITHM"));
        }
    }

    /**
     * Reads the views.
     *
     * @param bound the schema whose name texts leave out, or null
     * @param functions the functions that views may call
     * @param without what looks like a view but is something else
     */
    static MySqlViewReader read(
            MySqlCatalog catalog,
            MySqlFlavor flavor,
            MySqlSession session,
            MySqlRelations relations,
            @Nullable String bound,
            Set<QualifiedName> functions,
            Set<QualifiedName> without)
            throws SQLException {
        MySqlViewReader reader = new MySqlViewReader(session, relations, functions, bound);
        List<ViewRow> rows = catalog.list(new MySqlQueries(flavor).views(), ViewRow::read);
        rows.sort(Comparator.comparing(ViewRow::name));
        for (ViewRow row : rows) {
            if (!without.contains(row.name())) {
                reader.add(row, catalog.connection());
            }
        }
        return reader;
    }

    private void add(ViewRow row, Connection connection) throws SQLException {
        if (row.definition().isEmpty()) {
            throw session.hidden("view", row.name(), "SHOW VIEW on it");
        }
        if (relations.isBroken(row.name())) {
            unsupported.add(new UnsupportedObject("invalid view", row.name()));
        }
        Set<QualifiedName> names = MySqlExpressions.qualified(row.definition());
        String schema = row.name().schema();
        MySqlExpressions.calls(row.definition()).forEach(name -> names.add(new QualifiedName(schema, name)));
        mentioned.put(row.name(), names);
        // Character sets stand before literals, if anywhere.
        boolean loses = row.definition().indexOf('\'') >= 0;
        @Nullable Shown shown = row.algorithm() == null || loses ? Shown.read(connection, row) : null;
        boolean better = shown != null && shown.isWhole() && (bound != null || session.database() == null);
        String query = shown != null && better ? shown.query() : row.definition();
        String definition = bound == null
                ? MySqlExpressions.qualifiedCalls(
                        query, schema, name -> functions.contains(new QualifiedName(schema, name)))
                : MySqlExpressions.unqualified(query, bound);
        String algorithm = shown != null ? shown.algorithm() : String.valueOf(row.algorithm());
        views.add(new View(
                row.name(),
                false,
                columns(row),
                definition,
                List.of(),
                null,
                new MySqlViewOptions(algorithm, session.definer(row.definer()), row.invoker(), row.checkOption())
                        .orNull(),
                null));
    }

    /** The columns, if they have other names than the query gives them. */
    private List<Column> columns(ViewRow row) {
        List<MySqlColumnRow> columns = relations.columns(row.name());
        return columns.isEmpty()
                        || aliases(row.definition())
                                .equals(columns.stream()
                                        .map(MySqlColumnRow::name)
                                        .toList())
                ? List.of()
                : columns.stream()
                        .map(column -> Column.of(column.name(), MySqlTypes.parse(column.type()), column.nullable()))
                        .toList();
    }

    /** The names of what the query selects first, each after {@code AS}. */
    static List<String> aliases(String query) {
        List<Token> tokens = MySqlLexer.meaning(query);
        List<String> names = new ArrayList<>();
        int depth = 0;
        boolean selecting = false;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is("(")) {
                depth++;
            } else if (token.is(")")) {
                depth--;
            } else if (depth == 0 && token.is("SELECT")) {
                selecting = true;
            } else if (depth == 0 && selecting && (token.is("FROM") || token.is("UNION"))) {
                break;
            } else if (depth == 0
                    && selecting
                    && token.is("AS")
                    && i + 1 < tokens.size()
                    && tokens.get(i + 1).kind() == Kind.NAME) {
                names.add(tokens.get(i + 1).name());
            }
        }
        return names;
    }

    /**
     * What the statement that makes a view says of it.
     *
     * @param algorithm which the catalog of MySQL does not have
     * @param query with the character sets before literals, which the catalog leaves out; without the schema that the session
     *     is in
     */
    record Shown(String algorithm, String query) {
        private static final Pattern CHECK_OPTION = Pattern.compile(" WITH (CASCADED|LOCAL) CHECK OPTION$");

        static Shown read(Connection connection, ViewRow view) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery("SHOW CREATE VIEW " + MySqlSyntax.INSTANCE.qualified(view.name()))) {
                row.next();
                Shown shown = of(row.getString(2));
                return view.checkOption() == null
                        ? shown
                        : new Shown(
                                shown.algorithm(),
                                CHECK_OPTION.matcher(shown.query()).replaceFirst(""));
            }
        }

        static Shown of(String text) {
            List<Token> tokens = MySqlLexer.meaning(text);
            String algorithm = MySqlViewOptions.NONE.algorithm();
            boolean view = false;
            int depth = 0;
            for (int i = 0; i + 2 < tokens.size(); i++) {
                Token token = tokens.get(i);
                if (!view && token.is("ALGORITHM")) {
                    algorithm = tokens.get(i + 2).text();
                }
                view |= token.is("VIEW");
                depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
                if (view && depth == 0 && token.is("AS")) {
                    return new Shown(algorithm, text.substring(token.end()).strip());
                }
            }
            return new Shown(algorithm, "");
        }

        /** Whether all of the query came through: a literal may be of bytes that are none of the connection's letters. */
        boolean isWhole() {
            return !query.isEmpty() && query.indexOf('\ufffd') < 0;
        }
    }

    /** The views, by name. */
    List<View> views() {
        return views;
    }

    /** What the texts of the views mention, by their names. */
    Map<QualifiedName, Set<QualifiedName>> mentioned() {
        return mentioned;
    }

    /** The views that work no more. */
    List<UnsupportedObject> unsupported() {
        return unsupported;
    }
}
