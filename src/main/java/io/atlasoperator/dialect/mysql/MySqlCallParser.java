package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlCursor.UnknownFormException;
import io.atlasoperator.dialect.mysql.MySqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The grammar of what functions take, and the functions that have several names. */
final class MySqlCallParser {
    private static final Set<String> CALLED_PLAINLY = Set.of(
            "current_timestamp",
            "localtime",
            "localtimestamp",
            "current_date",
            "current_time",
            "current_user",
            "utc_date",
            "utc_time",
            "utc_timestamp");

    private static final Set<String> SPECIAL = Set.of(
            "cast",
            "char",
            "convert",
            "count",
            "extract",
            "group_concat",
            "json_value",
            "position",
            "substr",
            "substring",
            "mid",
            "trim");

    /** Words that can't be a name without quotes, as far as they may stand where an expression begins. */
    private static final Set<String> RESERVED = Set.of(
            "all",
            "and",
            "as",
            "asc",
            "between",
            "by",
            "cross",
            "desc",
            "distinct",
            "distinctrow",
            "div",
            "else",
            "for",
            "from",
            "group",
            "having",
            "in",
            "inner",
            "into",
            "is",
            "join",
            "left",
            "like",
            "limit",
            "mod",
            "natural",
            "on",
            "or",
            "order",
            "over",
            "regexp",
            "right",
            "rlike",
            "select",
            "straight_join",
            "then",
            "union",
            "using",
            "values",
            "when",
            "where",
            "window",
            "with",
            "xor");

    private static final Set<String> UNITS =
            Set.of("microsecond", "second", "minute", "hour", "day", "week", "month", "quarter", "year");

    private static final MySqlLiteral BLANK = new MySqlLiteral("' '");

    private final MySqlCursor cursor;
    private final MySqlTermParser terms;
    private final MySqlNames names;
    private final MySqlWindowParser windows;

    MySqlCallParser(MySqlCursor cursor, MySqlTermParser terms, MySqlNames names) {
        this.cursor = cursor;
        this.terms = terms;
        this.names = names;
        this.windows = new MySqlWindowParser(cursor, terms, this, names);
    }

    /** Whether what stands in a function's parentheses is more than a list of expressions. */
    static boolean isSpecial(String function) {
        return SPECIAL.contains(function);
    }

    /** Whether a word without parentheses calls a function. */
    static boolean isCalledPlainly(String word) {
        return CALLED_PLAINLY.contains(word);
    }

    static boolean isReserved(String word) {
        return RESERVED.contains(word);
    }

    /** The call of a function after its opening parenthesis. */
    MySqlTerm after(String function) {
        boolean distinct = cursor.take("distinct");
        List<MySqlTerm> arguments = cursor.nextIs(")") ? List.of() : names.inside(function, () -> arguments(function));
        cursor.require(")");
        return windows.windowed(
                distinct
                        ? new MySqlCall(function + " distinct", arguments)
                        : MySqlFunctions.known(function, arguments));
    }

    private List<MySqlTerm> arguments(String function) {
        if (function.equals("timestampadd") || function.equals("timestampdiff")) {
            List<MySqlTerm> arguments =
                    new ArrayList<>(List.of(new MySqlLiteral(unit(cursor.next().value()))));
            cursor.require(",");
            arguments.addAll(terms.list());
            return arguments;
        }
        List<MySqlTerm> written = terms.list();
        if (function.equals("week")
                && written.size() == 1
                && names.fixedWeekFormat().isPresent()) {
            int format = names.fixedWeekFormat().getAsInt();
            return List.of(MySqlTerm.number(written.getFirst()), new MySqlLiteral(String.valueOf(format)));
        }
        return function.startsWith("json_") && !names.losesTruth()
                ? written
                : written.stream().map(MySqlTerm::number).toList();
    }

    private static String unit(String written) {
        String unit = written.startsWith("sql_tsi_") ? written.substring("sql_tsi_".length()) : written;
        if (!UNITS.contains(unit)) {
            throw new UnknownFormException();
        }
        return unit;
    }

    /** The call of a function with a syntax of its own, after its opening parenthesis. */
    MySqlTerm special(String function) {
        return switch (function) {
            case "cast" -> {
                MySqlTerm value = terms.expression();
                cursor.require("as");
                yield closed(MySqlTerm.call("cast", value, type()));
            }
            case "convert" -> {
                MySqlTerm value = terms.expression();
                if (cursor.take("using")) {
                    yield closed(MySqlTerm.call("convert using", value, new MySqlLiteral(charset())));
                }
                cursor.require(",");
                yield closed(MySqlTerm.call("cast", value, type()));
            }
            case "char" -> {
                List<MySqlTerm> values = new ArrayList<>(terms.list());
                values.add(new MySqlLiteral(cursor.take("using") ? charset() : "binary"));
                yield closed(new MySqlCall("char", values));
            }
            case "count" ->
                cursor.take("*", ")") ? windows.windowed(MySqlTerm.call("count", MySqlTerm.ZERO)) : after("count");
            case "extract" -> {
                MySqlLiteral unit = new MySqlLiteral(cursor.next().value());
                cursor.require("from");
                yield closed(MySqlTerm.call("extract", unit, terms.expression()));
            }
            case "group_concat" -> concatenated();
            case "json_value" -> value();
            case "position" -> {
                MySqlTerm part = terms.bitwise();
                cursor.require("in");
                yield closed(MySqlTerm.call("locate", part, terms.expression()));
            }
            case "trim" -> closed(trimmed());
            default -> part();
        };
    }

