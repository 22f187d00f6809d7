package org.slotkeeper.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.tracing.Off;
import org.slotkeeper.tracing.Step;

final class TracedPortsTest {

    /** A port that is there for this test: its one call that is a step, and one that is none. */
    interface Port {
        Future<String> claim(String about);

        int markOf(String about);
    }

    @Test
    void eachCallOfAPortThatIsWaitedForHasAStep() {
        List<String> calls = Stream.of(SlotInventory.class, AppointmentLedger.class)
                .flatMap(port -> Arrays.stream(port.getMethods()))
                .filter(method -> method.getReturnType() == Future.class && !takesAnyChange(method))
                .map(Method::getName)
                .toList();
        assertThat(calls).hasSizeGreaterThan(15).allMatch(name -> Step.ofCall(name)
                .isPresent());
    }

    @Test
    void aPortOfOneRequestIsStillThatPort() {
        Port traced = TracedPorts.traced(Port.class, new Answers(), Off.TRACES.arrived(null));
        assertThat(traced.claim("a").result()).isEqualTo("a!");
        assertThat(traced.markOf("abc")).isEqualTo(3);
        assertThat(traced.toString()).isEqualTo("the port itself");
        assertThatThrownBy(() -> traced.markOf(""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("empty");
        assertThatThrownBy(() -> traced.claim(""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("empty");
    }

    /** Its step is that of the kind of change. */
    private static boolean takesAnyChange(Method method) {
        return List.of(method.getParameterTypes()).equals(List.of(Change.class));
    }

    private static final class Answers implements Port {

        @Override
        public Future<String> claim(String about) {
            return Future.succeededFuture(notEmpty(about) + "!");
        }

        @Override
        public int markOf(String about) {
            return notEmpty(about).length();
        }

        private static String notEmpty(String about) {
            if (about.isEmpty()) {
                throw new IllegalStateException("empty");
            }
            return about;
        }

        @Override
        public String toString() {
            return "the port itself";
        }
    }
}
