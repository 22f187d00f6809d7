package org.slotkeeper.mutation;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** A product that lacks a guard, and the tests that must notice. */
record Mutation(List<NamedTest> tests, List<Edit> edits) {

    private static final int TRIES = 5;

    /** @param tests as {@link NamedTest#of} takes them */
    static Mutation noticedBy(List<String> tests, Edit... edits) {
        return new Mutation(tests.stream().map(NamedTest::of).toList(), List.of(edits));
    }

    /** A race without its guard may end well by chance, so it is run again a few times. */
    List<Throwable> failuresOf(NamedTest test) throws IOException {
        List<Throwable> failures = List.of();
        for (int run = 0; run < TRIES && failures.isEmpty(); run++) {
            try (Mutant mutant = Mutant.with(edits)) {
                failures = test.failuresOn(mutant);
            }
        }
        return failures;
    }

    /** All that there are. */
    static Stream<Mutation> all() {
        return Stream.concat(
                Stream.of(Guard.values()).map(Guard::mutation),
                Stream.of(RuleGuard.values()).map(RuleGuard::mutation));
    }
}
