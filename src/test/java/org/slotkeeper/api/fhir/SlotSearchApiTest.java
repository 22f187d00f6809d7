package org.slotkeeper.api.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.api.fhir.Desk.ANN;
import static org.slotkeeper.api.fhir.Desk.json;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;

final class SlotSearchApiTest {

    private static final String MONDAY = "&start=ge2026-11-23&start=lt2026-11-24&status=free";
    private static final String OPEN = "schedule.actor=HealthcareService/A81001";

    private final Desk desk = new Desk();

    @Test
    void freeSlotsComeSoonestFirst() {
        EngineAnswer answer = desk.search(OPEN + MONDAY);

        assertThat(answer.status()).isEqualTo(200);
        R4.requireValid(answer);
        assertThat(json(answer).getInteger("total")).isEqualTo(15);
        assertThat(ids(answer)).hasSize(15).startsWith("A81001-20261123-000").endsWith("A81001-20261123-022");
        JsonObject first = resource(answer, 0);
        assertThat(first.getString("start")).isEqualTo("2026-11-23T08:00:00+00:00");
        assertThat(first.getString("status")).isEqualTo("free");
        Bundle bundle = R4.parse(Bundle.class, answer.body().toString());
        assertThat(bundle.getEntryFirstRep().getFullUrl())
                .isEqualTo("https://booking.example/FHIR/R4/Slot/A81001-20261123-000");
        assertThat(bundle.getLinkOrCreate("self").getUrl())
                .isEqualTo("https://booking.example/FHIR/R4/Slot?schedule.actor=HealthcareService/A81001"
                        + "&start=ge2026-11-23T00:00:00Z&start=lt2026-11-24T00:00:00Z&status=free&_count=50");
        assertThat(bundle.getLink("next")).isNull();
    }

