package org.slotkeeper.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RedisClusterTest {

    @Test
    void allSlotsAreServedByThreeMastersWithAReplicaEach() {
        try (RedisCluster cluster = RedisCluster.withReplicas()) {
            assertThat(cluster.nodes().get(5).say("CLUSTER", "INFO").get(0))
                    .contains("cluster_state:ok")
                    .contains("cluster_slots_ok:16384")
                    .contains("cluster_size:3");
            assertThat(cluster.nodes().get(4).info("replication", "master_port"))
                    .isEqualTo(Integer.toString(cluster.nodes().get(1).address().port()));
        }
    }
}
