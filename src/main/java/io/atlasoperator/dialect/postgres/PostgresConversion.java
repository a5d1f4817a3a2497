package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ColumnType.ArrayType;
import io.atlasoperator.schema.ColumnType.BitType;
import io.atlasoperator.schema.ColumnType.DecimalType;
import io.atlasoperator.schema.ColumnType.IntegerType;
import io.atlasoperator.schema.ColumnType.StringType;
import io.atlasoperator.schema.CompositeType;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the server is told to make values of one type from those of another. A cast to a type with a length cuts off
 * what is too long, where the same conversion by assignment is refused; so no value is cast to such a type: the last
 * step is left to the column's own type.
 */
final class PostgresConversion {
    private final PostgresClauses clauses;

    PostgresConversion(PostgresClauses clauses) {
        this.clauses = clauses;
    }

    /** Whether the server would refuse to convert by itself: it goes from text to other types only when told to. */
    static boolean isNeeded(ColumnType before, ColumnType after) {
        if (ColumnType.named(before) != null || ColumnType.named(after) != null) {
            return !before.equals(after) && before instanceof ArrayType == after instanceof ArrayType;
        }
        if (before instanceof ArrayType(ColumnType a) && after instanceof ArrayType(ColumnType b)) {
            return !a.equals(b) && PostgresCasts.between(a, b) != PostgresCasts.BY_ITSELF;
        }
        if (before instanceof StringType) {
            return !(after instanceof StringType) && !(after instanceof ArrayType);
        }
        return PostgresCasts.between(before, after) != PostgresCasts.BY_ITSELF;
    }

    /**
     * An expression that the server can assign to the wanted type.
     *
     * @param value an expression of the given type
     */
    String of(String value, ColumnType given, ColumnType wanted) {
        Optional<CompositeType> old = clauses.types().composite(given);
        Optional<CompositeType> anew = clauses.types().composite(wanted);
        if (old.isPresent() && anew.isPresent()) {
            // As text, the fields are read as strictly as they are assigned.
            return "CASE WHEN " + value + " IS DISTINCT FROM NULL THEN " + row(value, old.get(), anew.get())
                    + "::text::" + clauses.type(wanted) + " END";
        }
        ColumnType before = clauses.types().plain(given);
        ColumnType after = clauses.types().plain(wanted);
        String array = after instanceof ArrayType ? "[]" : "";
        if (element(after) instanceof StringType) {
            return value + "::text" + array;
        }
        if (element(after) instanceof BitType) {
            return value + bits(before, array) + array;
        }
        boolean throughText = ColumnType.named(wanted) != null
                        && !(ColumnType.named(given) == null && hasPlainValues(given) && hasPlainValues(wanted))
                || after instanceof ArrayType
                || PostgresCasts.between(given, wanted) == PostgresCasts.THROUGH_TEXT;
        if (!throughText) {
            return value + "::" + clauses.type(wanted);
        }
        boolean whole = before instanceof DecimalType && after instanceof IntegerType;
        return (whole ? "trim_scale(" + value + ")" : value) + "::text" + array + "::" + clauses.type(wanted);
    }

    private static ColumnType element(ColumnType type) {
        return type instanceof ArrayType(ColumnType element) ? element : type;
    }

    /** The cast of a number is to as many bits as it has: what is assigned from there to fewer is refused. */
    private static String bits(ColumnType given, String array) {
        if (element(given) instanceof IntegerType(String name, boolean unsigned)) {
            return name.equals("bigint") ? "::bit(64)" : "::integer" + array + "::bit(32)";
        }
        return (element(given) instanceof BitType ? "" : "::text" + array) + "::bit varying";
    }

    /** The fields by their names, as they may be others and in another order. */
    private String row(String value, CompositeType old, CompositeType wanted) {
        return wanted.fields().stream()
                .map(field -> old.fields().stream()
                        .filter(before -> before.name().equals(field.name()))
                        .findFirst()
                        .map(before -> {
                            String own = "(" + value + ")." + PostgresSyntax.quote(before.name());
                            return before.type().equals(field.type()) ? own : of(own, before.type(), field.type());
                        })
                        .orElse("NULL"))
                .collect(Collectors.joining(", ", "ROW(", ")"));
    }

    /** Whether the values of a type, or of the type that a domain is over, have casts to others of that sort. */
    private static boolean hasPlainValues(ColumnType type) {
        return !(type instanceof ArrayType)
                && (ColumnType.named(type) == null
                        || type instanceof ColumnType.TypeReference(String kind, var name) && kind.equals("domain"));
    }
}
