package org.slotkeeper.load.simulation;

import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.javaapi.core.Session;
import java.time.LocalTime;
import java.util.List;
import org.slotkeeper.load.plan.DayProfile;
import org.slotkeeper.load.plan.DayProfile.Band;
import org.slotkeeper.load.plan.Shape;
import org.slotkeeper.load.plan.Shape.Piece;
import org.slotkeeper.load.plan.World.Person;

/** Slots of the day are released: part of them in one second, the others one session after another. For each slot several people come, look again until it is there, and race for it. */
public final class EightOClock extends LoadSimulation {

    private final List<Person> contenders = world.contenders();

    public EightOClock() {
        Shape arrivals =
                Shape.ofArrivals(contenders.stream().map(Person::arrivalMillis).toList());
        comes("contenders", arrivals, this::contender, paths.contend());
        if (settings.flag("lookers")) {
            comes("lookers", lookers(), this::looker, exec(paths.look()));
        }
        begin(percentiles("search", "hold", "book", "confirm"));
    }

    private Session contender(Session session, int arrival) {
        Person person = contenders.get(Math.min(arrival, contenders.size() - 1));
        long until =
                System.currentTimeMillis() + settings.seconds("patienceSeconds").toMillis();
        return new Wish(person, new Draw(settings.count("seed"), arrival), timing.firstDay(), until).in(session);
    }

    private Session looker(Session session, int arrival) {
        Session here = somebody(session, arrival);
        return here.set("day", timing.firstDay().toString())
                .set("dayAfter", timing.firstDay().plusDays(1).toString());
    }

    /** The published bands on both sides of eight: what is contacted before it, and after it. */
    private Shape lookers() {
        DayProfile day = DayProfile.ofEngland();
        Band before = day.at(LocalTime.of(7, 59));
        Band after = day.at(LocalTime.of(8, 0));
        double patients = about.patientsOfPractices();
        return Shape.of(
                new Piece(before.perSecond(patients), settings.number("earlySeconds")),
                new Piece(after.perSecond(patients), timing.seconds()));
    }
}
