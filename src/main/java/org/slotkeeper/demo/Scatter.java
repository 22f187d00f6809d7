package org.slotkeeper.demo;

/**
 * Numbers that look scattered and follow from a seed and a name: no dice, so that everybody who
 * asks gets the same.
 */
final class Scatter {

    private final long root;

    Scatter(long seed, String name) {
        long hash = seed;
        for (int at = 0; at < name.length(); at++) {
            hash = mix(hash + name.charAt(at));
        }
        this.root = hash;
    }

    /** From 0 up to 1. */
    double fraction(int which) {
        return (mix(root + which) >>> 11) * 0x1p-53;
    }

    int below(int bound, int which) {
        return (int) (fraction(which) * bound);
    }

    /** Every bit of the answer depends on every bit of the question. */
    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 31)) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 29)) * 0xD6E8FEB86659FD93L;
        return mixed ^ (mixed >>> 32);
    }
}
