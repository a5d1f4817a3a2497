package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceRange;

/**
 * How much the evaluation of a file may make, in bytes or so: a few lines that double a text thirty times would take all
 * memory, and with it what else the process does. For one evaluation.
 */
final class Budget {
    /** Some thousand tables with twenty columns each, all made by {@code for_each}; what is written out costs next to nothing. */
    private static final long ALL = 64_000_000;

    /** Of one element of a list or object, beside what it holds. */
    private static final int ELEMENT = 32;

    /** Of a block that is made once more, and of each of its attributes. */
    static final int BLOCK = 200;

    static final int ATTRIBUTE = 100;

    private long left;

    private Budget(long left) {
        this.left = left;
    }

    /** That of a document. */
    static Budget whole() {
        return new Budget(ALL);
    }

    /**
     * Takes some of it.
     *
     * @throws EvaluationFailure if there is not so much left
     */
    void take(long amount, SourceRange range) {
        left -= amount;
        if (left < 0) {
            throw new EvaluationFailure(
                    range,
                    "Too much to evaluate",
                    "What the file makes by repeating or joining is larger than " + ALL / 1_000_000
                            + " MB: write less of it, or make several files.");
        }
    }

    /** Takes what a value comes to if it is written out, where parts of it that are the same count each time. */
    void take(Value value, SourceRange range) {
        switch (value) {
            case Value.Text text -> take(ELEMENT + (long) text.value().length(), range);
            case Value.RawSql sql -> take(ELEMENT + (long) sql.sql().length(), range);
            case Value.ListValue list -> {
                take(ELEMENT, range);
                list.values().forEach(element -> take(element, range));
            }
            case Value.ObjectValue object -> {
                take(ELEMENT, range);
                object.values().forEach((key, element) -> {
                    take(key.length(), range);
                    take(element, range);
                });
            }
            case Value.Call call -> {
                take(ELEMENT, range);
                call.arguments().forEach(argument -> take(argument, range));
            }
            case Value.Num number -> take(ELEMENT, range);
            case Value.Bool bool -> take(ELEMENT, range);
            case Value.Null nothing -> take(ELEMENT, range);
            case Value.Reference reference -> take(ELEMENT, range);
        }
    }

    /**
     * Refuses a product of sizes that is more than all of it: some functions put one text into another at many places.
     *
     * @throws EvaluationFailure if it is
     */
    void requireProduct(long one, long other, SourceRange range) {
        if (one > 0 && other > ALL / one) {
            take(ALL + 1, range);
        }
    }
}
