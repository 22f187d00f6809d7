package org.slotkeeper.api.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slotkeeper.booking.FreeSlots.Found;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.BookingWindow;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SessionRules;
import org.slotkeeper.domain.schedule.SlotRun;

final class DayTextsTest {

    private static final String BASE = "https://booking.example/FHIR/R4";
    private static final OdsCode PRACTICE = new OdsCode("A81001");

    @ParameterizedTest
    @CsvSource({
        // An ordinary day, in winter and in summer, and one that ends at midnight.
        "2026-11-23, 2026-11-23T08:00:00Z, 10, 24, 1, 0",
        "2026-07-01, 2026-07-01T07:00:00Z, 7, 24, 1, 996",
        "2026-07-01, 2026-07-01T20:00:00Z, 15, 12, 10, 9990",
        // The nights on which the clocks change, across the change.
        "2026-03-29, 2026-03-29T00:30:00Z, 15, 10, 1, 3",
        "2026-10-25, 2026-10-24T23:30:00Z, 15, 16, 3, 3",
        // A start that is not a whole minute.
        "2026-11-23, 2026-11-23T08:00:30Z, 10, 3, 1, 0"
    })
    void everySlotSaysItsOwnIdAndTimes(
            LocalDate date, Instant start, int minutes, int count, int capacity, int firstOrdinal) {
        Care care = new Care(
                "Dr Zoë \"Id\" O'Neill – \"start\":\"x", "Nurse", Channel.VIDEO, "Épisode \"end\":", "Main surgery");
        SlotRun run = new SlotRun(
                new SessionId("s"), firstOrdinal, count, capacity, start, Duration.ofMinutes(minutes), care);
        DayBook day = new DayBook(
                PRACTICE,
                date,
                List.of(run),
                Map.of(run.session(), new SessionRules(start, Audience.REGISTERED_PATIENTS)));
        DayTexts texts = DayTexts.of(day, BASE);
        for (int index = 0; index < count; index++) {
            Found slot = new Found(book(day), day, run, index);
            Bytes bytes = new Bytes(texts.of(slot).lengthMax());
            texts.of(slot).appendTo(bytes, slot);
            JsonObject entry = new JsonObject(bytes.toBuffer());
            JsonObject resource = entry.getJsonObject("resource");
            assertThat(entry.getString("fullUrl"))
                    .isEqualTo(BASE + "/Slot/" + slot.id().text());
            assertThat(resource.getString("id")).isEqualTo(slot.id().text());
            assertThat(resource.getString("start"))
                    .isEqualTo(Times.london(run.timeOf(index).start()));
            assertThat(resource.getString("end"))
                    .isEqualTo(Times.london(run.timeOf(index).end()));
            assertThat(resource.getJsonArray("serviceType").getJsonObject(0).getString("text"))
                    .isEqualTo(care.serviceType());
        }
    }

    private static PracticeBook book(DayBook day) {
        BookingWindow window = new BookingWindow(Duration.ofDays(42), Duration.ZERO);
        Practice practice = new Practice(
                PRACTICE, "Example", "AA1 1AA", 1, new Practice.PracticeRules(true, window, Duration.ZERO, 5));
        return new PracticeBook(practice, 1, List.of(day));
    }
}
