package io.atlasoperator.dialect.mysql;

import static io.atlasoperator.dialect.mysql.MySqlTerm.call;

import io.atlasoperator.dialect.mysql.MySqlCursor.UnknownFormException;
import io.atlasoperator.dialect.mysql.MySqlQueryParser.Query;
import io.atlasoperator.dialect.mysql.MySqlQueryParser.Surroundings;
import io.atlasoperator.dialect.mysql.MySqlScope.Shown;
import io.atlasoperator.dialect.mysql.MySqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The grammar of one block of a query, from its {@code SELECT} on. For one block; not safe for use by several threads. */
final class MySqlBlockParser implements MySqlNames {
    private static final Set<String> AGGREGATES = Set.of(
            "avg",
            "bit_and",
            "bit_or",
            "bit_xor",
            "count",
            "group_concat",
            "json_arrayagg",
            "json_objectagg",
            "max",
            "min",
            "std",
            "stddev_samp",
            "sum",
            "var_samp",
            "variance",
            "any_value",
            "st_collect");

    /** Words after which neither an item nor its name goes on. */
    private static final Set<String> CLAUSES = MySqlQueryParser.clausesAnd("from", "offset", "fetch");

    /** What stands before what is selected, and says how. */
    private static final Set<String> OPTIONS =
            Set.of("straight_join", "high_priority", "sql_small_result", "sql_big_result", "sql_buffer_result");

    private static final Set<String> UNKNOWN_OPTIONS = Set.of("sql_no_cache", "sql_cache", "sql_calc_found_rows");

    /** A name that nobody gave, and that is longer than names may be, is another in a view. */
    private static final int LONGEST_NAME = 64;

    private static final MySqlLiteral NONE = new MySqlLiteral("");

    private final MySqlCursor cursor;
    private final Surroundings around;
    private final MySqlScope scope;
    private final MySqlTermParser terms;
    private final MySqlCallParser calls;
    private final MySqlWindows windows;
    private final List<String> names = new ArrayList<>();
    private final List<MySqlTerm> items = new ArrayList<>();
    private Place place = Place.ROWS;

    MySqlBlockParser(MySqlCursor cursor, Surroundings around, @Nullable MySqlScope outer) {
        this.cursor = cursor;
        this.around = around;
        this.scope = new MySqlScope(outer);
        this.terms = new MySqlTermParser(cursor, this);
        this.calls = new MySqlCallParser(cursor, terms, this);
        this.windows = new MySqlWindows(cursor);
    }

    /** Which clause is read: what is selected has its names only in those after it. */
    private enum Place {
        ROWS,
        GROUPS,
        RESULT
    }

    /** One block, up to what it is ordered by. */
    Query select() {
        cursor.require("select");
        Set<String> options = new TreeSet<>();
        boolean distinct = false;
        for (boolean goesOn = true; goesOn; ) {
            if (cursor.nextIsOneOf(OPTIONS)) {
                options.add(cursor.next().value());
            } else if (cursor.take("distinct") || cursor.take("distinctrow")) {
                distinct = true;
            } else {
                goesOn = cursor.take("all");
            }
        }
        if (cursor.nextIsOneOf(UNKNOWN_OPTIONS)) {
            throw new UnknownFormException();
        }
        // Where the columns are from stands behind them.
        int start = cursor.place();
        skipItems();
        int end = cursor.place();
        MySqlSourceParser.Source from = cursor.take("from") && !cursor.take("dual")
                ? new MySqlSourceParser(cursor, around, scope, terms).sources()
                : new MySqlSourceParser.Source(NONE, List.of());
        int behind = cursor.place();
        cursor.moveTo(start);
        items(from);
        if (cursor.place() != end) {
            throw new UnknownFormException();
        }
        cursor.moveTo(behind);
        MySqlTerm where = cursor.take("where") ? MySqlTerm.filter(terms.expression()) : NONE;
        place = Place.GROUPS;
        MySqlTerm groups = cursor.take("group", "by") ? groups() : NONE;
        place = Place.RESULT;
        MySqlTerm having = cursor.take("having") ? MySqlTerm.filter(terms.expression()) : NONE;
        windows.pass();
        return new Query(
                List.copyOf(names),
                call(
                        String.join(" ", options) + (distinct ? "select distinct" : "select"),
                        new MySqlCall("items", items),
                        from.term(),
                        where,
                        groups,
                        having));
    }

