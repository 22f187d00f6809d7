package org.slotkeeper.simulation;

import io.vertx.core.Future;
import java.util.Optional;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.PracticeBook;

/** The practice's book as one engine knows it: that of its start, until somebody needs a newer one. */
final class KnownBooks implements PracticeBooks {

    private final World world;
    private final Wire wire;
    private final PostgresSite postgres;
    private PracticeBook known;

    KnownBooks(World world, Wire wire, PostgresSite postgres) {
        this.world = world;
        this.wire = wire;
        this.postgres = postgres;
        this.known = postgres.sessions().book();
    }

    @Override
    public Future<Optional<PracticeBook>> find(OdsCode practice) {
        return find(practice, 0);
    }

    @Override
    public Future<Optional<PracticeBook>> find(OdsCode practice, int atLeastVersion) {
        if (!practice.equals(Surgery.PRACTICE)) {
            return Future.succeededFuture(Optional.empty());
        }
        return known.layoutVersion() >= atLeastVersion ? Future.succeededFuture(Optional.of(known)) : fetch();
    }

    private Future<Optional<PracticeBook>> fetch() {
        world.met(Sometimes.OLD_BOOK_WAS_FETCHED_ANEW);
        if (!postgres.isThere()) {
            return Future.failedFuture(StoreAway.UNSENT);
        }
        return wire.send(
                        "book",
                        postgres::isThere,
                        () -> Future.succeededFuture(postgres.sessions().book()))
                .map(this::keep);
    }

    private Optional<PracticeBook> keep(PracticeBook fetched) {
        known = fetched.layoutVersion() > known.layoutVersion() ? fetched : known;
        return Optional.of(fetched);
    }
}