    /** {@code JSON_VALUE} has a type, which MySQL prints if nobody said it. */
    private MySqlTerm value() {
        List<MySqlTerm> arguments = new ArrayList<>(terms.list());
        @Nullable MySqlTerm type = cursor.take("returning") ? type() : null;
        if (type != null && !type.equals(new MySqlLiteral("char(512) charset utf8mb4"))) {
            arguments.add(type);
        }
        return closed(new MySqlCall("json_value", arguments));
    }

    private MySqlTerm closed(MySqlTerm call) {
        cursor.require(")");
        return call;
    }

    /** {@code SUBSTRING(s FROM 1 FOR 2)}, or with commas. */
    private MySqlTerm part() {
        List<MySqlTerm> arguments = new ArrayList<>(List.of(terms.expression()));
        while (cursor.take(",") || cursor.take("from") || cursor.take("for")) {
            arguments.add(terms.expression());
        }
        return closed(new MySqlCall("substr", arguments));
    }

    private MySqlTerm trimmed() {
        String where = "trim both";
        for (String side : List.of("both", "leading", "trailing")) {
            if (cursor.take(side)) {
                where = "trim " + side;
            }
        }
        if (cursor.take("from")) {
            return MySqlTerm.call(where, BLANK, terms.expression());
        }
        MySqlTerm first = terms.expression();
        return cursor.take("from")
                ? MySqlTerm.call(where, first, terms.expression())
                : MySqlTerm.call(where, BLANK, first);
    }

    private MySqlTerm concatenated() {
        return names.inside("group_concat", this::concatenation);
    }

    private MySqlTerm concatenation() {
        boolean distinct = cursor.take("distinct");
        List<MySqlTerm> parts = new ArrayList<>(List.of(new MySqlCall("list", terms.list())));
        if (cursor.take("order", "by")) {
            parts.add(new MySqlCall("order", orders(terms)));
        }
        String separator = ",";
        if (cursor.take("separator")) {
            MySqlToken text = cursor.next();
            if (text.kind() != Kind.STRING) {
                throw new UnknownFormException();
            }
            separator = text.value();
        }
        parts.add(new MySqlLiteral("'" + separator + "'"));
        return windows.windowed(closed(new MySqlCall(distinct ? "group_concat distinct" : "group_concat", parts)));
    }

    /** What rows are ordered by. */
    List<MySqlTerm> orders(MySqlTermParser expressions) {
        List<MySqlTerm> orders = new ArrayList<>();
        do {
            orders.add(direction(expressions.expression()));
        } while (cursor.take(","));
        return orders;
    }

    /** What rows are ordered by, and which way. */
    MySqlTerm direction(MySqlTerm by) {
        if (cursor.take("desc")) {
            return MySqlTerm.call("desc", by);
        }
        cursor.take("asc");
        return by;
    }

    /** {@code MATCH (a, b) AGAINST (…)}, after its first word. */
    MySqlTerm match() {
        List<MySqlTerm> columns = new ArrayList<>();
        boolean enclosed = cursor.take("(");
        columns.addAll(terms.list());
        if (enclosed) {
            cursor.require(")");
        }
        cursor.require("against", "(");
        MySqlTerm words = terms.bitwise();
        String mode = "";
        if (cursor.take("in", "boolean", "mode")) {
            mode = "boolean";
        } else {
            cursor.take("in", "natural", "language", "mode");
            mode = cursor.take("with", "query", "expansion") ? "expansion" : "";
        }
        return closed(MySqlTerm.call("match", new MySqlCall("list", columns), words, new MySqlLiteral(mode)));
    }

    /** A type that a value is cast to, in the server's words. */
    private MySqlTerm type() {
        String type = cursor.next().value();
        String length = "";
        if (cursor.take("(")) {
            StringBuilder numbers = new StringBuilder(cursor.next().value());
            while (cursor.take(",")) {
                numbers.append(',').append(cursor.next().value());
            }
            cursor.require(")");
            length = numbers.toString();
        }
        return new MySqlLiteral(
                switch (type) {
                    case "signed", "unsigned" -> {
                        if (!cursor.take("integer")) {
                            cursor.take("int");
                        }
                        yield type;
                    }
                    case "decimal", "dec" ->
                        "decimal(" + (length.isEmpty() ? "10,0" : length.contains(",") ? length : length + ",0") + ")";
                    case "char", "nchar", "character" -> text(type, length);
                    case "datetime", "time" ->
                        length.equals("0") || length.isEmpty() ? type : type + "(" + length + ")";
                    case "binary" -> "char" + (length.isEmpty() ? "" : "(" + length + ")") + " charset binary";
                    case "date", "year", "json", "double", "float", "real" ->
                        length.isEmpty() ? type : type + "(" + length + ")";
                    default -> throw new UnknownFormException();
                });
    }

    /** A text has the character set of our sessions if nobody says another. */
    private String text(String type, String length) {
        String charset = type.equals("nchar") ? "utf8mb3" : "utf8mb4";
        if (cursor.take("charset") || cursor.take("character", "set")) {
            charset = charset();
        }
        return "char" + (length.isEmpty() ? "" : "(" + length + ")") + " charset " + charset;
    }

    private String charset() {
        MySqlToken name = cursor.next();
        return MySqlCharsets.canonical(name.value().toLowerCase(Locale.ROOT));
    }
}
