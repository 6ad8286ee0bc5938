package io.tributary.storage.rocksdb;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What the store does by itself every second, on a thread of its own. */
final class Upkeep implements AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("tributary-store-sync").daemon().factory());

    /**
     * @param eachSecond must let no exception out, it would be the last call
     */
    @SuppressWarnings("FutureReturnValueIgnored") // eachSecond lets nothing out
    Upkeep(Runnable eachSecond) {
        thread.scheduleWithFixedDelay(eachSecond, 1, 1, TimeUnit.SECONDS);
    }

    /** Waits for the call under way. */
    @Override
    public void close() {
        thread.close();
    }
}
