package io.tributary.storage.rocksdb;

import io.tributary.profile.Profile;
import io.tributary.profile.dictionary.Dictionary;
import io.tributary.profile.dictionary.DictionaryFullException;
import io.tributary.profile.dictionary.DictionaryView;
import io.tributary.profile.dictionary.InternedProfile;
import io.tributary.profile.dictionary.LabelBounds;
import io.tributary.profile.dictionary.Mark;
import io.tributary.storage.Origin;
import io.tributary.storage.PutResult;
import io.tributary.storage.StoreException;
import io.tributary.storage.coding.BlockSizes;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.ProfileRecordCodec;
import io.tributary.storage.coding.SegmentCodec;
import io.tributary.storage.rocksdb.Engine.Family;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * A partition in memory: its dictionary, and how much of it is in the store. What the dictionary gains and cannot be
 * written stays pending and goes with the next batch, so its numbers never have a hole.
 *
 * <p>Not safe for several threads, but for {@link #memoryBytes}: {@link Partitions} lets one in at a time, and has one
 * object of a partition at a time.
 */
final class Partition {
    /** Stretches whose activity is at hand; that of others is read when a profile comes for them. */
    private static final int ACTIVE = 128;

    /** What is beyond, a profile carries itself. */
    private static final int MOST_LABEL_SETS = 16_384;

    /** So that an id leaves room for labels that are of use in a sum. */
    private static final int MOST_VALUES_OF_LABEL = 4_096;

    /**
     * What a deletion did.
     *
     * @param profiles how many
     * @param changed whose activity counts them no more
     */
    record Deleted(long profiles, Set<SeriesBucket> changed) {}

    private final Engine engine;
    private final PartitionKey key;
    private final Dictionary dictionary = new Dictionary();
    private final Set<Digest> instances = new HashSet<>();
    private final Map<SeriesBucket, Activity> activity = new LinkedHashMap<>(2 * ACTIVE, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SeriesBucket, Activity> eldest) {
            return size() > ACTIVE;
        }
    };
    private Mark written = Mark.START;
    private int nextSegment;
    private volatile long memoryBytes;

    private Partition(Engine engine, PartitionKey key) {
        this.engine = engine;
        this.key = key;
    }

    /** Reads a partition from the store; one that is not there is empty. */
    static Partition load(Engine engine, PartitionKey key) {
        Partition partition = new Partition(engine, key);
        partition.readSegments();
        partition.memoryBytes = partition.dictionary.memoryBytes();
        return partition;
    }

    private void readSegments() {
        byte[] prefix = key.prefix();
        try (ReadOptions options = new ReadOptions();
                RocksIterator segments = engine.iterator(Family.DICTIONARY, options)) {
            for (segments.seek(prefix); segments.isValid(); segments.next()) {
                byte[] at = segments.key();
                if (!Scans.startsWith(at, prefix)) {
                    break;
                }
                if (!Arrays.equals(at, key.segment(nextSegment))) {
                    throw new StoreException(
                            "the dictionary of " + key + " lacks its segment " + nextSegment + "; restore a copy");
                }
                SegmentCodec.apply(dictionary, segments.value());
                nextSegment++;
            }
            Engine.check(segments);
        } catch (CorruptDataException e) {
            throw new StoreException(
                    "segment " + nextSegment + " of the dictionary of " + key + " is damaged: " + e.getMessage(), e);
        }
        written = dictionary.mark();
    }

    /**
     * Keeps a profile, unless it is there.
     *
     * @param mostBytes memory that the dictionary may take; the profile that goes beyond it is the last one taken, and may
     *     go half as far again
     * @throws OverfilledException when the profile would go further; this partition is of no use then, but to be read anew
     * @throws StoreException when the dictionary is full or the write failed
     */
    PutResult put(Origin origin, Digest instance, Profile profile, long mostBytes) {
        if (dictionary.memoryBytes() >= mostBytes) {
            throw new StoreException("the dictionary of " + key
                    + " is full: the names and stacks of that day's profiles take "
                    + (mostBytes >> 20) + " MiB, and the rest of the day is refused; keep what never comes again"
                    + " (ids, addresses) out of function names");
        }
        InternedProfile interned = intern(profile, mostBytes);
        DictionaryView view = dictionary.view();
        byte[] record = ProfileRecordCodec.encode(profile.header(), interned, new BlockSizes(view));
        ProfileKey profileKey = new ProfileKey(
                new SeriesHour(SeriesHour.hourOf(origin.timeMillis()), origin.service(), origin.type(), key.writer()),
                instance,
                origin.timeMillis(),
                Digest.of(record, Digest.CONTENT_BYTES));
        byte[] profileKeyBytes = profileKey.toBytes();
        if (engine.get(Family.PROFILES, profileKeyBytes) != null) {
            return new PutResult(ProfileKey.toId(profileKeyBytes), false);
        }
        Map<SeriesBucket, Activity> active = activityWith(profileKey, record.length);
        boolean newInstance = !instances.contains(instance);
        boolean newSegment = !view.size().equals(written);
        try (WriteBatch batch = new WriteBatch()) {
            if (newSegment) {
                put(batch, Family.DICTIONARY, key.segment(nextSegment), SegmentCodec.encode(dictionary, written));
            }
            if (newInstance) {
                put(batch, Family.INSTANCES, key.instance(instance), LabelsCodec.encode(origin.instance()));
            }
            active.forEach((series, counted) -> put(batch, Family.ACTIVITY, series.key(), counted.encode()));
            put(batch, Family.PROFILES, profileKeyBytes, record);
            engine.write(batch);
        }
        if (newSegment) {
            written = view.size();
            nextSegment++;
        }
        instances.add(instance);
        activity.putAll(active);
        memoryBytes = dictionary.memoryBytes();
        return new PutResult(ProfileKey.toId(profileKeyBytes), true);
    }

    /** A partition to delete from: its dictionary is not read, so that what is damaged can be deleted too. */
    static Partition unread(Engine engine, PartitionKey key) {
        return new Partition(engine, key);
    }

    /**
     * Deletes profiles, those that are there, and the roll-ups they are in.
     *
     * @return the stretches of time that changed
     */
    Deleted delete(List<byte[]> profileKeys) {
        Map<SeriesBucket, Activity> active = new HashMap<>();
        long deleted = 0;
        try (WriteBatch batch = new WriteBatch()) {
            for (byte[] keyBytes : profileKeys) {
                byte[] record = engine.get(Family.PROFILES, keyBytes);
                if (record == null) {
                    continue;
                }
                deleted++;
                ProfileKey profile = ProfileKey.read(keyBytes);
                Activity gone = Activity.ofOne(profile, record.length);
                for (Level level : Level.values()) {
                    SeriesBucket series = SeriesBucket.of(level, profile);
                    Activity before = active.containsKey(series) ? active.get(series) : activityOf(series);
                    active.put(series, before.without(gone));
                }
                Engine.delete(batch, engine.handle(Family.PROFILES), keyBytes);
            }
            active.forEach((series, counted) -> {
                put(batch, Family.ACTIVITY, series.key(), counted.encode());
                Engine.deleteRange(batch, engine.handle(Family.ROLLUPS), series.key(), series.behind());
            });
            if (deleted > 0) {
                engine.write(batch);
            }
        }
        activity.putAll(active);
        return new Deleted(deleted, active.keySet());
    }

    private InternedProfile intern(Profile profile, long mostBytes) {
        try {
            return dictionary.intern(profile, mostBytes + mostBytes / 2, labelBounds(mostBytes));
        } catch (DictionaryFullException e) {
            throw new OverfilledException(
                    "this one profile has more names and stacks than the dictionary of " + key + " has room for: "
                            + e.getMessage(),
                    e);
        }
    }

    private static LabelBounds labelBounds(long mostBytes) {
        return new LabelBounds(MOST_LABEL_SETS, MOST_VALUES_OF_LABEL, mostBytes / 4);
    }

    private Map<SeriesBucket, Activity> activityWith(ProfileKey profile, long bytes) {
        Map<SeriesBucket, Activity> active = new HashMap<>();
        Activity added = Activity.ofOne(profile, bytes);
        for (Level level : Level.values()) {
            SeriesBucket series = SeriesBucket.of(level, profile);
            active.put(series, activityOf(series).plus(added));
        }
        return active;
    }

    private Activity activityOf(SeriesBucket series) {
        Activity known = activity.get(series);
        if (known != null) {
            return known;
        }
        byte[] stored = engine.get(Family.ACTIVITY, series.key());
        try {
            return stored == null ? Activity.NONE : Activity.decode(stored);
        } catch (CorruptDataException e) {
            throw new StoreException("the activity of " + series + " is damaged: " + e.getMessage(), e);
        }
    }

    private void put(WriteBatch batch, Family family, byte[] atKey, byte[] value) {
        ColumnFamilyHandle handle = engine.handle(family);
        Engine.put(batch, handle, atKey, value);
    }

    /** The dictionary as it is now. */
    DictionaryView view() {
        return dictionary.view();
    }

    /** How many segments its dictionary is made of. */
    int segments() {
        return nextSegment;
    }

    long memoryBytes() {
        return memoryBytes;
    }
}
