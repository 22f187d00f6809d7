package org.slotkeeper.load.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** When arrivals are due: so many a second for so long, piece after piece. Open model: nobody waits for anybody. */
public final class Shape {

    private final List<Piece> pieces;

    private Shape(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    public record Piece(double perSecond, double seconds) {

        public Piece {
            if (perSecond < 0 || seconds <= 0) {
                throw new IllegalArgumentException("not a piece of a shape: " + perSecond + " a second for " + seconds);
            }
        }

        /** As many whole arrivals, evenly spread. */
        public int arrivals() {
            return (int) Math.round(perSecond * seconds);
        }
    }

    public static Shape of(Piece... pieces) {
        return new Shape(List.of(pieces));
    }

    public static Shape constant(double perSecond, Duration duration) {
        return of(new Piece(perSecond, duration.toMillis() / 1000.0));
    }

    public static Shape of(List<Piece> pieces) {
        return new Shape(pieces);
    }

    /** The shape that these arrivals have, second by second. They are in order and in milliseconds from the shape's start. */
    public static Shape ofArrivals(List<Long> arrivals) {
        List<Piece> pieces = new ArrayList<>();
        int next = 0;
        for (long second = 0; next < arrivals.size(); second++) {
            int count = 0;
            while (next < arrivals.size() && arrivals.get(next) < (second + 1) * 1000) {
                next++;
                count++;
            }
            pieces.add(new Piece(count, 1));
        }
        return new Shape(pieces);
    }

    public List<Piece> pieces() {
        return pieces;
    }

    public int arrivals() {
        return pieces.stream().mapToInt(Piece::arrivals).sum();
    }

    public double seconds() {
        return pieces.stream().mapToDouble(Piece::seconds).sum();
    }

    /** The same, second by second, with whole arrivals in each: Gatling would spread them by rules of its own, and nobody could say when each is due. */
    public Shape bySecond() {
        List<Piece> seconds = new ArrayList<>();
        for (Piece piece : pieces) {
            long whole = Math.max(1, (long) piece.seconds());
            for (long second = 0; second < whole; second++) {
                long before = second * piece.arrivals() / whole;
                seconds.add(new Piece((second + 1) * piece.arrivals() / whole - before, 1));
            }
            if (piece.seconds() - whole > 1e-6) {
                seconds.add(new Piece(0, piece.seconds() - whole));
            }
        }
        return new Shape(seconds);
    }

    /** The instant, in seconds from the start, at which the n-th arrival (from 0) is due; beyond the last one the end. */
    public double dueSeconds(int arrival) {
        int before = 0;
        double start = 0;
        for (Piece piece : pieces) {
            if (arrival < before + piece.arrivals()) {
                return start + (arrival - before) * piece.seconds() / piece.arrivals();
            }
            before += piece.arrivals();
            start += piece.seconds();
        }
        return start;
    }
}
