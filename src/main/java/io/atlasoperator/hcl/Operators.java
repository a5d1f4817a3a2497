package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceRange;
import java.math.BigDecimal;

/** Arithmetic, comparison and logic. */
final class Operators {
    private Operators() {}

    static Value unary(Expression.Unary unary, Value operand) {
        SourceRange range = unary.operand().range();
        return unary.operator().equals("-")
                ? Numbers.of(number(operand, range).negate())
                : new Value.Bool(!bool(operand, range));
    }

    static Value binary(Expression.Binary binary, Value left, Value right) {
        switch (binary.operator()) {
            case "==" -> {
                return new Value.Bool(left.equals(right));
            }
            case "!=" -> {
                return new Value.Bool(!left.equals(right));
            }
            default -> {}
        }
        BigDecimal a = number(left, binary.left().range());
        BigDecimal b = number(right, binary.right().range());
        return switch (binary.operator()) {
            case "<" -> new Value.Bool(a.compareTo(b) < 0);
            case ">" -> new Value.Bool(a.compareTo(b) > 0);
            case "<=" -> new Value.Bool(a.compareTo(b) <= 0);
            case ">=" -> new Value.Bool(a.compareTo(b) >= 0);
            case "+" -> checked(a.add(b, Numbers.PRECISION), binary);
            case "-" -> checked(a.subtract(b, Numbers.PRECISION), binary);
            case "*" -> checked(a.multiply(b, Numbers.PRECISION), binary);
            case "/" -> checked(a.divide(divisor(b, binary), Numbers.PRECISION), binary);
            case "%" -> checked(a.remainder(divisor(b, binary)), binary);
            default -> throw new IllegalStateException("no operator " + binary.operator());
        };
    }

    private static BigDecimal divisor(BigDecimal divisor, Expression.Binary binary) {
        if (divisor.signum() == 0) {
            throw new EvaluationFailure(
                    binary.right().range(), "Division by zero", "The right operand must not be zero.");
        }
        return divisor;
    }

    private static Value checked(BigDecimal result, Expression.Binary binary) {
        if (!Numbers.isReasonable(result)) {
            throw new EvaluationFailure(binary.range(), "Invalid operation", "The result is too large or too small.");
        }
        return Numbers.of(result);
    }

    private static BigDecimal number(Value value, SourceRange range) {
        Value.Num number = Conversions.toNumber(value);
        if (number == null) {
            throw new EvaluationFailure(
                    range, "Invalid operand", "Unsuitable value for the operand: a number is required.");
        }
        return number.value();
    }

    static boolean bool(Value value, SourceRange range) {
        Boolean bool = Conversions.toBool(value);
        if (bool == null) {
            throw new EvaluationFailure(
                    range, "Invalid operand", "Unsuitable value for the operand: a bool is required.");
        }
        return bool;
    }
}
