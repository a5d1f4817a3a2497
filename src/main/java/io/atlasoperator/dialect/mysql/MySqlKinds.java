package io.atlasoperator.dialect.mysql;

import io.atlasoperator.plan.ObjectKinds;
import java.util.List;

/** The kinds of objects that MySQL and its relatives have beside tables. */
final class MySqlKinds {
    private MySqlKinds() {}

    static ObjectKinds of(MySqlFlavor flavor) {
        return new ObjectKinds(List.of(
                new MySqlViews(flavor),
                new MySqlRoutines(flavor),
                new MySqlTriggers(flavor),
                new MySqlEvents(flavor),
                new MySqlSequences(flavor)));
    }
}
