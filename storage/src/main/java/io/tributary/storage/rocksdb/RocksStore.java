package io.tributary.storage.rocksdb;

import io.tributary.profile.Profile;
import io.tributary.profile.dictionary.DictionaryView;
import io.tributary.storage.InstanceTotals;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeResult;
import io.tributary.storage.Origin;
import io.tributary.storage.Page;
import io.tributary.storage.ProfileId;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.PutResult;
import io.tributary.storage.ReleaseStore;
import io.tributary.storage.Selection;
import io.tributary.storage.ServiceSummary;
import io.tributary.storage.StoreException;
import io.tributary.storage.StoreStats;
import io.tributary.storage.StoreStats.Kind;
import io.tributary.storage.StoredProfile;
import io.tributary.storage.Totals;
import io.tributary.storage.TraceStore;
import io.tributary.storage.UnstorableProfileException;
import io.tributary.storage.coding.BlockSizes;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.ProfileRecordCodec;
import io.tributary.storage.coding.StoredRecord;
import io.tributary.storage.releases.ReleaseFolder;
import io.tributary.storage.rocksdb.Engine.Family;
import io.tributary.storage.traces.TraceFolder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store on RocksDB. Calls run side by side; {@link #close} waits for those under way, and calls after it fail with
 * {@link StoreException}.
 */
public final class RocksStore implements ProfileStore {
    /** The folder within the store's own in which {@link #snapshot} may make copies; what is in it is left alone and not counted. */
    public static final String SNAPSHOTS = Folder.SNAPSHOTS;

    /** The version of the format that a store's folder is written in. */
    public static final int FORMAT = Folder.FORMAT;

    private static final Logger LOG = LoggerFactory.getLogger(RocksStore.class);
    /** Real profiles have up to eight. A merge keeps a sum for each of them and every stack. */
    private static final int MOST_SAMPLE_TYPES = 64;

    private final Folder folder;
    private final RocksStoreOptions options;
    private final InstantSource clock;
    private final Reopening running;
    private final Expiry expiry;
    private final TraceFolder traces;
    private final ReleaseFolder releases;
    private final List<Upkeep> upkeep;
    private final MergeThreads mergeThreads =
            new MergeThreads(Runtime.getRuntime().availableProcessors());
    private final LongAdder added = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private volatile boolean isClosing;

    private RocksStore(Folder folder, RocksStoreOptions options, Runnable beforeWrite, InstantSource clock) {
        this.folder = folder;
        this.options = options;
        this.clock = clock;
        this.running = new Reopening(folder, options, beforeWrite);
        this.traces = TraceFolder.open(folder.traces());
        this.releases = new ReleaseFolder(folder.releases());
        this.expiry = new Expiry(folder, options.retention(), running, traces, clock);
        this.upkeep = List.of(
                new Upkeep("tributary-store-sync", running::keepOpen),
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
        return running.with(store -> Verifier.verify(store.engine(), traces));
    }

    @Override
    public PutResult put(Origin origin, Profile profile) {
        Names.check(origin);
        if (profile.valueCount() > MOST_SAMPLE_TYPES) {
            throw new UnstorableProfileException("the profile has " + profile.valueCount() + " sample types, at most "
                    + MOST_SAMPLE_TYPES + " are kept");
        }
        Totals.check(profile);
        PartitionKey partition = PartitionKey.of(origin.timeMillis(), origin.service(), options.writer());
        Digest instance = Digest.of(LabelsCodec.encode(origin.instance()), Digest.INSTANCE_BYTES);
        PutResult result = running.with(store -> {
            store.horizon().check(origin.timeMillis());
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
        return ProfileKey.fromText(id.text()).flatMap(key -> running.with(store -> read(store, id, key)));
    }

    private static Optional<Profile> read(Running store, ProfileId id, byte[] key) {
        byte[] record = store.engine().get(Family.PROFILES, key);
        if (record == null) {
            return Optional.empty();
        }
        try {
            StoredRecord front = ProfileRecordCodec.decodeFront(record);
            DictionaryView dictionary =
                    store.partitions().view(ProfileKey.read(key).series().partition());
            return Optional.of(dictionary.toProfile(
                    front.header(), ProfileRecordCodec.decode(record, front, new BlockSizes(dictionary))));
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
        return ask((view, partitions) -> StoredProfiles.page(view, partitions, selection, limit, behind));
    }

    /** Asks what is in the store now. */
    private <T> T ask(BiFunction<ReadView, Partitions, T> question) {
        return running.with(store -> {
            try (ReadView view = new ReadView(store.engine())) {
                return question.apply(view, store.partitions());
            }
        });
    }

    @Override
    public MergeResult merge(Selection selection, MergeMode mode) {
        return ask((view, partitions) -> Merge.of(view, selection, partitions, mode, mergeThreads));
    }

    @Override
    public List<InstanceTotals> totals(Selection selection, long stepMillis) {
        return totals(selection, stepMillis, TotalsQuery.MOST_VALUES);
    }

    /** The same with a bound of its own. */
    List<InstanceTotals> totals(Selection selection, long stepMillis, long mostValues) {
        return ask((view, partitions) -> TotalsQuery.of(view, selection, partitions, stepMillis, mostValues));
    }

    @Override
    public SortedMap<String, SortedSet<String>> labels(Selection selection) {
        return ask((view, partitions) -> LabelListing.of(view, selection, partitions));
    }

    @Override
    public String revision(Selection selection) {
        return ask((view, partitions) -> Revision.of(view, selection, partitions));
    }

    /** What a merge would be made of. */
    List<MergePlan.Piece> plan(Selection selection, MergeMode mode) {
        return ask((view, partitions) ->
                MergePlan.of(view, selection, mode, InstanceLookup.withSamples(view, selection.anyOf(), partitions)));
    }

    @Override
    public List<ServiceSummary> services() {
        return running.with(store -> ServiceList.read(store.engine()));
    }

    @Override
    public StoreStats stats() {
        return running.with(store -> {
            EngineStats engine = store.engine().stats();
            List<Kind> kinds = new ArrayList<>(engine.kinds());
            kinds.add(new Kind("log", folder.logBytes(), OptionalLong.empty()));
            kinds.add(new Kind("traces", traces.bytes(), OptionalLong.empty()));
            return new StoreStats(
                    new StoreStats.Profiles(added.sum(), duplicates.sum()),
                    new StoreStats.Disk(
                            folder.bytes(),
                            kinds,
                            engine.cacheBytes(),
                            millis(store.horizon().oldestRawDay()),
                            millis(store.horizon().oldestDay())),
                    store.partitions().stats(options.mostDictionaryBytes()),
                    new StoreStats.Writes(store.engine().writesFail(), engine.isStopped(), engine.stalls()),
                    engine.compactions(),
                    store.rollUps().pending());
        });
    }

    private static OptionalLong millis(int day) {
        return day == Integer.MAX_VALUE || day == Integer.MAX_VALUE / ServiceDay.HOURS
                ? OptionalLong.empty()
                : OptionalLong.of(day * Level.DAY.millis);
    }

    @Override
    public long delete(Selection selection) {
        return running.with(store -> Deletion.run(store, selection, clock));
    }

    @Override
    public void snapshot(Path target) {
        running.with(store -> {
            SnapshotFolder.make(folder, target, store.engine()::copyTo, traces, releases);
            return true;
        });
    }

    /** Reads and writes the whole store. */
    @Override
    public void compact() {
        running.with(store -> {
            store.engine().compact();
            return true;
        });
    }

    @Override
    public TraceStore traces() {
        return traces;
    }

    @Override
    public ReleaseStore releases() {
        return releases;
    }

    private void makeRollUps() {
        try {
            running.with(store -> {
                store.rollUps().findPending();
                return true;
            });
            for (SeriesBucket series : running.with(store -> store.rollUps().ready(clock.millis()))) {
                if (isClosing) {
                    return;
                }
                running.with(store -> {
                    store.rollUps().build(series);
                    return true;
                });
            }
            expiry.runIfDue(() -> isClosing);
        } catch (StoreException e) {
            // Said where it was noticed; roll-ups wait for the store to be opened again.
            LOG.debug("no roll-ups: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("making roll-ups failed", e);
        }
    }

    /** Lets go of what the retention keeps no longer, now. By itself the store does so every minute. */
    void retain() {
        expiry.run(() -> isClosing);
    }

    /**
     * Makes every roll-up that is missing, also of hours that are not over. By itself the store makes those of a stretch a
     * minute after its end.
     */
    public void rollUp() {
        running.with(store -> {
            store.rollUps().findPending();
            store.rollUps().buildAll();
            return true;
        });
    }

    @Override
    public void close() {
        isClosing = true;
        upkeep.forEach(Upkeep::close);
        traces.close();
        running.close();
        mergeThreads.close();
    }
}
