package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.ObjectKind;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import java.util.ArrayList;
import java.util.List;

/** Range types; nothing but their comments can be changed. */
final class PostgresRanges implements ObjectKind<PostgresRange> {
    private final PostgresVersion version;

    PostgresRanges(PostgresVersion version) {
        this.version = version;
    }

    @Override
    public Class<PostgresRange> type() {
        return PostgresRange.class;
    }

    @Override
    public boolean changed(PostgresRange from, PostgresRange to) {
        return !from.bare().equals(to.bare()) || !PostgresTypeStatements.sameComment(from, to);
    }

    @Override
    public boolean changesInPlace(PostgresRange from, PostgresRange to) {
        return from.bare().equals(to.bare());
    }

    @Override
    public List<Statement> add(PostgresRange range, PlanOptions options) {
        PostgresVersionChecks.check(version, range);
        PostgresTypeStatements statements = new PostgresTypeStatements(range, "TYPE", options);
        return statements.add("CREATE TYPE " + statements.name() + " AS RANGE (" + definition(range, options) + ")");
    }

    private static String definition(PostgresRange range, PlanOptions options) {
        List<String> parts = new ArrayList<>();
        parts.add("SUBTYPE = " + new PostgresClauses(options.qualifier()).type(range.subtype()));
        if (range.operatorClass() != null) {
            parts.add("SUBTYPE_OPCLASS = " + range.operatorClass());
        }
        if (range.collation() != null) {
            parts.add("COLLATION = " + PostgresSyntax.collation(range.collation()));
        }
        if (range.difference() != null) {
            parts.add("SUBTYPE_DIFF = " + range.difference());
        }
        if (range.multirange() != null) {
            parts.add("MULTIRANGE_TYPE_NAME = "
                    + PostgresSyntax.name(range.name().schema(), range.multirange(), options.qualifier()));
        }
        return String.join(", ", parts);
    }

    @Override
    public List<Statement> drop(PostgresRange range, PlanOptions options) {
        return new PostgresTypeStatements(range, "TYPE", options).drop(add(range, options));
    }

    @Override
    public List<Statement> modify(PostgresRange from, PostgresRange to, PlanOptions options) {
        return new PostgresTypeStatements(to, "TYPE", options).comment(from.comment());
    }
}
