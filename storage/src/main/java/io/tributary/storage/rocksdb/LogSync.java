package io.tributary.storage.rocksdb;

import io.tributary.storage.StoreException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the log durable every second, on a thread of its own, and once more at the end. */
final class LogSync implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogSync.class);

    private final Engine engine;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("tributary-store-sync").daemon().factory());
    private boolean failing;

    @SuppressWarnings("FutureReturnValueIgnored") // sync() lets nothing out
    LogSync(Engine engine) {
        this.engine = engine;
        thread.scheduleWithFixedDelay(this::sync, 1, 1, TimeUnit.SECONDS);
    }

    private void sync() {
        try {
            engine.syncLog();
            failing = false;
        } catch (StoreException e) {
            if (!failing) {
                failing = true;
                LOG.warn("{}", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        thread.close();
        sync();
    }
}
