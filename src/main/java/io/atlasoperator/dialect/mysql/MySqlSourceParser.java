package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlCursor.UnknownFormException;
import io.atlasoperator.dialect.mysql.MySqlJsonTableParser.JsonTable;
import io.atlasoperator.dialect.mysql.MySqlQueryParser.Columns;
import io.atlasoperator.dialect.mysql.MySqlQueryParser.Query;
import io.atlasoperator.dialect.mysql.MySqlQueryParser.Surroundings;
import io.atlasoperator.dialect.mysql.MySqlScope.Relation;
import io.atlasoperator.dialect.mysql.MySqlScope.Shown;
import io.atlasoperator.dialect.mysql.MySqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The grammar of what a query selects from. What it finds goes into the scope of the query. */
final class MySqlSourceParser {
    /** Words behind a table that are not another name of it. */
    private static final Set<String> BEHIND = MySqlQueryParser.clausesAnd(
            "join",
            "inner",
            "cross",
            "left",
            "right",
            "natural",
            "straight_join",
            "on",
            "using",
            "use",
            "force",
            "ignore",
            "partition",
            "as");

    private static final MySqlLiteral NONE = new MySqlLiteral("");

    private final MySqlCursor cursor;
    private final Surroundings around;
    private final MySqlScope scope;
    private final MySqlTermParser terms;

    MySqlSourceParser(MySqlCursor cursor, Surroundings around, MySqlScope scope, MySqlTermParser terms) {
        this.cursor = cursor;
        this.around = around;
        this.scope = scope;
        this.terms = terms;
    }

    /**
     * What rows come from.
     *
     * @param shown the columns that {@code *} stands for, or null if they are not known
     */
    record Source(MySqlTerm term, @Nullable List<Shown> shown) {}

    /** All that stands behind {@code FROM}. */
    Source sources() {
        Source left = joined(factor());
        while (cursor.take(",")) {
            left = inner(left, joined(factor()), List.of());
        }
        return left;
    }

    private Source joined(Source first) {
        Source left = first;
        while (true) {
            if (cursor.take("natural", "join") || cursor.take("natural", "inner", "join")) {
                Source right = factor();
                left = shared(left, right, common(left, right), "join");
            } else if (cursor.take("natural", "left", "join") || cursor.take("natural", "left", "outer", "join")) {
                Source right = factor();
                left = shared(left, right, common(left, right), "left");
            } else if (cursor.take("join") || cursor.take("inner", "join") || cursor.take("cross", "join")) {
                left = behind(left, factor());
            } else if (cursor.take("straight_join")) {
                left = inOrder(left, factor());
            } else if (cursor.take("left", "join") || cursor.take("left", "outer", "join")) {
                left = outer(left, false);
            } else if (cursor.take("right", "join") || cursor.take("right", "outer", "join")) {
                left = outer(left, true);
            } else {
                return left;
            }
        }
    }

    private Source behind(Source left, Source right) {
        if (cursor.take("on")) {
            return inner(left, right, MySqlTerm.parts("and", MySqlTerm.filter(terms.expression())));
        }
        return cursor.take("using")
                ? shared(left, right, MySqlQueryParser.columns(cursor), "join")
                : inner(left, right, List.of());
    }

    /** A join of which the left side is read first. */
    private Source inOrder(Source left, Source right) {
        MySqlTerm on = cursor.take("on") ? MySqlTerm.filter(terms.expression()) : NONE;
        return new Source(MySqlTerm.call("straight join", left.term(), right.term(), on), shown(left, right));
    }

    private Source outer(Source left, boolean isRight) {
        Source first = factor();
        // The other side may be a join itself, with its own condition before that of this one.
        Source right = cursor.nextIs("on") || cursor.nextIs("using") ? first : joined(first);
        if (cursor.take("using")) {
            if (isRight) {
                throw new UnknownFormException();
            }
            return shared(left, right, MySqlQueryParser.columns(cursor), "left");
        }
        cursor.require("on");
        MySqlTerm on = MySqlTerm.filter(terms.expression());
        return new Source(
                isRight ? left(right.term(), left.term(), on) : left(left.term(), right.term(), on),
                shown(left, right));
    }

