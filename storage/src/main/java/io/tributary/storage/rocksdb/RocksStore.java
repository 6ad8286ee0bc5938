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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store on RocksDB. Calls run side by side; {@link #close} waits for those under way, and calls after it fail with
 * {@link StoreException}.
 */
public final class RocksStore implements ProfileStore {
    private static final Logger LOG = LoggerFactory.getLogger(RocksStore.class);
    /** Real profiles have up to eight. A merge keeps a sum for each of them and every stack. */
    private static final int MOST_SAMPLE_TYPES = 64;

    private final Folder folder;
    private final RocksStoreOptions options;
    private final Runnable beforeWrite;
    private final InstantSource clock;
    private final List<Upkeep> upkeep;
    private final LongAdder added = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final ReentrantReadWriteLock openness = new ReentrantReadWriteLock();
    private boolean closed;
    private volatile boolean isClosing;

    /** Null when it could not be opened again after its writes failed; guarded, as {@link #closed}, by {@link #openness}. */
    private @Nullable Running running;

    private RocksStore(Folder folder, RocksStoreOptions options, Runnable beforeWrite, InstantSource clock) {
        this.folder = folder;
        this.options = options;
        this.beforeWrite = beforeWrite;
        this.running = Running.open(folder, options, beforeWrite);
        this.clock = clock;
        this.upkeep = List.of(
                new Upkeep("tributary-store-sync", this::eachSecond),
                new Upkeep("tributary-store-rollups", this::makeRollUps));
    }

    /**
     * Opens the store in a folder, which is made when it is not there.
     *
     * @throws io.tributary.storage.StoreOpenException when the folder is none, cannot be written to, holds something else
     *     or a newer format, or is used by another process
     */
    public static RocksStore open(Path folder, RocksStoreOptions options) {
        return open(folder, options, () -> {});
    }

    /** The same with something done before every write, for tests that make writes fail. */
    static RocksStore open(Path folder, RocksStoreOptions options, Runnable beforeWrite) {
        return open(folder, options, beforeWrite, InstantSource.system());
    }

    /** The same with a clock of its own, which says when roll-ups are made. */
    static RocksStore open(Path folder, RocksStoreOptions options, Runnable beforeWrite, InstantSource clock) {
        return new RocksStore(Folder.open(folder), options, beforeWrite, clock);
    }

    /**
     * Opens a store that is there already.
     *
     * @throws io.tributary.storage.StoreOpenException as {@link #open}, and when there is none
     */
    public static RocksStore openExisting(Path folder, RocksStoreOptions options) {
        return new RocksStore(Folder.existing(folder), options, () -> {}, InstantSource.system());
    }

    /**
     * Reads everything and says what is wrong: a table file's checksum, a dictionary that does not replay, a profile that is not what
     * its key says or names what its dictionary lacks, activity that counts other profiles. It takes as long as reading the whole
     * store takes; puts and questions go on.
     */
    public VerifyReport verify() {
        return whileOpen(store -> Verifier.verify(store.engine()));
    }

    @Override
    public PutResult put(Origin origin, Profile profile) {
        Names.check(origin);
        if (profile.valueCount() > MOST_SAMPLE_TYPES) {
            throw new StoreException("the profile has " + profile.valueCount() + " sample types, at most "
                    + MOST_SAMPLE_TYPES + " are kept");
        }
        PartitionKey partition = PartitionKey.of(origin.timeMillis(), origin.service(), options.writer());
        Digest instance = Digest.of(LabelsCodec.encode(origin.instance()), Digest.INSTANCE_BYTES);
        PutResult result = whileOpen(store -> {
            PutResult put = store.partitions().put(partition, origin, instance, profile);
            if (put.added()) {
                long now = clock.millis();
                for (SeriesBucket series : SeriesBucket.all(origin, options.writer())) {
                    store.rollUps().touch(series, now);
                }
            }
            return put;
        });
        (result.added() ? added : duplicates).increment();
        return result;
    }

    @Override
    public Optional<Profile> profile(ProfileId id) {
        return ProfileKey.fromText(id.text()).flatMap(key -> whileOpen(store -> read(store, id, key)));
    }

    private static Optional<Profile> read(Running store, ProfileId id, byte[] key) {
        byte[] record = store.engine().get(Family.PROFILES, key);
        if (record == null) {
            return Optional.empty();
        }
        try {
            StoredRecord front = ProfileRecordCodec.decodeFront(record);
            return Optional.of(store.partitions()
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
        return whileOpen(store -> page(store.engine(), selection, limit, behind));
    }

    private static Page<StoredProfile> page(Engine engine, Selection selection, int limit, Optional<byte[]> behind) {
        try (ReadView view = new ReadView(engine)) {
            return page(view, selection, limit, behind);
        }
    }

    private static Page<StoredProfile> page(ReadView view, Selection selection, int limit, Optional<byte[]> behind) {
        List<StoredProfile> items = new ArrayList<>();
        InstanceLookup instances = new InstanceLookup(view.engine(), view.options(), selection.anyOf());
        try (ProfileScan scan = new ProfileScan(view, selection, selection.range(), instances)) {
            behind.ifPresent(scan::seekBehind);
            for (Optional<Entry> next = scan.next(); next.isPresent(); next = scan.next()) {
                if (items.size() == limit) {
                    return new Page<>(items, items.getLast().id().text());
                }
                items.add(describe(next.get(), instances));
            }
        }
        return new Page<>(items, null);
    }

    private static StoredProfile describe(Entry entry, InstanceLookup instances) {
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
                            instances.labels(series.partition(), entry.key().instance()),
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
        return whileOpen(store -> {
            try (ReadView view = new ReadView(store.engine())) {
                return Merge.of(view, selection, store.partitions(), mode);
            }
        });
    }

    /** What a merge would be made of. */
    List<MergePlan.Piece> plan(Selection selection, MergeMode mode) {
        return whileOpen(store -> {
            try (ReadView view = new ReadView(store.engine())) {
                return MergePlan.of(
                        view, selection, mode, new InstanceLookup(view.engine(), view.options(), selection.anyOf()));
            }
        });
    }

    @Override
    public List<ServiceSummary> services() {
        return whileOpen(store -> ServiceList.read(store.engine()));
    }

    @Override
    public StoreStats stats() {
        return whileOpen(store -> new StoreStats(
                added.sum(),
                duplicates.sum(),
                folder.bytes(),
                store.partitions().open(),
                store.partitions().memoryBytes(),
                store.partitions().largestBytes(),
                options.mostDictionaryBytes()));
    }

    @Override
    public void snapshot(Path target) {
        whileOpen(store -> {
            SnapshotFolder.make(folder, target, store.engine()::copyTo);
            return true;
        });
    }

    /** Gives back the space of what was deleted, now; it reads and writes the whole store. Puts and questions go on. */
    public void compact() {
        whileOpen(store -> {
            store.engine().compact();
            return true;
        });
    }

    private <T> T whileOpen(Function<Running, T> call) {
        openness.readLock().lock();
        try {
            if (closed) {
                throw new StoreException("the store is closed");
            }
            if (running == null) {
                throw new StoreException(
                        folder.path() + " could not be opened again after a failed write; it is tried every second");
            }
            return call.apply(running);
        } finally {
            openness.readLock().unlock();
        }
    }

    private void eachSecond() {
        try {
            if (writesFail() && folder.hasRoomFor(2 * options.writeBufferBytes())) {
                openAgain();
            }
        } catch (StoreException e) {
            LOG.warn("{}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void makeRollUps() {
        try {
            whileOpen(store -> {
                store.rollUps().findPending();
                return true;
            });
            for (SeriesBucket series : whileOpen(store -> store.rollUps().ready(clock.millis()))) {
                if (isClosing) {
                    return;
                }
                whileOpen(store -> {
                    store.rollUps().build(series);
                    return true;
                });
            }
        } catch (StoreException e) {
            // Said where it was noticed; roll-ups wait for the store to be opened again.
            LOG.debug("no roll-ups: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("making roll-ups failed", e);
        }
    }

    /**
     * Makes every roll-up that is missing, also of hours that are not over. By itself the store makes those of a stretch a
     * minute after its end.
     */
    public void rollUp() {
        whileOpen(store -> {
            store.rollUps().findPending();
            store.rollUps().buildAll();
            return true;
        });
    }

    private boolean writesFail() {
        openness.readLock().lock();
        try {
            if (running != null) {
                running.syncLog();
            }
            return !closed && (running == null || running.engine().writesFail());
        } finally {
            openness.readLock().unlock();
        }
    }

    /**
     * RocksDB does not reliably write again by itself once its log met a full disk, so it is opened anew when there is
     * room again. Until then it answers questions.
     */
    private void openAgain() throws InterruptedException {
        // Questions under way are not kept waiting behind this for long: the next second is as good.
        if (!openness.writeLock().tryLock(1, TimeUnit.SECONDS)) {
            return;
        }
        try {
            boolean isDamaged = running != null && running.engine().isDamaged();
            if (running != null) {
                running.close();
                running = null;
            }
            if (isDamaged) {
                running = Running.openAroundDamage(folder, options, beforeWrite);
                LOG.warn(
                        "{} has a damaged file and is not compacted until it is opened next; what is not in that file is"
                                + " answered and stored. 'tributary verify' names it: restore a snapshot",
                        folder.path());
            } else {
                running = Running.open(folder, options, beforeWrite);
                LOG.info("{} was opened again after a failed write", folder.path());
            }
        } finally {
            openness.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        isClosing = true;
        upkeep.forEach(Upkeep::close);
        openness.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                if (running != null) {
                    running.close();
                    running = null;
                }
            }
        } finally {
            openness.writeLock().unlock();
        }
    }
}
