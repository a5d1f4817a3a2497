package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlLexer.Token;
import io.atlasoperator.inspect.Inspection.UnsupportedObject;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.Routine.Argument;
import io.atlasoperator.schema.Routine.Body;
import io.atlasoperator.schema.Routine.Mode;
import io.atlasoperator.schema.Routine.Returns;
import io.atlasoperator.schema.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads functions and procedures. */
final class MySqlRoutineReader {
    private final MySqlCatalog catalog;
    private final MySqlFlavor flavor;
    private final MySqlSession session;
    private final Map<String, Schema> schemas;
    private final Map<QualifiedName, List<ArgumentRow>> functionArguments = new HashMap<>();
    private final Map<QualifiedName, List<ArgumentRow>> procedureArguments = new HashMap<>();
    private final List<Routine> routines = new ArrayList<>();
    private final List<UnsupportedObject> unsupported = new ArrayList<>();

    private MySqlRoutineReader(
            MySqlCatalog catalog, MySqlFlavor flavor, MySqlSession session, Map<String, Schema> schemas) {
        this.catalog = catalog;
        this.flavor = flavor;
        this.session = session;
        this.schemas = schemas;
    }

    private record ArgumentRow(int position, Argument argument) {}

    private record RoutineRow(
            QualifiedName name,
            String kind,
            String language,
            @Nullable ColumnType returned,
            @Nullable String definition,
            String mode,
            @Nullable String comment,
            String definer,
            boolean invoker,
            boolean deterministic,
            String dataAccess) {}

    static MySqlRoutineReader read(
            MySqlCatalog catalog, MySqlFlavor flavor, MySqlSession session, Map<String, Schema> schemas)
            throws SQLException {
        MySqlRoutineReader reader = new MySqlRoutineReader(catalog, flavor, session, schemas);
        List<RoutineRow> rows = catalog.list(MySqlQueries.ROUTINES, reader::row);
        if (rows.isEmpty()) {
            return reader;
        }
        catalog.each(MySqlQueries.ARGUMENTS, reader::addArgument);
        rows.sort(Comparator.comparing(RoutineRow::name).thenComparing(RoutineRow::kind));
        for (RoutineRow row : rows) {
            reader.add(row);
        }
        return reader;
    }

    private RoutineRow row(ResultSet row) throws SQLException {
        QualifiedName name = MySqlCatalog.name(row);
        return new RoutineRow(
                name,
                row.getString("ROUTINE_TYPE"),
                row.getString("ROUTINE_BODY"),
                MySqlCatalog.text(row, "DTD_IDENTIFIER") == null ? null : type(row, name.schema()),
                row.getString("ROUTINE_DEFINITION"),
                row.getString("SQL_MODE"),
                MySqlCatalog.text(row, "ROUTINE_COMMENT"),
                row.getString("DEFINER"),
                row.getString("SECURITY_TYPE").equals("INVOKER"),
                row.getString("IS_DETERMINISTIC").equals("YES"),
                row.getString("SQL_DATA_ACCESS"));
    }

    private void addArgument(ResultSet row) throws SQLException {
        QualifiedName name = MySqlCatalog.name(row);
        boolean function = row.getString("ROUTINE_TYPE").equals("FUNCTION");
        @Nullable String mode = row.getString("PARAMETER_MODE");
        (function ? functionArguments : procedureArguments)
                .computeIfAbsent(name, unused -> new ArrayList<>())
                .add(new ArgumentRow(
                        row.getInt("ORDINAL_POSITION"),
                        new Argument(
                                mode == null ? Mode.IN : Mode.valueOf(mode),
                                row.getString("PARAMETER_NAME"),
                                type(row, name.schema()),
                                null)));
    }

    /** A type, with the character set and the collation of a text that are not those of the schema. */
    private ColumnType type(ResultSet row, String schema) throws SQLException {
        String written = row.getString("DTD_IDENTIFIER");
        ColumnType type = MySqlTypes.parse(written);
        @Nullable String charset = row.getString("CHARACTER_SET_NAME");
        @Nullable String collation = row.getString("COLLATION_NAME");
        @Nullable Schema of = schemas.get(schema);
        if (charset == null
                || collation == null
                || !MySqlTypes.isText(type)
                || of != null && collation.equals(MySqlSchemaOptions.of(of).collation())) {
            return type;
        }
        String text = MySqlTypes.format(type) + " CHARACTER SET " + charset;
        return MySqlTypes.parse(
                flavor.defaultCollation(charset).filter(collation::equals).isPresent()
                        ? text
                        : text + " COLLATE " + collation);
    }

    private void add(RoutineRow row) throws SQLException {
        String kind = row.kind().toLowerCase(Locale.ROOT);
        boolean function = kind.equals("function");
        if (!function && !kind.equals("procedure")) {
            unsupported.add(new UnsupportedObject(kind, row.name()));
        } else if (!row.language().equals("SQL")) {
            unsupported.add(new UnsupportedObject("external " + kind, row.name()));
        } else if (MySqlMode.isOracle(row.mode())) {
            unsupported.add(new UnsupportedObject(kind + " of sql_mode ORACLE", row.name()));
        } else if (row.definition() == null) {
            throw session.hidden(kind, row.name(), flavor.rightToSeeRoutines());
        } else if (function && isAggregate(row.definition())) {
            unsupported.add(new UnsupportedObject("aggregate", row.name()));
        } else {
            List<ArgumentRow> arguments =
                    (function ? functionArguments : procedureArguments).getOrDefault(row.name(), new ArrayList<>());
            arguments.sort(Comparator.comparingInt(ArgumentRow::position));
            MySqlShownBody.Shown shown = MySqlShownBody.routine(
                    catalog.connection(), row.kind(), row.name(), row.definition(), !arguments.isEmpty(), session);
            routines.add(new Routine(
                    row.name(),
                    function ? Routine.Type.FUNCTION : Routine.Type.PROCEDURE,
                    arguments.stream().map(ArgumentRow::argument).toList(),
                    row.returned() == null ? null : new Returns.Values(row.returned(), false),
                    "sql",
                    new Body(shown.body(), List.of(), List.of()),
                    row.comment(),
                    new MySqlRoutineOptions(
                            session.definer(row.definer()),
                            row.invoker(),
                            row.deterministic(),
                            row.dataAccess(),
                            shown.parameters(),
                            session.mode(row.mode())),
                    null));
        }
    }

    /** MariaDB's aggregates take one row after the other; nothing else of them is in the catalog. */
    private static boolean isAggregate(String body) {
        List<Token> tokens = MySqlLexer.meaning(body);
        for (int i = 0; i + 3 < tokens.size(); i++) {
            if (tokens.get(i).is("FETCH")
                    && tokens.get(i + 1).is("GROUP")
                    && tokens.get(i + 2).is("NEXT")
                    && tokens.get(i + 3).is("ROW")) {
                return true;
            }
        }
        return false;
    }

    /** The routines, by name. */
    List<Routine> routines() {
        return routines;
    }

    /** The names of the functions. */
    Set<QualifiedName> functions() {
        return routines.stream()
                .filter(routine -> routine.type() == Routine.Type.FUNCTION)
                .map(Routine::name)
                .collect(Collectors.toSet());
    }

    /** What else is among them. */
    List<UnsupportedObject> unsupported() {
        return unsupported;
    }
}
