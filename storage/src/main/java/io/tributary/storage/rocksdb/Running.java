package io.tributary.storage.rocksdb;

import io.tributary.storage.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine while it is open, with the dictionaries that were read from it. */
record Running(Engine engine, Partitions partitions, RollUps rollUps) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);

    /**
     * @throws io.tributary.storage.StoreOpenException as {@link Engine#open}
     */
    static Running open(Folder folder, RocksStoreOptions options, Runnable beforeWrite) {
        Engine engine = Engine.open(folder, options, beforeWrite);
        Partitions partitions = new Partitions(engine, options.dictionaryBudgetBytes(), options.mostDictionaryBytes());
        return new Running(engine, partitions, new RollUps(engine, partitions));
    }

    /** Makes the log durable; a failure is logged and shows in {@link Engine#writesFail}. */
    void syncLog() {
        boolean failedBefore = engine.writesFail();
        try {
            engine.syncLog();
        } catch (StoreException e) {
            if (!failedBefore) {
                LOG.warn("{}", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        syncLog();
        engine.close();
    }
}
