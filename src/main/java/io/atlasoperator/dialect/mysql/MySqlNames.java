package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlCursor.UnknownFormException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** What names and queries stand for, where the expression is. */
interface MySqlNames {
    /** The names of the columns of a table, in its own expressions: what stands before them says nothing. */
    MySqlNames OF_TABLE = ofTable(OptionalInt.empty());

    /** The same names, where weeks are counted by that. */
    static MySqlNames ofTable(OptionalInt weekFormat) {
        return new MySqlNames() {
            @Override
            public MySqlTerm column(List<String> path) {
                return new MySqlColumnName("", path.getLast().toLowerCase(Locale.ROOT));
            }

            @Override
            public String function(List<String> path) {
                return path.getLast().toLowerCase(Locale.ROOT);
            }

            @Override
            public MySqlTerm query(MySqlCursor cursor, boolean forExistence) {
                throw new UnknownFormException();
            }

            @Override
            public OptionalInt fixedWeekFormat() {
                return weekFormat;
            }
        };
    }

    /** The column that a name, of one part or several, means. */
    MySqlTerm column(List<String> path);

    /** How a function is called. */
    String function(List<String> path);

    /**
     * The query that comes next, up to what can't be part of it.
     *
     * @param forExistence whether only counts if there are rows
     */
    MySqlTerm query(MySqlCursor cursor, boolean forExistence);

    /** What comes of a function's arguments, in which names may mean something else than around it. */
    default <T> T inside(String function, Supplier<T> arguments) {
        return arguments.get();
    }

    /**
     * What is made of the definition of a window that has a name.
     *
     * @param definition called where that stands
     */
    default <T> T window(String name, Supplier<T> definition) {
        throw new UnknownFormException();
    }

    /** What {@code WEEK(d)} counts by for good; nothing if that is for each session to say. */
    default OptionalInt fixedWeekFormat() {
        return OptionalInt.empty();
    }

    /** Whether the server forgets that {@code TRUE} is more than 1, even as a value of JSON. */
    default boolean losesTruth() {
        return false;
    }
}
