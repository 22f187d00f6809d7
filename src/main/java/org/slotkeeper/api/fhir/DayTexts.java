package org.slotkeeper.api.fhir;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.slotkeeper.booking.FreeSlots.Found;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotRun;
import org.slotkeeper.platform.JsonText;

/**
 * The slots of one day's book as entries of a Bundle. What the slots of one run have in common is
 * rendered once; a slot adds its id and its times. What a slot says does not change as long as its
 * book is the same; only whether it is free does, and that is not asked here.
 */
final class DayTexts {

    private final RunText[] runs;
    private final int[] firstOrdinals;
    private final int bytes;

    private DayTexts(RunText[] runs, int[] firstOrdinals) {
        this.runs = runs;
        this.firstOrdinals = firstOrdinals;
        int sum = 0;
        for (RunText run : runs) {
            sum += run.bytes();
        }
        this.bytes = sum;
    }

    static DayTexts of(DayBook day, String serviceBase) {
        List<SlotRun> runs = day.runs();
        RunText[] texts = new RunText[runs.size()];
        int[] firstOrdinals = new int[texts.length];
        for (int at = 0; at < texts.length; at++) {
            texts[at] = RunText.of(day, runs.get(at), serviceBase);
            firstOrdinals[at] = runs.get(at).firstOrdinal();
        }
        return new DayTexts(texts, firstOrdinals);
    }

    int bytes() {
        return bytes;
    }

    RunText of(Found slot) {
        int place = Arrays.binarySearch(firstOrdinals, slot.run().firstOrdinal());
        if (place < 0) {
            throw new IllegalStateException(
                    "no run of the book begins with seat " + slot.run().firstOrdinal());
        }
        return runs[place];
    }

    /**
     * What the slots of one run have in common: five pieces, between which stand ordinal, ordinal,
     * start and end.
     */
    static final class RunText {

        private static final int ENTRY_BYTES = 1_000;
        private static final int TIME_BYTES = 25;
        private static final int TIME_OF_DAY_FROM = 11;
        private static final int TIME_OF_DAY_UNTIL = 16;
        private static final int ORDINAL_DIGITS_MAX = 5;
        private static final int MINUTES_OF_DAY = 24 * 60;

        private final String scheduleId;
        private final byte[][] pieces;
        private final int fixedBytes;
        /**
         * Minutes after the London midnight at which the run starts; negative if its times cannot
         * be told by counting minutes, because the clocks change or the day ends.
         */
        private final int startMinute;

        /** @param headLength what comes before the first id */
        private RunText(DayBook day, SlotRun run, byte[] sample, Slot first, int headLength) {
            this.scheduleId = run.care().scheduleId(day.practice());
            this.startMinute = countableStart(day, run);
            String text = new String(sample, StandardCharsets.UTF_8);
            int idLength = first.id().text().length();
            int ordinalAt = first.id().text().lastIndexOf('-') + 1;
            int secondId = indexOf(sample, "\"id\":\"", headLength + idLength) + 6;
            int tailLength = text.length() - text.lastIndexOf("\"},\"search\"");
            int endAt = sample.length - tailLength - TIME_BYTES;
            int startAt = endAt - "\",\"end\":\"".length() - TIME_BYTES;
            // Where minutes can be counted, date and offset are those of all slots of the run.
            int timeFrom = startMinute < 0 ? 0 : TIME_OF_DAY_FROM;
            int timeUntil = startMinute < 0 ? TIME_BYTES : TIME_OF_DAY_UNTIL;
            this.pieces = new byte[][] {
                slice(sample, 0, headLength + ordinalAt),
                slice(sample, headLength + idLength, secondId + ordinalAt),
                slice(sample, secondId + idLength, startAt + timeFrom),
                slice(sample, startAt + timeUntil, endAt + timeFrom),
                slice(sample, endAt + timeUntil, sample.length)
            };
            this.fixedBytes =
                    Arrays.stream(pieces).mapToInt(piece -> piece.length).sum();
        }

        static RunText of(DayBook day, SlotRun run, String serviceBase) {
            Slot first = day.slot(run.firstOrdinal()).orElseThrow();
            JsonText text = new JsonText(ENTRY_BYTES);
            write(text, first, run.care().scheduleId(day.practice()), serviceBase);
            int headLength = ("{\"fullUrl\":\"" + serviceBase + "/Slot/").getBytes(StandardCharsets.UTF_8).length;
            return new RunText(day, run, text.toBytes(), first, headLength);
        }

        String scheduleId() {
            return scheduleId;
        }

        int bytes() {
            return fixedBytes + 400;
        }

        /** The most that one entry takes, with its comma. */
        int lengthMax() {
            return fixedBytes + 2 * ORDINAL_DIGITS_MAX + 2 * TIME_BYTES + 1;
        }

        void appendTo(Bytes bundle, Found slot) {
            int ordinal = slot.ordinal();
            bundle.put(pieces[0]).putPadded(ordinal, 3).put(pieces[1]).putPadded(ordinal, 3);
            putTime(bundle.put(pieces[2]), slot, slot.index());
            putTime(bundle.put(pieces[3]), slot, slot.index() + 1);
            bundle.put(pieces[4]);
        }

        private void putTime(Bytes bundle, Found slot, int index) {
            if (startMinute < 0) {
                bundle.put(Times.london(slot.run().startOf(index)).getBytes(StandardCharsets.US_ASCII));
                return;
            }
            int minute = startMinute + index * (int) slot.run().slotLength().toMinutes();
            bundle.putPadded(minute / 60, 2).put(':').putPadded(minute % 60, 2);
        }

        private static int countableStart(DayBook day, SlotRun run) {
            ZoneOffset atStart = London.ZONE.getRules().getOffset(run.start());
            ZoneOffset atEnd = London.ZONE.getRules().getOffset(run.end());
            long midnight = day.day().atStartOfDay(atStart).toEpochSecond();
            long startSecond = run.start().getEpochSecond() - midnight;
            long endMinute = (run.end().getEpochSecond() - midnight) / 60;
            boolean isCountable = atStart.equals(atEnd)
                    && startSecond >= 0
                    && startSecond % 60 == 0
                    && run.start().getNano() == 0
                    && run.slotLength().toMillis() % 60_000 == 0
                    && endMinute < MINUTES_OF_DAY;
            return isCountable ? (int) (startSecond / 60) : -1;
        }

        private static byte[] slice(byte[] bytes, int from, int until) {
            return Arrays.copyOfRange(bytes, from, until);
        }

        private static int indexOf(byte[] bytes, String ascii, int from) {
            byte[] wanted = ascii.getBytes(StandardCharsets.US_ASCII);
            for (int at = from; at <= bytes.length - wanted.length; at++) {
                if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                    return at;
                }
            }
            throw new IllegalStateException("a slot without " + ascii);
        }

        private static void write(JsonText text, Slot slot, String scheduleId, String serviceBase) {
            String address = serviceBase + "/Slot/" + slot.id().text();
            text.open().field("fullUrl", address).object("resource");
            Slots.write(text, slot, scheduleId, Slots.FREE);
            text.close();
            text.object("search").field("mode", "match").close().close();
        }
    }
}
