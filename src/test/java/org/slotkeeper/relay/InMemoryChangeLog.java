package org.slotkeeper.relay;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slotkeeper.relay.spi.AppointmentChange;
import org.slotkeeper.relay.spi.ChangeLog;
import org.slotkeeper.relay.spi.Passage;

/** A log whose positions are the number of changes in it, and which gives a few at a time. */
public final class InMemoryChangeLog implements ChangeLog {

    private final int atOnce;
    private final List<AppointmentChange> changes = new ArrayList<>();
    private final Map<String, Long> positions = new HashMap<>();
    private boolean isReadable = true;

    public InMemoryChangeLog(int atOnce) {
        this.atOnce = atOnce;
    }

    public void record(AppointmentChange change) {
        changes.add(change);
    }

    /** From now on something before all of them is under way. */
    public void holdUp() {
        isReadable = false;
    }

    @Override
    public Future<Place> place(String listener) {
        long position = positions.getOrDefault(listener, BEGIN);
        return Future.succeededFuture(new Place(position, (int) (changes.size() - position)));
    }

    @Override
    public Future<Passage> after(long position) {
        int from = (int) position;
        int to = Math.min(changes.size(), from + atOnce);
        Optional<Instant> since = changes.stream().skip(from).findFirst().map(change -> change.after()
                .revision()
                .updatedAt());
        return isReadable
                ? Future.succeededFuture(new Passage(from, to, since, changes.subList(from, to)))
                : Future.succeededFuture(new Passage(from, from, since, List.of()));
    }

    @Override
    public Future<Void> heard(String listener, Passage passage) {
        if (positions.getOrDefault(listener, BEGIN) == passage.from()) {
            positions.put(listener, passage.to());
        }
        return Future.succeededFuture();
    }
}
