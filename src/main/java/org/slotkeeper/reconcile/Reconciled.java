package org.slotkeeper.reconcile;

import java.util.ArrayList;
import java.util.List;

/**
 * What reconciling came to.
 *
 * @param found before anything was repaired
 * @param remaining of that, or new since, after it
 */
public record Reconciled(List<Drift> found, List<Drift> remaining) {

    static final Reconciled IN_ORDER = new Reconciled(List.of(), List.of());

    public Reconciled plus(Reconciled more) {
        List<Drift> foundInBoth = new ArrayList<>(found);
        foundInBoth.addAll(more.found);
        List<Drift> remainingInBoth = new ArrayList<>(remaining);
        remainingInBoth.addAll(more.remaining);
        return new Reconciled(foundInBoth, remainingInBoth);
    }
}
