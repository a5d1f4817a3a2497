package io.atlasoperator.hcl;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers of the language: decimals with enough digits for any use, and a bound on their size. */
final class Numbers {
    /** About the 512 bits that other readers of the language calculate with. */
    static final MathContext PRECISION = new MathContext(154, RoundingMode.HALF_EVEN);

    private static final int MAX_MAGNITUDE = 400;

    private Numbers() {}

    /** The number, or null if the text is none or is too large. */
    static Value.@Nullable Num parse(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            return isReasonable(number) ? of(number) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Whether the number is small enough to be written in digits. */
    static boolean isReasonable(BigDecimal number) {
        return Math.abs((long) number.precision() - number.scale()) <= MAX_MAGNITUDE
                        && Math.abs((long) number.scale()) <= MAX_MAGNITUDE
                || number.signum() == 0;
    }

    /** One number has one form: no trailing zeros, no exponent. */
    static Value.Num of(BigDecimal number) {
        BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        return new Value.Num(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
    }

    static Value.Num of(long number) {
        return of(BigDecimal.valueOf(number));
    }
}
