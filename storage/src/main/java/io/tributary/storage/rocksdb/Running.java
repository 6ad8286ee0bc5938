package io.tributary.storage.rocksdb;

import io.tributary.storage.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine while it is open, with the dictionaries that were read from it. */
record Running(Engine engine, Partitions partitions, RollUps rollUps, Horizon horizon) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);

    /**
     * @throws io.tributary.storage.StoreOpenException as {@link Engine#open}
     */
    static Running open(Folder folder, RocksStoreOptions options, Runnable beforeWrite) {
        return of(Engine.open(folder, options, beforeWrite), options);
    }

    /** Opens after a compaction met a damaged table, and leaves that alone. */
    static Running openAroundDamage(Folder folder, RocksStoreOptions options, Runnable beforeWrite) {
        return of(Engine.open(folder, options, beforeWrite, true), options);
    }

    private static Running of(Engine engine, RocksStoreOptions options) {
        for (EngineLog.Lost lost : engine.lostOfLog()) {
            LOG.warn(
                    "{} is damaged: {} bytes of what was stored last are lost ({}); 'tributary verify' says whose",
                    lost.file(),
                    lost.bytes(),
                    lost.reason());
        }
        Partitions partitions = new Partitions(engine, options.dictionaryBudgetBytes(), options.mostDictionaryBytes());
        return new Running(engine, partitions, new RollUps(engine, partitions), new Horizon(engine, partitions));
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
