package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.ObjectKind;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sequences of their own. They are changed in place, and go on counting from where they are. */
final class PostgresSequenceKind implements ObjectKind<Sequence> {
    private final PostgresVersion version;

    PostgresSequenceKind(PostgresVersion version) {
        this.version = version;
    }

    @Override
    public Class<Sequence> type() {
        return Sequence.class;
    }

    @Override
    public boolean changed(Sequence from, Sequence to) {
        return !PostgresNumbering.of(from).equals(PostgresNumbering.of(to))
                || !Objects.equals(from.ownedBy(), to.ownedBy())
                || PostgresSequenceOptions.unlogged(from) != PostgresSequenceOptions.unlogged(to)
                || !PostgresTypeStatements.sameComment(from, to);
    }

    @Override
    public List<Statement> add(Sequence sequence, PlanOptions options) {
        PostgresVersionChecks.check(version, sequence);
        PostgresTypeStatements statements = new PostgresTypeStatements(sequence, "SEQUENCE", options);
        List<Statement> found = new ArrayList<>(statements.add(create(sequence, options)));
        if (sequence.ownedBy() != null) {
            found.add(own(null, sequence, statements, options));
        }
        return found;
    }

    private static String create(Sequence sequence, PlanOptions options) {
        PostgresNumbering numbering = PostgresNumbering.of(sequence);
        List<String> clauses = new ArrayList<>();
        clauses.add("CREATE " + (PostgresSequenceOptions.unlogged(sequence) ? "UNLOGGED " : "") + "SEQUENCE "
                + PostgresSyntax.name(sequence.name(), options.qualifier()));
        if (!sequence.type().equals("bigint")) {
            clauses.add("AS " + sequence.type());
        }
        clauses.addAll(numbering.clauses());
        return String.join(" ", clauses);
    }

    private static Statement own(
            Sequence.@Nullable ColumnReference before,
            Sequence sequence,
            PostgresTypeStatements statements,
            PlanOptions options) {
        return statements.alter(owner(sequence.ownedBy(), options), owner(before, options));
    }

    private static String owner(Sequence.@Nullable ColumnReference column, PlanOptions options) {
        return "OWNED BY "
                + (column == null
                        ? "NONE"
                        : PostgresSyntax.name(column.table(), options.qualifier()) + "."
                                + PostgresSyntax.quote(column.column()));
    }

    /** One that belongs to a column may have gone along with it. */
    @Override
    public List<Statement> drop(Sequence sequence, PlanOptions options) {
        PostgresTypeStatements statements = new PostgresTypeStatements(sequence, "SEQUENCE", options);
        if (sequence.ownedBy() == null) {
            return statements.drop(add(sequence, options));
        }
        return List.of(Statement.of(
                "DROP SEQUENCE IF EXISTS " + statements.name(),
                "drop sequence \"" + sequence.name().name() + "\""));
    }

    @Override
    public List<Statement> modify(Sequence from, Sequence to, PlanOptions options) {
        PostgresVersionChecks.check(version, to);
        PostgresTypeStatements statements = new PostgresTypeStatements(to, "SEQUENCE", options);
        List<Statement> found = new ArrayList<>();
        PostgresNumbering before = PostgresNumbering.of(from);
        PostgresNumbering after = PostgresNumbering.of(to);
        if (!before.equals(after)) {
            comeInto(before, after, to, options).ifPresent(found::add);
            found.add(
                    statements.alter(String.join(" ", after.changes(before)), String.join(" ", before.changes(after))));
        }
        if (PostgresSequenceOptions.unlogged(from) != PostgresSequenceOptions.unlogged(to)) {
            found.add(statements.alter(persistence(to), persistence(from)));
        }
        if (!Objects.equals(from.ownedBy(), to.ownedBy())) {
            found.add(own(from.ownedBy(), to, statements, options));
        }
        found.addAll(statements.comment(from.comment()));
        return found;
    }

    /**
     * Takes a sequence to where it begins from now on if it is not there yet: the server refuses limits that leave out where
     * a sequence is. One that has gone beyond its new end is left to the server, as it would give out nothing any more.
     */
    private static Optional<Statement> comeInto(
            PostgresNumbering before, PostgresNumbering after, Sequence sequence, PlanOptions options) {
        boolean upwards = after.increment() > 0;
        long first = upwards ? after.minimum() : after.maximum();
        boolean narrower = upwards ? first > before.minimum() : first < before.maximum();
        if (!narrower || first < before.minimum() || first > before.maximum()) {
            return Optional.empty();
        }
        String name = PostgresSyntax.name(sequence.name(), options.qualifier());
        return Optional.of(Statement.of(
                "SELECT setval(" + PostgresSyntax.INSTANCE.quoteLiteral(name) + ", " + first + ", false) FROM " + name
                        + " WHERE last_value " + (upwards ? "< " : "> ") + first,
                "take sequence \"" + sequence.name().name() + "\" to its new limits",
                "SELECT 1"));
    }

    private static String persistence(Sequence sequence) {
        return PostgresSequenceOptions.unlogged(sequence) ? "SET UNLOGGED" : "SET LOGGED";
    }
}
