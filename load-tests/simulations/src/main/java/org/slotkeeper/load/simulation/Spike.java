package org.slotkeeper.load.simulation;

/** The usual mix, for some seconds many times as much of it, and the usual again: how it comes back. */
public final class Spike extends LoadSimulation {

    public Spike() {
        comes("visitors", timing.journeys(), this::somebody, paths.visit(settings.share("journeyCancelShare")));
        begin();
    }
}
