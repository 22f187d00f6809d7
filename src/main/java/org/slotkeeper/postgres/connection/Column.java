package org.slotkeeper.postgres.connection;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One parameter of a statement for many rows: an array with the same thing of each row. */
public final class Column {

    private Column() {}

    public static <R> @Nullable String[] texts(List<R> rows, Function<R, @Nullable String> text) {
        @Nullable String[] column = new String[rows.size()];
        for (int at = 0; at < column.length; at++) {
            column[at] = text.apply(rows.get(at));
        }
        return column;
    }

    public static <R> UUID[] ids(List<R> rows, Function<R, UUID> id) {
        return rows.stream().map(id).toArray(UUID[]::new);
    }

    public static <R> LocalDate[] days(List<R> rows, Function<R, LocalDate> day) {
        return rows.stream().map(day).toArray(LocalDate[]::new);
    }

    /** With the last: which partitions a statement is about. */
    public static LocalDate first(Stream<LocalDate> days) {
        return days.min(Comparator.naturalOrder()).orElseThrow();
    }

    public static LocalDate last(Stream<LocalDate> days) {
        return days.max(Comparator.naturalOrder()).orElseThrow();
    }

    public static <R> Long[] longs(List<R> rows, ToLongFunction<R> number) {
        return rows.stream().mapToLong(number).boxed().toArray(Long[]::new);
    }

    public static <R> @Nullable Long[] longsOrNull(List<R> rows, Function<R, @Nullable Long> number) {
        @Nullable Long[] column = new Long[rows.size()];
        for (int at = 0; at < column.length; at++) {
            column[at] = number.apply(rows.get(at));
        }
        return column;
    }

    public static <R> Integer[] integers(List<R> rows, ToIntFunction<R> number) {
        return rows.stream().mapToInt(number).boxed().toArray(Integer[]::new);
    }

    public static <R> Short[] shorts(List<R> rows, ToIntFunction<R> number) {
        return rows.stream().map(row -> (short) number.applyAsInt(row)).toArray(Short[]::new);
    }

    public static <R> OffsetDateTime[] instants(List<R> rows, Function<R, Instant> instant) {
        return rows.stream().map(row -> timestamp(instant.apply(row))).toArray(OffsetDateTime[]::new);
    }

    public static <R> @Nullable OffsetDateTime[] instantsOrNull(List<R> rows, Function<R, @Nullable Instant> instant) {
        @Nullable OffsetDateTime[] column = new OffsetDateTime[rows.size()];
        for (int at = 0; at < column.length; at++) {
            Instant given = instant.apply(rows.get(at));
            column[at] = given == null ? null : timestamp(given);
        }
        return column;
    }

    public static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /**
     * An array within an array: Postgres has no arrays of arrays of different lengths, so the inner
     * one goes as text.
     */
    public static String inner(List<Integer> ordinals) {
        return ordinals.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }
}
