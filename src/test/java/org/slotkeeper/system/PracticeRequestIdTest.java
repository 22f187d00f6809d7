package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.party.OdsCode;

/** A practice's write that is sent again is done once and answered alike; another one under its id is refused. */
final class PracticeRequestIdTest {

    private static final JsonObject RULES = new JsonObject()
            .put("onlineBooking", true)
            .put("bookableDaysAhead", 14)
            .put("noticeMinutes", 0)
            .put("cancelNoticeMinutes", 60)
            .put("appointmentsPerPatientMax", 4);

    private static RunningSystem system;
    private static Api api;

    private final OdsCode practice = system.newPractice();
    private final String token = api.practiceToken(practice);
    private final UUID id = UUID.randomUUID();

    @BeforeAll
    static void start() {
        system = RunningSystem.start();
        api = system.api();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void aSessionPublishedUnderAnIdThatWasUsedIsRefused() {
        Answer first = publishing("morning", 3).requestId(id).send().withStatus(200);

        publishing("morning", 4).requestId(id).send().refusedAs(422, "business-rule", "REQUEST_ID_REUSED");
        Answer other = publishing("evening", 3).requestId(id).send();
        other.refusedAs(422, "business-rule", "REQUEST_ID_REUSED");
        assertThat(other.issue().getJsonArray("expression")).containsExactly("X-Request-ID");

        assertThat(publishing("morning", 3).requestId(id).send().withStatus(200).body())
                .isEqualTo(first.body());
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void theSameSentAgainIsAnsweredAsTheFirstTimeAndUndoesNothing() {
        Answer first = publishing("morning", 3).requestId(id).send().withStatus(200);
        publishing("morning", 5).send().withStatus(200);

        Answer again = publishing("morning", 3).requestId(id).send().withStatus(200);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(system.freeOnMonday(practice)).hasSize(5);
        assertThat(version()).isEqualTo(2);
    }

    @Test
    void aSessionThatWasAsWantedIsRememberedToo() {
        publishing("morning", 3).send().withStatus(200);
        Answer first = publishing("morning", 3).requestId(id).send().withStatus(200);

        publishing("morning", 4).requestId(id).send().refusedAs(422, "business-rule", "REQUEST_ID_REUSED");

        assertThat(publishing("morning", 3).requestId(id).send().withStatus(200).body())
                .isEqualTo(first.body());
    }

    @Test
    void aWithdrawalIsDoneOnce() {
        publishing("morning", 3).send().withStatus(200);
        publishing("evening", 3, "18:00", "18:30").send().withStatus(200);
        Answer first = withdrawing("morning").requestId(id).send().withStatus(200);
        publishing("morning", 3).send().withStatus(200);

        withdrawing("evening").requestId(id).send().refusedAs(422, "business-rule", "REQUEST_ID_REUSED");

        assertThat(withdrawing("morning").requestId(id).send().withStatus(200).body())
                .isEqualTo(first.body());
        assertThat(system.freeOnMonday(practice))
                .as("published again meanwhile")
                .hasSize(6);
    }

    @Test
    void rulesAreSetOnce() {
        Answer first = settingRules(RULES).requestId(id).send().withStatus(200);
        settingRules(RULES.copy().put("appointmentsPerPatientMax", 2)).send().withStatus(200);

        settingRules(RULES.copy().put("noticeMinutes", 5))
                .requestId(id)
                .send()
                .refusedAs(422, "business-rule", "REQUEST_ID_REUSED");

        assertThat(settingRules(RULES).requestId(id).send().withStatus(200).body())
                .isEqualTo(first.body());
        assertThat(version()).isEqualTo(2);
    }

    @Test
    void anIdIsOfOneOperationAndOnePractice() {
        publishing("morning", 3).requestId(id).send().withStatus(200);
        settingRules(RULES).requestId(id).send().withStatus(200);
        withdrawing("morning").requestId(id).send().withStatus(200);
        OdsCode other = system.newPractice();

        api.call("PUT", "/publish/" + other.value() + "/sessions/morning")
                .token(api.practiceToken(other))
                .json(RunningSystem.session(RunningSystem.MONDAY, 4))
                .requestId(id)
                .send()
                .withStatus(200);
    }

    @Test
    void whatWasRefusedDidNothingAndMayBeSentPutRight() {
        publishing("morning", 3).send().withStatus(200);
        publishing("other", 3).requestId(id).send().refusedAs(422, "business-rule", "CLINICIAN_OVERLAP");

        publishing("other", 3, "18:00", "18:30").requestId(id).send().withStatus(200);
    }

    @Test
    void ofTheSameAndAnotherSentAtOnceOneIsDone() {
        for (int round = 0; round < 8; round++) {
            OdsCode one = system.newPractice();
            String ones = api.practiceToken(one);
            UUID shared = UUID.randomUUID();

            List<Answer> answers = Stream.of(3, 3, 4)
                    .map(slots -> api.call("PUT", "/publish/" + one.value() + "/sessions/morning")
                            .token(ones)
                            .json(RunningSystem.session(RunningSystem.MONDAY, slots))
                            .requestId(shared)
                            .sendAsync())
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();

            assertThat(answers).extracting(Answer::status).containsOnly(200, 422);
            assertThat(answers.stream()
                            .filter(answer -> answer.status() == 200)
                            .map(Answer::body)
                            .distinct())
                    .hasSize(1);
            assertThat(system.count("SELECT layout_version FROM practice WHERE practice = '" + one.value() + "'"))
                    .isEqualTo(1);
        }
    }

    private Api.Call publishing(String session, int slots) {
        return api.call("PUT", "/publish/" + practice.value() + "/sessions/" + session)
                .token(token)
                .json(RunningSystem.session(RunningSystem.MONDAY, slots));
    }

    private Api.Call publishing(String session, int slots, String start, String end) {
        return api.call("PUT", "/publish/" + practice.value() + "/sessions/" + session)
                .token(token)
                .json(RunningSystem.session(RunningSystem.MONDAY, slots)
                        .put("start", start)
                        .put("end", end));
    }

    private Api.Call withdrawing(String session) {
        return api.call("DELETE", "/publish/" + practice.value() + "/sessions/" + session)
                .token(token);
    }

    private Api.Call settingRules(JsonObject rules) {
        return api.call("PUT", "/publish/" + practice.value() + "/rules")
                .token(token)
                .json(rules);
    }

    private int version() {
        return system.count("SELECT layout_version FROM practice WHERE practice = '" + practice.value() + "'");
    }
}
