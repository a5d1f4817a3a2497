package io.atlasoperator.hcl;

import java.math.BigDecimal;
import java.util.List;

/** Typed access to the arguments of a function; what does not fit is a {@link HclFunctionException}. */
record Arguments(List<Value> values) {

    /** @param most the highest number of arguments, or -1 if there is none */
    Arguments count(int least, int most) {
        if (values.size() < least) {
            throw new HclFunctionException("not enough arguments: " + least + " expected, " + values.size() + " given");
        }
        if (most >= 0 && values.size() > most) {
            throw new HclFunctionException("too many arguments: " + most + " expected, " + values.size() + " given");
        }
        return this;
    }

    int size() {
        return values.size();
    }

    Value value(int index) {
        return values.get(index);
    }

    List<Value> from(int index) {
        return values.subList(index, values.size());
    }

    String text(int index) {
        return text(values.get(index), ordinal(index));
    }

    BigDecimal number(int index) {
        return number(values.get(index), ordinal(index));
    }

    int integer(int index) {
        return integer(number(index), ordinal(index));
    }

    boolean bool(int index) {
        Boolean bool = Conversions.toBool(values.get(index));
        if (bool == null) {
            throw new HclFunctionException(ordinal(index) + " must be a bool");
        }
        return bool;
    }

    List<Value> list(int index) {
        return list(values.get(index), ordinal(index));
    }

    Value.ObjectValue object(int index) {
        if (values.get(index) instanceof Value.ObjectValue object) {
            return object;
        }
        throw new HclFunctionException(ordinal(index) + " must be an object");
    }

    private static String ordinal(int index) {
        return "argument " + (index + 1);
    }

    static String text(Value value, String what) {
        String text = Conversions.toText(value);
        if (text == null) {
            throw new HclFunctionException(what + " must be a string, not " + Conversions.describe(value));
        }
        return text;
    }

    static BigDecimal number(Value value, String what) {
        Value.Num number = Conversions.toNumber(value);
        if (number == null) {
            throw new HclFunctionException(what + " must be a number");
        }
        return number.value();
    }

    static int integer(BigDecimal number, String what) {
        try {
            return number.intValueExact();
        } catch (ArithmeticException e) {
            throw new HclFunctionException(what + " must be a whole number of at most 32 bits");
        }
    }

    static List<Value> list(Value value, String what) {
        if (value instanceof Value.ListValue list) {
            return list.values();
        }
        throw new HclFunctionException(what + " must be a list, not " + Conversions.describe(value));
    }
}
