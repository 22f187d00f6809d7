package org.slotkeeper.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.slotkeeper.publishing.Publishing.done;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.practice.PracticeList;
import org.slotkeeper.demo.PublishDemo.Published;
import org.slotkeeper.demo.PublishDemo.Span;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.platform.Tries;
import org.slotkeeper.publishing.Publishing;
import org.slotkeeper.publishing.RegisterPractices;
import org.slotkeeper.publishing.spi.PracticeListing;

final class PublishDemoTest {

    private static final Span FORTNIGHT = new Span(LocalDate.of(2026, 11, 22), 14, Publishing.NOW);

    private final Publishing stores = new Publishing();
    private final PublishDemo demo = demo(42);
    private int rests;

    @Test
    void aFortnightOfTheInventedPracticesIsPublished() {
        Published published = done(demo.publish(invented(), FORTNIGHT));

        assertThat(published.practices()).isEqualTo(5);
        assertThat(published.sessions()).isGreaterThan(500);
        assertThat(published.places()).isBetween(13_000L, 14_000L);
        assertThat(stores.ledger.version(new OdsCode("Z99005"))).isEqualTo(1);
    }

    @Test
    void publishedAgainItChangesNothing() {
        done(demo.publish(invented(), FORTNIGHT));

        assertThat(done(demo.publish(invented(), FORTNIGHT))).isEqualTo(new Published(5, 0, 0));
        assertThat(stores.ledger.version(new OdsCode("Z99001"))).isEqualTo(1);
    }

    @Test
    void theNextDayOnlyAddsADay() {
        done(demo.publish(invented(), FORTNIGHT));
        Span tomorrow =
                new Span(FORTNIGHT.firstDay().plusDays(1), 14, FORTNIGHT.now().plusSeconds(86_400));

        done(demo.publish(invented(), tomorrow));

        assertThat(stores.ledger.runs(new OdsCode("Z99001"))).hasSize(10);
        assertThat(stores.ledger.audit()).as("the day added is a Sunday").hasSize(5);
    }

    @Test
    void onASundayThereIsNothingToPublish() {
        Span sunday = new Span(FORTNIGHT.firstDay(), 1, FORTNIGHT.now());

        assertThat(done(demo.publish(invented(), sunday))).isEqualTo(new Published(5, 0, 0));
    }

    @Test
    void aSpanTooFarAheadIsAFault() {
        Span far = new Span(FORTNIGHT.firstDay().plusDays(500), 7, FORTNIGHT.now());
        Future<Published> published = demo.publish(invented(), far);

        assertThatThrownBy(() -> done(published)).hasMessageContaining("refused");
        assertThat(rests).as("what is refused is not tried again").isZero();
    }

    @Test
    void aLedgerThatIsAwayForAMomentIsAskedAgainAndAllIsPublishedOnce() {
        stores.ledger.beforeNextRecord(() -> {
            throw new IllegalStateException("away");
        });

        Published published = done(demo.publish(invented(), FORTNIGHT));

        assertThat(rests).isEqualTo(1);
        assertThat(published.practices()).isEqualTo(5);
        assertThat(done(demo.publish(invented(), FORTNIGHT))).isEqualTo(new Published(5, 0, 0));
    }

    @Test
    void aLedgerThatStaysAwayIsAFault() {
        stores.ledger.beforeNextRecord(() -> {
            stores.ledger.beforeNextRecord(() -> {
                throw new IllegalStateException("away for good");
            });
            throw new IllegalStateException("away");
        });
        Future<Published> published = demo.publish(invented(), FORTNIGHT);

        assertThatThrownBy(() -> done(published)).hasMessageContaining("away for good");
    }

    private PublishDemo demo(long seed) {
        PublishDemo.Means means = new PublishDemo.Means(
                new RegisterPractices(stores.ledger, Publishing.RULES, Publishing.ONE_TRY),
                stores.publishMany,
                new Tries(2, this::rest));
        return new PublishDemo(means, new DemoSessions(DemoProfile.ofEngland(), seed), () -> new UUID(0, 9), 3);
    }

    private Future<Void> rest() {
        rests++;
        return Future.succeededFuture();
    }

    private static List<PracticeListing> invented() {
        try (InputStream input = DemoPractices.open()) {
            return PracticeList.read(input).listings();
        } catch (IOException cause) {
            throw new IllegalStateException(cause);
        }
    }
}
