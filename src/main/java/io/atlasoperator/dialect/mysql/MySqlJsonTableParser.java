package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlCursor.UnknownFormException;
import io.atlasoperator.dialect.mysql.MySqlToken.Kind;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ColumnType.UserDefinedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The grammar of tables out of JSON.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/json-table-functions.html">MySQL 8.4 reference manual, JSON Table
 *     Functions</a>
 */
final class MySqlJsonTableParser {
    private static final Set<String> BEHIND_TYPE = Set.of("path", "exists", "character", "charset", "collate");
    private static final MySqlLiteral NOTHING = new MySqlLiteral("");
    private static final MySqlLiteral NULL = new MySqlLiteral("null");

    private final MySqlCursor cursor;
    private final MySqlFlavor flavor;
    private final MySqlTermParser terms;

    MySqlJsonTableParser(MySqlCursor cursor, MySqlFlavor flavor, MySqlTermParser terms) {
        this.cursor = cursor;
        this.flavor = flavor;
        this.terms = terms;
    }

    /**
     * A table out of JSON, but for what it is called.
     *
     * @param columns the names of its columns in lower case
     */
    record JsonTable(MySqlTerm term, List<String> columns) {}

    /** What follows upon {@code JSON_TABLE}. */
    JsonTable table() {
        cursor.require("(");
        List<MySqlTerm> parts = new ArrayList<>(List.of(terms.expression()));
        cursor.require(",");
        parts.add(text());
        List<String> names = new ArrayList<>();
        columns(parts, names);
        cursor.require(")");
        return new JsonTable(new MySqlCall("json table", parts), List.copyOf(names));
    }

    private void columns(List<MySqlTerm> parts, List<String> names) {
        cursor.require("columns", "(");
        do {
            parts.add(column(names));
        } while (cursor.take(","));
        cursor.require(")");
    }

    private MySqlTerm column(List<String> names) {
        boolean isNested = cursor.nextIs("nested") && (cursor.isAt(1, "path") && isText(2) || isText(1));
        if (isNested) {
            cursor.next();
            cursor.take("path");
            List<MySqlTerm> parts = new ArrayList<>(List.of(text()));
            columns(parts, names);
            return new MySqlCall("nested", parts);
        }
        String name = cursor.name().toLowerCase(Locale.ROOT);
        names.add(name);
        MySqlLiteral called = new MySqlLiteral(name);
        if (cursor.take("for", "ordinality")) {
            return MySqlTerm.call("ordinality", called);
        }
        MySqlTerm type = type();
        if (cursor.take("exists", "path")) {
            return MySqlTerm.call("exists", called, type, text());
        }
        cursor.require("path");
        MySqlTerm path = text();
        MySqlTerm onEmpty = instead("empty");
        return MySqlTerm.call("path", called, type, path, onEmpty, instead("error"));
    }

    private boolean isText(int ahead) {
        MySqlToken token = cursor.peek(ahead);
        return token != null && token.kind() == Kind.STRING;
    }

    private MySqlLiteral text() {
        MySqlToken token = cursor.next();
        if (token.kind() != Kind.STRING) {
            throw new UnknownFormException();
        }
        return new MySqlLiteral(MySqlCursor.literal(token));
    }

    /** What a column has where there is nothing, or nothing that fits: NULL if nobody says it. */
    private MySqlTerm instead(String of) {
        if (cursor.take("null", "on", of)) {
            return NULL;
        }
        if (cursor.take("error", "on", of)) {
            return new MySqlLiteral("error");
        }
        if (cursor.nextIs("default") && cursor.isAt(2, "on") && cursor.isAt(3, of)) {
            cursor.next();
            MySqlLiteral value = text();
            cursor.require("on", of);
            return MySqlTerm.call("default", value);
        }
        return NULL;
    }

    /** The type of a column; a text has a character set, and a collation where it is not the usual one of that. */
    private MySqlTerm type() {
        int start = cursor.place();
        do {
            cursor.next();
        } while (!cursor.nextIsOneOf(BEHIND_TYPE) && !cursor.isAtEnd());
        ColumnType type = MySqlTypes.parse(cursor.textSince(start));
        String name = MySqlTypes.format(type);
        if (type instanceof UserDefinedType) {
            throw new UnknownFormException();
        }
        if (name.equals("json") && !flavor.hasJsonType()) {
            return MySqlTerm.call("text", new MySqlLiteral("longtext"), NOTHING, NOTHING);
        }
        if (!MySqlTypes.isText(type)) {
            return new MySqlLiteral(name);
        }
        String charset = flavor.printsImpliedCharsets() ? "utf8mb4" : "";
        if (cursor.take("charset") || cursor.take("character", "set")) {
            charset = MySqlCharsets.canonical(cursor.next().value().toLowerCase(Locale.ROOT));
        }
        String collation = "";
        if (cursor.take("collate")) {
            collation = cursor.next().value().toLowerCase(Locale.ROOT);
            charset = MySqlCharsets.ofCollation(collation);
        }
        boolean isUsual =
                flavor.defaultCollation(charset).filter(collation::equals).isPresent();
        return MySqlTerm.call(
                "text",
                new MySqlLiteral(name),
                new MySqlLiteral(charset),
                isUsual ? NOTHING : new MySqlLiteral(collation));
    }
}
