package org.slotkeeper.api;

/**
 * An operation that can be asked for in this process. Its number is its place in arrays, for
 * example of meters; no two of one {@link Routes} have the same.
 */
public final class Route {

    private final int number;
    private final Operation operation;

    Route(int number, Operation operation) {
        this.number = number;
        this.operation = operation;
    }

    public int number() {
        return number;
    }

    public Operation operation() {
        return operation;
    }

    @Override
    public String toString() {
        return operation.name();
    }
}
