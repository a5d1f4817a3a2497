package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.sql.NumberedParameters;
import io.atlasoperator.sql.SqlScanException;
import io.atlasoperator.sql.SqlSyntax;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a database for the values of one column, such as the names of all tenants. Safe for use by several threads. */
public final class ColumnQuery {
    private final Databases databases;

    /** @param databases opens the database */
    public ColumnQuery(Databases databases) {
        this.databases = databases;
    }

    /**
     * The values of the first column: texts, numbers ({@link BigDecimal}) and booleans; anything else as its text. A null stays
     * null.
     *
     * @param query one query; its parameters are written as the database writes them
     * @param arguments values of its parameters, of the same kinds
     * @throws EngineException if the database can't be reached, or refuses the query
     */
    public List<@Nullable Object> run(DatabaseUrl url, String query, List<Object> arguments) {
        try (Session session = databases.open(url)) {
            NumberedParameters parameters = parameters(session.dialect().syntax(), query, arguments.size());
            try (PreparedStatement statement = session.connection().prepareStatement(parameters.text())) {
                requireOneForEach(session, parameters, statement, arguments.size());
                int place = 1;
                for (int number : parameters.numbers()) {
                    if (number < 1 || number > arguments.size()) {
                        throw EngineException.permanent(
                                Reason.OPTION,
                                "the query has a parameter $" + number + ", and args gives no value for it");
                    }
                    statement.setObject(place++, arguments.get(number - 1));
                }
                return session.work(() -> values(statement));
            } catch (SQLException e) {
                throw session.failure(Reason.OPTION, "", e);
            }
        }
    }

    /** A driver may take a parameter without a value for a null, and forget about a value without a parameter. */
    private static void requireOneForEach(
            Session session, NumberedParameters parameters, PreparedStatement statement, int given)
            throws SQLException {
        boolean numbered = session.dialect().syntax().numbersParameters();
        int wanted = numbered
                ? parameters.numbers().stream()
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(0)
                : statement.getParameterMetaData().getParameterCount();
        if (numbered ? wanted < given : wanted != given) {
            throw EngineException.permanent(
                    Reason.OPTION,
                    "the number of parameters in the query is " + wanted + ", that of values in args is " + given);
        }
    }

    private static NumberedParameters parameters(SqlSyntax syntax, String query, int given) {
        if (syntax.numbersParameters()) {
            try {
                return NumberedParameters.read(query, syntax.scanner());
            } catch (SqlScanException e) {
                throw EngineException.permanent(Reason.OPTION, String.valueOf(e.getMessage()));
            }
        }
        List<Integer> numbers = new ArrayList<>();
        for (int number = 1; number <= given; number++) {
            numbers.add(number);
        }
        return new NumberedParameters(query, numbers);
    }

    private static List<@Nullable Object> values(PreparedStatement statement) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                values.add(value(rows.getObject(1), rows));
            }
        }
        return values;
    }

    private static @Nullable Object value(@Nullable Object found, ResultSet row) throws SQLException {
        return switch (found) {
            case null -> null;
            case Boolean bool -> bool;
            case Double number when !Double.isFinite(number) -> row.getString(1);
            case Float number when !Float.isFinite(number) -> row.getString(1);
            case Number number -> new BigDecimal(number.toString());
            default -> row.getString(1);
        };
    }
}
