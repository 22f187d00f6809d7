package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/** A practice's system sends all its sessions at once, to several engines with several event loops each, and each again that was answered as late: the deadline is that of the shipped configuration. */
final class ParallelPublishTest {

    private static final int SLOTS = 3;

    private static RunningSystem one;
    private static RunningSystem other;
    private static RunningSystem third;

    @BeforeAll
    static void start() {
        String deadline = "gateway.deadline="
                + RunningSystem.configOf(List.of()).doors().gateway().times().deadline();
        one = RunningSystem.start(deadline);
        other = RunningSystem.start(one.ledger(), RunningSystem.NOW, 2, deadline);
        third = RunningSystem.start(one.ledger(), RunningSystem.NOW, 2, deadline);
    }

    @AfterAll
    static void stop() {
        third.close();
        other.close();
        one.close();
    }

    /** What is late on a busy machine is sent again; but no store is away here, and nobody may be told so. */
    @ParameterizedTest
    @ValueSource(ints = {8, 32, 64})
    void sessionsSentAtOnceToOneEngineWaitForEachOtherAndForNoStore(int sessions) {
        OdsCode practice = one.newPractice();
        List<Api.Call> calls = IntStream.range(0, sessions)
                .mapToObj(nth -> publishing(one, practice, nth).requestId(UUID.randomUUID()))
                .toList();

        List<CompletableFuture<Answer>> sent =
                calls.stream().map(Api.Call::sendAsync).toList();

        assertThat(sent.stream().map(CompletableFuture::join))
                .extracting(Answer::code)
                .doesNotContain("STORE_AWAY");
        assertThat(calls.stream().map(call -> call.untilAnswered().join()))
                .allSatisfy(answer -> answer.withStatus(200));
        assertThat(one.count("SELECT count(*) FROM session WHERE practice = '" + practice.value() + "'"))
                .isEqualTo(sessions);
    }

    @Test
    void sixtyFourSessionsAtOnceAreAllPublished() {
        OdsCode practice = one.newPractice();
        List<RunningSystem> engines = List.of(one, other, third);
        int sessions = 64;

        List<CompletableFuture<Answer>> sent = IntStream.range(0, sessions)
                .mapToObj(nth -> publishing(engines.get(nth % engines.size()), practice, nth)
                        .untilAnswered())
                .toList();
        List<Answer> answers = sent.stream().map(CompletableFuture::join).toList();

        assertThat(answers).allSatisfy(answer -> answer.withStatus(200));
        Set<Integer> versions = new HashSet<>();
        answers.forEach(answer -> versions.add(answer.json().getInteger("layoutVersion")));
        assertThat(versions).hasSize(sessions);
        assertThat(one.count("SELECT count(*) FROM session WHERE practice = '" + practice.value() + "'"))
                .isEqualTo(sessions);
        NhsNumber patient = RunningSystem.newPatient();
        Answer found = one.api()
                .search(
                        one.api().patientToken(patient, practice),
                        practice,
                        RunningSystem.MONDAY.toString(),
                        RunningSystem.MONDAY.plusDays(1).toString(),
                        "_count=200");
        assertThat(found.withStatus(200).total()).isEqualTo(SLOTS * sessions);
    }

    private static Api.Call publishing(RunningSystem engine, OdsCode practice, int nth) {
        JsonObject session = RunningSystem.session(RunningSystem.MONDAY, SLOTS).put("clinician", "Dr " + nth);
        return engine.api()
                .call("PUT", "/publish/" + practice.value() + "/sessions/session-" + nth)
                .token(engine.api().practiceToken(practice))
                .json(session);
    }
}