    private void skipItems() {
        int depth = 0;
        while (!cursor.isAtEnd() && (depth > 0 || !cursor.nextIs(")") && !cursor.nextIsOneOf(CLAUSES))) {
            depth += cursor.nextIs("(") ? 1 : cursor.nextIs(")") ? -1 : 0;
            cursor.next();
        }
    }

    private void items(MySqlSourceParser.Source from) {
        do {
            if (cursor.take("*")) {
                all(from.shown());
            } else if (cursor.isAt(1, ".") && cursor.isAt(2, "*")) {
                String relation = cursor.name();
                cursor.require(".", "*");
                all(scope.shown(scope.relation(null, around.folded(relation))));
            } else if (cursor.isAt(1, ".") && cursor.isAt(3, ".") && cursor.isAt(4, "*")) {
                String schema = around.folded(cursor.name());
                cursor.require(".");
                String relation = around.folded(cursor.name());
                cursor.require(".", "*");
                all(scope.shown(scope.relation(schema, relation)));
            } else {
                item();
            }
        } while (cursor.take(","));
    }

    private void all(@Nullable List<Shown> columns) {
        if (columns == null) {
            throw new UnknownFormException();
        }
        columns.forEach(column -> add(column.name(), column.column()));
    }

    private void item() {
        int start = cursor.place();
        @Nullable MySqlToken first = cursor.peek(0);
        MySqlTerm value = terms.expression();
        String written = cursor.textSince(start);
        MySqlToken last = cursor.last();
        boolean isText = cursor.place() == start + 1 && first != null && first.kind() == Kind.STRING;
        @Nullable String alias = alias();
        if (alias != null) {
            add(alias, value);
        } else if (value instanceof MySqlColumnName) {
            add(cursor.nameOf(last), value);
        } else if (isText) {
            add(last.value(), value);
        } else {
            add(written.length() > LONGEST_NAME ? "Name_exp_" + (names.size() + 1) : written, value);
        }
    }

    /** The name that is given to what stands before it, or null. */
    private @Nullable String alias() {
        if (cursor.take("as")) {
            @Nullable MySqlToken text = cursor.peek(0);
            return text != null && text.kind() == Kind.STRING ? cursor.next().value() : cursor.name();
        }
        @Nullable MySqlToken next = cursor.peek(0);
        if (next == null
                || next.kind() == Kind.SYMBOL
                || next.kind() == Kind.NUMBER
                || next.kind() == Kind.WORD && CLAUSES.contains(next.value())) {
            return null;
        }
        return next.kind() == Kind.STRING ? cursor.next().value() : cursor.name();
    }

    private void add(String name, MySqlTerm written) {
        MySqlTerm value = MySqlTerm.number(written);
        names.add(name);
        items.add(value);
        scope.select(name, value);
    }

    private MySqlTerm groups() {
        List<MySqlTerm> groups = new ArrayList<>();
        do {
            groups.add(numbered(() -> terms.expression()));
        } while (cursor.take(","));
        boolean summed = cursor.take("with", "rollup");
        return new MySqlCall(summed ? "group rollup" : "group", groups);
    }

    /** A number alone stands for what is selected at that place. */
    private MySqlTerm numbered(Supplier<MySqlTerm> otherwise) {
        @Nullable MySqlToken next = cursor.peek(0);
        if (next != null && next.kind() == Kind.NUMBER && endsOrder(1)) {
            return MySqlQueryParser.at(items, cursor.next().value());
        }
        return otherwise.get();
    }

    private boolean endsOrder(int ahead) {
        @Nullable MySqlToken next = cursor.peek(ahead);
        return next == null
                || next.is(",")
                || next.is(")")
                || next.is("asc")
                || next.is("desc")
                || next.kind() == Kind.WORD && CLAUSES.contains(next.value());
    }

