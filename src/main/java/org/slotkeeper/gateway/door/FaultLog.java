package org.slotkeeper.gateway.door;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;
import org.slotkeeper.platform.OwnerThread;

/**
 * Says which faults requests meet: the reason once, and then how many met it. A store that is away
 * is one fault, however many ask for it, and the log must not be what costs most when everything
 * fails; the access log has a line with its code for each of these requests.
 *
 * <pre>
 * QUIET ──one──► said, with its request ──more within the pause──► COUNTED
 *   ▲                                                                │
 *   └──────none──────────── pause is over: how many ◄────────────────┘
 * </pre>
 *
 * Faults are of one kind if they have the same name, the same code, and a reason of the same class.
 */
final class FaultLog {

    static final Duration PAUSE = Duration.ofSeconds(10);
    /** After so long the reason is said whole once more, with where it comes from. */
    static final Duration WHOLE_AGAIN = Duration.ofMinutes(10);
    /** More than there are; what is beyond is of one kind. */
    static final int KINDS_MAX = 64;

    private static final Kind OTHERS = new Kind("other faults", "", "");

    private final OwnerThread owner = new OwnerThread();
    private final Logger log;
    private final Map<Kind, Told> kinds = new HashMap<>();

    private record Kind(String what, String code, String reason) {}

    private static final class Told {
        private long saidAt;
        private long wholeAt;
        private int more;
    }

    FaultLog(Logger log) {
        this.log = log;
    }

    /** @param now of a clock that only goes forward, in nanoseconds, as everywhere here */
    void met(String what, String code, RequestState state, Throwable cause, long now) {
        owner.require();
        Throwable reason = reasonOf(cause);
        Kind kind = new Kind(what, code, reason.getClass().getSimpleName());
        Kind counted = kinds.size() < KINDS_MAX || kinds.containsKey(kind) ? kind : OTHERS;
        Told told = kinds.get(counted);
        if (told != null && now - told.saidAt < PAUSE.toNanos()) {
            told.more++;
            return;
        }
        sayMore(counted, told);
        boolean isWhole = told == null || now - told.wholeAt >= WHOLE_AGAIN.toNanos();
        say(what, code, state, isWhole ? log.atWarn().setCause(cause) : log.atWarn(), reason);
        Told said = told == null ? new Told() : told;
        said.saidAt = now;
        said.wholeAt = isWhole ? now : said.wholeAt;
        kinds.put(counted, said);
    }

    /** To be called again and again: those that were counted are not kept for longer. */
    void sweep(long now) {
        owner.require();
        kinds.forEach((kind, told) -> {
            if (told.more > 0 && now - told.saidAt >= PAUSE.toNanos()) {
                sayMore(kind, told);
                told.saidAt = now;
            }
        });
    }

    /** Nobody comes to sweep any more. */
    void close() {
        owner.require();
        kinds.forEach(this::sayMore);
    }

    private static void say(String what, String code, RequestState state, LoggingEventBuilder line, Throwable reason) {
        String traceId = state.span.traceId();
        LoggingEventBuilder named = line.addKeyValue("code", code)
                .addKeyValue("request", state.echoedId)
                .addKeyValue("reason", String.valueOf(reason));
        (traceId.isEmpty() ? named : named.addKeyValue("trace", traceId)).log(what);
    }

    private void sayMore(Kind kind, @Nullable Told told) {
        if (told != null && told.more > 0) {
            log.atWarn()
                    .addKeyValue("code", kind.code)
                    .addKeyValue("requests", told.more)
                    .addKeyValue("reason", kind.reason)
                    .log(kind.what);
            told.more = 0;
        }
    }

    private static Throwable reasonOf(Throwable cause) {
        Throwable reason = cause;
        for (int depth = 0; depth < 16 && reason.getCause() != null; depth++) {
            reason = reason.getCause();
        }
        return reason;
    }
}
