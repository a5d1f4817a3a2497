package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.Identity;
import io.atlasoperator.schema.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How a sequence counts.
 *
 * @param type the type of its values, canonical
 */
record PostgresNumbering(
        String type, long start, long increment, long minimum, long maximum, long cache, boolean cycle) {

    static PostgresNumbering of(Sequence sequence) {
        return new PostgresNumbering(
                sequence.type(),
                sequence.start(),
                sequence.increment(),
                sequence.minimum(),
                sequence.maximum(),
                sequence.cache(),
                sequence.cycle());
    }

    /** @param type the type of the column, canonical */
    static PostgresNumbering of(Identity identity, String type) {
        return new PostgresNumbering(
                type,
                identity.start(),
                identity.increment(),
                Objects.requireNonNullElse(identity.minimum(), least(type, identity.increment())),
                Objects.requireNonNullElse(identity.maximum(), greatest(type, identity.increment())),
                identity.cache(),
                identity.cycle());
    }

    /** How the sequence of a serial column counts. */
    static PostgresNumbering ofSerial(String type) {
        return new PostgresNumbering(type, 1, 1, 1, greatest(type, 1), 1, false);
    }

    /** The least value that the server takes if none is given. */
    static long least(String type, long increment) {
        return increment > 0 ? 1 : -last(type) - 1;
    }

    /** The greatest value that the server takes if none is given. */
    static long greatest(String type, long increment) {
        return increment > 0 ? last(type) : -1;
    }

    private static long last(String type) {
        return switch (type) {
            case "smallint" -> Short.MAX_VALUE;
            case "integer" -> Integer.MAX_VALUE;
            default -> Long.MAX_VALUE;
        };
    }

    private long usualStart() {
        return increment > 0 ? minimum : maximum;
    }

    /** The clauses for what is not as the server takes it; the type, which is not part of an identity, apart. */
    List<String> clauses() {
        List<String> clauses = new ArrayList<>();
        if (start != usualStart()) {
            clauses.add("START WITH " + start);
        }
        if (increment != 1) {
            clauses.add("INCREMENT BY " + increment);
        }
        if (minimum != least(type, increment)) {
            clauses.add("MINVALUE " + minimum);
        }
        if (maximum != greatest(type, increment)) {
            clauses.add("MAXVALUE " + maximum);
        }
        if (cache != 1) {
            clauses.add("CACHE " + cache);
        }
        if (cycle) {
            clauses.add("CYCLE");
        }
        return clauses;
    }

    /** The clauses that turn another into this one; the values that are given out go on from where they are. */
    List<String> changes(PostgresNumbering from) {
        List<String> clauses = new ArrayList<>();
        boolean retyped = !type.equals(from.type);
        if (retyped) {
            clauses.add("AS " + type);
        }
        if (increment != from.increment) {
            clauses.add("INCREMENT BY " + increment);
        }
        // Another type brings other limits along.
        if (minimum != from.minimum || retyped) {
            clauses.add("MINVALUE " + minimum);
        }
        if (maximum != from.maximum || retyped) {
            clauses.add("MAXVALUE " + maximum);
        }
        if (start != from.start) {
            clauses.add("START WITH " + start);
        }
        if (cache != from.cache) {
            clauses.add("CACHE " + cache);
        }
        if (cycle != from.cycle) {
            clauses.add(cycle ? "CYCLE" : "NO CYCLE");
        }
        return clauses;
    }
}
