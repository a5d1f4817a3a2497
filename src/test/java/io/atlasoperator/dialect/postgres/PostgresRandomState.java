package io.atlasoperator.dialect.postgres;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A random state of a database as SQL. Two states of one {@link Frame} have things of the same names, and rows of the
 * first fit into the second, so that a change may lose none: each plain table has three rows, with the row's number in
 * each column, and whatever the second state demands of rows holds for them.
 */
final class PostgresRandomState {
    static final List<String> TABLES = List.of("t1", "T two", "select", "p\"q");

    /**
     * What two states have in common.
     *
     * @param filled whether the first has rows
     * @param schemas the schemas by the names of what is in them
     * @param fixed choices that can't differ between two states, by what they are of
     */
    record Frame(
            int major, boolean oneSchema, boolean filled, Map<String, String> schemas, Map<String, Integer> fixed) {

        static Frame random(Random random, int major) {
            return new Frame(major, random.nextInt(3) == 0, random.nextInt(3) > 0, new HashMap<>(), new HashMap<>());
        }

        String schema(Random random, String name) {
            return schemas.computeIfAbsent(name, unused -> oneSchema || random.nextInt(4) > 0 ? "app" : "Odd \"s");
        }

        int choice(Random random, String name, int of) {
            return fixed.computeIfAbsent(name, unused -> random.nextInt(of));
        }
    }

    final Random random;
    final Frame frame;
    /** The state that comes before this one, or null. */
    final @Nullable PostgresRandomState earlier;

    final Set<String> extensions = new TreeSet<>();
    final Map<String, List<String>> enums = new LinkedHashMap<>();
    final Map<String, List<String>> composites = new LinkedHashMap<>();
    final Set<String> domains = new TreeSet<>();
    /** Domains that are no numbers. */
    final Set<String> others = new TreeSet<>();

    final Set<String> ranges = new TreeSet<>();
    final Map<String, String> functions = new LinkedHashMap<>();
    final Set<String> sequences = new TreeSet<>();
    final Map<String, PostgresRandomTable> tables = new LinkedHashMap<>();
    /** Tables with parents or children, by what became of them. */
    final Set<Family> families = EnumSet.noneOf(Family.class);
    /** What makes types, functions and tables. */
    final List<String> statements = new ArrayList<>();
    /** What makes keys to other tables. */
    final List<String> keys = new ArrayList<>();
    /** What makes all that is over tables. */
    final List<String> over = new ArrayList<>();

    /** What is there of tables with parents or children. */
    enum Family {
        /** The partitioned table. */
        PARTITIONED,
        /** Its key. */
        KEYED,
        /** The table that has its rows, as a partition or by itself. */
        MAIN,
        /** That table is a partition. */
        ATTACHED
    }

    PostgresRandomState(Random random, Frame frame, @Nullable PostgresRandomState earlier) {
        this.random = random;
        this.frame = frame;
        this.earlier = earlier;
        PostgresRandomTypes types = new PostgresRandomTypes(this);
        types.make();
        for (String name : TABLES) {
            if (random.nextInt(5) > 1) {
                tables.put(name, new PostgresRandomTable(this, name));
            }
        }
        tables.values().forEach(table -> statements.addAll(table.make()));
        PostgresRandomFamilies partitions = new PostgresRandomFamilies(this);
        partitions.make();
        tables.values().forEach(table -> keys.addAll(table.references()));
        keys.addAll(partitions.references());
        new PostgresRandomObjects(this).make();
    }

    /** What puts rows into the tables; each is run before what is over them is made. */
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        tables.values().forEach(table -> rows.addAll(table.rows()));
        if (families.contains(Family.MAIN)) {
            rows.add("INSERT INTO " + name("p main") + " (id, at, kind) VALUES (1, '2020-01-01', '1'),"
                    + " (2, '2020-01-02', '2'), (3, '2020-01-03', '3')");
        }
        return rows;
    }

    /** Whether the partitioned table has the rows that keys may point to. */
    boolean hasPartedRows() {
        return families.contains(Family.ATTACHED) && (earlier == null || earlier.families.contains(Family.MAIN));
    }

    int major() {
        return frame.major();
    }

    boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    @SafeVarargs
    final <T> T pick(T... from) {
        return from[random.nextInt(from.length)];
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** The name of a thing as SQL, behind that of its schema. */
    String name(String thing) {
        return PostgresSyntax.quote(frame.schema(random, thing)) + "." + PostgresSyntax.quote(thing);
    }

    /** A few of a list, in its order; each with one chance of so many. */
    <T> List<T> some(List<T> from, int of) {
        List<T> found = new ArrayList<>();
        for (T one : from) {
            if (chance(of)) {
                found.add(one);
            }
        }
        return found;
    }

    void comment(String object, List<String> into) {
        if (chance(6)) {
            into.add("COMMENT ON " + object + " IS "
                    + pick("'one'", "'it''s \"two\"'", "E'three\\nlines\\nof text'", "E'back\\\\slash'"));
        }
    }
}
