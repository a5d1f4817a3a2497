package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The grammar of what a function looks at that is called over a window. */
final class MySqlWindowParser {
    /** What stands in a window before the name of another that it goes on from. */
    private static final Set<String> CLAUSES = Set.of("partition", "order", "rows", "range", "groups");

    private final MySqlCursor cursor;
    private final MySqlTermParser terms;
    private final MySqlCallParser calls;
    private final MySqlNames names;

    MySqlWindowParser(MySqlCursor cursor, MySqlTermParser terms, MySqlCallParser calls, MySqlNames names) {
        this.cursor = cursor;
        this.terms = terms;
        this.calls = calls;
        this.names = names;
    }

    /** The function over a window, if one follows. */
    MySqlTerm windowed(MySqlTerm function) {
        if (!cursor.take("over")) {
            return function;
        }
        List<MySqlTerm> parts = new ArrayList<>(List.of(function));
        parts.addAll(cursor.nextIs("(") ? window() : named());
        return new MySqlCall("over", parts);
    }

    private List<MySqlTerm> named() {
        return names.window(cursor.name(), this::window);
    }

    /** What stands in the parentheses of a window, with what it takes from one that has a name. */
    private List<MySqlTerm> window() {
        cursor.require("(");
        @Nullable MySqlToken first = cursor.peek(0);
        boolean goesOn = first != null
                && (first.kind() == Kind.NAME || first.kind() == Kind.WORD && !CLAUSES.contains(first.value()));
        List<MySqlTerm> parts = new ArrayList<>(goesOn ? named() : List.of());
        if (cursor.take("partition", "by")) {
            parts.add(new MySqlCall("partition", terms.list()));
        }
        if (cursor.take("order", "by")) {
            parts.add(new MySqlCall("order", calls.orders(terms)));
        }
        if (cursor.take("rows")) {
            parts.add(frame("rows"));
        } else if (cursor.take("range")) {
            parts.add(frame("range"));
        }
        cursor.require(")");
        return parts;
    }

    /** The rows around one that a function looks at; where one end is said, the other is the row itself. */
    private MySqlTerm frame(String unit) {
        if (!cursor.take("between")) {
            return MySqlTerm.call(unit, end(), new MySqlCall("current row", List.of()));
        }
        MySqlTerm from = end();
        cursor.require("and");
        return MySqlTerm.call(unit, from, end());
    }

    private MySqlTerm end() {
        if (cursor.take("current", "row")) {
            return new MySqlCall("current row", List.of());
        }
        List<MySqlTerm> distance = cursor.take("unbounded") ? List.of() : List.of(terms.expression());
        if (cursor.take("preceding")) {
            return new MySqlCall("preceding", distance);
        }
        cursor.require("following");
        return new MySqlCall("following", distance);
    }
}
