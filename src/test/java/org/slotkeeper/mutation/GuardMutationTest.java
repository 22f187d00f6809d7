package org.slotkeeper.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slotkeeper.testing.Trial;

/** What keeps two patients out of one seat is tested by taking it away: each guard has a test that passes with it and finds the promise broken without it. */
@Trial("guards taken out one by one")
final class GuardMutationTest {

    private static final int TRIES = 5;

    @ParameterizedTest
    @EnumSource
    void aMissingGuardIsNoticed(Guard guard) throws IOException {
        for (NamedTest test : guard.tests()) {
            // A statement that no longer runs would fail the test too; then the failure has a cause.
            assertThat(failuresOfOneRun(test, guard.edits()))
                    .as("%s without %s", test, guard)
                    .isNotEmpty()
                    .allSatisfy(failure -> assertThat(failure)
                            .isInstanceOf(AssertionError.class)
                            .hasNoCause());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMissingRuleIsNoticed(RuleGuard guard) throws IOException {
        for (NamedTest test : guard.tests()) {
            assertThat(failuresOfOneRun(test, guard.edits()))
                    .as("%s without %s", test, guard)
                    .isNotEmpty();
        }
    }

    /** A race without its guard may end well by chance, so it is run again a few times. */
    private static List<Throwable> failuresOfOneRun(NamedTest test, List<Edit> edits) throws IOException {
        List<Throwable> failures = List.of();
        for (int run = 0; run < TRIES && failures.isEmpty(); run++) {
            try (Mutant mutant = Mutant.with(edits)) {
                failures = test.failuresOn(mutant);
            }
        }
        return failures;
    }

    /** Otherwise it would not be the missing guard that a test finds. */
    @ParameterizedTest
    @MethodSource
    void withItsGuardsTheProductPasses(NamedTest test) throws IOException {
        try (Mutant unchanged = Mutant.with(List.of())) {
            assertThat(test.failuresOn(unchanged)).isEmpty();
        }
    }

    static Stream<Arguments> withItsGuardsTheProductPasses() {
        return Stream.concat(
                        Stream.of(Guard.values()).flatMap(guard -> guard.tests().stream()),
                        Stream.of(RuleGuard.values()).flatMap(guard -> guard.tests().stream()))
                .distinct()
                .map(Arguments::of);
    }
}
