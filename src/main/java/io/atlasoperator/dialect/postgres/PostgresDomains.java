package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.ObjectKind;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.DefaultValue;
import io.atlasoperator.schema.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Domains. All but the type below and its collation is changed in place. */
final class PostgresDomains implements ObjectKind<Domain> {

    @Override
    public Class<Domain> type() {
        return Domain.class;
    }

    @Override
    public boolean changed(Domain from, Domain to) {
        return !changesInPlace(from, to)
                || from.nullable() != to.nullable()
                || !sameDefault(from, to)
                || !PostgresTypeStatements.sameComment(from, to)
                || !from.notValidated().equals(to.notValidated())
                || !from.checkComments().equals(to.checkComments())
                || from.checks().size() != to.checks().size()
                || !from.checks().stream().allMatch(check -> match(check, to).isPresent());
    }

    @Override
    public boolean changesInPlace(Domain from, Domain to) {
        return PostgresDiffRules.sameType(from.base(), to.base()) && Objects.equals(from.collation(), to.collation());
    }

    private static boolean sameDefault(Domain from, Domain to) {
        return PostgresDefaults.same(value(from.defaultValue()), value(to.defaultValue()));
    }

    private static @Nullable DefaultValue value(@Nullable String sql) {
        return sql == null ? null : new DefaultValue.Expression(sql);
    }

    /** The check of the same name and meaning. */
    private static Optional<Check> match(Check check, Domain domain) {
        return domain.checks().stream()
                .filter(other -> Objects.equals(check.name(), other.name())
                        && PostgresExpressions.same(check.expression(), other.expression()))
                .findFirst();
    }

    @Override
    public List<Statement> add(Domain domain, PlanOptions options) {
        PostgresTypeStatements statements = new PostgresTypeStatements(domain, "DOMAIN", options);
        StringBuilder create = new StringBuilder("CREATE DOMAIN ")
                .append(statements.name())
                .append(" AS ")
                .append(new PostgresClauses(options.qualifier()).type(domain.base()));
        if (domain.collation() != null) {
            create.append(" COLLATE ").append(PostgresSyntax.collation(domain.collation()));
        }
        if (domain.defaultValue() != null) {
            create.append(" DEFAULT ").append(domain.defaultValue());
        }
        if (!domain.nullable()) {
            create.append(" NOT NULL");
        }
        List<Statement> later = new ArrayList<>();
        for (Check check : domain.checks()) {
            if (isValidated(domain, check)) {
                create.append(' ').append(PostgresClauses.check(check));
            } else {
                // Only ALTER DOMAIN can leave a check unproved.
                later.add(addCheck(domain, check, statements));
            }
        }
        List<Statement> all = new ArrayList<>(statements.add(create.toString()));
        all.addAll(later);
        domain.checks().forEach(check -> comment(check, null, comment(domain, check), statements, all));
        return all;
    }

    private static boolean isValidated(Domain domain, Check check) {
        return check.name() == null || !domain.notValidated().contains(check.name());
    }

    private static Statement addCheck(Domain domain, Check check, PostgresTypeStatements statements) {
        return check.name() == null
                ? statements.alter(add(domain, check))
                : statements.alter(add(domain, check), drop(check));
    }

    private static String add(Domain domain, Check check) {
        return "ADD " + PostgresClauses.check(check) + (isValidated(domain, check) ? "" : " NOT VALID");
    }

    private static String drop(Check check) {
        return "DROP CONSTRAINT " + PostgresSyntax.quote(Objects.requireNonNullElse(check.name(), ""));
    }

    @Override
    public List<Statement> drop(Domain domain, PlanOptions options) {
        return new PostgresTypeStatements(domain, "DOMAIN", options).drop(add(domain, options));
    }

    @Override
    public List<Statement> modify(Domain given, Domain to, PlanOptions options) {
        PostgresTypeStatements statements = new PostgresTypeStatements(to, "DOMAIN", options);
        List<Statement> found = new ArrayList<>();
        Domain from = given;
        for (Check check : given.checks()) {
            Optional<String> name = newName(check, given, to);
            if (name.isPresent()) {
                from = from.withCheckNamed(check, name.get());
                found.add(statements.alter(rename(check.name(), name.get()), rename(name.get(), check.name())));
            }
        }
        for (Check check : from.checks()) {
            Optional<Check> kept = match(check, to);
            boolean unproved = kept.isPresent() && isValidated(from, check) && !isValidated(to, check);
            if (kept.isEmpty() || unproved) {
                comment(check, comment(from, check), null, statements, found);
                found.add(statements.alter(drop(check), add(from, check)));
            }
            if (unproved) {
                found.add(addCheck(to, check, statements));
            }
        }
        if (!sameDefault(from, to)) {
            found.add(statements.alter(setDefault(to), setDefault(from)));
        }
        if (from.nullable() != to.nullable()) {
            found.add(statements.alter(setNull(to), setNull(from)));
        }
        for (Check check : to.checks()) {
            Optional<Check> before = match(check, from);
            if (before.isEmpty()) {
                found.add(addCheck(to, check, statements));
            } else if (!isValidated(from, check) && isValidated(to, check)) {
                // Going back means to forget that it has been proved.
                found.add(statements.alter(
                        "VALIDATE CONSTRAINT " + PostgresSyntax.quote(Objects.requireNonNullElse(check.name(), "")),
                        drop(check),
                        add(from, check)));
            }
        }
        for (Check check : to.checks()) {
            boolean stays = match(check, from).isPresent() && (!isValidated(from, check) || isValidated(to, check));
            comment(check, stays ? comment(from, check) : null, comment(to, check), statements, found);
        }
        found.addAll(statements.comment(from.comment()));
        return found;
    }

    /** The name that a check gets: the server may refuse to make it again, as where a field of a composite type has the domain. */
    private static Optional<String> newName(Check check, Domain from, Domain to) {
        if (check.name() == null || match(check, to).isPresent()) {
            return Optional.empty();
        }
        return to.checks().stream()
                .filter(other -> PostgresExpressions.same(check.expression(), other.expression())
                        && match(other, from).isEmpty())
                .flatMap(other -> Stream.ofNullable(other.name()))
                .filter(name -> from.checks().stream().noneMatch(other -> name.equals(other.name())))
                .findFirst();
    }

    private static String rename(@Nullable String from, @Nullable String to) {
        return "RENAME CONSTRAINT " + PostgresSyntax.quote(Objects.requireNonNullElse(from, "")) + " TO "
                + PostgresSyntax.quote(Objects.requireNonNullElse(to, ""));
    }

    private static @Nullable String comment(Domain domain, Check check) {
        return check.name() == null ? null : domain.checkComments().get(check.name());
    }

    private static void comment(
            Check check,
            @Nullable String before,
            @Nullable String after,
            PostgresTypeStatements statements,
            List<Statement> found) {
        if (check.name() != null && !Objects.equals(before, after)) {
            found.add(PostgresTypeStatements.comment(
                    "CONSTRAINT " + PostgresSyntax.quote(check.name()) + " ON DOMAIN " + statements.name(),
                    "constraint \"" + check.name() + "\" of a domain",
                    before,
                    after));
        }
    }

    private static String setDefault(Domain domain) {
        return domain.defaultValue() == null ? "DROP DEFAULT" : "SET DEFAULT " + domain.defaultValue();
    }

    private static String setNull(Domain domain) {
        return domain.nullable() ? "DROP NOT NULL" : "SET NOT NULL";
    }
}
