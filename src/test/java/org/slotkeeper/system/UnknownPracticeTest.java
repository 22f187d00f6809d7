package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.standalone.EmbeddedRedis;
import org.slotkeeper.testing.Stores;

/** Whatever names a practice that there is not is refused, and nothing is kept of it: anybody can make names up. */
final class UnknownPracticeTest {

    private static final String SEAT = "Z99999-20371123-000";
    private static final String MADE_UP = SEAT + "-" + "b".repeat(26);

    @TempDir
    private Path directory;

    private EmbeddedRedis redis;
    private RunningSystem system;
    private Api api;

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start(directory);
        system = RunningSystem.start(
                Stores.freshDatabase(),
                RunningSystem.NOW,
                1,
                "redis.host=" + redis.address().host(),
                "redis.port=" + redis.address().port());
        api = system.api();
    }

    @AfterEach
    void stop() {
        system.close();
        redis.close();
    }

    @Test
    void nothingInTheInventoryRemindsOfAPracticeThatThereIsNot() {
        OdsCode nowhere = new OdsCode("Z99999");
        NhsNumber ann = RunningSystem.newPatient();
        String token = api.patientToken(ann, nowhere);
        JsonObject appointment = Bodies.appointment(ann, "Slot/" + SEAT);
        String publisher = api.practiceToken(nowhere);

        List<Answer> answers = List.of(
                api.read(token, MADE_UP),
                api.list(token, ann, "status=pending"),
                api.search(token, nowhere, "2037-11-23", "2037-11-24"),
                api.hold(token, Bodies.hold(ann, "Slot/" + SEAT)).send(),
                api.book(token, appointment).send(),
                api.change(token, MADE_UP, appointment.copy().put("id", MADE_UP))
                        .send(),
                api.change(token, MADE_UP, Bodies.cancelled(appointment.copy().put("id", MADE_UP), "Feeling better"))
                        .send(),
                api.call("GET", "/publish/Z99999/sessions?from=2037-11-20&to=2037-11-30")
                        .token(publisher)
                        .send(),
                api.call("DELETE", "/publish/Z99999/sessions/morning")
                        .token(publisher)
                        .json(new JsonObject().put("booked", "keep"))
                        .send(),
                api.call("GET", "/publish/Z99999/rules").token(publisher).send());

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isNotIn(500, 503));
        assertThat(keysOf(nowhere)).isEmpty();
        OdsCode somewhere = system.practiceWithSlots(1);
        assertThat(system.freeOnMonday(somewhere)).hasSize(1);
        assertThat(keysOf(somewhere)).isNotEmpty();
    }

    private Set<String> keysOf(OdsCode practice) {
        Set<String> keys = new TreeSet<>();
        RedisContents.of(redis.address()).forEach(key -> {
            if (key.contains(practice.value())) {
                keys.add(key.substring(0, key.indexOf('\n')));
            }
        });
        return keys;
    }
}
