package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.ObjectKind;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.CompositeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Composite types. Fields come and go in place; one that changes its type or place does not. */
final class PostgresComposites implements ObjectKind<CompositeType> {

    @Override
    public Class<CompositeType> type() {
        return CompositeType.class;
    }

    @Override
    public boolean changed(CompositeType from, CompositeType to) {
        if (from.fields().size() != to.fields().size() || !PostgresTypeStatements.sameComment(from, to)) {
            return true;
        }
        for (int i = 0; i < from.fields().size(); i++) {
            Column before = from.fields().get(i);
            Column after = to.fields().get(i);
            if (!same(before, after)
                    || !Objects.requireNonNullElse(before.comment(), "")
                            .equals(Objects.requireNonNullElse(after.comment(), ""))) {
                return true;
            }
        }
        return false;
    }

    private static boolean same(Column before, Column after) {
        return before.name().equals(after.name())
                && PostgresDiffRules.sameType(before.type(), after.type())
                && Objects.equals(before.collation(), after.collation());
    }

    /** What is kept must come first and in the same order, as new fields are put at the end. */
    @Override
    public boolean changesInPlace(CompositeType from, CompositeType to) {
        List<Column> kept = from.fields().stream()
                .filter(field -> field(to, field.name()).isPresent())
                .toList();
        if (kept.size() > to.fields().size()) {
            return false;
        }
        for (int i = 0; i < kept.size(); i++) {
            if (!same(kept.get(i), to.fields().get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Column> field(CompositeType type, String name) {
        return type.fields().stream().filter(field -> field.name().equals(name)).findFirst();
    }

    @Override
    public List<Statement> add(CompositeType type, PlanOptions options) {
        PostgresTypeStatements statements = new PostgresTypeStatements(type, "TYPE", options);
        List<Statement> found = new ArrayList<>(statements.add("CREATE TYPE " + statements.name() + " AS "
                + type.fields().stream()
                        .map(field -> definition(field, options))
                        .collect(Collectors.joining(", ", "(", ")"))));
        for (Column field : type.fields()) {
            found.addAll(comment(type, field, null, options));
        }
        return found;
    }

    private static String definition(Column field, PlanOptions options) {
        return PostgresSyntax.quote(field.name()) + " "
                + new PostgresClauses(options.qualifier()).type(field.type())
                + (field.collation() == null ? "" : " COLLATE " + PostgresSyntax.collation(field.collation()));
    }

    private static List<Statement> comment(
            CompositeType type, Column field, @Nullable String before, PlanOptions options) {
        if (Objects.requireNonNullElse(before, "").equals(Objects.requireNonNullElse(field.comment(), ""))) {
            return List.of();
        }
        return List.of(PostgresTypeStatements.comment(
                "COLUMN " + PostgresSyntax.name(type.name(), options.qualifier()) + "."
                        + PostgresSyntax.quote(field.name()),
                "field \"" + field.name() + "\" of composite type \""
                        + type.name().name() + "\"",
                before,
                field.comment()));
    }

    @Override
    public List<Statement> drop(CompositeType type, PlanOptions options) {
        return new PostgresTypeStatements(type, "TYPE", options).drop(add(type, options));
    }

    @Override
    public List<Statement> modify(CompositeType from, CompositeType to, PlanOptions options) {
        PostgresTypeStatements statements = new PostgresTypeStatements(to, "TYPE", options);
        List<Statement> found = new ArrayList<>();
        for (Column field : from.fields()) {
            if (field(to, field.name()).isEmpty()) {
                // On the way back it would be put at the end, so there is one only for the last.
                boolean last = field.equals(from.fields().getLast());
                String drop = "DROP ATTRIBUTE " + PostgresSyntax.quote(field.name());
                Statement alter = last ? statements.alter(drop, add(field, options)) : statements.alter(drop);
                found.add(new Statement(
                        alter.text(),
                        alter.comment(),
                        alter.reverse(),
                        alter.transactional(),
                        Set.of(Hazard.DATA_LOSS)));
            }
        }
        for (Column field : to.fields()) {
            Optional<Column> before = field(from, field.name());
            if (before.isEmpty()) {
                found.add(statements.alter(
                        add(field, options), "DROP ATTRIBUTE " + PostgresSyntax.quote(field.name()) + " CASCADE"));
            }
            found.addAll(comment(to, field, before.map(Column::comment).orElse(null), options));
        }
        found.addAll(statements.comment(from.comment()));
        return found;
    }

    private static String add(Column field, PlanOptions options) {
        return "ADD ATTRIBUTE " + definition(field, options) + " CASCADE";
    }
}
