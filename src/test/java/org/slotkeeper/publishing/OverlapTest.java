package org.slotkeeper.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.publishing.Publishing.EIGHT;
import static org.slotkeeper.publishing.Publishing.GP;
import static org.slotkeeper.publishing.Publishing.MONDAY;
import static org.slotkeeper.publishing.Publishing.NURSE;
import static org.slotkeeper.publishing.Publishing.PRACTICE;
import static org.slotkeeper.publishing.Publishing.act;
import static org.slotkeeper.publishing.Publishing.anHourOf;
import static org.slotkeeper.publishing.Publishing.done;
import static org.slotkeeper.publishing.Publishing.draft;
import static org.slotkeeper.publishing.Publishing.meant;
import static org.slotkeeper.publishing.Publishing.named;
import static org.slotkeeper.publishing.Publishing.on;
import static org.slotkeeper.publishing.Publishing.refusal;
import static org.slotkeeper.publishing.Publishing.value;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.publishing.spi.LayoutChange;

/** A clinician is in one place at a time, unless the practice says that it is meant. */
final class OverlapTest {

    private static final LocalTime NINE = LocalTime.of(9, 0);
    private static final LocalTime TEN = LocalTime.of(10, 0);

    private final Publishing practice = new Publishing();

    @Test
    void twoSessionsOfOneClinicianAtOneTimeAreRefusedByName() {
        practice.publish(anHourOf(20));

        PublishRefusal refusal = refused(named("other", draft(EIGHT.plusMinutes(59), TEN, 20, 1, GP)));

        assertThat(refusal)
                .isEqualTo(new PublishRefusal.Overlap(
                        new SessionId("other"),
                        MONDAY,
                        new SessionId("morning"),
                        anHourOf(20).time()));
        assertThat(practice.ledger.version(PRACTICE)).isEqualTo(1);
    }

    @Test
    void sessionsThatFollowEachOtherAreFine() {
        practice.publish(anHourOf(20));

        assertThat(practice.publish(named("next", draft(NINE, TEN, 20, 1, GP))).slots())
                .hasSize(3);
        assertThat(practice.publish(named("before", draft(LocalTime.of(7, 0), EIGHT, 20, 1, GP)))
                        .slots())
                .hasSize(3);
    }

    @Test
    void otherPeopleRolesPlacesAndDaysAreFine() {
        practice.publish(anHourOf(20));
        Care partner = new Care(GP.clinician(), "Partner", GP.channel(), GP.serviceType(), GP.location());
        Care branch = new Care(GP.clinician(), GP.role(), GP.channel(), GP.serviceType(), "Branch surgery");

        for (Care other : List.of(NURSE, partner, branch)) {
            SessionId name = new SessionId("of-" + Integer.toHexString(other.hashCode()));
            assertThat(practice.publish(named(name.value(), draft(EIGHT, NINE, 20, 1, other)))
                            .slots())
                    .hasSize(3);
        }
        assertThat(practice.publish(on(MONDAY.plusDays(1), named("tuesday", anHourOf(20))))
                        .slots())
                .hasSize(3);
    }

    @Test
    void anotherChannelOrKindIsTheSamePerson() {
        practice.publish(anHourOf(20));
        Care video = new Care(GP.clinician(), GP.role(), Channel.VIDEO, "Review", GP.location());

        assertThat(refused(named("video", draft(EIGHT, NINE, 20, 1, video))))
                .isInstanceOf(PublishRefusal.Overlap.class);
    }

    @Test
    void midnightDividesDays() {
        practice.publish(draft(LocalTime.of(22, 0), LocalTime.MIDNIGHT, 20, 1, GP));

        assertThat(practice.publish(on(
                                MONDAY.plusDays(1),
                                named("night", draft(LocalTime.MIDNIGHT, LocalTime.of(2, 0), 20, 1, GP))))
                        .slots())
                .hasSize(6);
        assertThat(refused(named("late", draft(LocalTime.of(23, 59), LocalTime.MIDNIGHT, 1, 1, GP))))
                .isInstanceOf(PublishRefusal.Overlap.class);
    }

