package io.atlasoperator.dialect.mysql;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a table are spread over partitions.
 *
 * @param key by what rows are spread
 * @param subKey by what those of one partition are spread again, or null
 * @param partitions the partitions, in order; of those by hash or key that nobody named, as many as there are
 */
record MySqlPartitioning(Key key, @Nullable Key subKey, List<Partition> partitions) {

    MySqlPartitioning {
        Objects.requireNonNull(key);
        partitions = List.copyOf(partitions);
    }

    /**
     * By what rows are spread.
     *
     * @param method in SQL, upper case: {@code RANGE}, {@code LIST COLUMNS}, {@code LINEAR HASH}, {@code KEY}
     * @param expression what stands between the parentheses, as the server or the user wrote it; empty for {@code KEY ()}
     * @param startsWhenMade whether it may be the server's own doing that intervals are counted from when they are
     */
    record Key(String method, String expression, boolean startsWhenMade) {
        Key {
            Objects.requireNonNull(method);
            Objects.requireNonNull(expression);
        }

        Key(String method, String expression) {
            this(method, expression, false);
        }
    }

    /**
     * One partition.
     *
     * @param name its name
     * @param values {@code LESS THAN (…)}, {@code LESS THAN MAXVALUE}, {@code IN (…)}, {@code HISTORY} or {@code CURRENT}; null
     *     for those by hash or key
     * @param comment its comment, or null
     * @param subpartitions the names of its parts; empty if the server names them
     */
    record Partition(
            String name, @Nullable String values, @Nullable String comment, List<String> subpartitions) {
        Partition {
            Objects.requireNonNull(name);
            subpartitions = List.copyOf(subpartitions);
        }
    }
}
