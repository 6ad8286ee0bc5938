package io.tributary.storage.rocksdb;

import io.tributary.storage.StoreException;
import io.tributary.storage.StoreOpenException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RocksDB with its column families, opened and closed as one, its errors as the store's. Safe for many threads.
 *
 * <p>Every write goes to the log before it returns, so that it survives the end of the process; {@link #syncLog} makes the log
 * survive the end of the machine.
 */
final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /** What is kept apart; the names are RocksDB's. */
    enum Family {
        PROFILES,
        ACTIVITY,
        ROLLUPS,
        DICTIONARY,
        INSTANCES;

        byte[] familyName() {
            return toString().getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final RocksDB db;
    private final List<ColumnFamilyHandle> handles;
    private final Map<Family, ColumnFamilyHandle> byFamily = new EnumMap<>(Family.class);
    private final EngineSetup setup;
    private final WriteOptions toLog = new WriteOptions();
    private final Runnable beforeWrite;
    private volatile boolean writesFail;
    /** Why they do, as RocksDB said it when it noticed. */
    private volatile @Nullable RocksDBException cause;

    private volatile boolean isDamaged;

    private Engine(RocksDB db, List<ColumnFamilyHandle> handles, EngineSetup setup, Runnable beforeWrite) {
        this.db = db;
        this.handles = handles;
        // RocksDB gives the handles in the order it was asked for: the default family, then ours.
        Iterator<ColumnFamilyHandle> opened = handles.iterator();
        opened.next();
        for (Family family : Family.values()) {
            byFamily.put(family, opened.next());
        }
        this.setup = setup;
        this.beforeWrite = beforeWrite;
    }

    /**
     * @param beforeWrite run before every write; what it throws is the write's failure
     * @throws StoreOpenException when RocksDB refuses: locked, not permitted, damaged
     */
    static Engine open(Folder store, RocksStoreOptions options, Runnable beforeWrite) {
        try {
            return open(store, options, beforeWrite, false);
        } catch (StoreOpenException e) {
            if (!(e.getCause() instanceof RocksDBException refused) || !EngineFailure.isCorruption(refused)) {
                throw e;
            }
            // Where it is more than a table, this fails as well.
            Engine engine = open(store, options, beforeWrite, true);
            LOG.warn("{}, without what is in the damaged file: {}", store.path(), e.getMessage());
            return engine;
        }
    }

    /**
     * @param aroundDamage a table that cannot be read is an error of what is in it and of nothing else: it neither keeps the
     *     store from being opened, nor is it compacted, where meeting it ends all writes
     */
    @SuppressWarnings("MustBeClosedChecker") // closed by close(), or below when opening fails
    static Engine open(Folder store, RocksStoreOptions options, Runnable beforeWrite, boolean aroundDamage) {
        Path folder = store.path();
        NativeLibrary.load();
        EngineSetup setup = EngineSetup.of(options, !store.hasData(), aroundDamage);
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            RocksDB db = RocksDB.open(setup.db(), store.engine().toString(), setup.families(), handles);
            return new Engine(db, handles, setup, beforeWrite);
        } catch (RocksDBException e) {
            setup.close();
            throw EngineFailure.toOpen(folder, e);
        }
    }

    byte @Nullable [] get(Family family, byte[] key) {
        try {
            return db.get(handle(family), key);
        } catch (RocksDBException e) {
            throw EngineFailure.to("read", e);
        }
    }

    byte @Nullable [] get(Family family, ReadOptions options, byte[] key) {
        try {
            return db.get(handle(family), options, key);
        } catch (RocksDBException e) {
            throw EngineFailure.to("read", e);
        }
    }

    /** What is put into the batch becomes visible and durable as one. */
    void write(WriteBatch batch) {
        try {
            beforeWrite.run();
            db.write(toLog, batch);
            writesFail = false;
        } catch (RocksDBException e) {
            isDamaged |= EngineFailure.isCorruption(e);
            throw failed("write", e);
        } catch (StoreException e) {
            writesFail = true;
            throw e;
        }
    }

    /** What failed once the log may say only that it failed before: whoever is refused then is told of the first time. */
    private StoreException failed(String what, RocksDBException e) {
        RocksDBException first = cause;
        if (first == null || !EngineFailure.isEcho(e)) {
            first = e;
            cause = e;
        }
        writesFail = true;
        return EngineFailure.to(what, first);
    }

    /** Whether the last write failed. RocksDB may then refuse all that follow until it is opened again. */
    boolean writesFail() {
        return writesFail;
    }

    /** Whether writes fail because a table is damaged: RocksDB met it in a compaction, and will again. */
    boolean isDamaged() {
        return isDamaged;
    }

    static void put(WriteBatch batch, ColumnFamilyHandle family, byte[] key, byte[] value) {
        try {
            batch.put(family, key, value);
        } catch (RocksDBException e) {
            throw EngineFailure.to("write", e);
        }
    }

    static void delete(WriteBatch batch, ColumnFamilyHandle family, byte[] key) {
        try {
            batch.delete(family, key);
        } catch (RocksDBException e) {
            throw EngineFailure.to("delete", e);
        }
    }

    /**
     * Lets go of all keys from one on and before another: at once of the files that hold nothing else, whoever reads them, and of
     * the others' part when they are compacted.
     */
    void drop(Family family, byte[] from, byte[] to) {
        try {
            beforeWrite.run();
            db.deleteFilesInRanges(handle(family), List.of(from, to), false);
            db.deleteRange(handle(family), toLog, from, to);
        } catch (RocksDBException e) {
            throw failed("delete", e);
        }
    }

    /** Writes the keys of a range anew, so that what was dropped of it takes no space. */
    void compact(Family family, byte[] from, byte[] to) {
        try {
            db.compactRange(handle(family), from, to);
        } catch (RocksDBException e) {
            isDamaged |= EngineFailure.isCorruption(e);
            throw EngineFailure.to("compact", e);
        }
    }

    /** What the store remembers under a name, beside its families. */
    byte @Nullable [] note(String name) {
        try {
            return db.get(name.getBytes(StandardCharsets.UTF_8));
        } catch (RocksDBException e) {
            throw EngineFailure.to("read", e);
        }
    }

    void note(String name, byte[] value) {
        try {
            db.put(toLog, name.getBytes(StandardCharsets.UTF_8), value);
        } catch (RocksDBException e) {
            throw failed("write", e);
        }
    }

    /** @param to exclusive */
    static void deleteRange(WriteBatch batch, ColumnFamilyHandle family, byte[] from, byte[] to) {
        try {
            batch.deleteRange(family, from, to);
        } catch (RocksDBException e) {
            throw EngineFailure.to("write", e);
        }
    }

    ColumnFamilyHandle handle(Family family) {
        ColumnFamilyHandle handle = byFamily.get(family);
        if (handle == null) {
            throw new IllegalStateException(family + " was not opened");
        }
        return handle;
    }

    /** To be closed by the caller. */
    RocksIterator iterator(Family family, ReadOptions options) {
        return db.newIterator(handle(family), options);
    }

    Snapshot snapshot() {
        return db.getSnapshot();
    }

    void release(Snapshot snapshot) {
        db.releaseSnapshot(snapshot);
    }

    /** Throws when an iterator ended because of damage or an I/O error and not at its end. */
    static void check(RocksIterator iterator) {
        try {
            iterator.status();
        } catch (RocksDBException e) {
            throw EngineFailure.to("read", e);
        }
    }

    /** What was lost of the log when it was read on opening. */
    List<EngineLog.Lost> lostOfLog() {
        return setup.log().lost();
    }

    /** Calls with the table files that there are, none of which is deleted meanwhile. */
    void withFilesKept(Consumer<List<LiveFileMetaData>> action) {
        try {
            db.disableFileDeletions();
            try {
                action.accept(db.getLiveFilesMetaData());
            } finally {
                db.enableFileDeletions();
            }
        } catch (RocksDBException e) {
            throw EngineFailure.to("read", e);
        }
    }

    /** Copies everything into a folder that is not there yet, by hard links where the file system has them. */
    void copyTo(Path folder) {
        try (Checkpoint checkpoint = Checkpoint.create(db)) {
            checkpoint.createCheckpoint(folder.toString());
        } catch (RocksDBException e) {
            throw EngineFailure.to("make a copy in " + folder, e);
        }
    }

    /** Gives back the space of what is deleted, and takes as long as writing everything anew. */
    void compact() {
        try (CompactRangeOptions all = new CompactRangeOptions()
                .setBottommostLevelCompaction(CompactRangeOptions.BottommostLevelCompaction.kForceOptimized)) {
            for (Family family : Family.values()) {
                db.compactRange(handle(family), null, null, all);
            }
        } catch (RocksDBException e) {
            isDamaged |= EngineFailure.isCorruption(e);
            throw EngineFailure.to("compact", e);
        }
    }

    void syncLog() {
        try {
            db.flushWal(true);
        } catch (RocksDBException e) {
            throw failed("write", e);
        }
    }

    EngineStats stats() {
        return EngineStats.read(db, byFamily);
    }

    @Override
    public void close() {
        handles.forEach(ColumnFamilyHandle::close);
        toLog.close();
        db.close();
        setup.close();
    }
}
