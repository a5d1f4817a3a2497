package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlPartitioning.Partition;
import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.Hazard;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the partitions of a table change. Rows are never thrown away: partitions by range are merged with their neighbours,
 * and where that can't be, the rows are spread anew, which fails if some have no place any more.
 *
 * @param before what is done before all other changes of the table
 * @param after what is done after them
 */
record MySqlPartitionChange(Optional<MySqlClause> before, Optional<MySqlClause> after) {
    private static final MySqlPartitionChange NONE = new MySqlPartitionChange(Optional.empty(), Optional.empty());
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");
    private static final Pattern DAY = Pattern.compile("'\\d{4}-\\d\\d-\\d\\d'");
    private static final MySqlClause REMOVE =
            new MySqlClause("REMOVE PARTITIONING", List.of(), Set.of(Hazard.TABLE_REWRITE, Hazard.LONG_LOCK));

    static MySqlPartitionChange of(Change.ModifyTable change) {
        MySqlPartitioning from = MySqlTableOptions.of(change.from()).partitioning();
        MySqlPartitioning to = MySqlTableOptions.of(change.to()).partitioning();
        boolean changes = change.changes().stream().anyMatch(TableChange.ModifyOptions.class::isInstance);
        if (!changes || MySqlTableOptionsRules.same(from, to)) {
            return NONE;
        }
        if (from == null) {
            return to == null ? NONE : after(whole(to, Optional.empty()));
        }
        String old = MySqlPartitionWriter.whole(from);
        if (to == null) {
            return before(new MySqlClause(REMOVE.text(), List.of(old), REMOVE.hazards()));
        }
        if (!MySqlTableOptionsRules.sameKeys(from, to)) {
            boolean isInTheWay = change.changes().stream()
                    .anyMatch(part -> !(part instanceof TableChange.ModifyOptions)
                            && !(part instanceof TableChange.ModifyComment));
            return new MySqlPartitionChange(
                    isInTheWay ? Optional.of(REMOVE) : Optional.empty(), Optional.of(whole(to, Optional.of(old))));
        }
        return after(partitions(from, to, old));
    }

    private static MySqlPartitionChange before(MySqlClause clause) {
        return new MySqlPartitionChange(Optional.of(clause), Optional.empty());
    }

    private static MySqlPartitionChange after(MySqlClause clause) {
        return new MySqlPartitionChange(Optional.empty(), Optional.of(clause));
    }

    private static MySqlClause whole(MySqlPartitioning to, Optional<String> old) {
        return new MySqlClause(
                MySqlPartitionWriter.whole(to),
                List.of(old.orElse(REMOVE.text())),
                Set.of(Hazard.TABLE_REWRITE, Hazard.LONG_LOCK, Hazard.MAY_FAIL));
    }

    private static MySqlClause partitions(MySqlPartitioning from, MySqlPartitioning to, String old) {
        List<Partition> current = from.partitions();
        List<Partition> wanted = to.partitions();
        String method = to.key().method();
        if (from.subKey() != null || method.equals("SYSTEM_TIME")) {
            return whole(to, Optional.of(old));
        }
        if (method.contains("HASH") || method.contains("KEY")) {
            return counted(from, to, old);
        }
        int same = 0;
        while (same < current.size()
                && same < wanted.size()
                && MySqlTableOptionsRules.same(current.get(same), wanted.get(same))) {
            same++;
        }
        if (same == current.size()) {
            List<Partition> added = wanted.subList(same, wanted.size());
            return MySqlClause.of(
                    "ADD PARTITION (" + MySqlPartitionWriter.list(added) + ")", "DROP PARTITION " + names(added));
        }
        if (!method.startsWith("RANGE")) {
            return whole(to, Optional.of(old));
        }
        int left = current.size();
        int wantedLeft = wanted.size();
        while (left > same
                && wantedLeft > same
                && MySqlTableOptionsRules.same(current.get(left - 1), wanted.get(wantedLeft - 1))) {
            left--;
            wantedLeft--;
        }
        // What takes rows from a partition that is gone, or gives some to a new one, is its right neighbour.
        boolean ends = left > same
                && wantedLeft > same
                && MySqlTableOptionsRules.sameValues(current.get(left - 1), wanted.get(wantedLeft - 1));
        if (!ends && left < current.size()) {
            left++;
            wantedLeft++;
        }
        boolean isLast = left == current.size()
                && wantedLeft > same
                && !MySqlTableOptionsRules.sameValues(current.getLast(), wanted.getLast());
        // What lies beyond the last partition can get a place, and lose it only when all rows are looked at.
        if (wantedLeft == same || isLast && !isHigher(wanted.getLast(), current.getLast())) {
            return whole(to, Optional.of(old));
        }
        List<Partition> gone = current.subList(same, left);
        List<Partition> made = wanted.subList(same, wantedLeft);
        return new MySqlClause(
                "REORGANIZE PARTITION " + names(gone) + " INTO (" + MySqlPartitionWriter.list(made) + ")",
                List.of(
                        isLast
                                ? old
                                : "REORGANIZE PARTITION " + names(made) + " INTO (" + MySqlPartitionWriter.list(gone)
                                        + ")"),
                Set.of(Hazard.LONG_LOCK, Hazard.MAY_FAIL));
    }

    /** Whether the end of a partition by range is known to be higher than another's. */
    private static boolean isHigher(Partition one, Partition other) {
        String end = end(one);
        String otherEnd = end(other);
        if (end.equalsIgnoreCase("MAXVALUE") || otherEnd.equalsIgnoreCase("MAXVALUE")) {
            return !otherEnd.equalsIgnoreCase("MAXVALUE");
        }
        if (NUMBER.matcher(end).matches() && NUMBER.matcher(otherEnd).matches()) {
            return new BigInteger(end).compareTo(new BigInteger(otherEnd)) > 0;
        }
        return DAY.matcher(end).matches() && DAY.matcher(otherEnd).matches() && end.compareTo(otherEnd) > 0;
    }

    private static String end(Partition partition) {
        String values = String.valueOf(partition.values());
        String end =
                MySqlTerms.unwrap(values.replaceFirst("(?i)^LESS THAN\\s*", "")).strip();
        return MySqlBounds.number(end).map(BigInteger::toString).orElse(end);
    }

    private static MySqlClause counted(MySqlPartitioning from, MySqlPartitioning to, String old) {
        int more = to.partitions().size() - from.partitions().size();
        boolean isCount = MySqlPartitionWriter.isCount(from) && MySqlPartitionWriter.isCount(to);
        if (!isCount || more == 0) {
            return whole(to, Optional.of(old));
        }
        String add = "ADD PARTITION PARTITIONS " + Math.abs(more);
        String coalesce = "COALESCE PARTITION " + Math.abs(more);
        return new MySqlClause(
                more > 0 ? add : coalesce,
                List.of(more > 0 ? coalesce : add),
                Set.of(Hazard.TABLE_REWRITE, Hazard.LONG_LOCK));
    }

    private static String names(List<Partition> partitions) {
        return partitions.stream()
                .map(partition -> MySqlSyntax.INSTANCE.quoteIdentifier(partition.name()))
                .collect(Collectors.joining(", "));
    }
}
