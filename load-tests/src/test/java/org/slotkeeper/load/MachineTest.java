package org.slotkeeper.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {

    @Test
    void sessionsCountWhereNoGroupHasTheProcessors() {
        assertThat(Machine.isSharedOutBySession("1\n", List.of("3:cpuset:/x", "1:cpu,cpuacct:/", "0::/x")))
                .isTrue();
        assertThat(Machine.isSharedOutBySession("1\n", List.of("0::/"))).isTrue();
    }

    @Test
    void sessionsDoNotCountInAGroupOrWhereTheyAreOff() {
        assertThat(Machine.isSharedOutBySession("1\n", List.of("0::/", "1:cpu:/load")))
                .isFalse();
        assertThat(Machine.isSharedOutBySession("1\n", List.of("0::/user.slice")))
                .isFalse();
        assertThat(Machine.isSharedOutBySession("0\n", List.of("1:cpu:/", "0::/")))
                .isFalse();
        assertThat(Machine.isSharedOutBySession("1\n", List.of())).isFalse();
    }
}
