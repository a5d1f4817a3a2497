package io.atlasoperator.testing;

import java.util.Random;

/**
 * How much the long tests do. {@code tools/test.sh soak} hands on {@code SOAK_KILLS}, {@code SOAK_PAIRS} and
 * {@code SOAK_SEED}.
 */
public final class LongRun {
    private static final int USUAL_KILLS = 30;

    private LongRun() {}

    /** How often a long test kills a program. */
    public static int kills() {
        return Integer.getInteger("atlas.soak.kills", USUAL_KILLS);
    }

    /** How many random pairs of states a test tries; only as many as given outside of a long run. */
    public static int pairs(int usual) {
        return Integer.getInteger("atlas.soak.pairs", usual);
    }

    /** Random numbers for a long test: others in each run, unless a seed is given. Says which they are. */
    public static Random random(String test) {
        long seed = Long.getLong("atlas.soak.seed", System.nanoTime());
        System.out.println(test + ": SOAK_SEED=" + seed + " makes the same choices again");
        return new Random(seed);
    }
}
