package org.slotkeeper.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.publishing.Publishing.RULES;
import static org.slotkeeper.publishing.Publishing.done;

import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.platform.Tries;
import org.slotkeeper.publishing.spi.PracticeListing;
import org.slotkeeper.publishing.spi.SessionLedger;
import org.slotkeeper.publishing.spi.SessionLedger.Registered;

final class RegisterPracticesTest {

    private static final int MORE_THAN_A_BATCH = 1_001;

    private final InMemorySessionLedger ledger = new InMemorySessionLedger();

    @Test
    void ofAPracticeListedTwiceTheLastListingCounts() {
        RegisterPractices register = new RegisterPractices(ledger, RULES, Publishing.ONE_TRY);
        OdsCode code = new OdsCode("Z99005");
        PracticeListing first = new PracticeListing(code, Optional.of("First"), Optional.empty(), Optional.of(1));
        PracticeListing second = new PracticeListing(code, Optional.of("Second"), Optional.empty(), Optional.of(2));

        assertThat(done(register.register(List.of(first, second), Publishing.NOW)))
                .isEqualTo(new Registered(1, 0));
        assertThat(done(register.register(List.of(second), Publishing.NOW))).isEqualTo(new Registered(0, 0));
    }

    @Test
    void aLedgerThatIsAwayForAMomentIsAskedAgainAndEachPracticeIsCountedOnce() {
        List<Object> asked = new ArrayList<>();
        SessionLedger awayEverySecondTime = SessionLedger.class.cast(Proxy.newProxyInstance(
                SessionLedger.class.getClassLoader(), new Class<?>[] {SessionLedger.class}, (proxy, method, given) -> {
                    asked.add(given[0]);
                    return asked.size() % 2 == 1 ? Future.failedFuture("away") : method.invoke(ledger, given);
                }));
        RegisterPractices register =
                new RegisterPractices(awayEverySecondTime, RULES, new Tries(2, Future::succeededFuture));
        List<PracticeListing> listings = IntStream.range(0, MORE_THAN_A_BATCH)
                .mapToObj(nth -> new PracticeListing(
                        new OdsCode(String.format("Y%05d", nth)), Optional.empty(), Optional.empty(), Optional.empty()))
                .toList();

        assertThat(done(register.register(listings, Publishing.NOW))).isEqualTo(new Registered(MORE_THAN_A_BATCH, 0));
        assertThat(asked).as("each batch twice").hasSize(4);
    }
}
