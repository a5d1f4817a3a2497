package io.atlasoperator.dialect.mysql;

import io.atlasoperator.diff.AlterMode;
import io.atlasoperator.diff.AlterMode.Algorithm;
import io.atlasoperator.diff.AlterMode.Lock;
import io.atlasoperator.plan.PlanException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells the server what it may do when it alters a table.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/alter-table.html#alter-table-performance">MySQL 8.4 reference manual,
 *     ALTER TABLE, Performance and Space Requirements</a>
 */
final class MySqlAlterMode {
    private MySqlAlterMode() {}

    /**
     * The options of {@code ALTER TABLE}, with a comma between them; empty if the server may do what it likes.
     *
     * @throws PlanException if the server does not know them, or not together
     */
    static String words(AlterMode mode, MySqlFlavor flavor) {
        if (mode.algorithm() == Algorithm.NOCOPY && !flavor.altersWithoutCopy()) {
            throw new PlanException(
                    "diff.alter_table: " + flavor.product() + " has no ALGORITHM=NOCOPY: ask for INSTANT or INPLACE");
        }
        if (mode.algorithm() == Algorithm.INSTANT && mode.lock() != Lock.DEFAULT && !flavor.locksInstantly()) {
            throw new PlanException("diff.alter_table: " + flavor.product()
                    + " takes no lock beside ALGORITHM=INSTANT, which locks nobody out: leave the lock out");
        }
        List<String> words = new ArrayList<>();
        if (mode.algorithm() != Algorithm.DEFAULT) {
            words.add("ALGORITHM=" + mode.algorithm());
        }
        if (mode.lock() != Lock.DEFAULT) {
            words.add("LOCK=" + mode.lock());
        }
        return String.join(", ", words);
    }
}
