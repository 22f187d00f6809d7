package org.slotkeeper.load.simulation;

import static io.gatling.javaapi.core.CoreDsl.exec;

import org.slotkeeper.load.plan.Shape;

/** Every practice publishes the whole of another day's book. */
public final class PublishNight extends LoadSimulation {

    public PublishNight() {
        Publications publications = new Publications(world);
        comes("practices", Shape.of(publications.within(timing.seconds())), publications::next, exec(calls.publish()));
        begin(percentiles("publish"));
    }
}
