package org.slotkeeper.load.simulation;

/** The usual mix at one rate for long: what grows, leaks or slows down shows. */
public final class Soak extends LoadSimulation {

    public Soak() {
        comes("visitors", timing.journeys(), this::somebody, paths.visit(settings.share("journeyCancelShare")));
        begin(percentiles("search", "hold", "book", "confirm"));
    }
}
