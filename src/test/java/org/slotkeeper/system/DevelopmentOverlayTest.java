package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.assembly.Chance;
import org.slotkeeper.assembly.ProcessPlan;
import org.slotkeeper.assembly.Role;
import org.slotkeeper.assembly.Running;
import org.slotkeeper.assembly.RunningIssuer;
import org.slotkeeper.cli.SlotkeeperCommand;
import org.slotkeeper.config.ConfigTree;
import org.slotkeeper.config.Profile;
import org.slotkeeper.config.SlotkeeperConfig;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.kubernetes.Overlay;
import org.slotkeeper.testing.MovableClock;
import org.slotkeeper.testing.Stores;

/** With what the manifests for development say, and addresses of this machine in place of a cluster's, somebody gets a token and books. */
final class DevelopmentOverlayTest {

    private static final OdsCode PRACTICE = new OdsCode("Z99001");

    @TempDir
    private Path directory;

    private final MovableClock clock = new MovableClock(RunningSystem.NOW);
    private final NhsNumber ann = RunningSystem.newPatient();

    private List<String> flags;
    private Path config;

    @Test
    void afterAnApplyAPracticePublishesAndAPatientBooks() throws IOException {
        flags = new ArrayList<>(RunningSystem.flags(Stores.freshDatabase(), Stores.flushed()));
        config = Files.writeString(directory.resolve("slotkeeper.yaml"), Overlay.DEV.file("slotkeeper.yaml"));
        importPractices();
        try (RunningIssuer issuer = RunningIssuer.start(config(), directory.resolve("key"), 0, clock, new Chance())) {
            flags.add("identity.jwksUrl=http://127.0.0.1:" + issuer.port() + "/.well-known/jwks.json");
            Api tokens = new Api(issuer.port());
            try (Running engine = start(Role.ENGINE)) {
                flags.add("gateway.engines=http://127.0.0.1:" + engine.enginePort());
                try (Running gateway = start(Role.GATEWAY)) {
                    book(new Api(gateway.gatewayPort()), tokens);
                }
            }
        }
    }

    private void book(Api api, Api tokens) {
        List<String> slots = api.publish(
                        token(tokens, "ods=" + PRACTICE.value()),
                        PRACTICE,
                        "morning",
                        RunningSystem.session(RunningSystem.MONDAY, 2))
                .withStatus(200)
                .publishedSlots();
        String patient = token(tokens, "nhs_number=" + ann.digits() + "&practice=" + PRACTICE.value());

        assertThat(api.search(patient, PRACTICE, "2037-11-23", "2037-11-24")
                        .withStatus(200)
                        .slots())
                .isEqualTo(slots);
        api.book(patient, Bodies.appointment(ann, slots.get(0))).send().withStatus(201);
    }

    private static String token(Api tokens, String form) {
        return tokens.call("POST", "/demo/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(form)
                .send()
                .withStatus(200)
                .json()
                .getString("access_token");
    }

    private void importPractices() throws IOException {
        Path list = Files.writeString(directory.resolve("practices.csv"), Overlay.DEV.file("practices.csv"));
        String[] words = Stream.concat(
                        Stream.of("import", "--profile", "production", "--config", config.toString()),
                        Stream.concat(
                                flags.stream().flatMap(flag -> Stream.of("--set", flag)),
                                Stream.of("practices", list.toString())))
                .toArray(String[]::new);

        assertThat(SlotkeeperCommand.run(words)).isZero();
    }

    private Running start(Role role) {
        return Running.start(new ProcessPlan(config(), role, Optional.empty(), 2), clock, new Chance());
    }

    private SlotkeeperConfig config() {
        return SlotkeeperConfig.of(ConfigTree.defaults()
                .withProfile(Profile.PRODUCTION)
                .withFile(config)
                .withFlags(flags));
    }
}
