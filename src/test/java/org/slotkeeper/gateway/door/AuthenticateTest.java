package org.slotkeeper.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.gateway.http.Failures;
import org.slotkeeper.identity.KeyFinding;
import org.slotkeeper.identity.KeySource;
import org.slotkeeper.identity.TokenVerifier;
import org.slotkeeper.telemetry.Meters.TokenCheck;
import org.slotkeeper.testing.AllRoutes;
import org.slotkeeper.testing.Futures;

final class AuthenticateTest {

    private static final String SLOTS = "GET /FHIR/R4/Slot?start=x HTTP/1.1\r\nHost: there";

    private final Arriving arriving = new Arriving();
    private final Step target = new ReadTarget(AllRoutes.ALL);

    @AfterEach
    void stop() {
        arriving.close();
    }

    @Test
    void anOpenOperationNeedsNoToken() {
        Arriving.Passed passed = pass("GET /FHIR/R4/metadata HTTP/1.1\r\nHost: there", arriving.stage.verifier());
        assertThat(passed.verdict()).isSameAs(Verdict.GO_ON);
        assertThat(passed.state().caller).isEmpty();
    }

    @Test
    void whoHasNoTokenIsRefused() {
        assertThat(pass(SLOTS, arriving.stage.verifier()).verdict()).isEqualTo(new Verdict.Refused(Failures.NO_TOKEN));
        assertThat(pass(SLOTS + "\r\nAuthorization: Basic x", arriving.stage.verifier())
                        .verdict())
                .isEqualTo(new Verdict.Refused(Failures.NO_TOKEN));
    }

    @Test
    void aBadTokenIsRefused() {
        assertThat(pass(SLOTS + "\r\nAuthorization: Bearer x.y.z", arriving.stage.verifier())
                        .verdict())
                .isEqualTo(new Verdict.Refused(Failures.badToken(TokenCheck.MALFORMED)));
    }

    @Test
    void theBearerOfAGoodTokenIsTheCaller() {
        Arriving.Passed passed = pass(withToken(), arriving.stage.verifier());
        assertThat(passed.verdict()).isSameAs(Verdict.GO_ON);
        assertThat(passed.state().caller).containsInstanceOf(Caller.Patient.class);
    }

    @Test
    void aKeyThatHasToBeFetchedIsAwaited() {
        Promise<KeyFinding> key = Promise.promise();
        Arriving.Passed passed = pass(withToken(), arriving.stage.verifier(fetching(key.future())));
        assertThat(passed.verdict()).isInstanceOf(Verdict.Awaits.class);
        key.fail("the issuer is away");
        assertThat(ended((Verdict.Awaits<?>) passed.verdict()))
                .isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
                    assertThat(refused.failure().status()).isEqualTo(503);
                    assertThat(refused.failure().headers()).containsKey("Retry-After");
                });
        assertThat(passed.state().caller).isEmpty();
    }

    @Test
    void aKeyThatWasNotLookedForIsNoReasonToCallATokenBadAndCountsForNoOperation() {
        Future<KeyFinding> tooSoon = Future.succeededFuture(new KeyFinding.AskedTooSoon(Duration.ofSeconds(20)));
        Arriving.Passed passed = pass(withToken(), arriving.stage.verifier(fetching(tooSoon)));
        assertThat(passed.verdict()).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.failure().status()).isEqualTo(503);
            assertThat(Integer.parseInt(refused.failure().headers().get("Retry-After")))
                    .isBetween(21, 23);
        });
        new MeasureAnswer(arriving.stage.meters).answered(passed.state(), 503, "", 7, 2_000_000L);
        assertThat(arriving.stage.meters.scrape())
                .contains("slotkeeper_http_requests_seconds_count{route=\"none\",status=\"503\"} 1")
                .contains("decision=\"refused_store_away\"} 0.0");
    }

    private String withToken() {
        return SLOTS + "\r\nAuthorization: Bearer " + arriving.stage.patientToken();
    }

    private Arriving.Passed pass(String head, TokenVerifier tokens) {
        return arriving.pass(head, target, new Authenticate(tokens, arriving.faults));
    }

    private static <T> Verdict ended(Verdict.Awaits<T> awaits) {
        return Futures.await(awaits.awaited()
                .transform(ended -> Future.succeededFuture(awaits.next().apply(ended))));
    }

    private static KeySource fetching(Future<KeyFinding> key) {
        return new KeySource() {
            @Override
            public Future<KeyFinding> find(String id) {
                return key;
            }

            @Override
            public long generation() {
                return 0;
            }
        };
    }
}
