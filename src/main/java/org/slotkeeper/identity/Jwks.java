package org.slotkeeper.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.platform.OnAsker;
import org.slotkeeper.telemetry.Meters;

/**
 * The keys that an issuer publishes. The last good set serves on while the issuer is away; a key
 * that is not in it makes us look again. However many unknown keys are named, we look a few times
 * and then no more often than the settings say: what could not be looked for by then is not known
 * to be unknown, so that no stranger can have the issuer's next key refused. Safe to be shared by
 * event loops.
 */
public final class Jwks implements KeySource {

    private static final Logger LOG = LoggerFactory.getLogger(Jwks.class);
    private static final int UNKNOWN_MAX = 1_000;
    /** While there are no keys at all every caller is turned away, so we look more often. */
    private static final long EMPTY_RETRY_MILLIS = 1_000;
    /** Looks for unknown keys that may follow each other at once. */
    private static final int LOOKS_MAX = 5;

    private final JwksSettings settings;
    private final KeyFetch fetch;
    private final Clock clock;
    private final Meters meters;
    private final Cache<String, Long> unknown =
            Caffeine.newBuilder().maximumSize(UNKNOWN_MAX).build();
    private volatile @Nullable Loaded loaded;
    private long triedAtMillis;
    private boolean tried;
    /** Each look pays for one pause; of what lies further back than all looks, nothing is left. */
    private long looksPaidUntil = Long.MIN_VALUE / 2;

    private @Nullable Future<Void> refreshing;

    public Jwks(JwksSettings settings, KeyFetch fetch, Clock clock, Meters meters) {
        this.settings = settings;
        this.fetch = fetch;
        this.clock = clock;
        this.meters = meters;
    }

    private record Loaded(KeySet keys, long atMillis, long generation) {}

    /** Done when the keys have been fetched, or could not be: before anybody is let in. */
    public Future<Void> fetchNow() {
        return refresh(0);
    }

    @Override
    public Future<Optional<VerificationKey>> find(String id) {
        Loaded now = good();
        if (now == null) {
            return OnAsker.of(refresh(EMPTY_RETRY_MILLIS)).compose(done -> found(id));
        }
        VerificationKey key = now.keys.byId().get(id);
        if (key != null) {
            return Future.succeededFuture(Optional.of(key));
        }
        long millis = clock.millis();
        Long knownUntil = unknown.getIfPresent(id);
        if (knownUntil != null && millis < knownUntil) {
            return Future.succeededFuture(Optional.empty());
        }
        Future<Void> begun = underWay();
        if (begun != null) {
            // It may have been answered before the key was there: if so, another look is needed.
            return OnAsker.of(begun).compose(done -> find(id));
        }
        return OnAsker.of(look(millis)).compose(isLooked -> {
            if (!isLooked) {
                return Future.failedFuture(new KeysAway("an unknown key was asked for too soon after others"));
            }
            return found(id).onSuccess(found -> noteUnknown(id, found));
        });
    }

    private synchronized @Nullable Future<Void> underWay() {
        return refreshing;
    }

    private void noteUnknown(String id, Optional<VerificationKey> found) {
        if (found.isEmpty()) {
            unknown.put(id, clock.millis() + settings.refreshEvery().toMillis());
        }
    }

    /** Fetches the keys if there is a look left; whether it was done. */
    private Future<Boolean> look(long millis) {
        synchronized (this) {
            long every = settings.refreshEvery().toMillis();
            // Full again after as many pauses as there are looks.
            looksPaidUntil = Math.max(looksPaidUntil, millis - LOOKS_MAX * every);
            if (looksPaidUntil + every > millis) {
                return Future.succeededFuture(false);
            }
            looksPaidUntil += every;
        }
        return refresh(0).map(done -> true);
    }

    /**
     * Looks after the age of the keys on the way: whoever asks for a number often keeps them fresh.
     */
    @Override
    public long generation() {
        Loaded now = good();
        return now == null ? -1 : now.generation;
    }

    /**
     * Fetches the keys unless that was tried within so many milliseconds; never fails. Callers at
     * the same time share one fetch.
     */
    private Future<Void> refresh(long noMoreOftenMillis) {
        synchronized (this) {
            if (refreshing != null) {
                return refreshing;
            }
            long millis = clock.millis();
            if (tried && millis - triedAtMillis < noMoreOftenMillis) {
                return Future.succeededFuture();
            }
            tried = true;
            triedAtMillis = millis;
            Future<Void> started = fetch.fetch().transform(result -> {
                if (result.succeeded()) {
                    accept(KeySet.read(result.result().getBytes()));
                } else {
                    failed(String.valueOf(result.cause().getMessage()));
                }
                return Future.succeededFuture();
            });
            refreshing = started.isComplete() ? null : started;
            return started;
        }
    }

    private synchronized void failed(String why) {
        refreshing = null;
        meters.tokenKeysFetched(false);
        LOG.atWarn().addKeyValue("cause", why).log("keys of the token issuer not refreshed");
    }

    private synchronized void accept(KeySet.Reading reading) {
        if (reading.keys().isEmpty()) {
            failed("none of them is fit: " + reading.dropped());
            return;
        }
        refreshing = null;
        meters.tokenKeysFetched(true);
        KeySet fetched = reading.keys().get();
        Loaded before = loaded;
        boolean same = before != null && before.keys.equals(fetched);
        long generation = before == null ? 0 : before.generation + (same ? 0 : 1);
        loaded = new Loaded(fetched, clock.millis(), generation);
        fetched.byId().keySet().forEach(unknown::invalidate);
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
            Objects.requireNonNull(refresh(settings.refreshEvery().toMillis()));
        }
        return age < settings.goodFor().toMillis() ? now : null;
    }

    private Future<Optional<VerificationKey>> found(String id) {
        Loaded now = loaded;
        if (now == null || clock.millis() - now.atMillis >= settings.goodFor().toMillis()) {
            return Future.failedFuture(new KeysAway("no keys of the token issuer"));
        }
        return Future.succeededFuture(Optional.ofNullable(now.keys.byId().get(id)));
    }
}
