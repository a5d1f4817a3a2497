package io.atlasoperator.dialect.mysql;

import java.util.List;
import java.util.Map;

/** Functions that servers print under another name, or as an operator. */
final class MySqlFunctions {
    /** Functions by the names that servers print, where that is another than the one that may be written. */
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("now", "current_timestamp"),
            Map.entry("localtime", "current_timestamp"),
            Map.entry("localtimestamp", "current_timestamp"),
            Map.entry("curdate", "current_date"),
            Map.entry("curtime", "current_time"),
            Map.entry("lcase", "lower"),
            Map.entry("ucase", "upper"),
            Map.entry("character_length", "char_length"),
            Map.entry("substring", "substr"),
            Map.entry("mid", "substr"),
            Map.entry("power", "pow"),
            Map.entry("ceil", "ceiling"),
            Map.entry("dayofmonth", "day"),
            Map.entry("schema", "database"),
            Map.entry("octet_length", "length"),
            Map.entry("session_user", "user"),
            Map.entry("system_user", "user"),
            Map.entry("stddev", "std"),
            Map.entry("stddev_pop", "std"),
            Map.entry("var_pop", "variance"),
            Map.entry("atan2", "atan"),
            Map.entry("adddate", "date_add"),
            Map.entry("subdate", "date_sub"));

    private MySqlFunctions() {}

    /** A call of a function that may have another name, or be an operator in the server's words. */
    static MySqlTerm known(String written, List<MySqlTerm> arguments) {
        String function = SYNONYMS.getOrDefault(written, written);
        return switch (function) {
            case "isnull" ->
                arguments.size() == 1 ? new MySqlCall("is null", arguments) : new MySqlCall(function, arguments);
            case "regexp_like" -> new MySqlCall(arguments.size() == 2 ? "regexp" : function, arguments);
            case "mod" -> arguments.size() == 2 ? new MySqlCall("%", arguments) : new MySqlCall(function, arguments);
            case "if" ->
                arguments.size() == 3
                        ? MySqlTerm.call(
                                function, MySqlTerm.filter(arguments.getFirst()), arguments.get(1), arguments.get(2))
                        : new MySqlCall(function, arguments);
            case "bin", "oct" ->
                arguments.size() == 1
                        ? MySqlTerm.call(
                                "conv",
                                arguments.getFirst(),
                                new MySqlLiteral("10"),
                                new MySqlLiteral(function.equals("bin") ? "2" : "8"))
                        : new MySqlCall(function, arguments);
            case "instr" ->
                arguments.size() == 2
                        ? MySqlTerm.call("locate", arguments.getLast(), arguments.getFirst())
                        : new MySqlCall(function, arguments);
            case "date", "time", "timestamp" ->
                arguments.size() == 1
                        ? MySqlTerm.call(
                                "cast",
                                arguments.getFirst(),
                                new MySqlLiteral(function.equals("timestamp") ? "datetime" : function))
                        : new MySqlCall(function, arguments);
            case "datediff" ->
                arguments.size() == 2
                        ? MySqlTerm.call(
                                "-",
                                MySqlTerm.call("to_days", arguments.getFirst()),
                                MySqlTerm.call("to_days", arguments.getLast()))
                        : new MySqlCall(function, arguments);
            case "weekofyear" ->
                arguments.size() == 1
                        ? MySqlTerm.call("week", arguments.getFirst(), new MySqlLiteral("3"))
                        : new MySqlCall(function, arguments);
            case "yearweek" ->
                arguments.size() == 1
                        ? MySqlTerm.call(function, arguments.getFirst(), MySqlTerm.ZERO)
                        : new MySqlCall(function, arguments);
            case "date_add", "date_sub" -> shifted(function.equals("date_add") ? "+" : "-", function, arguments);
            case "timestampadd" ->
                arguments.size() == 3
                        ? MySqlTerm.call(
                                "+",
                                arguments.get(2),
                                MySqlTerm.call("interval", arguments.get(1), arguments.getFirst()))
                        : new MySqlCall(function, arguments);
            default -> new MySqlCall(function, arguments);
        };
    }

    /** {@code DATE_ADD(d, INTERVAL 1 DAY)}, and {@code ADDDATE(d, 1)}, which is the same. */
    private static MySqlTerm shifted(String operator, String function, List<MySqlTerm> arguments) {
        if (arguments.size() != 2) {
            return new MySqlCall(function, arguments);
        }
        MySqlTerm by = arguments.getLast();
        boolean isInterval = by instanceof MySqlCall(String own, List<MySqlTerm> _) && own.equals("interval");
        return MySqlTerm.call(
                operator,
                arguments.getFirst(),
                isInterval ? by : MySqlTerm.call("interval", by, new MySqlLiteral("day")));
    }
}
