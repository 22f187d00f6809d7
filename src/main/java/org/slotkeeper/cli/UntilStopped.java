package org.slotkeeper.cli;

import java.util.concurrent.CountDownLatch;

/** Keeps a command going until its process is told to stop. */
final class UntilStopped {

    private UntilStopped() {}

    /** @param close what is to be done then, before the process ends */
    static void waitAndThen(Runnable close) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            close.run();
            stopped.countDown();
        }));
        stopped.await();
    }
}
