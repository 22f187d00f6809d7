package org.slotkeeper.api.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.api.fhir.Desk.ANN;
import static org.slotkeeper.api.fhir.Desk.json;
import static org.slotkeeper.api.fhir.Desk.slot;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;

/** A patient's list: its parameters, and the way through its pages. */
final class AppointmentListTest {

    private static final String SYSTEM = "https://fhir.nhs.uk/Id/nhs-number|";
    private static final String ANNS = "patient:identifier=" + SYSTEM + ANN.digits();
    private static final String CANCELLED = "&status=cancelled";

    private final Desk desk = new Desk();

    /** Each is booked and cancelled again, because nobody may have many at once. */
    @CanIgnoreReturnValue
    private List<String> cancelled(int count) {
        List<String> ids = new ArrayList<>();
        for (int nth = 0; nth < count; nth++) {
            String slot = slot(nth % 2 == 0 ? Books.MONDAY : Books.TUESDAY, nth % 12);
            EngineAnswer booked = desk.book(Bodies.appointment(ANN, slot).encode());
            assertThat(booked.status()).isEqualTo(201);
            assertThat(desk.with("if-match", "*")
                            .put(
                                    Desk.id(booked),
                                    Bodies.cancelled(json(booked), "ill").encode())
                            .status())
                    .isEqualTo(200);
            ids.add(Desk.id(booked));
        }
        return ids;
    }

    @Test
    void allOfTwelveAreReachedByPagesOfFive() {
        List<String> made = cancelled(12);

        List<List<String>> pages = pages(ANNS + "&_count=5");

        assertThat(pages).extracting(List::size).containsExactly(5, 5, 2);
        List<String> all = pages.stream().flatMap(List::stream).toList();
        assertThat(all).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(made);
        assertThat(all).isEqualTo(ids(desk.list(ANNS)));
    }

    @Test
    void aPageThatIsJustFullIsTheLast() {
        cancelled(4);

        assertThat(pages(ANNS + "&_count=2")).extracting(List::size).containsExactly(2, 2);
        assertThat(pages(ANNS + "&_count=4")).extracting(List::size).containsExactly(4);
    }

    @Test
    void moreThanCanBeOnAPageAreReached() {
        cancelled(205);

        assertThat(pages(ANNS + "&_count=100000")).extracting(List::size).containsExactly(200, 5);
    }

    @Test
    void aHoldHasItsPlaceAmongTheOthers() {
        cancelled(4);
        // Tuesday's first two slots are before it, Tuesday's others behind.
        String held = Desk.id(desk.hold(Bodies.hold(ANN, slot(Books.TUESDAY, 2)).encode()));
        String query = ANNS + "&status=pending,cancelled";
        List<String> whole = ids(desk.list(query));
        assertThat(whole).hasSize(5);
        assertThat(whole.get(3)).isEqualTo(held);

        for (int size = 1; size <= 5; size++) {
            List<List<String>> pages = pages(query + "&_count=" + size);
            assertThat(pages.stream().flatMap(List::stream).toList()).isEqualTo(whole);
            assertThat(pages).allSatisfy(page -> assertThat(page).isNotEmpty());
        }
        assertThat(total(query + "&date=2026-11-24")).isEqualTo(3);
        assertThat(total(query + "&date=2026-11-23")).isEqualTo(2);
        assertThat(total(query + "&_count=0")).isEqualTo(5);
        assertThat(total(ANNS + "&status=pending")).isEqualTo(1);
        assertThat(total(ANNS + "&status=pending&date=lt2026-11-24")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "date=2026-11-23; 2",
                "date=eq2026-11-24; 2",
                "start=2026-11-24&date=ge2026-11-24T08:30:00Z; 1",
                "date=sa2026-11-23; 2",
                "date=eb2026-11-24; 2",
                "date=le2026-11-23T08:00:00Z; 1",
                "date=ge2026-11-23&date=ge2026-11-24&date=lt2026-12-01; 2",
                "status=cancelled,booked; 4",
                "status=http://hl7.org/fhir/appointmentstatus|cancelled; 4",
                "status=cancelled,booked&status=booked,noshow; 0",
                "status=proposed,waitlist,checked-in,entered-in-error; 0",
                "_sort=date; 4",
                "_include=*&_colour=red; 4"
            })
    void parametersMeanWhatR4Says(String parameters, int total) {
        cancelled(4);

        EngineAnswer answer = desk.list(ANNS + '&' + parameters);

        R4.requireValid(answer);
        assertThat(json(answer).getInteger("total")).isEqualTo(total);
        assertThat(ids(answer)).hasSize(total);
        String self = json(answer).getJsonArray("link").getJsonObject(0).getString("url");
        assertThat(self).doesNotContain("_include", "_colour");
        assertThat(ids(desk.list(self.substring(self.indexOf('?') + 1).replace("%7C", "|"))))
                .isEqualTo(ids(answer));
    }