    /** The query with what its rows are ordered by, and how many of them there are at most. */
    Query ordered(Query query, boolean forExistence) {
        List<MySqlTerm> orders = new ArrayList<>();
        if (cursor.take("order", "by")) {
            do {
                orders.add(calls.direction(numbered(this::order)));
            } while (cursor.take(","));
        }
        MySqlTerm block = query.term();
        if (forExistence && items.stream().noneMatch(MySqlBlockParser::summarizes)) {
            block = new MySqlCall(
                    ((MySqlCall) block).operator().replace(" distinct", ""),
                    ((MySqlCall) block)
                            .operands()
                            .subList(1, ((MySqlCall) block).operands().size()));
        }
        MySqlTerm ordered = orders.isEmpty() ? block : call("ordered", block, new MySqlCall("order", orders));
        MySqlTerm limited = MySqlQueryParser.limited(cursor, ordered);
        // MariaDB prints a limit of its own where one row is as good as many.
        boolean isFirst = forExistence && limited.equals(call("limited", ordered, MySqlTerm.ZERO, MySqlTerm.ONE));
        return MySqlQueryParser.locked(
                cursor, around, scope.isInside(), new Query(query.names(), isFirst ? ordered : limited));
    }

    /** A name alone means what is selected by it, before it means a column. */
    private MySqlTerm order() {
        @Nullable MySqlToken next = cursor.peek(0);
        boolean isName = next != null && (next.kind() == Kind.NAME || next.kind() == Kind.WORD) && endsOrder(1);
        if (next != null && isName) {
            @Nullable MySqlTerm meant = scope.selected(cursor.nameOf(next));
            if (meant != null) {
                cursor.next();
                return meant;
            }
        }
        return terms.expression();
    }

    private static boolean summarizes(MySqlTerm term) {
        return switch (term) {
            case MySqlCall(String operator, List<MySqlTerm> operands) ->
                AGGREGATES.contains(operator.replace(" distinct", ""))
                        || operands.stream().anyMatch(MySqlBlockParser::summarizes);
            case MySqlColumnName _, MySqlLiteral _ -> false;
        };
    }

    @Override
    public MySqlTerm column(List<String> path) {
        return switch (path.size()) {
            case 1 -> column(path.getFirst());
            case 2 -> scope.qualified(null, around.folded(path.getFirst()), path.getLast());
            case 3 -> scope.qualified(around.folded(path.getFirst()), around.folded(path.get(1)), path.getLast());
            default -> throw new UnknownFormException();
        };
    }

    private MySqlTerm column(String name) {
        @Nullable MySqlTerm selected = place == Place.ROWS ? null : scope.selected(name);
        if (selected == null) {
            return found(scope.find(name));
        }
        @Nullable MySqlTerm column = scope.here(name.toLowerCase(Locale.ROOT));
        if (column != null && place == Place.RESULT && !column.equals(selected)) {
            throw new UnknownFormException();
        }
        return column == null ? selected : column;
    }

    private static MySqlTerm found(@Nullable MySqlTerm column) {
        if (column == null) {
            throw new UnknownFormException();
        }
        return column;
    }

    @Override
    public String function(List<String> path) {
        String name = path.getLast().toLowerCase(Locale.ROOT);
        return switch (path.size()) {
            case 1 -> name;
            case 2 -> around.folded(path.getFirst()).equals(around.schema()) ? name : path.getFirst() + "." + name;
            default -> throw new UnknownFormException();
        };
    }

    /** What is summed up are columns of rows, and not what is selected under the same names. */
    @Override
    public <T> T inside(String function, Supplier<T> arguments) {
        Place outside = place;
        if (AGGREGATES.contains(function)) {
            place = Place.ROWS;
        }
        try {
            return arguments.get();
        } finally {
            place = outside;
        }
    }

    @Override
    public <T> T window(String name, Supplier<T> definition) {
        return windows.get(name, definition);
    }

    @Override
    public OptionalInt fixedWeekFormat() {
        return around.flavor().fixedWeekFormat();
    }

    @Override
    public boolean losesTruth() {
        return around.flavor().losesTruth();
    }

    @Override
    public MySqlTerm query(MySqlCursor inside, boolean forExistence) {
        return MySqlQueryParser.query(inside, around, scope, forExistence).term();
    }
}
