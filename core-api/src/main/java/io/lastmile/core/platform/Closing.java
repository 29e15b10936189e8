package io.lastmile.core.platform;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The end of a loop's thread: it asks whether to go on and sleeps here, so that a close wakes it.
public final class Closing {
    private final CountDownLatch closed = new CountDownLatch(1);

    public boolean isOpen() {
        return closed.getCount() > 0;
    }

    /// Whoever interrupts the sleeper closes.
    public void pause(Duration most) {
        try {
            closed.await(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            close();
        }
    }

    public void close() {
        closed.countDown();
    }
}
