package io.tributary.storage.rocksdb;

import io.tributary.profile.dictionary.DictionaryView;
import io.tributary.profile.dictionary.InternedProfile;
import io.tributary.profile.dictionary.MappingUse;
import io.tributary.profile.dictionary.Mark;
import io.tributary.profile.dictionary.SparseVector;
import io.tributary.storage.StoreException;
import io.tributary.storage.coding.BlockSizes;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.ProfileRecordCodec;
import io.tributary.storage.coding.StoredRecord;
import io.tributary.storage.rocksdb.Engine.Family;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;

/**
 * A service's day held against itself: its dictionaries replayed, every profile against its dictionary, its key and its
 * instance, the activity rows and the roll-ups against the profiles. For one thread, once.
 */
final class ServiceDayCheck {
    private static final String DELETE = "delete it or restore a snapshot";

    private final Engine engine;
    private final ReadOptions options;
    private final ServiceDay day;
    private final Verification verification;

    /** By writer; empty where the dictionary is damaged, which has been found then. */
    private final Map<String, Optional<DictionaryView>> dictionaries = new HashMap<>();

    private final Set<InstanceOf> instances = new HashSet<>();
    private final Map<SeriesBucket, Activity> counted = new HashMap<>();
    private boolean allInstancesRead;
    private boolean allProfilesRead;

    private record InstanceOf(String writer, Digest instance) {}

    ServiceDayCheck(Engine engine, ReadOptions options, ServiceDay day, int firstRawDay, Verification verification) {
        this.engine = engine;
        this.options = options;
        this.day = day;
        // Activity counts on what roll-ups stand for alone.
        this.allProfilesRead = day.day() >= firstRawDay;
        this.verification = verification;
    }

    void run() {
        each(Family.DICTIONARY, day.prefix(), "the dictionary of " + day, (key, _) -> {
            KeyBuffer buffer = KeyBuffer.reading(key);
            replay(PartitionKey.read(buffer));
        });
        allInstancesRead = each(Family.INSTANCES, day.prefix(), "the instances of " + day, this::instance);
        Optional<Map<SeriesBucket, Activity>> stored = storedActivity();
        for (int hour = 0; hour < ServiceDay.HOURS; hour++) {
            profiles(hour, stored);
        }
        stored.ifPresent(this::compare);
        stored.filter(_ -> allProfilesRead).ifPresent(rows -> checkRollUps(rows.keySet()));
    }

    private void checkRollUps(Set<SeriesBucket> stretches) {
        try (ReadView view = new ReadView(engine, options)) {
            RollUpCheck check = new RollUpCheck(view, verification);
            for (SeriesBucket series : stretches) {
                replay(series.partition()).ifPresent(dictionary -> check.check(series, dictionary));
            }
        }
    }

    private void profiles(int hour, Optional<Map<SeriesBucket, Activity>> stored) {
        try {
            read(Family.PROFILES, day.prefixOfHour(hour), this::profile);
        } catch (StoreException e) {
            // Looking for the first of an hour that has none meets what stands before it.
            int bucket = day.day() * ServiceDay.HOURS + hour;
            if (stored.isEmpty()
                    || stored.get().entrySet().stream()
                            .anyMatch(row -> row.getKey().level() == Level.HOUR
                                    && row.getKey().bucket() == bucket
                                    && row.getValue().profiles() > 0)) {
                verification.unreadable("the profiles of " + day + ", hour " + hour, e);
                allProfilesRead = false;
            }
        }
    }

    /** Whether all rows could be read; what could not is found. */
    private boolean each(Family family, byte[] prefix, String where, BiConsumer<byte[], byte[]> row) {
        try {
            read(family, prefix, row);
            return true;
        } catch (StoreException e) {
            verification.unreadable(where, e);
            return false;
        }
    }

    private void read(Family family, byte[] prefix, BiConsumer<byte[], byte[]> row) {
        try (RocksIterator rows = engine.iterator(family, options)) {
            for (rows.seek(prefix); rows.isValid() && Scans.startsWith(rows.key(), prefix); rows.next()) {
                row.accept(rows.key(), rows.value());
            }
            Engine.check(rows);
        }
    }

    private Optional<DictionaryView> replay(PartitionKey partition) {
        return dictionaries.computeIfAbsent(partition.writer(), _ -> {
            verification.partitions++;
            try {
                Partition replayed = Partition.load(engine, partition);
                verification.segments += replayed.segments();
                return Optional.of(replayed.view());
            } catch (StoreException e) {
                verification.unreadable("the dictionary of " + partition, e);
                return Optional.empty();
            }
        });
    }

    private void instance(byte[] keyBytes, byte[] value) {
        verification.instances++;
        KeyBuffer key = KeyBuffer.reading(keyBytes);
        PartitionKey partition = PartitionKey.read(key);
        Digest instance = key.getDigest(Digest.INSTANCE_BYTES);
        instances.add(new InstanceOf(partition.writer(), instance));
        String where = "the labels of instance " + instance + " of " + partition;
        try {
            LabelsCodec.decode(value);
        } catch (CorruptDataException e) {
            verification.unreadable(where, e);
            return;
        }
        if (!Digest.of(value, Digest.INSTANCE_BYTES).equals(instance)) {
            verification.found(where, "are not those that its name is the digest of", Verification.RESTORE);
        }
    }

