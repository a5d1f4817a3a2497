package io.atlasoperator.dialect.mysql;

import io.atlasoperator.testing.MySqlServers.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What is drawn for a random state.
 *
 * @param random where it comes from
 * @param kind the kind of server that the state is for
 * @param filled whether tables will have rows, so that nothing may come up that rows can't follow
 * @param names the new names of what is renamed: {@code t1}, {@code t1.n} for a column, {@code t1#i0} for an index
 */
record MySqlRandom(Random random, Kind kind, boolean filled, Map<String, String> names) {

    MySqlRandom(Random random, Kind kind, boolean filled) {
        this(random, kind, filled, new LinkedHashMap<>());
    }

    boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    int number(int below) {
        return random.nextInt(below);
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** One of those for MariaDB or for MySQL. */
    String pick(List<String> onMySql, List<String> onMariaDb) {
        return pick(kind.isMariaDb() ? onMariaDb : onMySql);
    }

    boolean isMySql() {
        return !kind.isMariaDb();
    }

    /** What is called so, or like it. */
    String named(String key, String usual) {
        return names.getOrDefault(key, usual);
    }

    /** Draws new names for some tables, columns and indexes. */
    void rename(List<String> tables, List<String> columns) {
        for (String table : tables) {
            if (chance(4)) {
                names.put(table, table + " new");
            }
            columns.stream()
                    .filter(column -> chance(8))
                    .forEach(column -> names.put(table + "." + column, column + "2"));
            if (chance(6)) {
                names.put(table + "#i0", "i0 new");
            }
        }
    }

    /** Some of a list, in its order. */
    <T> List<T> some(List<T> from, int each) {
        List<T> found = new ArrayList<>();
        for (T one : from) {
            if (chance(each)) {
                found.add(one);
            }
        }
        return found;
    }

    static String quoted(String name) {
        return MySqlSyntax.INSTANCE.quoteIdentifier(name);
    }
}