    private static MySqlCall left(MySqlTerm kept, MySqlTerm other, MySqlTerm on) {
        return MySqlTerm.call("left join", kept, other, on);
    }

    private static @Nullable List<Shown> shown(Source left, Source right) {
        return left.shown() == null || right.shown() == null
                ? null
                : Stream.concat(left.shown().stream(), right.shown().stream()).toList();
    }

    /** The order and the places of the conditions of inner joins say nothing. */
    private static Source inner(Source left, Source right, List<MySqlTerm> on) {
        List<MySqlTerm> tables = new ArrayList<>(side(left.term(), 0));
        tables.addAll(side(right.term(), 0));
        List<MySqlTerm> conditions = new ArrayList<>(side(left.term(), 1));
        conditions.addAll(side(right.term(), 1));
        conditions.addAll(on);
        return new Source(
                MySqlTerm.call("join", new MySqlCall("tables", tables), new MySqlCall("on", conditions)),
                shown(left, right));
    }

    /** The tables (0) or conditions (1) of an inner join; anything else is one table without a condition. */
    private static List<MySqlTerm> side(MySqlTerm term, int which) {
        if (term instanceof MySqlCall(String operator, List<MySqlTerm> operands)
                && operator.equals("join")
                && operands.get(which) instanceof MySqlCall(String _, List<MySqlTerm> parts)) {
            return parts;
        }
        return which == 0 ? List.of(term) : List.of();
    }

    private static List<String> common(Source left, Source right) {
        if (left.shown() == null || right.shown() == null) {
            throw new UnknownFormException();
        }
        Set<String> others = Set.copyOf(right.shown().stream().map(Shown::name).toList());
        return left.shown().stream().map(Shown::name).filter(others::contains).toList();
    }

    /** A join over columns of the same name, which come first, and once. */
    private Source shared(Source left, Source right, List<String> columns, String kind) {
        if (left.shown() == null || right.shown() == null) {
            throw new UnknownFormException();
        }
        List<MySqlTerm> conditions = new ArrayList<>();
        List<Shown> shown = new ArrayList<>();
        for (String column : columns) {
            MySqlTerm here = column(left.shown(), column);
            conditions.add(MySqlTerm.compared("=", here, column(right.shown(), column)));
            scope.share(column, here);
        }
        left.shown().stream().filter(one -> columns.contains(one.name())).forEach(shown::add);
        Stream.concat(left.shown().stream(), right.shown().stream())
                .filter(one -> !columns.contains(one.name()))
                .forEach(shown::add);
        if (kind.equals("join")) {
            return new Source(inner(left, right, conditions).term(), shown);
        }
        MySqlTerm on = conditions.size() == 1 ? conditions.getFirst() : new MySqlCall("and", conditions);
        return new Source(left(left.term(), right.term(), on), shown);
    }

    private static MySqlTerm column(List<Shown> shown, String name) {
        List<Shown> found =
                shown.stream().filter(column -> column.name().equals(name)).toList();
        if (found.size() != 1) {
            throw new UnknownFormException();
        }
        return found.getFirst().column();
    }

    private Source factor() {
        if (cursor.nextIs("lateral") && cursor.isAt(1, "(")) {
            cursor.next();
            Source derived = derived(scope);
            return new Source(MySqlTerm.call("lateral", derived.term()), derived.shown());
        }
        if (!cursor.nextIs("(")) {
            return table();
        }
        @Nullable Source derived = cursor.attempt(() -> derived(null));
        if (derived != null) {
            return derived;
        }
        cursor.require("(");
        Source inside = sources();
        cursor.require(")");
        return inside;
    }

