package org.slotkeeper.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.platform.OnAsker;
import org.slotkeeper.telemetry.Meters;

/**
 * The keys that an issuer publishes, for all event loops of a process. The last good set serves on
 * while the issuer is away. A key that is not in it is looked for, and is unknown only if a fetch
 * that began after it was asked for brought a good set without it: a fetch that failed, or one that
 * was not made because of many others, says nothing of any key. So no stranger can have the
 * issuer's next key refused.
 */
public final class Jwks implements KeySource {

    private static final Logger LOG = LoggerFactory.getLogger(Jwks.class);
    /**
     * So long an unknown key is not looked for again, for callers who come with one many times a
     * second. Not longer: whoever guesses the issuer's next key and names it before it is published
     * has it refused for that time.
     */
    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(2);
    /** Of those, so many are remembered. */
    private static final int UNKNOWN_MAX = 1_000;
    /** An issuer that has just failed is not asked at once again. */
    private static final Duration RETRY_EVERY = Duration.ofSeconds(1);
    /** Looks for unknown keys that may follow each other at once. */
    private static final int LOOKS_MAX = 5;

    private final JwksSettings settings;
    private final KeyFetch fetch;
    private final Clock clock;
    private final Meters meters;
    private final LookBudget looks;
    /** When each was found to be unknown. */
    private final Cache<String, Long> unknown =
            Caffeine.newBuilder().maximumSize(UNKNOWN_MAX).build();

    private volatile @Nullable Loaded loaded;
    private Round last = new Round(0, Long.MIN_VALUE / 2, Future.succeededFuture(true));

    public Jwks(JwksSettings settings, KeyFetch fetch, Clock clock, Meters meters) {
        this.settings = settings;
        this.fetch = fetch;
        this.clock = clock;
        this.meters = meters;
        this.looks = new LookBudget(LOOKS_MAX, settings.refreshEvery().toMillis());
    }

    private record Loaded(KeySet keys, long atMillis, long generation) {}

    /**
     * A fetch that callers at the same time share.
     *
     * @param number of those before it, so that it is known which one began after which
     * @param succeeded never fails
     */
    private record Round(long number, long begunMillis, Future<Boolean> succeeded) {
        boolean isUnderWay() {
            return !succeeded.isComplete();
        }

        boolean hasFailed() {
            return succeeded.isComplete() && !succeeded.result();
        }
    }

    /** Done when the keys have been fetched, or could not be: before anybody is let in. */
    public Future<Void> fetchNow() {
        return refresh(Duration.ZERO).succeeded.mapEmpty();
    }

    @Override
    public Future<KeyFinding> find(String id) {
        VerificationKey key = present(id);
        if (key != null) {
            return Future.succeededFuture(new KeyFinding.Known(key));
        }
        long begunBefore = lastNumber();
        return good() == null
                ? OnAsker.of(refresh(RETRY_EVERY).succeeded)
                        .compose(fetched -> good() == null ? away() : find(id, begunBefore))
                : find(id, begunBefore);
    }

    /** @param begunBefore only a later fetch than this can say that there is no such key */
    private Future<KeyFinding> find(String id, long begunBefore) {
        VerificationKey key = present(id);
        if (key != null) {
            return Future.succeededFuture(new KeyFinding.Known(key));
        }
        if (isKnownToBeUnknown(id)) {
            return Future.succeededFuture(new KeyFinding.Unknown());
        }
        Look look = look(begunBefore);
        if (look.round == null) {
            return look.waitMillis > 0
                    ? Future.succeededFuture(new KeyFinding.AskedTooSoon(Duration.ofMillis(look.waitMillis)))
                    : away();
        }
        long number = look.round.number;
        return OnAsker.of(look.round.succeeded).compose(succeeded -> {
            // It may have been answered before the key was there: if so, another look is needed.
            return number > begunBefore ? found(id, succeeded) : find(id, begunBefore);
        });
    }

    private Future<KeyFinding> found(String id, boolean succeeded) {
        VerificationKey key = present(id);
        if (key != null) {
            return Future.succeededFuture(new KeyFinding.Known(key));
        }
        if (!succeeded) {
            return away();
        }
        unknown.put(id, clock.millis());
        return Future.succeededFuture(new KeyFinding.Unknown());
    }

