package org.slotkeeper.load.simulation;

import io.gatling.javaapi.core.Session;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.slotkeeper.load.plan.World.Person;

/** One person on their way to an appointment: what they want, saw and got. It stays with them through the whole of their scenario. */
final class Wish {

    private static final String KEY = "wish";

    final Person person;
    final Draw draw;
    final LocalDate day;
    final long searchesUntil;
    List<String> free = List.of();
    String wanted = "";
    String appointment = "";
    String etag = "";
    int attempts;
    boolean isHeld;
    boolean isBooked;

    Wish(Person person, Draw draw, LocalDate day, long searchesUntil) {
        this.person = person;
        this.draw = draw;
        this.day = day;
        this.searchesUntil = searchesUntil;
    }

    static Wish of(Session session) {
        Wish wish = session.get(KEY);
        if (wish == null) {
            throw new IllegalStateException("nobody is here");
        }
        return wish;
    }

    Session in(Session session) {
        return session.set(KEY, this)
                .set("token", person.token())
                .set("ods", person.ods())
                .set("day", day.toString())
                .set("dayAfter", day.plusDays(1).toString());
    }

    boolean isStillLooking() {
        return free.isEmpty() && System.currentTimeMillis() < searchesUntil;
    }

    /** One of the soonest. */
    void choose(int pickAmong) {
        List<String> choice = new ArrayList<>(free.subList(0, Math.min(pickAmong, free.size())));
        wanted = choice.isEmpty() ? "" : choice.get(draw.below(choice.size()));
    }

    boolean isTrying(int attemptsMax) {
        return !wanted.isEmpty() && !isBooked && attempts < attemptsMax;
    }
}
