package org.slotkeeper.load.simulation;

/** The usual mix, step by step more of it, until it is too much. Budgets are not asserted: where they are first missed is what is looked for. */
public final class Stress extends LoadSimulation {

    public Stress() {
        comes("visitors", timing.journeys(), this::somebody, paths.visit(settings.share("journeyCancelShare")));
        begin();
    }
}
