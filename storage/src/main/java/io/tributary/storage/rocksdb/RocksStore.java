package io.tributary.storage.rocksdb;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeResult;
import io.tributary.storage.Origin;
import io.tributary.storage.Page;
import io.tributary.storage.ProfileId;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.PutResult;
import io.tributary.storage.Selection;
import io.tributary.storage.ServiceSummary;
import io.tributary.storage.StoreException;
import io.tributary.storage.StoreStats;
import io.tributary.storage.StoredProfile;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.ProfileRecordCodec;
import io.tributary.storage.coding.StoredRecord;
import io.tributary.storage.rocksdb.Engine.Family;
import io.tributary.storage.rocksdb.ProfileScan.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The store on RocksDB. Calls run side by side; {@link #close} waits for those under way, and calls after it fail with
 * {@link StoreException}.
 */
public final class RocksStore implements ProfileStore {
    private final Folder folder;
    private final Engine engine;
    private final String writer;
    private final Partitions partitions;
    private final LogSync logSync;
    private final LongAdder added = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final ReentrantReadWriteLock openness = new ReentrantReadWriteLock();
    private boolean closed;

    private RocksStore(Folder folder, Engine engine, RocksStoreOptions options) {
        this.folder = folder;
        this.engine = engine;
        this.writer = options.writer();
        this.partitions = new Partitions(engine, options.dictionaryBudgetBytes());
        this.logSync = new LogSync(engine);
    }

    /**
     * Opens the store in a folder, which is made when it is not there.
     *
     * @throws io.tributary.storage.StoreOpenException when the folder is none, cannot be written to, holds something else
     *     or a newer format, or is used by another process
     */
    public static RocksStore open(Path folder, RocksStoreOptions options) {
        Folder checked = Folder.open(folder);
        return new RocksStore(checked, Engine.open(checked, options), options);
    }

    @Override
    public PutResult put(Origin origin, Profile profile) {
        Names.check(origin);
        PartitionKey partition = PartitionKey.of(origin.timeMillis(), origin.service(), writer);
        Digest instance = Digest.of(LabelsCodec.encode(origin.instance()), Digest.INSTANCE_BYTES);
        PutResult result = whileOpen(() -> partitions.put(partition, origin, instance, profile));
        (result.added() ? added : duplicates).increment();
        return result;
    }

    @Override
    public Optional<Profile> profile(ProfileId id) {
        return ProfileKey.fromText(id.text()).flatMap(key -> whileOpen(() -> read(id, key)));
    }

    private Optional<Profile> read(ProfileId id, byte[] key) {
        byte[] record = engine.get(Family.PROFILES, key);
        if (record == null) {
            return Optional.empty();
        }
        try {
            StoredRecord front = ProfileRecordCodec.decodeFront(record);
            return Optional.of(partitions
                    .view(ProfileKey.read(key).series().partition())
                    .toProfile(front.header(), ProfileRecordCodec.decodeVector(record), front.mappings()));
        } catch (CorruptDataException | IllegalArgumentException e) {
            throw new StoreException("profile " + id + " is damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public Page<StoredProfile> profiles(Selection selection, int limit, String cursor) {
        if (limit < 1) {
            throw new IllegalArgumentException("a page of " + limit + " profiles; ask for at least one");
        }
        Optional<byte[]> behind = cursor.isEmpty()
                ? Optional.empty()
                : Optional.of(ProfileKey.fromText(cursor)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "the cursor is none of ours; take it from the page before, or leave it out")));
        return whileOpen(() -> page(selection, limit, behind));
    }

    private Page<StoredProfile> page(Selection selection, int limit, Optional<byte[]> behind) {
        List<StoredProfile> items = new ArrayList<>();
        try (ProfileScan scan = new ProfileScan(engine, selection)) {
            behind.ifPresent(scan::seekBehind);
            for (Optional<Entry> next = scan.next(); next.isPresent(); next = scan.next()) {
                if (items.size() == limit) {
                    return new Page<>(items, items.getLast().id().text());
                }
                items.add(describe(next.get()));
            }
        }
        return new Page<>(items, null);
    }

    private static StoredProfile describe(Entry entry) {
        ProfileId id = ProfileKey.toId(entry.keyBytes());
        try {
            StoredRecord front = ProfileRecordCodec.decodeFront(entry.record());
            Header header = front.header();
            SeriesHour series = entry.key().series();
            return new StoredProfile(
                    id,
                    new Origin(
                            series.service(),
                            series.type(),
                            entry.labels(),
                            entry.key().timeMillis()),
                    header.durationNanos(),
                    front.stacks(),
                    header.sampleTypes(),
                    front.totals(),
                    entry.record().length);
        } catch (CorruptDataException e) {
            throw new StoreException("profile " + id + " is damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public MergeResult merge(Selection selection, MergeMode mode) {
        return whileOpen(() -> {
            try (ProfileScan scan = new ProfileScan(engine, selection)) {
                return Merge.of(scan, partitions, mode, selection.range());
            }
        });
    }

    @Override
    public List<ServiceSummary> services() {
        return whileOpen(() -> ServiceList.read(engine));
    }

    @Override
    public StoreStats stats() {
        return whileOpen(() -> new StoreStats(
                added.sum(), duplicates.sum(), folder.bytes(), partitions.open(), partitions.memoryBytes()));
    }

    private <T> T whileOpen(Supplier<T> call) {
        openness.readLock().lock();
        try {
            if (closed) {
                throw new StoreException("the store is closed");
            }
            return call.get();
        } finally {
            openness.readLock().unlock();
        }
    }

    @Override
    public void close() {
        openness.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                logSync.close();
                engine.close();
            }
        } finally {
            openness.writeLock().unlock();
        }
    }
}
