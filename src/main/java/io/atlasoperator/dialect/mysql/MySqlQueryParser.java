package io.atlasoperator.dialect.mysql;

import static io.atlasoperator.dialect.mysql.MySqlTerm.call;

import io.atlasoperator.dialect.mysql.MySqlCursor.UnknownFormException;
import io.atlasoperator.dialect.mysql.MySqlToken.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of queries, around that of their blocks. It takes what somebody wrote and what a server prints to the same term, in
 * which every column says where it is from.
 */
final class MySqlQueryParser {
    /** What puts the rows of two queries together. */
    static final Set<String> JOINS = Set.of("union", "except", "intersect");

    /** Words that begin what comes behind the sources of a block. */
    private static final Set<String> CLAUSES = Set.of(
            "where",
            "group",
            "having",
            "order",
            "limit",
            "union",
            "except",
            "intersect",
            "window",
            "for",
            "into",
            "procedure",
            "lock",
            "with");

    private MySqlQueryParser() {}

    /** Words that begin what comes behind the sources of a block, and others. */
    static Set<String> clausesAnd(String... others) {
        return Stream.concat(CLAUSES.stream(), Stream.of(others)).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Where a query stands.
     *
     * @param schema that of what is named without one
     * @param flavor whose words they are
     * @param relations what there is to select from
     * @param common the columns of queries that are named before this one
     */
    record Surroundings(String schema, MySqlFlavor flavor, Relations relations, Map<String, List<String>> common) {
        Surroundings with(Map<String, List<String>> more) {
            Map<String, List<String>> all = new HashMap<>(common);
            all.putAll(more);
            return new Surroundings(schema, flavor, relations, Map.copyOf(all));
        }

        String folded(String name) {
            return flavor.foldsNames() ? name.toLowerCase(Locale.ROOT) : name;
        }
    }

    /** The columns of tables and views. */
    interface Relations {
        /**
         * The columns of one, all of them and those that {@code *} stands for, with their names in lower case; nothing if they are
         * not known.
         */
        Optional<Columns> columns(String schema, String name);
    }

    /** The columns of a table or view. */
    record Columns(List<String> all, List<String> shown) {}

    /**
     * A query.
     *
     * @param names those of its columns
     * @param term what it comes to, but for these
     */
    record Query(List<String> names, MySqlTerm term) {}

    /** What a text that is a query comes to; nothing if it is not of a form that is known. */
    static Optional<Query> parse(String text, Surroundings around) {
        // A hint for the optimizer is no mere comment.
        if (text.contains("/*+")) {
            return Optional.empty();
        }
        MySqlCursor cursor = new MySqlCursor(text);
        return Optional.ofNullable(cursor.attempt(() -> {
            Query query = query(cursor, around, null, false);
            if (!cursor.isAtEnd()) {
                throw new UnknownFormException();
            }
            return query;
        }));
    }

    /** The query that comes next, with all that is behind it. */
    static Query query(MySqlCursor cursor, Surroundings around, @Nullable MySqlScope outer, boolean forExistence) {
        if (!cursor.take("with")) {
            return union(cursor, around, outer, forExistence);
        }
        boolean recursive = cursor.take("recursive");
        Surroundings inside = around;
        List<MySqlTerm> parts = new ArrayList<>();
        do {
            String name = cursor.name();
            String key = name.toLowerCase(Locale.ROOT);
            List<String> given = cursor.nextIs("(") ? columns(cursor) : List.of();
            cursor.require("as", "(");
            Surroundings own = inside;
            if (recursive) {
                own = inside.with(Map.of(key, given.isEmpty() ? firstNames(cursor, inside, outer) : given));
            }
            Query common = query(cursor, own, outer, false);
            cursor.require(")");
            List<String> columns = given.isEmpty() ? folded(common.names()) : given;
            parts.add(named(name, columns, common.term()));
            inside = inside.with(Map.of(key, columns));
        } while (cursor.take(","));
        Query main = union(cursor, inside, outer, false);
        parts.add(main.term());
        return new Query(main.names(), new MySqlCall(recursive ? "with recursive" : "with", parts));
    }

    /** The names that the first block of a query gives to its columns; the cursor stays where it is. */
    private static List<String> firstNames(MySqlCursor cursor, Surroundings around, @Nullable MySqlScope outer) {
        int start = cursor.place();
        while (cursor.take("(")) {
            // Parentheses around it say nothing of its columns.
        }
        List<String> names =
                folded(new MySqlBlockParser(cursor, around, outer).select().names());
        cursor.moveTo(start);
        return names;
    }

    /** Names in parentheses, in lower case. */
    static List<String> columns(MySqlCursor cursor) {
        List<String> columns = new ArrayList<>();
        cursor.require("(");
        do {
            columns.add(cursor.name().toLowerCase(Locale.ROOT));
        } while (cursor.take(","));
        cursor.require(")");
        return columns;
    }

    /** A query whose columns are known by their names. */
    static MySqlTerm named(String name, List<String> columns, MySqlTerm query) {
        List<MySqlTerm> parts = new ArrayList<>(List.of(new MySqlLiteral(name), query));
        columns.forEach(column -> parts.add(new MySqlLiteral(column)));
        return new MySqlCall("named", parts);
    }

    static List<String> folded(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    private static Query union(
            MySqlCursor cursor, Surroundings around, @Nullable MySqlScope outer, boolean forExistence) {
        boolean enclosed = cursor.nextIs("(");
        MySqlBlockParser block = new MySqlBlockParser(cursor, around, outer);
        Query left = enclosed ? enclosed(cursor, around, outer) : block.select();
        if (!cursor.nextIsOneOf(JOINS)) {
            return enclosed ? locked(cursor, around, outer != null, left) : block.ordered(left, forExistence);
        }
        MySqlTerm all = left.term();
        boolean intersects = cursor.nextIs("intersect");
        while (cursor.nextIsOneOf(JOINS)) {
            // It binds more strongly than the others, which each server shows in another way.
            if (intersects != cursor.nextIs("intersect")) {
                throw new UnknownFormException();
            }
            String kind = cursor.next().value();
            boolean keeps = cursor.take("all");
            if (!keeps) {
                cursor.take("distinct");
            }
            MySqlBlockParser next = new MySqlBlockParser(cursor, around, outer);
            Query right = cursor.nextIs("(") ? enclosed(cursor, around, outer) : next.select();
            all = call(keeps ? kind + " all" : kind, all, right.term());
        }
        List<MySqlTerm> orders = orderedByNames(cursor, left.names());
        MySqlTerm ordered = orders.isEmpty() ? all : call("ordered", all, new MySqlCall("order", orders));
        return locked(cursor, around, outer != null, new Query(left.names(), limited(cursor, ordered)));
    }

    /**
     * A query with the locks that it asks for of the rows that it reads.
     *
     * @param isInside whether it is a part of another: not all servers of a product keep the locks of such
     */
    static Query locked(MySqlCursor cursor, Surroundings around, boolean isInside, Query query) {
        MySqlTerm term = query.term();
        for (String lock = lock(cursor); !lock.isEmpty(); lock = lock(cursor)) {
            if (!around.flavor().losesLocks()) {
                if (isInside) {
                    throw new UnknownFormException();
                }
                term = call("locked", term, new MySqlLiteral(lock));
            }
        }
        return new Query(query.names(), term);
    }

    private static String lock(MySqlCursor cursor) {
        if (cursor.take("lock", "in", "share", "mode")) {
            return "share" + patience(cursor);
        }
        if (!cursor.take("for")) {
            return "";
        }
        boolean isShared = cursor.take("share");
        if (!isShared) {
            cursor.require("update");
        }
        if (cursor.take("of")) {
            do {
                cursor.name();
            } while (cursor.take(",") || cursor.take("."));
        }
        return (isShared ? "share" : "update") + patience(cursor);
    }

    private static String patience(MySqlCursor cursor) {
        return cursor.take("skip", "locked") ? " skip locked" : cursor.take("nowait") ? " nowait" : "";
    }

    private static Query enclosed(MySqlCursor cursor, Surroundings around, @Nullable MySqlScope outer) {
        cursor.require("(");
        Query query = query(cursor, around, outer, false);
        cursor.require(")");
        return query;
    }

    /** A union is ordered by its columns. */
    private static List<MySqlTerm> orderedByNames(MySqlCursor cursor, List<String> names) {
        List<MySqlTerm> orders = new ArrayList<>();
        if (cursor.take("order", "by")) {
            MySqlNames none = MySqlNames.OF_TABLE;
            MySqlCallParser directions = new MySqlCallParser(cursor, new MySqlTermParser(cursor, none), none);
            do {
                MySqlToken by = cursor.next();
                String name = by.kind() == Kind.NUMBER ? at(names, by.value()) : by.value();
                if (by.kind() == Kind.SYMBOL || by.kind() == Kind.STRING || cursor.nextIs("(") || cursor.nextIs(".")) {
                    throw new UnknownFormException();
                }
                orders.add(directions.direction(new MySqlLiteral(name.toLowerCase(Locale.ROOT))));
            } while (cursor.take(","));
        }
        return orders;
    }

    /** What a number, counted from 1, stands for. */
    static <T> T at(List<T> list, String number) {
        if (!number.matches("[1-9]\\d{0,4}") || Integer.parseInt(number) > list.size()) {
            throw new UnknownFormException();
        }
        return list.get(Integer.parseInt(number) - 1);
    }

    /** A query with how many of its rows are wanted, if that is said. */
    static MySqlTerm limited(MySqlCursor cursor, MySqlTerm query) {
        if (!cursor.take("limit")) {
            return query;
        }
        String first = count(cursor);
        String offset = "0";
        String rows = first;
        if (cursor.take("offset")) {
            offset = count(cursor);
        } else if (cursor.take(",")) {
            offset = first;
            rows = count(cursor);
        }
        return call("limited", query, new MySqlLiteral(offset), new MySqlLiteral(rows));
    }

    private static String count(MySqlCursor cursor) {
        MySqlToken number = cursor.next();
        if (number.kind() != Kind.NUMBER) {
            throw new UnknownFormException();
        }
        return number.value();
    }
}