    private void profile(byte[] keyBytes, byte[] record) {
        verification.profiles++;
        ProfileKey key;
        try {
            key = ProfileKey.read(keyBytes);
        } catch (IllegalArgumentException e) {
            verification.unreadable("a profile of " + day, e);
            return;
        }
        Activity one = Activity.ofOne(key, record.length);
        for (Level level : Level.values()) {
            counted.merge(SeriesBucket.of(level, key), one, Activity::plus);
        }
        String problem = problem(key, record);
        if (problem != null) {
            SeriesHour series = key.series();
            verification.found(
                    "profile " + ProfileKey.toId(keyBytes) + " (" + series.type() + " of " + series.service() + ", "
                            + Instant.ofEpochMilli(key.timeMillis()) + ")",
                    problem,
                    DELETE);
        }
    }

    private @Nullable String problem(ProfileKey key, byte[] record) {
        PartitionKey partition = key.series().partition();
        if (SeriesHour.hourOf(key.timeMillis()) != key.series().hour()) {
            return "its time is not within its key's hour";
        }
        if (!Digest.of(record, Digest.CONTENT_BYTES).equals(key.content())) {
            return "its content is not what its key is the digest of";
        }
        if (allInstancesRead && !instances.contains(new InstanceOf(partition.writer(), key.instance()))) {
            return "the labels of its instance " + key.instance() + " are missing";
        }
        // An empty one that was never written replays as well: then no number is within it.
        Optional<DictionaryView> dictionary = replay(partition);
        if (dictionary.isEmpty()) {
            return null;
        }
        try {
            return problem(ProfileRecordCodec.decodeFront(record), record, dictionary.get());
        } catch (CorruptDataException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** What a record says that its dictionary or itself does not bear out. */
    private static @Nullable String problem(StoredRecord front, byte[] record, DictionaryView dictionary)
            throws CorruptDataException {
        InternedProfile profile = ProfileRecordCodec.decode(record, front, new BlockSizes(dictionary));
        Mark size = dictionary.size();
        SparseVector vector = profile.vector();
        for (MappingUse use : front.mappings()) {
            if (use.mapping() >= size.mappings()
                    || use.filename() >= size.strings()
                    || use.buildId() >= size.strings()) {
                return "its mapping " + use.mapping() + " is not in its day's dictionary, which has " + size;
            }
        }
        int n = vector.size();
        if (n > 0 && vector.stacks()[n - 1] >= size.stacks()) {
            return "its stack " + vector.stacks()[n - 1] + " is not in its day's dictionary, which has " + size;
        }
        if (profile.stacks() != front.stacks()) {
            return "it has " + profile.stacks() + " stacks and says it has " + front.stacks();
        }
        if (n > 0
                && !Arrays.equals(
                        vector.totals(),
                        front.totals().stream().mapToLong(Long::longValue).toArray())) {
            return "its totals are not the sums of its values";
        }
        if (!profile.isWhole(dictionary)) {
            return "its samples with labels of their own are not those that its vector counts";
        }
        return null;
    }

    /** Empty when it cannot be read, which has been found then. */
    private Optional<Map<SeriesBucket, Activity>> storedActivity() {
        Map<SeriesBucket, Activity> stored =
                new TreeMap<>(Comparator.comparing(SeriesBucket::key, Arrays::compareUnsigned));
        try (RocksIterator rows = engine.iterator(Family.ACTIVITY, options)) {
            for (Level level : Level.values()) {
                int perDay = (int) (Level.DAY.millis / level.millis);
                for (int i = 0; i < perDay; i++) {
                    byte[] prefix = day.prefixOfActivity(level, day.day() * perDay + i);
                    for (rows.seek(prefix); rows.isValid() && Scans.startsWith(rows.key(), prefix); rows.next()) {
                        activity(rows.key(), rows.value(), stored);
                    }
                    Engine.check(rows);
                }
            }
            return Optional.of(stored);
        } catch (StoreException e) {
            verification.unreadable("the activity of " + day, e);
            return Optional.empty();
        }
    }

    private void compare(Map<SeriesBucket, Activity> stored) {
        if (!allProfilesRead) {
            return;
        }
        Set<SeriesBucket> series = new HashSet<>(stored.keySet());
        series.addAll(counted.keySet());
        for (SeriesBucket each : series) {
            Activity says = stored.getOrDefault(each, Activity.NONE);
            Activity is = counted.getOrDefault(each, Activity.NONE);
            if (says.profiles() != is.profiles()
                    || says.bytes() != is.bytes()
                    || says.names() != is.names()
                    || says.firstMillis() > is.firstMillis()
                    || says.lastMillis() < is.lastMillis()
                    || says.changes() < is.profiles()) {
                verification.found(
                        "the activity of " + each.type() + " of " + day + " (writer " + each.writer() + ", "
                                + each.level() + " from " + Instant.ofEpochMilli(each.fromMillis()) + ")",
                        "says " + says + ", there is " + is,
                        Verification.RESTORE);
            }
        }
    }

    private void activity(byte[] key, byte[] value, Map<SeriesBucket, Activity> stored) {
        verification.activityRows++;
        SeriesBucket series = SeriesBucket.read(KeyBuffer.reading(key));
        try {
            stored.put(series, Activity.decode(value));
        } catch (CorruptDataException e) {
            verification.unreadable("the activity of " + day, e);
        }
    }
}
