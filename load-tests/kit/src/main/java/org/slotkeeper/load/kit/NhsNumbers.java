package org.slotkeeper.load.kit;

import java.util.List;
import java.util.stream.LongStream;

/** Invented NHS numbers with a right check digit, from 999 000 0000 on: a range that is kept for tests. */
public final class NhsNumbers {

    private static final long FIRST_STEM = 999_000_000L;
    private static final long STEMS = 1_000_000;

    private NhsNumbers() {}

    /** So many different ones; always the same. */
    public static List<String> first(int count) {
        List<String> numbers = LongStream.range(FIRST_STEM, FIRST_STEM + STEMS)
                .filter(stem -> checkDigit(stem) < 10)
                .limit(count)
                .mapToObj(stem -> Long.toString(stem) + checkDigit(stem))
                .toList();
        if (numbers.size() < count) {
            throw new IllegalArgumentException("there are only " + numbers.size() + " invented patients, not " + count
                    + ": choose a smaller scale");
        }
        return numbers;
    }

    /** The last digit of a number that begins with these nine; 10 if it has none and is never given out. */
    public static int checkDigit(long stem) {
        int sum = 0;
        long rest = stem;
        for (int weight = 2; weight <= 10; weight++, rest /= 10) {
            sum += (int) (rest % 10) * weight;
        }
        return (11 - sum % 11) % 11;
    }
}
