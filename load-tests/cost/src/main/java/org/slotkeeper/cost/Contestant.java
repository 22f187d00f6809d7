package org.slotkeeper.cost;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slotkeeper.load.kit.Child;

/** A system that is measured, running: its stores, its processes, and the doors by which it is measured. */
public final class Contestant implements AutoCloseable {

    private final String name;
    private final Cast cast;
    private final Api api;
    private final Stores stores;
    private final List<Child> processes;
    private final List<Door> doors;

    /**
     * @param name as it stands in the figures
     * @param processes whose CPU counts when this door is used, by the name it is counted under
     */
    public record Door(String name, URI base, Map<String, Long> processes) {}

    public Contestant(String name, Cast cast, Api api, Stores stores, List<Child> processes, List<Door> doors) {
        this.name = name;
        this.cast = cast;
        this.api = api;
        this.stores = stores;
        this.processes = processes;
        this.doors = doors;
    }

    String name() {
        return name;
    }

    Cast cast() {
        return cast;
    }

    Api api() {
        return api;
    }

    public Stores stores() {
        return stores;
    }

    public List<Door> doors() {
        return doors;
    }

    /** Stands still: it takes no time from others and forgets nothing of what its JVM has compiled. */
    public void pause() {
        processes.forEach(Child::pause);
    }

    public void resume() {
        processes.forEach(Child::resume);
        // What waited while it stood still is not to be measured.
        long until = System.nanoTime() + Duration.ofMillis(500).toNanos();
        while (System.nanoTime() < until) {
            Child.rest();
        }
    }

    @Override
    public void close() {
        try {
            processes.forEach(Child::close);
        } finally {
            stores.close();
        }
    }
}
