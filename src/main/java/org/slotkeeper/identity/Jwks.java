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
 * that is not in it makes us look again, but however many unknown keys are named we look no more
 * often than the settings say. Safe to be shared by event loops.
 */
public final class Jwks implements KeySource {

    private static final Logger LOG = LoggerFactory.getLogger(Jwks.class);
    private static final int UNKNOWN_MAX = 1_000;
    /** While there are no keys at all every caller is turned away, so we look more often. */
    private static final long EMPTY_RETRY_MILLIS = 1_000;

    private final JwksSettings settings;
    private final KeyFetch fetch;
    private final Clock clock;
    private final Meters meters;
    private final Cache<String, Long> unknown =
            Caffeine.newBuilder().maximumSize(UNKNOWN_MAX).build();
    private volatile @Nullable Loaded loaded;
    private long triedAtMillis;
    private boolean tried;
    private @Nullable Future<Void> refreshing;

    public Jwks(JwksSettings settings, KeyFetch fetch, Clock clock, Meters meters) {
        this.settings = settings;
        this.fetch = fetch;
        this.clock = clock;
        this.meters = meters;
    }

    private record Loaded(KeySet keys, long atMillis, long generation) {}

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
        unknown.put(id, millis + settings.refreshEvery().toMillis());
        return OnAsker.of(refresh(settings.refreshEvery().toMillis())).compose(done -> found(id));
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
                accept(result.succeeded() ? KeySet.read(result.result().getBytes()) : Optional.empty(), result.cause());
                return Future.succeededFuture();
            });
            refreshing = started.isComplete() ? null : started;
            return started;
        }
    }

    private synchronized void accept(Optional<KeySet> fetched, @Nullable Throwable cause) {
        refreshing = null;
        meters.tokenKeysFetched(fetched.isPresent());
        if (fetched.isEmpty()) {
            LOG.atWarn().setCause(cause).log("keys of the token issuer not refreshed");
            return;
        }
        Loaded before = loaded;
        boolean same = before != null && before.keys.equals(fetched.get());
        long generation = before == null ? 0 : before.generation + (same ? 0 : 1);
        loaded = new Loaded(fetched.get(), clock.millis(), generation);
        fetched.get().byId().keySet().forEach(unknown::invalidate);
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