    /**
     * A query in parentheses.
     *
     * @param outer where else it finds its columns, or null
     */
    private Source derived(@Nullable MySqlScope outer) {
        cursor.require("(");
        Query query = MySqlQueryParser.query(cursor, around, outer, false);
        cursor.require(")");
        cursor.take("as");
        String name = cursor.name();
        List<String> columns =
                cursor.nextIs("(") ? MySqlQueryParser.columns(cursor) : MySqlQueryParser.folded(query.names());
        return add(
                new Relation(null, around.folded(name), columns, columns),
                MySqlQueryParser.named(around.folded(name), columns, query.term()));
    }

    private Source add(Relation relation, MySqlTerm term) {
        scope.add(relation);
        return new Source(term, relation.shown() == null ? null : scope.shown(relation));
    }

    /** A table out of JSON; what it is made from may be columns of the tables before it. */
    private Source fromJson() {
        cursor.require("json_table");
        JsonTable table = new MySqlJsonTableParser(cursor, around.flavor(), terms).table();
        cursor.take("as");
        String name = around.folded(cursor.name());
        return add(
                new Relation(null, name, table.columns(), table.columns()),
                MySqlTerm.call("called", table.term(), new MySqlLiteral(name)));
    }

    private Source table() {
        if (cursor.nextIs("json_table") && cursor.isAt(1, "(")) {
            return fromJson();
        }
        String first = cursor.name();
        @Nullable String second = cursor.take(".") ? cursor.name() : null;
        if (cursor.nextIs("(") || cursor.nextIs(".")) {
            throw new UnknownFormException();
        }
        String schema = around.folded(second == null ? around.schema() : first);
        String name = around.folded(second == null ? first : second);
        @Nullable String alias = alias();
        @Nullable List<String> common = second == null ? around.common().get(first.toLowerCase(Locale.ROOT)) : null;
        if (common != null) {
            String called = alias == null ? name : alias;
            return add(
                    new Relation(null, called, common, common),
                    MySqlTerm.call(
                            "common", new MySqlLiteral(first.toLowerCase(Locale.ROOT)), new MySqlLiteral(called)));
        }
        Optional<Columns> columns = around.relations().columns(schema, name);
        boolean renamed = alias != null && !alias.equals(name);
        List<MySqlTerm> table = new ArrayList<>(List.of(
                new MySqlLiteral(schema), new MySqlLiteral(name), new MySqlLiteral(alias == null ? name : alias)));
        table.addAll(hints());
        return add(
                new Relation(
                        renamed ? null : schema,
                        alias == null ? name : alias,
                        columns.map(Columns::all).orElse(null),
                        columns.map(Columns::shown).orElse(null)),
                new MySqlCall("table", table));
    }

    /** Which indexes the server is told to look at; an empty list is one of none. */
    private List<MySqlTerm> hints() {
        List<MySqlTerm> hints = new ArrayList<>();
        for (String verb = hint(); !verb.isEmpty(); verb = hint()) {
            if (!cursor.take("index")) {
                cursor.require("key");
            }
            String hint = verb + purpose();
            cursor.require("(");
            if (cursor.take(")")) {
                hints.add(new MySqlCall(hint, List.of()));
                continue;
            }
            // Servers print a hint for each index.
            do {
                String index = cursor.name().toLowerCase(Locale.ROOT);
                hints.add(MySqlTerm.call(hint, new MySqlLiteral(index)));
            } while (cursor.take(","));
            cursor.require(")");
        }
        return hints;
    }

    private String purpose() {
        if (!cursor.take("for")) {
            return "";
        }
        String purpose = " for " + cursor.next().value();
        if (!purpose.equals(" for join")) {
            cursor.require("by");
        }
        return around.flavor().losesPurposes() ? "" : purpose;
    }

    private String hint() {
        return cursor.take("use") ? "use" : cursor.take("force") ? "force" : cursor.take("ignore") ? "ignore" : "";
    }

    private @Nullable String alias() {
        if (cursor.take("as")) {
            return around.folded(cursor.name());
        }
        @Nullable MySqlToken next = cursor.peek(0);
        boolean isName = next != null
                && (next.kind() == Kind.NAME || next.kind() == Kind.WORD && !BEHIND.contains(next.value()));
        return isName ? around.folded(cursor.name()) : null;
    }
}