    @Test
    void thePatientMayBeNamedByAChain() {
        cancelled(1);

        assertThat(total("patient.identifier=" + SYSTEM + ANN.digits())).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_count=0", "_summary=count"})
    void whoOnlyCountsIsToldTheTotalAndNothingElse(String parameters) {
        cancelled(3);

        EngineAnswer answer = desk.list(ANNS + '&' + parameters);

        R4.requireValid(answer);
        assertThat(json(answer).getInteger("total")).isEqualTo(3);
        assertThat(json(answer).containsKey("entry")).isFalse();
        assertThat(json(answer).getJsonArray("link")).hasSize(1);
    }

    @Test
    void practicesAndOthersWalkThroughWhatTheyMaySee() {
        cancelled(5);
        desk.as(new Caller.PracticeSystem(Books.OPEN, Set.of(Caller.READ)));
        assertThat(pages(ANNS + CANCELLED + "&_count=2")).extracting(List::size).containsExactly(2, 2, 1);

        desk.as(Desk.HUB);
        assertThat(total(ANNS)).isZero();
    }

    @Test
    void aCursorIsAWordThatTellsNothingAndCannotBeChanged() {
        cancelled(3);
        String next = next(desk.list(ANNS + "&_count=1")).orElseThrow();
        String word = next.substring(next.indexOf("_after=") + 7);

        assertThat(word).matches("[A-Za-z0-9_-]{60,120}");
        assertThat(next(desk.list(ANNS + "&_count=1"))).contains(next);
        for (int at = 0; at < word.length() - 1; at += 7) {
            String changed = word.substring(0, at) + (word.charAt(at) == 'A' ? 'B' : 'A') + word.substring(at + 1);
            requireRefused(desk.list(ANNS + "&_after=" + changed));
        }
        for (String other :
                List.of("", word.substring(1), word.substring(0, 16), word + word, "A".repeat(5_000), "%")) {
            requireRefused(desk.list(ANNS + "&_after=" + other));
        }
        NhsNumber ben = Desk.BEN;
        desk.as(Desk.BEN_HIMSELF);
        requireRefused(desk.list("patient:identifier=" + SYSTEM + ben.digits() + "&_after=" + word));
    }

    private static void requireRefused(EngineAnswer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(Desk.issue(answer).getJsonArray("expression").getString(0)).isEqualTo("_after");
        R4.requireValid(answer);
    }

    private List<List<String>> pages(String first) {
        List<List<String>> pages = new ArrayList<>();
        Optional<String> query = Optional.of(first);
        int total = total(first);
        while (query.isPresent()) {
            EngineAnswer answer = desk.list(query.get());
            R4.requireValid(answer);
            assertThat(json(answer).getInteger("total")).isEqualTo(total);
            pages.add(ids(answer));
            query = next(answer);
        }
        assertThat(pages.stream().mapToInt(List::size).sum()).isEqualTo(total);
        return pages;
    }

    private int total(String query) {
        return json(desk.list(query)).getInteger("total");
    }

    /** The query of the next page, as a gateway would decode it. */
    private static Optional<String> next(EngineAnswer answer) {
        JsonArray links = json(answer).getJsonArray("link");
        return IntStream.range(0, links.size())
                .mapToObj(links::getJsonObject)
                .filter(link -> link.getString("relation").equals("next"))
                .map(link -> link.getString("url"))
                .map(url -> url.substring(url.indexOf('?') + 1).replace("%7C", "|"))
                .findFirst();
    }

    private static List<String> ids(EngineAnswer answer) {
        JsonArray entries = json(answer).getJsonArray("entry", new JsonArray());
        return IntStream.range(0, entries.size())
                .mapToObj(entries::getJsonObject)
                .map(entry -> entry.getJsonObject("resource"))
                .map((JsonObject resource) -> resource.getString("id"))
                .toList();
    }
}
