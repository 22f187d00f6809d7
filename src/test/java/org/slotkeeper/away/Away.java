package org.slotkeeper.away;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.slotkeeper.api.practice.PracticeList;
import org.slotkeeper.away.MixedLoad.Kept;
import org.slotkeeper.away.MixedLoad.Place;
import org.slotkeeper.away.ToldBySecond.Back;
import org.slotkeeper.demo.DemoPractices;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.fault.SetUp;
import org.slotkeeper.history.Doors;
import org.slotkeeper.testing.MachineClock;
import org.slotkeeper.testing.Signals;

/**
 * {@code src/dev/away}: the Redis of a demo stands still, or is killed, while patients ask on. {@code --kind stopped|killed --away SECONDS --before SECONDS --after SECONDS --rate REQUESTS_A_SECOND
 * --practices FILE}
 */
public final class Away {

    private static final int DAYS = 13;

    private final Order order;
    private final DemoSite site;
    private final Doors doors;

    private Away(Order order, DemoSite site) {
        this.order = order;
        this.site = site;
        this.doors = site.doors();
    }

    public static void main(String[] arguments) throws IOException {
        Order order = Order.of(arguments);
        boolean isWell;
        try (DemoSite site =
                DemoSite.start(Files.createTempDirectory("slotkeeper-away-").resolve("data"), order.practices())) {
            Thread hook = new Thread(site::close);
            Runtime.getRuntime().addShutdownHook(hook);
            isWell = new Away(order, site).run();
            boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
        }
        System.exit(isWell ? 0 : 1);
    }

    private boolean run() throws IOException {
        List<Place> places = places();
        String practice = places.get(0).practice();
        LocalDate day = MachineClock.today().plusDays(1);
        String search =
                Doors.searchPath(practice, day.toString(), day.plusDays(1).toString());
        try (MixedLoad load = new MixedLoad(doors, places, search)) {
            load.bookAhead(order.bookedAhead());
            ToldBySecond told = new ToldBySecond(System.nanoTime());
            Span away = loseRedis(load, told);
            int asked = load.settle();
            List<Back> back = told.back(away.gone(), away.returned());
            System.out.println(told);
            System.out.println();
            System.out.println(Back.head());
            back.forEach(System.out::println);
            System.out.printf("%nasked again under their ids in the end: %d%n", asked);
            boolean isAllBack = back.stream().allMatch(Away::isWell);
            return isAllThere(load) && isAllBack;
        }
    }

    /** Instants of the monotonic clock. */
    private record Span(long gone, long returned) {}

    private Span loseRedis(MixedLoad load, ToldBySecond told) {
        load.run(order.rate(), order.before().toSeconds(), told);
        ProcessHandle redis = site.redis().orElseThrow();
        long demo = site.pid();
        Signals.send(order.isKilled() ? "KILL" : "STOP", redis);
        long gone = System.nanoTime();
        load.run(order.rate(), order.away().toSeconds(), told);
        String how = comeBack(redis);
        long returned = System.nanoTime();
        load.run(order.rate(), order.after().toSeconds(), told);
        System.out.printf(
                "Redis was %s from second %d on and away for %.1f s; %s; the demo is the same process: %s%n%n",
                order.isKilled() ? "killed" : "stopped",
                order.before().toSeconds(),
                (returned - gone) / 1e9,
                how,
                site.pid() == demo);
        return new Span(gone, returned);
    }

    private static boolean isWell(Back back) {
        return back.isBack() && (!Order.WITHOUT_REDIS.contains(back.kind()) || back.doneAway() > 0);
    }

    /** One that stands still goes on; one that is gone only its demo starts, by itself or when it is started again. */
    private String comeBack(ProcessHandle redis) {
        if (!order.isKilled()) {
            Signals.send("CONT", redis);
            return "it went on, and nothing was started again";
        }
        if (site.redis().isPresent()) {
            return "its demo has started another";
        }
        site.startAgain();
        return "its demo went on without it, and started another when it was started again itself";
    }

    private boolean isAllThere(MixedLoad load) {
        List<String> broken = new ArrayList<>();
        for (Kept kept : load.booked()) {
            JsonObject now = load.read(kept);
            if (!isAsTold(kept, now)) {
                broken.add("acknowledged and otherwise: " + kept.told().getString("id") + " is "
                        + now.getString("status"));
            }
        }
        for (Kept kept : load.cancelled()) {
            if (!load.read(kept).getString("status", "").equals("cancelled")) {
                broken.add("cancelled and standing: " + kept.id());
            }
        }
        System.out.printf(
                "appointments acknowledged: %d, cancelled and acknowledged: %d, refused for good: %d, never settled: %d, not as was told: %d%n",
                load.booked().size(), load.cancelled().size(), load.refused().size(), load.unsettled(), broken.size());
        load.refused().stream().distinct().forEach(System.out::println);
        broken.forEach(System.out::println);
        return broken.isEmpty() && load.unsettled() == 0;
    }

    private static boolean isAsTold(Kept kept, JsonObject now) {
        return now.getString("status", "").equals("booked")
                && now.getJsonObject("meta").getString("versionId").equals(kept.version())
                && now.getString("description", "").equals(kept.told().getString("description", ""));
    }

    /** Free slots of all practices, each for a patient of its own, whose token is there before it is needed. */
    private List<Place> places() throws IOException {
        List<String> slots = new ArrayList<>();
        for (String practice : practices()) {
            String anybody = NhsNumber.ofDemonstration(0).digits();
            for (int ahead = 2; ahead < DAYS; ahead++) {
                LocalDate day = MachineClock.today().plusDays(ahead);
                slots.addAll(SetUp.untilDone(() -> doors.search(
                        anybody, practice, day.toString(), day.plusDays(1).toString(), 0)));
            }
        }
        Collections.shuffle(slots, new Random(7));
        List<Place> places = new ArrayList<>();
        for (String slot : slots.subList(0, Math.min(slots.size(), order.places()))) {
            Place place = new Place(NhsNumber.ofDemonstration(places.size() + 1), slot);
            String unused = site.token(place.patient().digits(), place.practice());
            places.add(place);
        }
        System.err.println("slots: " + slots.size() + ", of which are asked for: " + places.size());
        return places;
    }

    private List<String> practices() throws IOException {
        try (var list = order.practices().isPresent()
                ? Files.newInputStream(order.practices().get())
                : DemoPractices.open()) {
            return PracticeList.read(list).listings().stream()
                    .map(listing -> listing.odsCode().value())
                    .limit(20)
                    .toList();
        }
    }
}
