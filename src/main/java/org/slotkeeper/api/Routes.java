package org.slotkeeper.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The operations that can be asked for, each with its number. What is not here is 404, and a known
 * path with another method is 405. HEAD asks for what GET asks for, and OPTIONS for the methods of
 * a path.
 */
public final class Routes {

    private static final String HEAD = "HEAD";
    private static final String OPTIONS = "OPTIONS";

    private final Route[] byNumber;
    private final Route[] served;

    private Routes(Route[] byNumber, Route[] served) {
        this.byNumber = byNumber;
        this.served = served;
    }

    /**
     * Numbers the operations of all rooms.
     *
     * @throws IllegalArgumentException if two have the same name, or if one request could ask for
     * either of two
     */
    public static Routes of(Collection<Operation> operations) {
        List<Route> routes = new ArrayList<>(operations.size());
        for (Operation operation : operations) {
            routes.forEach(other -> refuseClash(other.operation(), operation));
            routes.add(new Route(routes.size(), operation));
        }
        Route[] byNumber = routes.toArray(Route[]::new);
        return new Routes(byNumber, byNumber);
    }

    /**
     * Those of another door of the same process, which does not serve these: the others keep their
     * numbers.
     */
    public Routes without(Collection<Operation> hidden) {
        List<Route> left = new ArrayList<>(List.of(served));
        left.removeIf(route -> hidden.contains(route.operation()));
        return new Routes(byNumber, left.toArray(Route[]::new));
    }

    /** All numbers are below. */
    public int numbersEnd() {
        return byNumber.length;
    }

    /** Whether the number of this route is one of ours. */
    public boolean isOurs(Route route) {
        return route.number() < byNumber.length && byNumber[route.number()] == route;
    }

    /** Those that are served, in the order of their numbers. */
    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>(served.length);
        for (Route route : served) {
            operations.add(route.operation());
        }
        return operations;
    }

    /** @throws IllegalArgumentException if it is not served */
    public Route of(Operation operation) {
        for (Route route : served) {
            if (route.operation() == operation) {
                return route;
            }
        }
        throw new IllegalArgumentException(operation + " is not served here");
    }

    /** What a method and a canonical path ask for. */
    public sealed interface Match {

        /** One function for each, so that a new one cannot be taken for an unknown path. */
        <R> R match(
                Function<? super Found, ? extends R> found,
                Function<? super Set<String>, ? extends R> wrongMethod,
                Function<? super Set<String>, ? extends R> methods,
                Supplier<? extends R> unknown);

        /** @param values what stands in the template's places, in order */
        record Found(Route route, List<String> values) implements Match {
            @Override
            public <R> R match(
                    Function<? super Found, ? extends R> found,
                    Function<? super Set<String>, ? extends R> wrongMethod,
                    Function<? super Set<String>, ? extends R> methods,
                    Supplier<? extends R> unknown) {
                return found.apply(this);
            }
        }

        record WrongMethod(Set<String> allowed) implements Match {
            @Override
            public <R> R match(
                    Function<? super Found, ? extends R> found,
                    Function<? super Set<String>, ? extends R> wrongMethod,
                    Function<? super Set<String>, ? extends R> methods,
                    Supplier<? extends R> unknown) {
                return wrongMethod.apply(allowed);
            }
        }

        /** The methods of the path were asked for. */
        record Methods(Set<String> allowed) implements Match {
            @Override
            public <R> R match(
                    Function<? super Found, ? extends R> found,
                    Function<? super Set<String>, ? extends R> wrongMethod,
                    Function<? super Set<String>, ? extends R> methods,
                    Supplier<? extends R> unknown) {
                return methods.apply(allowed);
            }
        }

        record Unknown() implements Match {
            @Override
            public <R> R match(
                    Function<? super Found, ? extends R> found,
                    Function<? super Set<String>, ? extends R> wrongMethod,
                    Function<? super Set<String>, ? extends R> methods,
                    Supplier<? extends R> unknown) {
                return unknown.get();
            }
        }
    }

    public Match match(String method, String path) {
        String[] asked = path.startsWith("/") ? path.substring(1).split("/", -1) : new String[0];
        Set<String> allowed = new TreeSet<>();
        for (Route route : served) {
            PathTemplate template = route.operation().pathTemplate();
            if (template.fits(asked)) {
                if (isAskedFor(route.operation(), method)) {
                    return new Match.Found(route, template.valuesIn(asked));
                }
                addMethods(route.operation(), allowed);
            }
        }
        if (allowed.isEmpty()) {
            return new Match.Unknown();
        }
        return method.equals(OPTIONS) ? new Match.Methods(allowed) : new Match.WrongMethod(allowed);
    }

    private static boolean isAskedFor(Operation operation, String method) {
        return operation.method().name().equals(method) || (operation.isRead() && method.equals(HEAD));
    }

    private static void addMethods(Operation operation, Set<String> allowed) {
        allowed.add(operation.method().name());
        allowed.add(OPTIONS);
        if (operation.isRead()) {
            allowed.add(HEAD);
        }
    }

    private static void refuseClash(Operation one, Operation other) {
        if (one.name().equals(other.name())) {
            throw new IllegalArgumentException("two operations have the name " + one);
        }
        if (one.method() == other.method() && one.pathTemplate().meets(other.pathTemplate())) {
            throw new IllegalArgumentException("a request could ask for either of " + one + " (" + one.method() + ' '
                    + one.template() + ") and " + other + " (" + other.template() + ')');
        }
    }
}
