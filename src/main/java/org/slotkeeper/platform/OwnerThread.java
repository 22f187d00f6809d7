package org.slotkeeper.platform;

import org.jspecify.annotations.Nullable;

/**
 * The one thread that may use an object: the first that does. What two threads use without it loses
 * calls, or stands still, and nobody can tell why.
 */
public final class OwnerThread {

    private volatile @Nullable Thread owner;

    /** @throws IllegalStateException on any other thread than the first that called this */
    public void require() {
        Thread here = Thread.currentThread();
        Thread known = owner;
        if (known == here) {
            return;
        }
        if (known != null || !isFirst(here)) {
            throw new IllegalStateException("this belongs to " + owner + " and was called from " + here);
        }
    }

    /** Whether the thread that asks is the owner. */
    public boolean isHere() {
        return owner == Thread.currentThread();
    }

    private synchronized boolean isFirst(Thread here) {
        if (owner == null) {
            owner = here;
        }
        return owner == here;
    }
}
