package org.slotkeeper.reconcile.spi;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slotkeeper.domain.party.OdsCode;

/** What the ledger says when it is looked at for differences, from the inventory and in itself. */
public interface LedgerSight {

    /** All in one snapshot. */
    Future<Seats> seats(OdsCode practice, LocalDate fromDay);

    /**
     * Seats of a practice whose owner is not there, and patients' diaries that are not as their
     * appointments are, in one snapshot.
     */
    Future<List<Flaw>> practiceFlaws(OdsCode practice, LocalDate fromDay, Instant now);

    /** The next appointments in an order of their own, looked at for seats that they do not own. */
    Future<Page> appointments(Walk walk, int countMax);

    /** The next requests in an order of their own, looked at for what came of them. */
    Future<Page> requests(Walk walk, int countMax);

    record Seats(int layoutVersion, Map<LocalDate, BitSet> published, Map<LocalDate, BitSet> owned) {}

    /** @param example where to look: a seat, or the key of a request; never a patient */
    record Flaw(DriftKind kind, OdsCode practice, String example) {}

    /**
     * How far one has come.
     *
     * @param after the last one seen; nothing at the beginning
     * @param only if given, all other practices are passed over
     * @param fromDay what is for earlier days is passed over
     */
    record Walk(Optional<Place> after, Optional<OdsCode> only, LocalDate fromDay) {

        public static Walk of(Optional<OdsCode> only, LocalDate fromDay) {
            return new Walk(Optional.empty(), only, fromDay);
        }

        public Walk from(Place place) {
            return new Walk(Optional.of(place), only, fromDay);
        }
    }

    record Place(String key, String practice) {}

    /** @param last nothing at the end of the walk */
    record Page(List<Flaw> flaws, Optional<Place> last) {}
}
