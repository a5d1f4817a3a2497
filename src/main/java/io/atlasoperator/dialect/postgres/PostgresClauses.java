package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.ForeignKey.Deferrability;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Identity;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parts of CREATE TABLE, ALTER TABLE and CREATE INDEX. */
final class PostgresClauses {
    private final Qualifier qualifier;
    private final PostgresNamedTypes types;

    PostgresClauses(Qualifier qualifier) {
        this(qualifier, PostgresNamedTypes.NONE);
    }

    PostgresClauses(Qualifier qualifier, PostgresNamedTypes types) {
        this.qualifier = qualifier;
        this.types = types;
    }

    /** What columns have by name. */
    PostgresNamedTypes types() {
        return types;
    }

    String name(QualifiedName name) {
        return PostgresSyntax.name(name, qualifier);
    }

    String type(ColumnType type) {
        return PostgresTypes.format(type, qualifier);
    }

    /** A column of a new table or a new column of a table. */
    String column(Column column) {
        if (column.nullable() && column.type() instanceof ColumnType.SerialType) {
            throw new PlanException("NOT NULL constraint is required for "
                    + column.type().name() + " column \"" + column.name() + "\"");
        }
        StringBuilder out = new StringBuilder(PostgresSyntax.quote(column.name()))
                .append(' ')
                .append(type(column.type()))
                .append(notNull(column));
        if (column.defaultValue() != null) {
            out.append(" DEFAULT ").append(PostgresDefaults.sql(column.type(), column.defaultValue()));
        }
        if (column.collation() != null) {
            out.append(" COLLATE ").append(PostgresSyntax.collation(column.collation()));
        }
        if (column.identity() != null) {
            out.append(" GENERATED ").append(identity(column.identity(), column.type()));
        }
        if (column.generated() != null) {
            out.append(' ').append(generated(column.generated()));
        }
        return out.toString();
    }

    private static String notNull(Column column) {
        if (column.nullable()) {
            return " NULL";
        }
        @Nullable String name = PostgresColumnOptions.of(column).notNullName();
        return (name == null ? "" : " CONSTRAINT " + PostgresSyntax.quote(name)) + " NOT NULL";
    }

    /** A column of a typed table or of a partition, of which the type is known already. */
    Optional<String> ownOfColumn(Column column) {
        StringBuilder out = new StringBuilder();
        if (!column.nullable()) {
            out.append(notNull(column));
        }
        if (column.defaultValue() != null) {
            out.append(" DEFAULT ").append(PostgresDefaults.sql(column.type(), column.defaultValue()));
        }
        return out.isEmpty() ? Optional.empty() : Optional.of(PostgresSyntax.quote(column.name()) + out);
    }

    /** What follows GENERATED of an identity column. */
    static String identity(Identity identity, ColumnType type) {
        List<String> options = new ArrayList<>();
        if (identity.sequence() != null) {
            options.add("SEQUENCE NAME " + PostgresSyntax.quote(identity.sequence()));
        }
        options.addAll(PostgresNumbering.of(identity, type.name()).clauses());
        return generation(identity) + " AS IDENTITY"
                + (options.isEmpty() ? "" : " (" + String.join(" ", options) + ")");
    }

    static String generation(Identity identity) {
        return switch (identity.generation()) {
            case ALWAYS -> "ALWAYS";
            case BY_DEFAULT -> "BY DEFAULT";
        };
    }

    private static String generated(Generated generated) {
        return "GENERATED ALWAYS AS " + PostgresExpressions.wrap(generated.expression()) + " " + generated.storage();
    }

    /** A primary key; named only where it has not the name that the server would give it. */
    static String primaryKey(PrimaryKey key) {
        return (key.name() == null ? "" : "CONSTRAINT " + PostgresSyntax.quote(key.name()) + " ") + "PRIMARY KEY "
                + keyColumns(key.parts(), PostgresPrimaryKeyOptions.of(key).withoutOverlaps()) + include(key.include())
                + with(PostgresPrimaryKeyOptions.of(key).parameters())
                + deferrability(PostgresPrimaryKeyOptions.of(key).deferrability());
    }

    static String primaryKeyName(QualifiedName table, PrimaryKey key) {
        return key.name() == null ? table.name() + "_pkey" : key.name();
    }

    /** A unique or exclusion constraint. */
    static String constraint(Index index) {
        PostgresIndexOptions options = PostgresIndexOptions.of(index);
        if (PostgresIndexOptions.isExclusion(index)) {
            return exclusion(index, options);
        }
        return "CONSTRAINT " + PostgresSyntax.quote(index.name()) + " UNIQUE "
                + (options.nullsDistinct() ? "" : "NULLS NOT DISTINCT ")
                + keyColumns(index.parts(), options.withoutOverlaps()) + include(index.include())
                + with(options.allParameters()) + deferrability(options.deferrability());
    }

    private static String exclusion(Index index, PostgresIndexOptions options) {
        List<String> parts = new ArrayList<>();
        if (options.operators().size() != index.parts().size()) {
            throw new PlanException("exclusion constraint \"" + index.name()
                    + "\" needs an operator for each of its parts, it has " + options.operators());
        }
        for (int i = 0; i < index.parts().size(); i++) {
            parts.add(
                    part(index.parts().get(i)) + " WITH " + options.operators().get(i));
        }
        return "CONSTRAINT " + PostgresSyntax.quote(index.name()) + " EXCLUDE USING "
                + options.method().toLowerCase(java.util.Locale.ROOT) + " (" + String.join(", ", parts) + ")"
                + include(index.include()) + with(options.allParameters())
                + (index.predicate() == null ? "" : " WHERE " + PostgresExpressions.wrap(index.predicate()))
                + deferrability(options.deferrability());
    }

