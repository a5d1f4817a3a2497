package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlCursor.UnknownFormException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The windows that one block of a query gives names to, behind almost all of it: {@code WINDOW w AS (…)}. One server prints the
 * names, another what they stand for, so that each is read where it is used. Not safe for use by several threads.
 */
final class MySqlWindows {
    private final MySqlCursor cursor;
    private final Map<String, Integer> places = new HashMap<>();
    private final Set<String> asked = new HashSet<>();
    private int end;

    /** Looks for them from where the cursor is, which stays there. */
    MySqlWindows(MySqlCursor cursor) {
        this.cursor = cursor;
        int start = cursor.place();
        if (find()) {
            do {
                String name = cursor.name().toLowerCase(Locale.ROOT);
                cursor.require("as");
                places.put(name, cursor.place());
                skip();
            } while (cursor.take(","));
            end = cursor.place();
        }
        cursor.moveTo(start);
    }

    /** Goes behind the word that begins them, if there is one in the block. */
    private boolean find() {
        for (int depth = 0; !cursor.isAtEnd() && depth >= 0; cursor.next()) {
            if (depth == 0 && cursor.nextIsOneOf(MySqlQueryParser.JOINS)) {
                return false;
            }
            if (depth == 0 && cursor.nextIs("window") && cursor.isAt(2, "as") && cursor.isAt(3, "(")) {
                cursor.next();
                return true;
            }
            depth += cursor.nextIs("(") ? 1 : cursor.nextIs(")") ? -1 : 0;
        }
        return false;
    }

    /** Passes what stands in parentheses, and these. */
    private void skip() {
        cursor.require("(");
        for (int depth = 1; depth > 0; ) {
            depth += cursor.nextIs("(") ? 1 : cursor.nextIs(")") ? -1 : 0;
            cursor.next();
        }
    }

    /** Passes all of them where they stand: one that nothing uses says nothing. */
    void pass() {
        if (!places.isEmpty() && cursor.nextIs("window")) {
            cursor.moveTo(end);
        }
    }

    /**
     * What is made of the definition of one.
     *
     * @throws UnknownFormException if the block has none of that name, or it stands for itself
     */
    <T> T get(String written, Supplier<T> definition) {
        String name = written.toLowerCase(Locale.ROOT);
        @Nullable Integer place = places.get(name);
        if (place == null || !asked.add(name)) {
            throw new UnknownFormException();
        }
        int back = cursor.place();
        cursor.moveTo(place);
        try {
            return definition.get();
        } finally {
            cursor.moveTo(back);
            asked.remove(name);
        }
    }
}
