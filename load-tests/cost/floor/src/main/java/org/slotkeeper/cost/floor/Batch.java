package org.slotkeeper.cost.floor;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** One statement in flight, what comes meanwhile goes into the next one: the batch size finds itself. On one event loop. */
final class Batch {

    private static final int ROWS_MAX = 200;

    private final PreparedQuery<RowSet<Row>> statement;
    private final Function<List<Booking>, Future<?>> afterwards;
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private boolean isFlying;

    record Booking(String practice, LocalDate day, short ordinal, UUID id, long patient, String description) {}

    private record Entry(Booking booking, Promise<Boolean> recorded) {}

    /** @param afterwards what is done with the bookings of a batch once they are on disk; nobody waits for it */
    Batch(PgConnection connection, Function<List<Booking>, Future<?>> afterwards) {
        this.statement = connection.preparedQuery(Floor.text("book.sql"));
        this.afterwards = afterwards;
    }

    /** Whether it was recorded: not if the seat has an owner. */
    Future<Boolean> book(Booking booking) {
        Promise<Boolean> recorded = Promise.promise();
        waiting.add(new Entry(booking, recorded));
        if (!isFlying) {
            fly();
        }
        return recorded.future();
    }

    private void fly() {
        List<Entry> batch = new ArrayList<>(Math.min(ROWS_MAX, waiting.size()));
        while (batch.size() < ROWS_MAX && !waiting.isEmpty()) {
            batch.add(waiting.poll());
        }
        isFlying = !batch.isEmpty();
        if (isFlying) {
            statement.execute(tuple(batch)).onComplete(done -> {
                fly();
                if (done.failed()) {
                    batch.forEach(entry -> entry.recorded.fail(done.cause()));
                } else {
                    land(batch, done.result());
                }
            });
        }
    }

    private void land(List<Entry> batch, RowSet<Row> rows) {
        Set<UUID> recorded = new HashSet<>();
        rows.forEach(row -> recorded.add(row.getUUID(0)));
        afterwards.apply(batch.stream().map(Entry::booking).filter(booking -> recorded.contains(booking.id())).toList()).onFailure(Throwable::printStackTrace);
        batch.forEach(entry -> entry.recorded.complete(recorded.contains(entry.booking.id())));
    }

    private static Tuple tuple(List<Entry> batch) {
        int size = batch.size();
        String[] practices = new String[size];
        LocalDate[] days = new LocalDate[size];
        Short[] ordinals = new Short[size];
        UUID[] ids = new UUID[size];
        Long[] patients = new Long[size];
        String[] descriptions = new String[size];
        for (int at = 0; at < size; at++) {
            Booking booking = batch.get(at).booking;
            practices[at] = booking.practice;
            days[at] = booking.day;
            ordinals[at] = booking.ordinal;
            ids[at] = booking.id;
            patients[at] = booking.patient;
            descriptions[at] = booking.description;
        }
        return Tuple.of(practices, days, ordinals, ids, patients, descriptions);
    }
}