    @Test
    void schedulesComeOnceEachAndOnlyWhenAskedFor() {
        assertThat(types(desk.search(OPEN + MONDAY))).containsOnly("Slot");

        EngineAnswer answer = desk.search(OPEN + MONDAY + "&_include=Slot:schedule");

        R4.requireValid(answer);
        assertThat(types(answer).stream().filter("Schedule"::equals)).hasSize(2);
        assertThat(json(answer).getInteger("total")).isEqualTo(15);
        List<String> references = new ArrayList<>();
        IntStream.range(0, 15)
                .forEach(at -> references.add(
                        resource(answer, at).getJsonObject("schedule").getString("reference")));
        assertThat(ids(answer).subList(15, 17).stream().map(id -> "Schedule/" + id))
                .containsExactlyInAnyOrderElementsOf(List.copyOf(new LinkedHashSet<>(references)));
        assertThat(resource(answer, 15).getJsonObject("planningHorizon").getString("start"))
                .isEqualTo("2026-11-23T08:00:00+00:00");
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepeat() {
        List<String> seen = new ArrayList<>();
        String query = OPEN + MONDAY + "&_count=4";
        for (int page = 0; page < 4; page++) {
            EngineAnswer answer = desk.search(query);
            R4.requireValid(answer);
            assertThat(json(answer).getInteger("total")).isEqualTo(15);
            seen.addAll(ids(answer));
            JsonArray links = json(answer).getJsonArray("link");
            if (page == 3) {
                assertThat(links).hasSize(1);
            } else {
                assertThat(links.getJsonObject(1).getString("relation")).isEqualTo("next");
                String next = links.getJsonObject(1).getString("url");
                query = next.substring(next.indexOf('?') + 1);
            }
        }
        assertThat(seen).isEqualTo(ids(desk.search(OPEN + MONDAY)));
    }

    @Test
    void behindTheLastSlotThereIsNothingToSay() {
        EngineAnswer answer = desk.search(OPEN + MONDAY + "&_after=1795430400.A81001-20261123-022");

        R4.requireValid(answer);
        assertThat(json(answer).getInteger("total")).isEqualTo(15);
        assertThat(json(answer).containsKey("entry")).isFalse();
    }

    @Test
    void aHeldSlotIsNotFree() {
        assertThat(desk.hold(Bodies.hold(ANN, "Slot/A81001-20261123-000").encode())
                        .status())
                .isEqualTo(201);

        assertThat(ids(desk.search(OPEN + MONDAY))).hasSize(14).doesNotContain("A81001-20261123-000");
    }

    @Test
    void aSlotWithPlacesLeftIsFreeAndSaysHowManyPlacesItHas() {
        assertThat(desk.book(Bodies.appointment(ANN, "Slot/A81001-20261123-012").encode())
                        .status())
                .isEqualTo(201);

        EngineAnswer answer = desk.search(OPEN + MONDAY + "&service-type=flu%20clinic".replace("%20", " "));

        assertThat(ids(answer)).containsExactly("A81001-20261123-012", "A81001-20261123-017", "A81001-20261123-022");
        assertThat(resource(answer, 0).getJsonArray("extension").getJsonObject(1))
                .isEqualTo(new JsonObject().put("url", Systems.CAPACITY).put("valuePositiveInt", 5));
    }

    @ParameterizedTest
    @CsvSource({
        "schedule.actor=HealthcareService/C83003, NOT_PUBLISHED",
        "schedule.actor=HealthcareService/Z99999, PRACTICE_UNKNOWN",
        "schedule.actor=HealthcareService/B82002, ONLINE_BOOKING_OFF",
        "schedule.actor=HealthcareService/D84004, NOT_FOR_YOU",
        "schedule.actor=HealthcareService/D84004&service-type=Blood test, NOT_PUBLISHED",
        "schedule.actor=HealthcareService/A81001&service-type=Phone call, EMBARGOED",
        "schedule.actor=HealthcareService/A81001&appointment-type=Video, NOT_PUBLISHED"
    })
    void nothingFreeSaysWhy(String query, String code) {
        EngineAnswer answer = desk.search(query + MONDAY);

        assertThat(answer.status()).isEqualTo(200);
        R4.requireValid(answer);
        assertThat(json(answer).getInteger("total")).isZero();
        JsonObject entry = json(answer).getJsonArray("entry").getJsonObject(0);
        assertThat(entry.getJsonObject("search").getString("mode")).isEqualTo("outcome");
        JsonObject issue = entry.getJsonObject("resource").getJsonArray("issue").getJsonObject(0);
        assertThat(issue.getString("severity")).isEqualTo("information");
        assertThat(codeOf(issue)).isEqualTo(code);
    }

    @Test
    void anEmbargoSaysUntilWhen() {
        EngineAnswer answer = desk.search(OPEN + MONDAY + "&appointment-type=Telephone");

        assertThat(answer.body().toString())
                .contains("\"valueInstant\":\"2026-11-20T08:00:00Z\"", "embargoed until 2026-11-20T08:00:00Z");
        desk.clock.set(Books.RELEASE);
        assertThat(ids(desk.search(OPEN + MONDAY + "&appointment-type=Telephone")))
                .hasSize(6);
    }

    @Test
    void farAheadSaysFromWhen() {
        EngineAnswer answer = desk.search(OPEN + "&start=ge2026-12-20&start=lt2026-12-25&status=free");

        R4.requireValid(answer);
        assertThat(answer.body().toString())
                .contains("OUTSIDE_BOOKING_WINDOW", Systems.OPENS_AT, "2026-12-07T08:00:00Z");
    }

    @Test
    void everyPracticeWithoutSlotsSaysWhyInItsOwnEntry() {
        String all = "schedule.actor=HealthcareService/B82002,HealthcareService/C83003,HealthcareService/D84004,"
                + "HealthcareService/Z99999,HealthcareService/A81001";
        EngineAnswer answer = desk.search(all + MONDAY + "&_count=10");

        R4.requireValid(answer);
        assertThat(ids(answer)).hasSize(10);
        assertThat(issues(answer))
                .extracting(SlotSearchApiTest::codeOf)
                .containsExactly("ONLINE_BOOKING_OFF", "NOT_PUBLISHED", "NOT_FOR_YOU", "PRACTICE_UNKNOWN", "EMBARGOED");
        assertThat(issues(answer).get(3).getString("diagnostics")).startsWith("Practice Z99999 ");
        String next = json(answer).getJsonArray("link").getJsonObject(1).getString("url");
        EngineAnswer second = desk.search(next.substring(next.indexOf('?') + 1));
        assertThat(ids(second)).hasSize(5);
        assertThat(issues(second)).isEmpty();
    }

    @Test
    void aDayWithFreeAndEmbargoedSlotsSaysWhenMoreWillCome() {
        EngineAnswer answer = desk.search(OPEN + MONDAY);

        JsonObject issue = issues(answer).get(0);
        assertThat(codeOf(issue)).isEqualTo("EMBARGOED");
        assertThat(issue.getString("diagnostics")).contains("A81001", "embargoed until 2026-11-20T08:00:00Z");
        assertThat(issue.containsKey("expression"))
                .as("a search has no elements")
                .isFalse();
        assertThat(issue.getJsonArray("extension").getJsonObject(0))
                .isEqualTo(
                        new JsonObject().put("url", Systems.NEXT_RELEASE).put("valueInstant", "2026-11-20T08:00:00Z"));
        assertThat(issues(desk.search(OPEN + MONDAY + "&service-type=Flu clinic")))
                .isEmpty();
        assertThat(issues(desk.search(OPEN + "&start=2026-11-24&status=free"))).isEmpty();
        desk.clock.set(Books.RELEASE);
        assertThat(issues(desk.search(OPEN + MONDAY))).isEmpty();
    }

    @Test
    void whereAllReleasedSlotsAreTakenItSaysWhenMoreWillCome() {
        String calls = OPEN + "&start=ge2026-11-23T10:40:00Z&start=lt2026-11-23T14:30:00Z&status=free";
        for (int patient = 100; patient < 105; patient++) {
            NhsNumber number = NhsNumber.ofDemonstration(patient);
            desk.as(new Caller.Patient(number, Optional.of(Books.OPEN), Optional.empty()));
            assertThat(desk.book(Bodies.appointment(number, "Slot/A81001-20261123-022")
                                    .encode())
                            .status())
                    .isEqualTo(201);
        }

        EngineAnswer answer = desk.search(calls);

        assertThat(ids(answer)).isEmpty();
        assertThat(codeOf(issues(answer).get(0))).isEqualTo("EMBARGOED");
        assertThat(answer.body().toString())
                .contains("nextRelease\",\"valueInstant\":\"2026-11-20T08:00:00Z\"", Systems.RELEASED_AT);
        EngineAnswer taken = desk.search(calls + "&service-type=Flu clinic");
        assertThat(codeOf(issues(taken).get(0))).isEqualTo("ALL_TAKEN");
    }

    @Test
    void whatIsOverIsInThePast() {
        for (String past : List.of("start=2026-11-13", "start=ge2026-11-01&start=lt2026-11-16T09:00:00Z")) {
            EngineAnswer answer = desk.search(OPEN + "&status=free&" + past);
            R4.requireValid(answer);
            assertThat(issues(answer)).extracting(SlotSearchApiTest::codeOf).containsExactly("IN_THE_PAST");
        }
        desk.clock.set(Instant.parse("2026-11-23T10:41:00Z"));
        String morning = OPEN + "&start=ge2026-11-23&start=lt2026-11-23T12:00:00Z&status=free";
        assertThat(issues(desk.search(morning)))
                .extracting(SlotSearchApiTest::codeOf)
                .containsExactly("IN_THE_PAST");
        assertThat(codeOf(issues(desk.search(morning + "&service-type=Blood test"))
                        .get(0)))
                .isEqualTo("NOT_PUBLISHED");
        assertThat(codeOf(issues(desk.search("schedule.actor=HealthcareService/B82002&start=2026-11-13&status=free"))
                        .get(0)))
                .isEqualTo("ONLINE_BOOKING_OFF");
    }

    @Test
    void whatIsForOthersIsSaidToBe() {
        desk.as(new Caller.Patient(Desk.ANN, Optional.of(Books.EMPTY), Optional.empty()));

        EngineAnswer answer = desk.search(OPEN + MONDAY);

        R4.requireValid(answer);
        assertThat(json(answer).getInteger("total")).isZero();
        assertThat(issues(answer)).extracting(SlotSearchApiTest::codeOf).containsExactly("NOT_FOR_YOU");
        assertThat(answer.body().toString()).doesNotContain("Flu clinic");
    }

    @Test
    void aKindThatNobodyHasNamesTheKindsThereAre() {
        EngineAnswer answer = desk.search(OPEN + MONDAY + "&service-type=GP");

        assertThat(codeOf(issues(answer).get(0))).isEqualTo("NOT_PUBLISHED");
        assertThat(issues(answer).get(0).getString("diagnostics"))
                .endsWith("There are: Flu clinic (In-person), GP appointment (In-person), Phone call (Telephone).");
        desk.as(Desk.HUB);
        assertThat(issues(desk.search(OPEN + MONDAY + "&service-type=GP"))
                        .get(0)
                        .getString("diagnostics"))
                .endsWith("There are: GP appointment (In-person).");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1795430400.B82002-20261123-022",
                "1795430400.A81001-20261123-022x",
                "1795305600.A81001-20261121-000",
                "1795564800.A81001-20261125-000",
                "999999999999.A81001-20261123-022"
            })
    void aPlaceThatNoPageOfTheSearchEndsAtIsRefused(String after) {
        EngineAnswer answer = desk.search(OPEN + MONDAY + "&_after=" + after);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(Desk.issue(answer).getJsonArray("expression").getString(0)).isEqualTo("_after");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Schedule.actor=HealthcareService/A81001&start=ge2026-11-23&start=lt2026-11-24&status=free",
                "schedule.actor:HealthcareService=A81001&start=ge2026-11-23&start=lt2026-11-24&status=free",
                "schedule.actor=https://booking.example/FHIR/R4/HealthcareService/A81001&start=ge2026-11-23&start=lt2026-11-24&status=free",
                "schedule.actor=HealthcareService/A81001&start=gt2026-11-22&start=le2026-11-23&status=free",
                "schedule.actor=HealthcareService/A81001&start=ge2026-11-23T08:00:00Z&start=le2026-11-23T10:40:00Z&status=free",
                "schedule.actor=HealthcareService/A81001&start=ge2026-11-23T09:00:00+01:00&start=lt2026-11-24&status=free",
                "schedule.actor=HealthcareService/A81001&start=ge2026-11-23T09:00:00 01:00&start=lt2026-11-24&status=free",
                "schedule.actor=HealthcareService/A81001&start=ge2026-11-23&start=lt2026-11-24&status=free&_format=json&_count=1000",
                "schedule.actor=HealthcareService/A81001&start=2026-11-23&status=free&_count=99999999999999999999",
                "schedule.actor=HealthcareService/A81001&start=eq2026-11-23&status=http://hl7.org/fhir/slotstatus|free&status=free,free",
                "Schedule.actor:HealthcareService=A81001&start=sa2026-11-22&start=eb2026-11-24&status=free&_sort=start",
                "schedule.actor=HealthcareService/A81001&start=2026-11-23&start=ge2026-11-20&start=lt2027-01-01&status=free",
                "schedule.actor=HealthcareService/A81001&start=2026-11-23&status=free&_include=*&_include:iterate=Schedule:actor&_revinclude=x",
                "schedule.actor=HealthcareService/A81001&start=2026-11-23&status=free&_pretty=true&_total=accurate&_elements=id&_summary=false&_colour=red"
            })
    void otherSpellingsOfTheSameSearch(String query) {
        assertThat(ids(desk.search(query))).hasSize(15);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "start=ge2026-11-23&start=lt2026-11-24&status=free; 400; INVALID_PARAMETER; schedule.actor",
                "schedule.actor=Practitioner/1&start=ge2026-11-23&start=lt2026-11-24&status=free; 400; INVALID_PARAMETER; schedule.actor",
                "schedule.actor=HealthcareService/a81001&start=ge2026-11-23&start=lt2026-11-24&status=free; 400; INVALID_PARAMETER; schedule.actor",
                "schedule.actor=HealthcareService/A1,HealthcareService/A81001&start=ge2026-11-23&start=lt2026-11-24&status=free; 400; INVALID_PARAMETER; schedule.actor",
                "schedule.actor=https://evil.example/HealthcareService/A81001&start=ge2026-11-23&start=lt2026-11-24&status=free; 400; INVALID_PARAMETER; schedule.actor",
                "@&@&start=ge2026-11-23&start=lt2026-11-24&status=free; 400; INVALID_PARAMETER; schedule.actor",
                "@&start=ge2026-11-23&start=lt2026-11-24; 400; INVALID_PARAMETER; status",
                "@&start=ge2026-11-23&start=lt2026-11-24&status=busy; 400; INVALID_PARAMETER; status",
                "@&start=ge2026-11-23&status=free; 400; INVALID_PARAMETER; start",
                "@&start=lt2026-11-23&status=free; 400; INVALID_PARAMETER; start",
                "@&status=free; 400; INVALID_PARAMETER; start",
                "@&start=ge2026-11-23&start=gt2026-11-23&start=lt2026-11-24&status=free; 400; INVALID_PARAMETER; start",
                "@&start=ge2026-11&start=lt2026-12&status=free; 400; INVALID_PARAMETER; start",
                "@&start=ge2026-02-30&start=lt2026-03-02&status=free; 400; INVALID_PARAMETER; start",
                "@&start=ge2026-11-23T08:00:00&start=lt2026-11-24&status=free; 400; INVALID_PARAMETER; start",
                "@&start=ne2026-11-23&status=free; 400; INVALID_PARAMETER; start",
                "@&start=ap2026-11-23&status=free; 400; INVALID_PARAMETER; start",
                "@&start=2026-11-23,2026-11-24&status=free; 400; INVALID_PARAMETER; start",
                "@&start=2026-11-23&start=2026-11-24&status=free; 400; INVALID_PARAMETER; start",
                "@&start=2026-11-23&start:missing=false&status=free; 400; INVALID_PARAMETER; start:missing",
                "@&start=2026-11-23&status=free,busy; 400; INVALID_PARAMETER; status",
                "@&start=2026-11-23&status=free&status=busy; 400; INVALID_PARAMETER; status",
                "@&start=2026-11-23&status:not=busy; 400; INVALID_PARAMETER; status:not",
                "@&start=2026-11-23&status=https://x.example|free; 400; INVALID_PARAMETER; status",
                "@&start=2026-11-23&status=http://hl7.org/fhir/slotstatus|; 400; INVALID_PARAMETER; status",
                "@&start=2026-11-23&status=free&_sort=-start; 400; INVALID_PARAMETER; _sort",
                "@&start=2026-11-23&status=free&_sort=schedule; 400; INVALID_PARAMETER; _sort",
                "@&start=2026-11-23&status=free&_summary=short; 400; INVALID_PARAMETER; _summary",
                "@&start=2026-11-23&status=free&service-type=a,; 400; INVALID_PARAMETER; service-type",
                "@&start=2026-11-23&status=free&service-type:text=a; 400; INVALID_PARAMETER; service-type:text",
                "@&start=2026-11-23&status=free&_count:exact=1; 400; INVALID_PARAMETER; _count:exact",
                "@&start=ge&start=lt2026-11-24&status=free; 400; INVALID_PARAMETER; start",
                "@&start=ge2026-11-24&start=lt2026-11-23&status=free; 400; INVALID_PARAMETER; start",
                "@&start=ge2026-11-23&start=lt2026-12-22&status=free; 422; TOO_COSTLY; start",
                "@&start=ge2026-11-23&start=lt2026-11-24&status=free&_count=-1; 400; INVALID_PARAMETER; _count",
                "@&start=ge2026-11-23&start=lt2026-11-24&status=free&_count=ten; 400; INVALID_PARAMETER; _count",
                "@&start=ge2026-11-23&start=lt2026-11-24&status=free&appointment-type=Carrier pigeon; 400; INVALID_PARAMETER; appointment-type",
                "@&start=ge2026-11-23&start=lt2026-11-24&status=free&service-type=; 400; INVALID_PARAMETER; service-type",
                "@&start=ge2026-11-23&start=lt2026-11-24&status=free&_after=elsewhere; 400; INVALID_PARAMETER; _after",
                "@&start=ge2026-11-23&start=lt2026-11-24&status=free&_format=xml; 406; NOT_ACCEPTABLE; _format",
                "@&start=ge2026-11-23&start=lt2026-11-24&status=free&colour=red; 400; INVALID_PARAMETER; colour",
                "@&start=ge2026-11-23&start=lt2026-11-24&status=free&<script>=1; 400; INVALID_PARAMETER; ?"
            })
    void aSearchThatCannotBeReadSaysWhere(String query, int status, String code, String field) {
        EngineAnswer answer = desk.search(query.replace("@", OPEN));

        R4.requireValid(answer);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(Desk.issue(answer).getJsonArray("expression").getString(0)).isEqualTo(field);
    }

    @Test
    void whatIsPassedOverIsNotInTheLinks() {
        EngineAnswer answer = desk.with("prefer", "handling=lenient, return=minimal")
                .search(
                        OPEN + "&start=2026-11-23&status=http://hl7.org/fhir/slotstatus|free&colour=red&_colour=red"
                                + "&_include=Slot:schedule&_include=*&_sort=start&_count=1&service-type=FLU clinic,GP appointment");

        R4.requireValid(answer);
        Bundle bundle = R4.parse(Bundle.class, answer.body().toString());
        String canonical = "https://booking.example/FHIR/R4/Slot?schedule.actor=HealthcareService/A81001"
                + "&start=ge2026-11-23T00:00:00Z&start=lt2026-11-24T00:00:00Z&status=free&service-type=FLU%20clinic,GP%20appointment"
                + "&_include=Slot:schedule&_sort=start&_count=1";
        assertThat(bundle.getLinkOrCreate("self").getUrl()).isEqualTo(canonical);
        assertThat(bundle.getLinkOrCreate("next").getUrl()).startsWith(canonical + "&_after=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"handling=strict", "return=representation", "handling=lenient", "Handling=\"Lenient\""})
    void onlyTheLenientArePassedOverWhatTheyDoNotMean(String prefer) {
        boolean isLenient = prefer.toLowerCase(Locale.ROOT).contains("lenient");

        assertThat(desk.with("prefer", prefer)
                        .search(OPEN + MONDAY + "&colour=red")
                        .status())
                .isEqualTo(isLenient ? 200 : 400);
        // A modifier turns its parameter into something else: nobody may be left to believe in it.
        assertThat(desk.with("prefer", prefer)
                        .search(OPEN + MONDAY + "&start:above=x")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "service-type=GP appointment; 12",
                "service-type=gp APPOINTMENT,Flu clinic; 15",
                "service-type=https://x.example|Flu clinic,nothing; 3",
                "service-type=Flu clinic&service-type=Flu clinic,GP appointment; 3",
                "service-type=Flu clinic&service-type=GP appointment; 0",
                "appointment-type=In-person,Video; 15",
                "appointment-type=telephone,video; 0",
                "appointment-type=Telephone,In-person&service-type=Flu clinic,Phone call; 3"
            })
    void severalValuesAreAlternativesAndRepeatedParametersMustAllHold(String parameters, int total) {
        EngineAnswer answer = desk.search(OPEN + MONDAY + '&' + parameters);

        R4.requireValid(answer);
        assertThat(json(answer).getInteger("total")).isEqualTo(total);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"_count=0", "_summary=count", "_summary=count&_count=5", "_summary=count&_include=Slot:schedule"
            })
    void whoOnlyCountsIsToldTheTotalAndNothingElse(String parameters) {
        for (String practice : List.of(OPEN, "schedule.actor=HealthcareService/C83003")) {
            EngineAnswer answer = desk.search(practice + MONDAY + '&' + parameters);

            R4.requireValid(answer);
            assertThat(json(answer).getInteger("total")).isEqualTo(practice.equals(OPEN) ? 15 : 0);
            assertThat(json(answer).containsKey("entry")).isFalse();
            assertThat(json(answer).getJsonArray("link")).hasSize(1);
            assertThat(json(answer).getJsonArray("link").getJsonObject(0).getString("url"))
                    .endsWith("&_summary=count");
        }
    }

    @Test
    void moreThanTenPracticesAreTooMany() {
        List<String> actors = IntStream.range(0, 11)
                .mapToObj(at ->
                        "HealthcareService/A8100" + Integer.toHexString(at).toUpperCase(Locale.ROOT))
                .toList();
        EngineAnswer answer = desk.search("schedule.actor=" + String.join(",", actors) + MONDAY);

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void fourWeeksAcrossTheClockChangeAreFourWeeks() {
        assertThat(desk.search(OPEN + "&start=ge2026-10-12&start=lt2026-11-09&status=free")
                        .status())
                .isEqualTo(200);
    }

    static List<String> ids(EngineAnswer answer) {
        return resources(answer).map(resource -> resource.getString("id")).toList();
    }

    /** What is said beside what was found. */
    private static List<JsonObject> issues(EngineAnswer answer) {
        JsonArray entries = json(answer).getJsonArray("entry", new JsonArray());
        return IntStream.range(0, entries.size())
                .mapToObj(entries::getJsonObject)
                .filter(entry -> entry.getJsonObject("search").getString("mode").equals("outcome"))
                .map(entry ->
                        entry.getJsonObject("resource").getJsonArray("issue").getJsonObject(0))
                .toList();
    }

    private static List<String> types(EngineAnswer answer) {
        return resources(answer)
                .map(resource -> resource.getString("resourceType"))
                .toList();
    }

    private static Stream<JsonObject> resources(EngineAnswer answer) {
        JsonArray entries = json(answer).getJsonArray("entry", new JsonArray());
        return IntStream.range(0, entries.size())
                .mapToObj(at -> resource(answer, at))
                .filter(resource -> !resource.getString("resourceType").equals("OperationOutcome"));
    }

    private static JsonObject resource(EngineAnswer answer, int at) {
        return json(answer).getJsonArray("entry").getJsonObject(at).getJsonObject("resource");
    }

    private static String codeOf(JsonObject issue) {
        return issue.getJsonObject("details")
                .getJsonArray("coding")
                .getJsonObject(0)
                .getString("code");
    }
}
