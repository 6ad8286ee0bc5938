package io.tributary.storage.rocksdb;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Something that the store does by itself every second, on a thread of its own. */
final class Upkeep implements AutoCloseable {
    private final ScheduledExecutorService thread;

    /**
     * @param name the thread's
     * @param eachSecond must let no exception out, it would be the last call
     */
    @SuppressWarnings("FutureReturnValueIgnored") // eachSecond lets nothing out
    Upkeep(String name, Runnable eachSecond) {
        thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
        thread.scheduleWithFixedDelay(eachSecond, 1, 1, TimeUnit.SECONDS);
    }

    /** Waits for the call under way. */
    @Override
    public void close() {
        thread.close();
    }
}
