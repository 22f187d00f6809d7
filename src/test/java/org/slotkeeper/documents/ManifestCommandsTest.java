package org.slotkeeper.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slotkeeper.cli.SlotkeeperCommand;
import org.slotkeeper.kubernetes.Overlay;
import org.slotkeeper.kubernetes.RetireJobTest;

/** What containers are started with is a command that there is. */
final class ManifestCommandsTest {

    @ParameterizedTest
    @EnumSource
    void everyCommandIsUnderstood(Overlay overlay) {
        assertThat(overlay.commands())
                .extracting(arguments -> SlotkeeperCommand.commandLine()
                        .parseArgs(arguments.toArray(String[]::new))
                        .subcommand()
                        .commandSpec()
                        .name())
                .containsExactlyInAnyOrder(
                        overlay == Overlay.DEV
                                ? new String[] {
                                    "serve", "serve", "migrate", "reconcile", "import", "demo-issuer", "demo-issuer"
                                }
                                : new String[] {"serve", "serve", "migrate", "reconcile"});
    }

    @Test
    void theJobThatIsToBeAskedForIsUnderstood() {
        assertThat(SlotkeeperCommand.commandLine()
                        .parseArgs(RetireJobTest.command().toArray(String[]::new))
                        .subcommand()
                        .commandSpec()
                        .name())
                .isEqualTo("retire");
    }
}
