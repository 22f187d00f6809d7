package org.slotkeeper.api.fhir;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.PracticeBook;

/**
 * Keeps slots and schedules as rendered text, as long as their books are in use and there is room.
 * All event loops share one.
 */
public final class SlotTexts {

    private final LoadingCache<DayBook, DayTexts> days;
    private final LoadingCache<PracticeBook, ScheduleTexts> schedules;

    public SlotTexts(FhirSettings settings) {
        String serviceBase = settings.serviceBase();
        long daysMax = settings.slotTextBytesMax() / 8 * 7;
        // Keys are compared by identity: a book that was published anew is another object, and its
        // texts are new. Maintenance runs on the caller's thread, because it is a matter of
        // microseconds and there is no pool for it.
        this.days = Caffeine.newBuilder()
                .weakKeys()
                .maximumWeight(daysMax)
                .weigher((DayBook day, DayTexts texts) -> texts.bytes())
                .executor(Runnable::run)
                .build(day -> DayTexts.of(day, serviceBase));
        this.schedules = Caffeine.newBuilder()
                .weakKeys()
                .maximumWeight(settings.slotTextBytesMax() - daysMax)
                .weigher((PracticeBook book, ScheduleTexts texts) -> texts.bytes())
                .executor(Runnable::run)
                .build(book -> ScheduleTexts.of(book, serviceBase));
    }

    DayTexts of(DayBook day) {
        return days.get(day);
    }

    ScheduleTexts of(PracticeBook book) {
        return schedules.get(book);
    }
}
