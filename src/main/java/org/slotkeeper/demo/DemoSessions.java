package org.slotkeeper.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.ReleaseRule;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.publishing.SessionDraft;
import org.slotkeeper.publishing.Timetable;

/**
 * Invents the sessions of a practice for a day, as many and of such kinds as a practice of its size
 * has. The same seed, practice and day have the same sessions. Every practice has a session on each
 * weekday, and in every session day something that can be booked online.
 */
public final class DemoSessions {

    /** Half a day's work. */
    private static final int SLOTS_IN_SESSION = 24;

    /** However few its patients are, this much does a practice offer on a weekday. */
    private static final int SLOTS_MIN = 6;

    private static final double SQUARE_ROOT_OF_TWO = 1.4142135623730951;
    private static final ReleaseRule ON_THE_DAY_AT_EIGHT = new ReleaseRule.DaysBefore(0, LocalTime.of(8, 0));

    private final DemoProfile profile;
    private final long seed;

    public DemoSessions(DemoProfile profile, long seed) {
        this.profile = profile;
        this.seed = seed;
    }

    /** @param listSize 0 if it is not known */
    public List<SessionDraft> sessions(OdsCode practice, int listSize, LocalDate day) {
        int slots = profile.appointments(listSize, day.getDayOfWeek());
        if (day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0) {
            slots = Math.max(slots, SLOTS_MIN);
        }
        List<SessionDraft> drafts = new ArrayList<>();
        if (slots == 0) {
            return drafts;
        }
        Scatter scatter = new Scatter(seed, practice.value());
        DemoStaff staff = new DemoStaff(profile, scatter);
        double modes = scatter.fraction(3) + day.toEpochDay() * SQUARE_ROOT_OF_TWO;
        int sessions = Math.max(1, Math.round((float) slots / SLOTS_IN_SESSION));
        int online = Math.max(1, (int) Math.round(sessions * profile.online()));
        LocalTime free = LocalTime.MIN;
        for (int number = 0; number < sessions; number++) {
            int size = slots * (number + 1) / sessions - slots * number / sessions;
            // Which of the sessions are online goes round from day to day.
            int place = Math.floorMod(number + day.toEpochDay(), sessions);
            boolean isOnline = (place + 1) * online / sessions > place * online / sessions;
            double mode = (modes + number * SQUARE_ROOT_OF_TWO) % 1;
            DemoStaff.Clinician clinician = staff.clinician(number / 2);
            Plan plan = new Plan(day, number, clinician, channel(mode), size, number % 2 == 0 ? LocalTime.MIN : free);
            free = plan.start().plusMinutes((long) size * clinician.group().slotMinutes);
            drafts.addAll(isOnline ? online(plan) : List.of(practiceOnly(plan)));
        }
        return drafts;
    }

    /**
     * @param number the first session of a clinician is in the morning, the second in the afternoon
     * @param free when the clinician has done with the session before
     */
    private record Plan(
            LocalDate day, int number, DemoStaff.Clinician clinician, Channel channel, int slots, LocalTime free) {

        LocalTime start() {
            int startsLate = number / 2 % 2;
            LocalTime usual =
                    (number % 2 == 0 ? LocalTime.of(8, 0) : LocalTime.of(13, 0)).plusMinutes(30L * startsLate);
            return usual.isAfter(free) ? usual : free;
        }
    }

    private static SessionDraft practiceOnly(Plan plan) {
        return draft(plan, new Part("", 0, plan.slots()), new ReleaseRule.AtOnce(), Audience.PRACTICE_ONLY);
    }

    /**
     * The last slots of an online session are kept for the day itself, so that there is time left
     * to come when they are released.
     */
    private List<SessionDraft> online(Plan plan) {
        int kept = (int) Math.round(plan.slots() * profile.mix().sameDay() * profile.keptForTheDay());
        int before = plan.slots() - kept;
        List<SessionDraft> drafts = new ArrayList<>();
        drafts.add(draft(plan, new Part("", 0, before), new ReleaseRule.AtOnce(), Audience.REGISTERED_PATIENTS));
        if (kept > 0) {
            drafts.add(
                    draft(plan, new Part("-on-day", before, kept), ON_THE_DAY_AT_EIGHT, Audience.REGISTERED_PATIENTS));
        }
        return drafts;
    }

    /** Some slots of a plan that are one session. */
    private record Part(String suffix, int firstSlot, int slots) {}

    private static SessionDraft draft(Plan plan, Part part, ReleaseRule release, Audience audience) {
        DemoStaff.Group group = plan.clinician().group();
        LocalTime start = plan.start().plusMinutes((long) part.firstSlot() * group.slotMinutes);
        String day = plan.day().format(DateTimeFormatter.BASIC_ISO_DATE);
        Care care = new Care(plan.clinician().name(), group.role, plan.channel(), group.serviceType, "Main surgery");
        return new SessionDraft(
                new SessionId(day + '-' + (plan.number() + 1) + part.suffix()),
                new Timetable(
                        plan.day(),
                        start,
                        start.plusMinutes((long) part.slots() * group.slotMinutes),
                        Duration.ofMinutes(group.slotMinutes),
                        1),
                care,
                release,
                audience,
                Optional.empty());
    }

    private Channel channel(double place) {
        if (place < profile.mix().telephone()) {
            return Channel.TELEPHONE;
        }
        return place < profile.mix().telephone() + profile.mix().video() ? Channel.VIDEO : Channel.IN_PERSON;
    }
}
