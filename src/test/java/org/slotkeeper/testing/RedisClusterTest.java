package org.slotkeeper.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RedisClusterTest {

    @Test
    void allSlotsAreServedByThreeMasters() {
        assertThat(RedisCluster.shared().nodes().get(2).say("CLUSTER", "INFO").get(0))
                .contains("cluster_state:ok")
                .contains("cluster_slots_ok:16384")
                .contains("cluster_size:3");
    }
}
