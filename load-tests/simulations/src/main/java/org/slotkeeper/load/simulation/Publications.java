package org.slotkeeper.load.simulation;

import io.gatling.javaapi.core.Session;
import java.util.List;
import org.slotkeeper.load.plan.Shape.Piece;
import org.slotkeeper.load.plan.World;
import org.slotkeeper.load.plan.World.Publication;

/** The sessions that practices publish during a run, one after the other. */
final class Publications {

    private final List<Publication> publications;

    Publications(World world) {
        this.publications = world.publications();
    }

    Piece within(double seconds) {
        return new Piece(publications.size() / seconds, seconds);
    }

    Session next(Session session, int arrival) {
        Publication one = publications.get(Math.min(arrival, publications.size() - 1));
        return session.set("ods", one.ods())
                .set("session", one.id())
                .set("token", one.token())
                .set("body", one.body());
    }
}
