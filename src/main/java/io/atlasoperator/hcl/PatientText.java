package io.atlasoperator.hcl;

/**
 * A text that a regular expression may look at for so long and no longer: with some expressions the work doubles with every
 * character, and nothing else ends it. For one search.
 */
final class PatientText implements CharSequence {
    /** A second or so. */
    private static final int MOST_LOOKS = 50_000_000;

    private final String text;
    private int looks;

    PatientText(String text) {
        this.text = text;
    }

    @Override
    public char charAt(int index) {
        if (++looks > MOST_LOOKS) {
            throw new HclFunctionException(
                    "the pattern takes too long on this text: write it without repetitions inside of repetitions");
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