    /** Storage parameters, {@code name=value} each, as WITH takes them; empty if there are none. */
    static String with(Collection<String> parameters) {
        return parameters.isEmpty() ? "" : " WITH (" + parameters(parameters) + ")";
    }

    /** Parameters, {@code name=value} each, as SET takes them. */
    static String parameters(Collection<String> parameters) {
        return parameters.stream()
                .map(parameter -> {
                    int at = parameter.indexOf('=');
                    String value = parameter.substring(at + 1);
                    return parameter.substring(0, at) + " = "
                            + (value.matches("-?[0-9]+(\\.[0-9]+)?")
                                    ? value
                                    : PostgresSyntax.INSTANCE.quoteLiteral(value));
                })
                .collect(Collectors.joining(", "));
    }

    private static String keyColumns(List<IndexPart> parts, boolean withoutOverlaps) {
        return parts.stream()
                .map(part -> switch (part) {
                    case IndexPart.OfColumn column -> PostgresSyntax.quote(column.column());
                    case IndexPart.OfExpression expression ->
                        throw new PlanException(
                                "a key can't have the expression " + expression.expression() + ": use an index");
                })
                .collect(Collectors.joining(", ", "(", withoutOverlaps ? " WITHOUT OVERLAPS)" : ")"));
    }

    private static String include(List<String> columns) {
        return columns.isEmpty() ? "" : " INCLUDE (" + PostgresSyntax.quoteAll(columns) + ")";
    }

    String foreignKey(ForeignKey key) {
        PostgresForeignKeyOptions options = PostgresForeignKeyOptions.of(key);
        return "CONSTRAINT " + PostgresSyntax.quote(key.name())
                + " FOREIGN KEY (" + foreignColumns(key.columns(), options.period()) + ") REFERENCES "
                + name(key.refTable()) + " (" + foreignColumns(key.refColumns(), options.period()) + ")"
                + (options.matchFull() ? " MATCH FULL" : "")
                + " ON UPDATE " + key.onUpdate().sql() + " ON DELETE "
                + key.onDelete().sql()
                + (options.setColumns().isEmpty() ? "" : " (" + PostgresSyntax.quoteAll(options.setColumns()) + ")")
                + deferrability(key.deferrability())
                + (options.enforced() ? "" : " NOT ENFORCED")
                + (options.validated() ? "" : " NOT VALID");
    }

    private static String foreignColumns(List<String> columns, boolean period) {
        return period
                ? columns.stream()
                        .map(column ->
                                (column.equals(columns.getLast()) ? "PERIOD " : "") + PostgresSyntax.quote(column))
                        .collect(Collectors.joining(", "))
                : PostgresSyntax.quoteAll(columns);
    }

    private static String deferrability(Deferrability deferrability) {
        return switch (deferrability) {
            case NOT_DEFERRABLE -> "";
            case INITIALLY_IMMEDIATE -> " DEFERRABLE";
            case INITIALLY_DEFERRED -> " DEFERRABLE INITIALLY DEFERRED";
        };
    }

    static String check(Check check) {
        return (check.name() == null ? "" : "CONSTRAINT " + PostgresSyntax.quote(check.name()) + " ")
                + "CHECK " + PostgresExpressions.wrap(check.expression())
                + (check.noInherit() ? " NO INHERIT" : "")
                + (check.enforced() ? "" : " NOT ENFORCED")
                + (PostgresCheckOptions.of(check).validated() ? "" : " NOT VALID");
    }

    /** CREATE INDEX of an index that is no constraint. */
    String createIndex(QualifiedName table, Index index, boolean concurrently) {
        PostgresIndexOptions options = PostgresIndexOptions.of(index);
        StringBuilder out = new StringBuilder("CREATE ")
                .append(index.unique() ? "UNIQUE " : "")
                .append("INDEX ")
                .append(concurrently ? "CONCURRENTLY " : "")
                .append(PostgresSyntax.quote(index.name()))
                .append(" ON ")
                .append(name(table));
        if (!options.method().equals("BTREE")) {
            out.append(" USING ").append(options.method().toLowerCase(java.util.Locale.ROOT));
        }
        out.append(index.parts().stream().map(PostgresClauses::part).collect(Collectors.joining(", ", " (", ")")));
        out.append(include(index.include()));
        if (!options.nullsDistinct()) {
            out.append(" NULLS NOT DISTINCT");
        }
        out.append(with(options.allParameters()));
        if (index.predicate() != null) {
            out.append(" WHERE ").append(index.predicate());
        }
        return out.toString();
    }

    /** A part of an index or of a partition key. */
    static String part(IndexPart part) {
        PostgresIndexPartOptions options = PostgresIndexPartOptions.of(part);
        StringBuilder out = new StringBuilder(
                switch (part) {
                    case IndexPart.OfColumn column -> PostgresSyntax.quote(column.column());
                    case IndexPart.OfExpression expression -> PostgresExpressions.wrap(expression.expression());
                });
        if (options.collation() != null) {
            out.append(" COLLATE ").append(PostgresSyntax.collation(options.collation()));
        }
        if (options.operatorClass() != null) {
            out.append(' ').append(options.operatorClass());
        }
        if (part.descending()) {
            out.append(" DESC");
        }
        @Nullable Boolean nullsFirst = options.nullsFirst();
        if (nullsFirst != null && nullsFirst != part.descending()) {
            out.append(nullsFirst ? " NULLS FIRST" : " NULLS LAST");
        }
        return out.toString();
    }

    /** The name of an index: it lives in the schema of its table. */
    String indexName(QualifiedName table, Index index) {
        return PostgresSyntax.name(table.schema(), index.name(), qualifier);
    }
}
