package org.slotkeeper.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slotkeeper.config.ConfigTree;
import org.slotkeeper.config.SlotkeeperConfig;

/** What is set for the doors is what they are told. */
final class FrontsTest {

    @Test
    void theGatewayKeepsUnusedConnectionsForAsLongAsItIsTold() {
        ProcessPlan plan = plan("gateway.idleTimeout=PT10M20S");

        assertThat(Fronts.gateway(plan).limits().timeouts().idle()).isEqualTo(Duration.ofSeconds(620));
        assertThat(Fronts.engine(plan).limits().timeouts().idle())
                .isGreaterThan(Fronts.forward(plan).connections().keepAlive());
    }

    private static ProcessPlan plan(String setting) {
        ConfigTree tree = ConfigTree.defaults().withFlags(List.of(setting));
        return new ProcessPlan(SlotkeeperConfig.of(tree), Role.ALL, Optional.empty(), 2);
    }
}
