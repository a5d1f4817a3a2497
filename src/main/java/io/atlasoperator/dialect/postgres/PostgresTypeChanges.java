package io.atlasoperator.dialect.postgres;

import io.atlasoperator.lint.TypeChange;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ColumnType.ArrayType;
import io.atlasoperator.schema.ColumnType.BinaryType;
import io.atlasoperator.schema.ColumnType.BitType;
import io.atlasoperator.schema.ColumnType.BooleanType;
import io.atlasoperator.schema.ColumnType.DecimalType;
import io.atlasoperator.schema.ColumnType.EnumReference;
import io.atlasoperator.schema.ColumnType.FloatType;
import io.atlasoperator.schema.ColumnType.IntegerType;
import io.atlasoperator.schema.ColumnType.JsonType;
import io.atlasoperator.schema.ColumnType.SerialType;
import io.atlasoperator.schema.ColumnType.StringType;
import io.atlasoperator.schema.ColumnType.TimeType;
import io.atlasoperator.schema.ColumnType.UuidType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ALTER COLUMN TYPE does to values. The server refuses what does not fit, but rounds numbers and times, and cuts
 * off the date, without a word.
 */
final class PostgresTypeChanges implements TypeChange.Rules {
    private static final List<String> INTEGERS = List.of("smallint", "integer", "bigint");
    /** Digits that every value of the integer type fits into, in the order of {@link #INTEGERS}. */
    private static final List<Integer> DIGITS = List.of(5, 10, 19);

    private static final int DEFAULT_FRACTION = 6;
    private static final int DOUBLE_BITS = 53;

    @Override
    public String text(ColumnType type) {
        return PostgresTypes.format(type);
    }

    @Override
    public TypeChange of(Column from, Column to) {
        return of(stored(from.type()), stored(to.type()));
    }

    private static ColumnType stored(ColumnType type) {
        return type instanceof SerialType serial ? PostgresTypes.underlying(serial) : type;
    }

    private static TypeChange of(ColumnType from, ColumnType to) {
        if (from.equals(to)) {
            return TypeChange.KEEPS;
        }
        if (from instanceof ArrayType(ColumnType before) && to instanceof ArrayType(ColumnType after)) {
            return of(before, after);
        }
        if (to instanceof StringType(String name, Integer size)) {
            return toText(from, name, size);
        }
        if (from instanceof StringType) {
            return TypeChange.MAY_FAIL;
        }
        if (isNumber(from) && isNumber(to)) {
            return number(from, to);
        }
        if (from instanceof TimeType before && to instanceof TimeType after) {
            return time(before, after);
        }
        if (from instanceof JsonType && to instanceof JsonType) {
            // The binary form keeps neither the order of keys nor the same key twice.
            return to.name().equals("jsonb") ? TypeChange.LOSES : TypeChange.KEEPS;
        }
        if (from instanceof BitType(String name, Integer size)
                && to instanceof BitType(String newName, Integer newSize)) {
            boolean grows = newName.equals("bit varying") && (newSize == null || size != null && size <= newSize);
            return grows ? TypeChange.KEEPS : TypeChange.MAY_FAIL;
        }
        return TypeChange.MAY_FAIL;
    }

    private static TypeChange toText(ColumnType from, String name, @Nullable Integer size) {
        if (from instanceof StringType(String before, Integer oldSize)) {
            if (before.equals("character") && !name.equals("character")) {
                // What fills up the length is not part of the value.
                return oldSize != null && size != null && size < oldSize ? TypeChange.MAY_FAIL : TypeChange.KEEPS;
            }
            return size == null || oldSize != null && oldSize <= size ? TypeChange.KEEPS : TypeChange.MAY_FAIL;
        }
        boolean isText = from instanceof EnumReference
                || isNumber(from)
                || from instanceof UuidType
                || from instanceof BooleanType
                || from instanceof TimeType
                || from instanceof JsonType
                || from instanceof BinaryType
                || from instanceof ArrayType;
        return isText && size == null ? TypeChange.KEEPS : TypeChange.MAY_FAIL;
    }

    private static boolean isNumber(ColumnType type) {
        return type instanceof IntegerType || type instanceof DecimalType || type instanceof FloatType;
    }

    private static TypeChange number(ColumnType from, ColumnType to) {
        if (from instanceof IntegerType && to instanceof IntegerType) {
            return INTEGERS.indexOf(from.name()) <= INTEGERS.indexOf(to.name())
                    ? TypeChange.KEEPS
                    : TypeChange.MAY_FAIL;
        }
        if (to instanceof IntegerType) {
            return from instanceof DecimalType(String name, Integer precision, Integer scale)
                            && precision != null
                            && (scale == null || scale == 0)
                    ? TypeChange.MAY_FAIL
                    : TypeChange.LOSES;
        }
        if (to instanceof DecimalType(String name, Integer precision, Integer scale)) {
            return toDecimal(from, precision, scale == null ? 0 : scale);
        }
        if (from instanceof IntegerType) {
            boolean isExact = from.name().equals("smallint")
                    || isDouble(to) && from.name().equals("integer");
            return isExact ? TypeChange.KEEPS : TypeChange.LOSES;
        }
        return from instanceof FloatType && (isDouble(to) || !isDouble(from)) ? TypeChange.KEEPS : TypeChange.LOSES;
    }

    private static boolean isDouble(ColumnType type) {
        return type instanceof FloatType(String name, Integer precision)
                && (name.equals("double precision") || precision != null && precision == DOUBLE_BITS);
    }

    private static TypeChange toDecimal(ColumnType from, @Nullable Integer precision, int scale) {
        if (precision == null) {
            return TypeChange.KEEPS;
        }
        int whole = precision - scale;
        if (from instanceof IntegerType) {
            int index = INTEGERS.indexOf(from.name());
            return index >= 0 && DIGITS.get(index) <= whole ? TypeChange.KEEPS : TypeChange.MAY_FAIL;
        }
        if (from instanceof DecimalType(String name, Integer oldPrecision, Integer oldScale) && oldPrecision != null) {
            int before = oldScale == null ? 0 : oldScale;
            if (before > scale) {
                return TypeChange.LOSES;
            }
            return oldPrecision - before <= whole ? TypeChange.KEEPS : TypeChange.MAY_FAIL;
        }
        return TypeChange.LOSES;
    }

    private static TypeChange time(TimeType from, TimeType to) {
        int before = from.precision() == null ? DEFAULT_FRACTION : from.precision();
        int after = to.precision() == null ? DEFAULT_FRACTION : to.precision();
        if (from.name().equals(to.name())) {
            return before <= after ? TypeChange.KEEPS : TypeChange.LOSES;
        }
        boolean isWider = from.name().equals("date") && to.name().startsWith("timestamp")
                || from.name().equals("timestamp") && to.name().equals("timestamptz") && before <= after;
        return isWider ? TypeChange.KEEPS : TypeChange.LOSES;
    }
}
