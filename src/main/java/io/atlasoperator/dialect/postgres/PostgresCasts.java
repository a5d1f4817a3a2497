package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ColumnType.ArrayType;
import io.atlasoperator.schema.ColumnType.BinaryType;
import io.atlasoperator.schema.ColumnType.BitType;
import io.atlasoperator.schema.ColumnType.BooleanType;
import io.atlasoperator.schema.ColumnType.BuiltinType;
import io.atlasoperator.schema.ColumnType.DecimalType;
import io.atlasoperator.schema.ColumnType.EnumReference;
import io.atlasoperator.schema.ColumnType.FloatType;
import io.atlasoperator.schema.ColumnType.IntegerType;
import io.atlasoperator.schema.ColumnType.IntervalType;
import io.atlasoperator.schema.ColumnType.JsonType;
import io.atlasoperator.schema.ColumnType.SerialType;
import io.atlasoperator.schema.ColumnType.StringType;
import io.atlasoperator.schema.ColumnType.TimeType;
import io.atlasoperator.schema.ColumnType.UserDefinedType;
import io.atlasoperator.schema.ColumnType.UuidType;

/** How the values of one type become those of another. */
enum PostgresCasts {
    /** The server converts them when the type of a column changes. */
    BY_ITSELF,
    /** The server has a cast, and uses it only when told to. */
    TOLD,
    /** There is no cast but that from text, which may fail for a value. */
    THROUGH_TEXT;

    private enum Family {
        TEXT,
        NUMBER,
        BOOLEAN,
        BITS,
        TIME,
        JSON,
        UUID,
        BINARY,
        /** One whose casts are not known here. */
        OTHER
    }

    static PostgresCasts between(ColumnType from, ColumnType to) {
        Family before = family(from);
        Family after = family(to);
        if (before == Family.OTHER || after == Family.OTHER || after == Family.TEXT) {
            return BY_ITSELF;
        }
        if (before == after) {
            return before == Family.TIME ? times(from, to) : BY_ITSELF;
        }
        if (before == Family.TEXT) {
            return TOLD;
        }
        boolean told = switch (before) {
            case BOOLEAN -> isPlainInteger(to);
            // The server's cast takes every number but 0 for true: as text, only 1 is.
            case NUMBER -> after == Family.BITS && isInteger(from);
            case BITS -> isInteger(to);
            case JSON -> from.name().equals("jsonb") && (after == Family.BOOLEAN || after == Family.NUMBER);
            case TEXT, TIME, UUID, BINARY, OTHER -> false;
        };
        return told ? TOLD : THROUGH_TEXT;
    }

    private static boolean isInteger(ColumnType type) {
        return type instanceof IntegerType;
    }

    /** The only integer type that has a cast to and from boolean. */
    private static boolean isPlainInteger(ColumnType type) {
        return isInteger(type) && PostgresTypes.format(type).equals("integer");
    }

    private static PostgresCasts times(ColumnType from, ColumnType to) {
        boolean dateToTime = from.name().equals("date")
                && to.name().startsWith("time")
                && !to.name().startsWith("timestamp");
        boolean timeToDate = from.name().startsWith("time")
                && !from.name().startsWith("timestamp")
                && (to.name().equals("date") || to.name().startsWith("timestamp"));
        return dateToTime || timeToDate ? THROUGH_TEXT : BY_ITSELF;
    }

    private static Family family(ColumnType type) {
        return switch (type) {
            case StringType _ -> Family.TEXT;
            case IntegerType _, SerialType _, DecimalType _, FloatType _ -> Family.NUMBER;
            case BooleanType _ -> Family.BOOLEAN;
            case BitType _ -> Family.BITS;
            case TimeType _ -> Family.TIME;
            case JsonType _ -> Family.JSON;
            case UuidType _ -> Family.UUID;
            case BinaryType _ -> Family.BINARY;
            case IntervalType _,
                    BuiltinType _,
                    EnumReference _,
                    ColumnType.TypeReference _,
                    ArrayType _,
                    UserDefinedType _ -> Family.OTHER;
        };
    }
}