    private static Future<KeyFinding> away() {
        return Future.failedFuture(new KeysAway("the keys of the token issuer cannot be fetched"));
    }

    private @Nullable VerificationKey present(String id) {
        Loaded now = good();
        return now == null ? null : now.keys.byId().get(id);
    }

    private boolean isKnownToBeUnknown(String id) {
        Long since = unknown.getIfPresent(id);
        return since != null && Math.abs(clock.millis() - since) < UNKNOWN_FOR.toMillis();
    }

    /**
     * Looks after the age of the keys on the way: whoever asks for a number often keeps them fresh.
     */
    @Override
    public long generation() {
        Loaded now = good();
        return now == null ? -1 : now.generation;
    }

    private synchronized long lastNumber() {
        return last.number;
    }

    /**
     * @param round to be waited for; none if the issuer is not to be asked now
     * @param waitMillis until there is a look left, if that is the reason
     */
    private record Look(@Nullable Round round, long waitMillis) {}

    /**
     * One look answers all who asked before it began, on whichever loop, and is paid for once: they
     * join the one that is under way, and if it is too early a one, only the first of them begins
     * the next.
     */
    private synchronized Look look(long begunBefore) {
        if (last.isUnderWay() || last.number > begunBefore) {
            return new Look(last, 0);
        }
        long millis = clock.millis();
        long waitMillis = looks.waitMillis(millis);
        if (waitMillis > 0 || isTooSoon(millis, last.hasFailed() ? RETRY_EVERY : Duration.ZERO)) {
            return new Look(null, waitMillis);
        }
        return new Look(begin(millis, true), 0);
    }

    /** Fetches the keys unless that was begun within that time; never fails. */
    private synchronized Round refresh(Duration noMoreOften) {
        long millis = clock.millis();
        return last.isUnderWay() || isTooSoon(millis, noMoreOften) ? last : begin(millis, false);
    }

    private boolean isTooSoon(long millis, Duration noMoreOften) {
        return Math.abs(millis - last.begunMillis) < noMoreOften.toMillis();
    }

    private Round begin(long millis, boolean isLook) {
        Future<Boolean> succeeded = fetch.fetch()
                .transform(fetched -> Future.succeededFuture(take(fetched, isLook)))
                // What nobody has foreseen in a set of keys makes it unusable like any other.
                .otherwise(fault -> failed(fault.toString()));
        last = new Round(last.number + 1, millis, succeeded);
        return last;
    }

    /** What has told nothing of any key is not paid for: it is tried again as one that failed. */
    private synchronized boolean take(AsyncResult<Buffer> fetched, boolean isLook) {
        if (fetched.failed()) {
            return failed(String.valueOf(fetched.cause().getMessage()));
        }
        KeySet.Reading reading = KeySet.read(fetched.result().getBytes());
        if (reading.keys().isEmpty()) {
            return failed("none of them is fit: " + reading.dropped());
        }
        if (isLook) {
            looks.pay(clock.millis());
        }
        accept(reading.keys().get(), reading);
        return true;
    }

    private boolean failed(String why) {
        meters.tokenKeysFetched(false);
        LOG.atWarn().addKeyValue("cause", why).log("keys of the token issuer not refreshed");
        return false;
    }

    private void accept(KeySet fetched, KeySet.Reading reading) {
        meters.tokenKeysFetched(true);
        Loaded before = loaded;
        boolean same = before != null && before.keys.equals(fetched);
        long generation = before == null ? 0 : before.generation + (same ? 0 : 1);
        loaded = new Loaded(fetched, clock.millis(), generation);
        if (!same) {
            LOG.atInfo()
                    .addKeyValue("taken", fetched.byId().size())
                    .addKeyValue("dropped", reading.dropped())
                    .log("keys of the token issuer");
        }
    }

    private @Nullable Loaded good() {
        Loaded now = loaded;
        if (now == null) {
            return null;
        }
        long age = clock.millis() - now.atMillis;
        if (age >= settings.freshFor().toMillis()) {
            // Whoever asks is served from what we have; the fetch reports for itself.
            Objects.requireNonNull(refresh(settings.refreshEvery()));
        }
        return age < settings.goodFor().toMillis() ? now : null;
    }
}
