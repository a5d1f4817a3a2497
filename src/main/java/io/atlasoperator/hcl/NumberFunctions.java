package io.atlasoperator.hcl;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Functions of numbers. */
final class NumberFunctions {
    private NumberFunctions() {}

    static void addTo(Map<String, HclFunction> functions) {
        functions.put("abs", unary(BigDecimal::abs));
        functions.put("ceil", unary(number -> number.setScale(0, RoundingMode.CEILING)));
        functions.put("floor", unary(number -> number.setScale(0, RoundingMode.FLOOR)));
        functions.put("signum", unary(number -> BigDecimal.valueOf(number.signum())));
        functions.put(
                "max",
                values -> Numbers.of(
                        numbers(values).stream().max(Comparator.naturalOrder()).orElseThrow(NumberFunctions::none)));
        functions.put(
                "min",
                values -> Numbers.of(
                        numbers(values).stream().min(Comparator.naturalOrder()).orElseThrow(NumberFunctions::none)));
        functions.put("pow", NumberFunctions::pow);
        functions.put("log", NumberFunctions::log);
        functions.put("parseint", NumberFunctions::parseInt);
    }

    private static HclFunction unary(Function<BigDecimal, BigDecimal> operation) {
        return values ->
                Numbers.of(operation.apply(new Arguments(values).count(1, 1).number(0)));
    }

    private static HclFunctionException none() {
        return new HclFunctionException("at least one number is required");
    }

    private static List<BigDecimal> numbers(List<Value> values) {
        return values.stream()
                .map(value -> Arguments.number(value, "every argument"))
                .toList();
    }

    private static Value pow(List<Value> values) {
        Arguments arguments = new Arguments(values).count(2, 2);
        double result =
                Math.pow(arguments.number(0).doubleValue(), arguments.number(1).doubleValue());
        BigDecimal exponent = arguments.number(1);
        boolean exact =
                exponent.scale() == 0 && exponent.signum() >= 0 && exponent.compareTo(BigDecimal.valueOf(400)) <= 0;
        return exact
                ? checked(arguments.number(0).pow(exponent.intValueExact(), Numbers.PRECISION))
                : fromDouble(result);
    }

    private static Value log(List<Value> values) {
        Arguments arguments = new Arguments(values).count(2, 2);
        return fromDouble(Math.log(arguments.number(0).doubleValue())
                / Math.log(arguments.number(1).doubleValue()));
    }

    private static Value fromDouble(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new HclFunctionException("the result is no finite number");
        }
        return checked(BigDecimal.valueOf(number));
    }

    private static Value checked(BigDecimal number) {
        if (!Numbers.isReasonable(number)) {
            throw new HclFunctionException("the result is too large or too small");
        }
        return Numbers.of(number);
    }

    private static Value parseInt(List<Value> values) {
        Arguments arguments = new Arguments(values).count(2, 2);
        int base = arguments.integer(1);
        if (base < Character.MIN_RADIX || base > Character.MAX_RADIX) {
            throw new HclFunctionException("the base must be between 2 and 36");
        }
        String text = arguments.text(0);
        try {
            return checked(new BigDecimal(new BigInteger(text, base)));
        } catch (NumberFormatException e) {
            throw new HclFunctionException("cannot parse \"" + text + "\" as a base " + base + " integer");
        }
    }
}