    /** On the night the clocks go back 01:00 to 02:00 is there twice, and a session to 01:30 ends in the first of them. */
    @Test
    void theClockChangeIsCountedInTimeThatPasses() {
        LocalDate back = LocalDate.of(2027, 10, 31);
        practice.publish(on(back, draft(LocalTime.MIDNIGHT, LocalTime.of(1, 30), 30, 1, GP)));

        assertThat(practice.publish(on(back, named("rest", draft(LocalTime.of(1, 30), LocalTime.of(2, 0), 30, 1, GP))))
                        .slots())
                .as("from the first 01:30 to 02:00 an hour and a half pass")
                .hasSize(3);
        assertThat(refused(on(back, named("within", draft(LocalTime.of(1, 0), LocalTime.of(1, 45), 15, 1, GP)))))
                .isInstanceOf(PublishRefusal.Overlap.class);
    }

    @Test
    void anOverlapIsTakenIfEitherSessionSaysThatItIsMeant() {
        practice.publish(anHourOf(20));

        PublishedSession meant = practice.publish(meant(named("other", anHourOf(30)), "Doubles up with a registrar"));

        assertThat(meant.slots()).hasSize(2);
        assertThat(meant.entry().overlapReason()).contains("Doubles up with a registrar");
        assertThat(practice.publish(anHourOf(15)).slots())
                .as("the first may change beside it")
                .hasSize(4);
        assertThat(refused(named("third", anHourOf(20)))).isInstanceOf(PublishRefusal.Overlap.class);
        assertThat(refused(named("other", anHourOf(30))))
                .as("and it is not meant any more")
                .isInstanceOf(PublishRefusal.Overlap.class);
    }

    @Test
    void aMeantOverlapDoesNotMindWhatIsKeptInOtherSessions() {
        practice.publish(anHourOf(20));
        practice.book(1);
        practice.publish(draft(EIGHT, EIGHT.plusMinutes(20), 20, 1, GP));

        assertThat(practice.publish(meant(named("other", anHourOf(20)), "Meant"))
                        .slots())
                .hasSize(3);
    }

    @Test
    void aWithdrawnSessionIsInNobodysWay() {
        practice.publish(anHourOf(20));
        var unused = value(
                done(practice.withdrawSession.withdraw(act(), PRACTICE, new SessionId("morning"), Object::toString)));

        assertThat(practice.publish(named("other", anHourOf(20))).slots()).hasSize(3);
        assertThat(refused(anHourOf(20)))
                .as("the first is not there any more")
                .isInstanceOf(PublishRefusal.Overlap.class);
    }

    @Test
    void sessionsThatArePublishedTogetherMustNotOverlapEither() {
        List<SessionDraft> together = List.of(anHourOf(20), named("b", draft(EIGHT.plusMinutes(30), TEN, 20, 1, GP)));
        List<SessionDraft> swapped = List.of(named("b", anHourOf(20)), draft(NINE, TEN, 20, 1, GP));
        practice.publish(anHourOf(20));
        practice.publish(named("b", draft(NINE, TEN, 20, 1, GP)));

        assertThat(refusal(done(practice.publishMany.publish(act(), PRACTICE, together))))
                .isInstanceOf(PublishRefusal.Overlap.class);
        assertThat(value(done(practice.publishMany.publish(act(), PRACTICE, swapped)))
                        .sessions())
                .as("as the book would be then, nothing overlaps")
                .isEqualTo(2);
    }

    /** Another publisher's change comes between the look and the record. */
    @Test
    void anOverlapThatIsPublishedInTheLastMomentIsSeen() {
        LayoutChange others = new LayoutChange(
                PRACTICE, 0, List.of(named("other", anHourOf(20)).entry()), Map.of(), Map.of());
        practice.ledger.beforeNextRecord(() -> {
            var unused = done(practice.ledger.record(others, act()));
        });

        assertThat(refused(anHourOf(30))).isInstanceOf(PublishRefusal.Overlap.class);
    }

    private PublishRefusal refused(SessionDraft draft) {
        return refusal(done(practice.publishSession.publish(act(), PRACTICE, draft, Object::toString)));
    }
}
