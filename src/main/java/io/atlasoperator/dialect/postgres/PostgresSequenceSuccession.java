package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType.SerialType;
import io.atlasoperator.schema.DefaultValue;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A new sequence from which a column takes its values in place of one that goes: it goes on where that is, as it would
 * give values again that the column has. For one plan.
 */
final class PostgresSequenceSuccession {
    private final PostgresClauses clauses;
    private final List<Sequence> added = new ArrayList<>();
    private final List<Sequence> dropped = new ArrayList<>();

    PostgresSequenceSuccession(List<Change> changes, PostgresClauses clauses) {
        this.clauses = clauses;
        for (Change change : changes) {
            if (change instanceof Change.AddObject(Sequence sequence)) {
                added.add(sequence);
            } else if (change instanceof Change.DropObject(Sequence sequence)) {
                dropped.add(sequence);
            }
        }
    }

    /** What comes before a change of a table, while both sequences are there. */
    List<Statement> before(Change change) {
        if (added.isEmpty() || !(change instanceof Change.ModifyTable modify)) {
            return List.of();
        }
        List<Statement> statements = new ArrayList<>();
        for (TableChange part : modify.changes()) {
            if (part instanceof TableChange.ModifyColumn(Column from, Column to, Set<ChangeKind> kinds)) {
                Optional<Sequence> heir = called(to, added);
                Optional<QualifiedName> old = from.type() instanceof SerialType
                        ? Optional.of(PostgresSerials.sequence(modify.name(), from))
                        : called(from, dropped).map(Sequence::name);
                if (heir.isPresent() && old.isPresent()) {
                    statements.add(goOn(heir.get(), old.get()));
                }
            }
        }
        return statements;
    }

    private static Optional<Sequence> called(Column column, List<Sequence> sequences) {
        @Nullable DefaultValue value = column.defaultValue();
        if (value == null) {
            return Optional.empty();
        }
        return PostgresSequences.called(value.sql())
                .flatMap(name -> sequences.stream()
                        .filter(sequence -> sequence.name().name().equals(name))
                        .findFirst());
    }

    /** A value that the new one can't have, or has before it, says that it is to count otherwise. */
    private Statement goOn(Sequence heir, QualifiedName old) {
        String range = heir.increment() > 0
                ? heir.start() + " AND " + heir.maximum()
                : heir.minimum() + " AND " + heir.start();
        return Statement.of(
                "SELECT setval(" + PostgresSyntax.INSTANCE.quoteLiteral(clauses.name(heir.name()))
                        + ", last_value, is_called) FROM " + clauses.name(old) + " WHERE last_value BETWEEN " + range,
                "let sequence \"" + heir.name().name() + "\" go on where \"" + old.name() + "\" is",
                "SELECT 1");
    }
}
