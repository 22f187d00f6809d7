package org.slotkeeper.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.Route;
import org.slotkeeper.api.Routes;
import org.slotkeeper.api.fhir.FhirApi;

final class ReadTargetTest {

    private static final String METADATA = "/FHIR/R4/metadata";

    private final Arriving arriving = new Arriving();
    private final Step read = new ReadTarget(Routes.of(List.of(FhirApi.METADATA)));

    @AfterEach
    void stop() {
        arriving.close();
    }

    @Test
    void whatIsServedHereIsFound() {
        Arriving.Passed passed = arriving.pass("GET " + METADATA + " HTTP/1.1\r\nHost: there", read);
        assertThat(passed.verdict()).isSameAs(Verdict.GO_ON);
        assertThat(passed.state().route().map(Route::operation)).contains(FhirApi.METADATA);
    }

    @Test
    void whatIsNotServedHereIsUnknownOrOfAnotherMethod() {
        assertThat(status("GET", "/FHIR/R4/Slot")).isEqualTo(404);
        assertThat(status("PUT", METADATA)).isEqualTo(405);
    }

    @Test
    void aPathOfASecondSpellingIsMalformed() {
        assertThat(status("GET", "/FHIR/R4/./metadata")).isEqualTo(400);
    }

    @Test
    void whoAsksForTheMethodsOfAPathIsAnsweredAtOnce() {
        Verdict verdict = arriving.pass("OPTIONS " + METADATA + " HTTP/1.1\r\nHost: there", read)
                .verdict();
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Answered.class, answered -> assertThat(
                        answered.answer().headers())
                .containsKey("Allow"));
    }

    private int status(String method, String path) {
        Verdict verdict = arriving.pass(method + ' ' + path + " HTTP/1.1\r\nHost: there", read)
                .verdict();
        return ((Verdict.Refused) verdict).failure().status();
    }
}
