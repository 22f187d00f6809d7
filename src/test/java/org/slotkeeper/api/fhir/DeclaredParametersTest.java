package org.slotkeeper.api.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.Operation;
import org.slotkeeper.api.Parameter;

/**
 * Whoever declares a parameter of a search is told here to read it, and to say it again in the
 * links of the pages.
 */
class DeclaredParametersTest {

    private static final Map<String, String> SLOTS = Map.of(
            "schedule.actor",
            "HealthcareService/" + Books.OPEN.value(),
            "start",
            Books.MONDAY.toString(),
            "status",
            "free");
    private static final Map<String, String> MORE_OF_SLOTS = Map.of(
            "service-type", "Smear",
            "appointment-type", "Telephone",
            "_include", "Slot:schedule",
            "_sort", "start",
            "_summary", "count",
            "_count", "7");
    private static final Map<String, String> APPOINTMENTS =
            Map.of("patient:identifier", Systems.NHS_NUMBER + '|' + Desk.ANN.digits());
    private static final Map<String, String> MORE_OF_APPOINTMENTS =
            Map.of("date", "ge2026-11-20", "status", "booked", "_sort", "date", "_summary", "count", "_count", "7");

    private final Desk desk = new Desk();

    @Test
    void theLinkOfASearchForSlotsSaysEachThatIsListed() {
        requireLinked(FhirApi.SLOT_SEARCH, SLOTS, MORE_OF_SLOTS, desk::search);
    }

    @Test
    void theLinkOfASearchForAppointmentsSaysEachThatIsListed() {
        requireLinked(FhirApi.APPOINTMENT_SEARCH, APPOINTMENTS, MORE_OF_APPOINTMENTS, desk::list);
    }

    @Test
    void oneThatTheLinkOfAPageWouldNotSayIsNamed() {
        Parameter said = Parameter.documented("subject", Parameter.Type.TOKEN, "Whose letters.");
        Parameter declaredLater = Parameter.documented("sent", Parameter.Type.DATE, "When.");
        Operation search = Operation.get("LETTER_SEARCH", "/FHIR/R4/DocumentReference")
                .parameters(said, declaredLater, ResultParameters.AFTER)
                .declared();

        assertThat(PageAddress.first("http://h", search, Map.of(said, List.of("a", "b"), declaredLater, List.of())))
                .isEqualTo("http://h/DocumentReference?subject=a&subject=b");
        assertThatThrownBy(() -> PageAddress.first("http://h", search, Map.of(said, List.of("a"))))
                .hasMessage("the address of a LETTER_SEARCH does not say sent");
    }

    private static void requireLinked(
            Operation search,
            Map<String, String> always,
            Map<String, String> more,
            Function<String, EngineAnswer> asked) {
        List<Parameter> listed =
                search.parameters().stream().filter(Parameter::isListed).toList();
        assertThat(listed).isNotEmpty();
        for (Parameter parameter : listed) {
            String name = parameter.name();
            Map<String, String> query = new HashMap<>(always);
            assertThat(always.containsKey(name) || more.containsKey(name))
                    .as("an example of " + name)
                    .isTrue();
            query.putIfAbsent(name, more.getOrDefault(name, ""));
            EngineAnswer answer = asked.apply(query.entrySet().stream()
                    .map(entry -> entry.getKey() + '=' + entry.getValue())
                    .collect(Collectors.joining("&")));
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
            String self =
                    Desk.json(answer).getJsonArray("link").getJsonObject(0).getString("url");
            assertThat(self).startsWith(Desk.BASE + search.template() + '?').containsPattern("[?&]" + name + "=.");
        }
    }
}
