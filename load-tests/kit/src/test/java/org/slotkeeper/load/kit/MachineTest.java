package org.slotkeeper.load.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {

    @Test
    void ofAKernelsVersionNothingIsToldThatCouldNameTheMachine() {
        assertThat(Machine.majorVersion("6.18.44-of-somebody")).isEqualTo("6");
        assertThat(Machine.hardware().get("os")).asString().doesNotContain(".").doesNotContain("-");
    }

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
