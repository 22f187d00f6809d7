package org.slotkeeper.postgres.schedule;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.slotkeeper.domain.schedule.AudienceWords;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.SlotRun;
import org.slotkeeper.postgres.connection.Column;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.LayoutChange;
import org.slotkeeper.publishing.spi.SessionEntry;

/** Lays a change of a practice's book out as the arrays that {@code record_change.sql} reads. */
public final class ChangeParameters {

    /** Each care once, with the number that sessions and runs refer to it by, from 1. */
    private final Map<Care, Integer> cares = new LinkedHashMap<>();

    private final LayoutChange change;

    private record DayRun(LocalDate day, SlotRun run) {}

    private record DaySeat(LocalDate day, int ordinal) {}

    private record DayPlaces(DaySeat first, int places) {}

    private ChangeParameters(LayoutChange change) {
        this.change = change;
        change.entries().forEach(entry -> see(entry.care()));
        change.runs().values().forEach(runs -> runs.forEach(run -> see(run.care())));
    }

    public static Tuple of(LayoutChange change, Act act) {
        ChangeParameters parameters = new ChangeParameters(change);
        Tuple tuple = Tuple.tuple()
                .addString(change.practice().value())
                .addInteger(change.seenVersion())
                .addOffsetDateTime(Column.timestamp(act.now()));
        parameters.addCares(tuple);
        parameters.addEntries(tuple);
        parameters.addRuns(tuple);
        parameters.addWithdrawals(tuple);
        tuple.addString(act.caller().key())
                .addUUID(act.requestId())
                .addArrayOfString(change.entries().stream()
                        .map(entry -> entry.overlapReason().orElse(null))
                        .toArray(String[]::new));
        parameters.addRetired(tuple);
        return tuple;
    }

    private void addCares(Tuple tuple) {
        List<Care> list = List.copyOf(cares.keySet());
        tuple.addArrayOfString(strings(list, Care::clinician))
                .addArrayOfString(strings(list, Care::role))
                .addArrayOfString(strings(list, care -> care.channel().name()))
                .addArrayOfString(strings(list, Care::serviceType))
                .addArrayOfString(strings(list, Care::location));
    }

    private void addEntries(Tuple tuple) {
        List<SessionEntry> list = change.entries();
        tuple.addArrayOfLocalDate(list.stream().map(SessionEntry::day).toArray(LocalDate[]::new))
                .addArrayOfString(strings(list, entry -> entry.id().value()))
                .addArrayOfOffsetDateTime(instants(list, entry -> entry.time().start()))
                .addArrayOfOffsetDateTime(instants(list, entry -> entry.time().end()))
                .addArrayOfShort(
                        shorts(list, entry -> (int) entry.layout().slotLength().toMinutes()))
                .addArrayOfShort(shorts(list, SessionEntry::capacity))
                .addArrayOfInteger(
                        list.stream().map(entry -> number(entry.care())).toArray(Integer[]::new))
                .addArrayOfString(strings(list, entry -> entry.release().text()))
                .addArrayOfOffsetDateTime(instants(list, SessionEntry::releasedAt))
                .addArrayOfString(strings(list, entry -> AudienceWords.text(entry.audience())))
                .addArrayOfBoolean(list.stream().map(SessionEntry::withdrawn).toArray(Boolean[]::new));
    }

    private void addRuns(Tuple tuple) {
        List<DayRun> list = new ArrayList<>();
        change.runs().forEach((day, runs) -> runs.forEach(run -> list.add(new DayRun(day, run))));
        tuple.addArrayOfLocalDate(list.stream().map(DayRun::day).toArray(LocalDate[]::new))
                .addArrayOfShort(shorts(list, one -> one.run().firstOrdinal()))
                .addArrayOfString(strings(list, one -> one.run().session().value()))
                .addArrayOfShort(shorts(list, one -> one.run().slotCount()))
                .addArrayOfShort(shorts(list, one -> one.run().capacity()))
                .addArrayOfOffsetDateTime(instants(list, one -> one.run().start()))
                .addArrayOfShort(
                        shorts(list, one -> (int) one.run().slotLength().toMinutes()))
                .addArrayOfInteger(
                        list.stream().map(one -> number(one.run().care())).toArray(Integer[]::new));
    }

    private void addWithdrawals(Tuple tuple) {
        List<DaySeat> list = new ArrayList<>();
        for (Map.Entry<LocalDate, BitSet> day : change.withdrawals().entrySet()) {
            day.getValue().stream().forEach(ordinal -> list.add(new DaySeat(day.getKey(), ordinal)));
        }
        tuple.addArrayOfLocalDate(list.stream().map(DaySeat::day).toArray(LocalDate[]::new))
                .addArrayOfShort(shorts(list, DaySeat::ordinal));
    }

    private void addRetired(Tuple tuple) {
        List<DayPlaces> list = new ArrayList<>();
        change.retired()
                .forEach((day, slots) ->
                        slots.forEach((first, places) -> list.add(new DayPlaces(new DaySeat(day, first), places))));
        tuple.addArrayOfLocalDate(list.stream().map(one -> one.first().day()).toArray(LocalDate[]::new))
                .addArrayOfShort(shorts(list, one -> one.first().ordinal()))
                .addArrayOfShort(shorts(list, DayPlaces::places));
    }

    private void see(Care care) {
        cares.putIfAbsent(care, cares.size() + 1);
    }

    private int number(Care care) {
        return Objects.requireNonNull(cares.get(care));
    }

    private static <T> String[] strings(List<T> list, Function<T, String> column) {
        return list.stream().map(column).toArray(String[]::new);
    }

    private static <T> Short[] shorts(List<T> list, Function<T, Integer> column) {
        return list.stream().map(one -> column.apply(one).shortValue()).toArray(Short[]::new);
    }

    private static <T> OffsetDateTime[] instants(List<T> list, Function<T, Instant> column) {
        return list.stream().map(one -> Column.timestamp(column.apply(one))).toArray(OffsetDateTime[]::new);
    }
}
