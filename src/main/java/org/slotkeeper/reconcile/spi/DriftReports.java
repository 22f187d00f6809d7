package org.slotkeeper.reconcile.spi;

/** Hears how much drift was found and put right. */
public interface DriftReports {

    void found(DriftKind kind, int count);

    void repaired(DriftKind kind, int count);

    void practiceReconciled();
}
