package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.reconcile.spi.DriftKind;
import org.slotkeeper.testing.Management;
import org.slotkeeper.testing.RedisTalk;
import org.slotkeeper.testing.Stores;

/** Injected drift is found within a minute by a running engine that nobody asks (failure C14), and repaired if it may be. */
final class ContinuousReconcileTest {

    private static final String DAY = "20371123";

    @Test
    void injectedDriftIsFoundWithinAMinuteAndRepaired() {
        try (RunningSystem system = RunningSystem.start("reconcile.pause=PT0.2S")) {
            OdsCode practice = practiceAmongOthers(system);
            withhold(practice);

            await().untilAsserted(
                            () -> assertThat(system.freeOnMonday(practice)).hasSize(4));

            await().untilAsserted(() -> {
                String scrape = scrape(system);
                assertThat(scrape)
                        .contains(count("found", DriftKind.TAKEN_BUT_FREE, 1))
                        .contains(count("repaired", DriftKind.TAKEN_BUT_FREE, 1))
                        .contains("slotkeeper_drift_remaining{kind=\"taken_but_free\"} 0.0");
                assertThat(value(scrape, "slotkeeper_practices_reconciled_total"))
                        .isGreaterThan(3);
            });
        }
    }

    @Test
    void whatMayNotBeRepairedRemainsAndIsTold() {
        try (RunningSystem system = RunningSystem.start("reconcile.pause=PT0.2S", "reconcile.repair=false")) {
            OdsCode practice = practiceAmongOthers(system);
            Stores.execute(
                    system.ledger(),
                    "INSERT INTO occupancy VALUES ('" + practice
                            + "', '2037-11-23', 3, '2037-11-23', 'abcdefghijklmnopqrstuvwxyz')");

            await().untilAsserted(() -> assertThat(scrape(system))
                    .contains("slotkeeper_drift_remaining{kind=\"free_but_owned\"} 1.0")
                    .contains("slotkeeper_drift_remaining{kind=\"owner_without_appointment\"} 1.0")
                    .contains(count("repaired", DriftKind.FREE_BUT_OWNED, 0)));

            Stores.execute(system.ledger(), "DELETE FROM occupancy WHERE practice = '" + practice + "'");
            await().untilAsserted(() -> assertThat(scrape(system))
                    .contains("slotkeeper_drift_remaining{kind=\"free_but_owned\"} 0.0")
                    .contains("slotkeeper_drift_remaining{kind=\"owner_without_appointment\"} 0.0"));
        }
    }

    @Test
    void theAgeOfTheLastRoundIsThatOfARoundInWhichAllWereLookedAt() {
        try (RunningSystem system = RunningSystem.start("reconcile.pause=PT0.2S")) {
            OdsCode practice = practiceAmongOthers(system);
            system.clock().pass(Duration.ofSeconds(500));

            await().until(() -> value(scrape(system), "slotkeeper_reconcile_round_age_seconds"), age -> age == 0);
            assertThat(system.freeOnMonday(practice)).hasSize(4);
        }
    }

    private static OdsCode practiceAmongOthers(RunningSystem system) {
        OdsCode practice = system.practiceWithSlots(4);
        OdsCode other = system.practiceWithSlots(4);
        assertThat(system.freeOnMonday(practice)).hasSameSizeAs(system.freeOnMonday(other));
        return practice;
    }

    private static void withhold(OdsCode practice) {
        assertThat(RedisTalk.say(Stores.redis(), "SETBIT", "{" + practice + "}:" + DAY, "2", "0"))
                .containsExactly("1");
    }

    private static String count(String what, DriftKind kind, int count) {
        return "slotkeeper_drift_" + what + "_total{kind=\"" + kind.name().toLowerCase(java.util.Locale.ROOT) + "\"} "
                + count + ".0";
    }

    private static double value(String scrape, String series) {
        return scrape.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line " + series));
    }

    private static String scrape(RunningSystem system) {
        return Management.meters(system.running().managementPort());
    }
}
