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
import org.jspecify.annotations.Nullable;

/**
 * The grammar of queries, around that of their blocks. It takes what somebody wrote and what a server prints to the same term, in
 * which every column says where it is from.
 */
final class MySqlQueryParser {
    private MySqlQueryParser() {}

    /**
     * Where a query stands.
     *
     * @param schema that of what is named without one
     * @param folds whether names of tables that differ in the case of letters alone are one
     * @param losesTruth whether the server takes {@code TRUE} for 1, even as a value of JSON
     * @param relations what there is to select from
     * @param common the columns of queries that are named before this one
     */
    record Surroundings(
            String schema, boolean folds, boolean losesTruth, Relations relations, Map<String, List<String>> common) {
        Surroundings with(Map<String, List<String>> more) {
            Map<String, List<String>> all = new HashMap<>(common);
            all.putAll(more);
            return new Surroundings(schema, folds, losesTruth, relations, Map.copyOf(all));
        }

        String folded(String name) {
            return folds ? name.toLowerCase(Locale.ROOT) : name;
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
        Surroundings inside = around;
        List<MySqlTerm> parts = new ArrayList<>();
        do {
            String name = cursor.name();
            cursor.require("as", "(");
            Query common = query(cursor, inside, outer, false);
            cursor.require(")");
            parts.add(named(name, common));
            inside = inside.with(Map.of(name.toLowerCase(Locale.ROOT), folded(common.names())));
        } while (cursor.take(","));
        Query main = union(cursor, inside, outer, false);
        parts.add(main.term());
        return new Query(main.names(), new MySqlCall("with", parts));
    }

    /** A query whose columns are known by their names. */
    static MySqlTerm named(String name, Query query) {
        List<MySqlTerm> parts = new ArrayList<>(List.of(new MySqlLiteral(name), query.term()));
        folded(query.names()).forEach(column -> parts.add(new MySqlLiteral(column)));
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
        if (!cursor.nextIs("union")) {
            return enclosed ? left : block.ordered(left, forExistence);
        }
        MySqlTerm all = left.term();
        while (cursor.take("union")) {
            boolean keeps = cursor.take("all");
            if (!keeps) {
                cursor.take("distinct");
            }
            MySqlBlockParser next = new MySqlBlockParser(cursor, around, outer);
            Query right = cursor.nextIs("(") ? enclosed(cursor, around, outer) : next.select();
            all = call(keeps ? "union all" : "union", all, right.term());
        }
        return new Query(left.names(), limited(cursor, call("ordered", all, orderedByNames(cursor, left.names()))));
    }

    private static Query enclosed(MySqlCursor cursor, Surroundings around, @Nullable MySqlScope outer) {
        cursor.require("(");
        Query query = query(cursor, around, outer, false);
        cursor.require(")");
        return query;
    }

    /** A union is ordered by its columns. */
    private static MySqlTerm orderedByNames(MySqlCursor cursor, List<String> names) {
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
        return new MySqlCall("order", orders);
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
