package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What one change of a table comes to, gathered by those who plan its parts and told in the order in which the server can
 * do it: dropped indexes, then one ALTER TABLE with dropped constraints first, then new indexes, then comments and new
 * names. For one change.
 */
final class PostgresTableSteps {
    private static final String COLUMN = "ALTER COLUMN \"(?:[^\"]|\"\")*+\" ";
    private static final Predicate<AlterClause> TYPE = clause(COLUMN + "TYPE ");
    /**
     * What gets a statement of its own beside another type: servers of 17 and 18 make the constraints of the one anew, and
     * then look for them once more for the other ("cache lookup failed for constraint").
     */
    private static final Predicate<AlterClause> EXPRESSION = clause(COLUMN + "SET EXPRESSION ");

    final List<Statement> before = new ArrayList<>();
    final List<AlterClause> constraintDrops = new ArrayList<>();
    final List<AlterClause> alter = new ArrayList<>();
    /** New computed columns, which may need other new ones. */
    final List<AlterClause> computed = new ArrayList<>();
    /** What is changed in a partitioned table and in none of its partitions. */
    final List<AlterClause> alterOnly = new ArrayList<>();
    /** What needs indexes that are made in the same change, or needs the table to be written anew. */
    final List<AlterClause> settled = new ArrayList<>();
    /** What goes along with a dropped column, and has to be made again on the way back. */
    final List<String> lostConstraints = new ArrayList<>();

    final List<String> lostIndexes = new ArrayList<>();
    /** The names of indexes and keys that are there only from now on, whatever had their names before. */
    final Set<String> freshIndexes = new HashSet<>();

    final List<Statement> after = new ArrayList<>();
    final List<Statement> last = new ArrayList<>();
    final Set<String> droppedColumns;

    private final PostgresClauses clauses;
    private final Change.ModifyTable change;

    PostgresTableSteps(PostgresClauses clauses, Change.ModifyTable change) {
        this.clauses = clauses;
        this.change = change;
        this.droppedColumns = change.changes().stream()
                .filter(TableChange.DropColumn.class::isInstance)
                .map(dropped -> ((TableChange.DropColumn) dropped).column().name())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Predicate<AlterClause> clause(String start) {
        Pattern pattern = Pattern.compile(start);
        return clause -> pattern.matcher(clause.text()).lookingAt();
    }

    /** Whether the table becomes logged or unlogged: for a new foreign key it is so only after its ALTER TABLE. */
    boolean changesPersistence() {
        return PostgresTableOptions.of(change.from()).storage().unlogged()
                != PostgresTableOptions.of(change.to()).storage().unlogged();
    }

    /** All steps, in their order. */
    List<Statement> statements() {
        List<Statement> statements = new ArrayList<>(before);
        List<AlterClause> all = new ArrayList<>(constraintDrops);
        all.addAll(alter);
        all.addAll(computed);
        List<AlterClause> expressions =
                all.stream().anyMatch(TYPE) ? all.stream().filter(EXPRESSION).toList() : List.of();
        all.removeAll(expressions);
        if (!all.isEmpty()) {
            statements.add(alterTable("ALTER TABLE ", all));
        }
        if (!expressions.isEmpty()) {
            statements.add(alterTable("ALTER TABLE ", expressions));
        }
        if (!alterOnly.isEmpty()) {
            statements.add(alterTable("ALTER TABLE ONLY ", alterOnly));
        }
        statements.addAll(after);
        if (!settled.isEmpty()) {
            statements.add(alterTable("ALTER TABLE ", settled));
        }
        statements.addAll(PostgresAncestry.join(clauses, change.from(), change.to()));
        statements.addAll(last);
        return statements;
    }

    private Statement alterTable(String words, List<AlterClause> all) {
        Statement plain = PostgresAlterTable.of(words, clauses, change.name(), all);
        List<String> back = new ArrayList<>(plain.reverse());
        if (all != alterOnly && all != settled && !EXPRESSION.test(all.getFirst()) && !back.isEmpty()) {
            if (!lostConstraints.isEmpty()) {
                back.set(0, back.getFirst() + ", " + String.join(", ", lostConstraints));
            }
            back.addAll(lostIndexes);
        }
        return new Statement(plain.text(), plain.comment(), back, true, plain.hazards());
    }
}
