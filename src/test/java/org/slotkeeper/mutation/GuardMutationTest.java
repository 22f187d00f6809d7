package org.slotkeeper.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slotkeeper.testing.Trial;

/** What keeps two patients out of one seat is tested by taking it away: each guard has a test that passes with it and finds the promise broken without it. */
@Trial("guards taken out one by one")
final class GuardMutationTest {

    @ParameterizedTest
    @EnumSource
    void aMissingGuardIsNoticed(Guard guard) throws IOException {
        Mutation mutation = guard.mutation();
        for (NamedTest test : mutation.tests()) {
            // A statement that no longer runs would fail the test too; then the failure has a cause.
            assertThat(mutation.failuresOf(test))
                    .as("%s without %s", test, guard)
                    .isNotEmpty()
                    .allSatisfy(failure -> assertThat(failure)
                            .isInstanceOf(AssertionError.class)
                            .hasNoCause());
        }
    }

    /** What does not compile is no mutant, so that whatever fails here is what the rule is for. */
    @ParameterizedTest
    @EnumSource
    void aMissingRuleIsNoticed(RuleGuard guard) throws IOException {
        Mutation mutation = guard.mutation();
        for (NamedTest test : mutation.tests()) {
            assertThat(mutation.failuresOf(test))
                    .as("%s without %s", test, guard)
                    .isNotEmpty();
        }
    }

    /** Otherwise it would not be the missing guard that a test finds. */
    @ParameterizedTest
    @MethodSource
    void withItsGuardsTheProductPasses(NamedTest test) throws IOException {
        try (Mutant unchanged = Mutant.with(List.of())) {
            assertThat(test.failuresOn(unchanged)).isEmpty();
        }
    }

    static Stream<NamedTest> withItsGuardsTheProductPasses() {
        return Mutation.all().flatMap(mutation -> mutation.tests().stream()).distinct();
    }
}
