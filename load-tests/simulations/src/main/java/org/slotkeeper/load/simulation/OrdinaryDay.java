package org.slotkeeper.load.simulation;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.percent;
import static io.gatling.javaapi.core.CoreDsl.randomSwitchOrElse;

import java.util.List;
import org.slotkeeper.load.plan.Shape;
import org.slotkeeper.load.plan.Shape.Piece;

/** Twenty-four hours of a Monday in some minutes: people come as the published bands say, most look, some book, and in the evening practices publish another day. */
public final class OrdinaryDay extends LoadSimulation {

    public OrdinaryDay() {
        double book = settings.share("dayBookShare");
        double read = settings.share("dayReadShare");
        comes(
                "visitors",
                timing.journeys(),
                this::somebody,
                exec(randomSwitchOrElse()
                        .on(
                                percent(100 * book).then(paths.visit(settings.share("dayCancelShare"))),
                                percent(100 * read).then(paths.readOwn()))
                        .orElse(paths.look())));
        Publications publications = new Publications(world);
        double evening = timing.seconds() * 18.5 / 24;
        comes(
                "practices",
                Shape.of(List.of(new Piece(0, evening), publications.within(timing.seconds() - evening))),
                publications::next,
                exec(calls.publish()));
        begin(percentiles("search", "book", "publish"));
    }
}
