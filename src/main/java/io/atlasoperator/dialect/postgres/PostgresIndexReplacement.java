package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.Table;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Puts an index into another's place without a moment in which there is none: the new one is built beside the old one,
 * then they swap names, then the old one goes. Whatever is left behind where that ends early is an index that nobody
 * wants, which the next run drops.
 */
final class PostgresIndexReplacement {
    private static final int LONGEST_NAME = 63;

    private final PostgresIndexPlanner indexes;
    private final Table before;
    private final Table after;

    PostgresIndexReplacement(PostgresIndexPlanner indexes, Table before, Table after) {
        this.indexes = indexes;
        this.before = before;
        this.after = after;
    }

    List<Statement> plan(Index from, Index to) {
        if (!from.name().equals(to.name())) {
            return List.of(indexes.create(to, true), indexes.drop(from, true));
        }
        Index fresh = to.withName(free(to.name(), "_new"));
        Index old = from.withName(free(from.name(), "_old"));
        return List.of(
                indexes.create(fresh, true),
                indexes.rename(from, old),
                indexes.rename(fresh, to),
                indexes.drop(old, true));
    }

    /** A name that no index of the table has, now or later. */
    private String free(String name, String ending) {
        String found = shortened(name, ending);
        for (int i = 2; isTaken(found); i++) {
            found = shortened(name, ending + i);
        }
        return found;
    }

    private boolean isTaken(String name) {
        return before.index(name).isPresent() || after.index(name).isPresent();
    }

    private static String shortened(String name, String ending) {
        String start = name;
        while ((start + ending).getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            start = start.substring(0, start.offsetByCodePoints(start.length(), -1));
        }
        return start + ending;
    }
}
