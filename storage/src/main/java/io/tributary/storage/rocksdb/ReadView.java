package io.tributary.storage.rocksdb;

import io.tributary.storage.rocksdb.Engine.Family;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;

/** The store as it was when this began: all that one question reads. For one thread; to be closed. */
final class ReadView implements AutoCloseable {
    private final Engine engine;
    private final @Nullable Snapshot snapshot;
    private final ReadOptions options;

    ReadView(Engine engine) {
        this.engine = engine;
        this.snapshot = engine.snapshot();
        this.options = new ReadOptions().setSnapshot(snapshot);
    }

    /** A view by options that have a snapshot already; both stay when this is closed. */
    ReadView(Engine engine, ReadOptions options) {
        this.engine = engine;
        this.snapshot = null;
        this.options = options;
    }

    Engine engine() {
        return engine;
    }

    ReadOptions options() {
        return options;
    }

    byte @Nullable [] get(Family family, byte[] key) {
        return engine.get(family, options, key);
    }

    /** To be closed by the caller, before this is. */
    RocksIterator iterator(Family family) {
        return engine.iterator(family, options);
    }

    @Override
    public void close() {
        if (snapshot != null) {
            options.close();
            engine.release(snapshot);
            snapshot.close();
        }
    }
}
