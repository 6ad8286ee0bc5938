package io.tributary.storage.rocksdb;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tributary.profile.Profile;
import io.tributary.profile.dictionary.DictionaryView;
import io.tributary.storage.Labels;
import io.tributary.storage.Origin;
import io.tributary.storage.PutResult;
import io.tributary.storage.StoreStats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * The partitions whose dictionaries are in memory, within a budget of bytes; the others are read from the store when asked for.
 *
 * <p>Safe for many threads. Whatever is done with a partition is done inside the computation of its cache entry, which
 * the cache makes one at a time for a key, loading and letting go included. So two dictionaries of one partition never
 * give out numbers at once, and a partition is weighed anew after everything that may have made it grow.
 */
final class Partitions {
    private static final int WEIGHT_UNIT = 1024;
    /** A service's week of a few ten thousand stacks takes some megabytes. */
    private static final long COMMON_BYTES = 16 << 20;

    private static final long LABELS_BYTES = 8 << 20;
    /** Of a label's two strings and its place in the map, and of a set, beside the characters. */
    private static final int LABEL_BYTES = 160;

    private final Engine engine;
    private final long mostBytes;
    private final Cache<PartitionKey, Partition> cache;
    private final CommonDictionaries common = new CommonDictionaries(COMMON_BYTES);
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    /** Label sets by their digests, which stand for the same labels in every partition. */
    private final Cache<Digest, Labels> labels = Caffeine.newBuilder()
            .maximumWeight(LABELS_BYTES)
            .weigher((Digest _, Labels each) -> memoryBytes(each))
            .executor(Runnable::run)
            .build();

    /** @param mostBytes what one dictionary may take before nothing is added to it */
    Partitions(Engine engine, long budgetBytes, long mostBytes) {
        this.engine = engine;
        this.mostBytes = mostBytes;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(budgetBytes / WEIGHT_UNIT)
                .weigher((PartitionKey _, Partition partition) ->
                        (int) Math.min(Integer.MAX_VALUE, 1 + partition.memoryBytes() / WEIGHT_UNIT))
                .executor(Runnable::run)
                .build();
    }

    PutResult put(PartitionKey key, Origin origin, Digest instance, Profile profile) {
        return with(key, partition -> partition.put(origin, instance, profile, mostBytes));
    }

    /** Deletes profiles of one partition; its dictionary is not read for that. */
    Partition.Deleted delete(PartitionKey key, List<byte[]> profileKeys) {
        List<Partition.Deleted> result = new ArrayList<>(1);
        cache.asMap().compute(key, (_, known) -> {
            Partition partition = known == null ? Partition.unread(engine, key) : known;
            result.add(partition.delete(profileKeys));
            return known;
        });
        return result.getFirst();
    }

    /** Lets go of those before a day, of which nothing is left. Only while nobody else calls. */
    void forgetBefore(int day) {
        cache.asMap().keySet().removeIf(key -> key.day() < day);
    }

    DictionaryView view(PartitionKey key) {
        return with(key, Partition::view);
    }

    /** What puts several of a service's dictionaries together. */
    CommonDictionaries common() {
        return common;
    }

    /** The labels of an instance, read where they are not known. */
    Labels labels(Digest instance, Function<Digest, Labels> read) {
        Labels known = labels.getIfPresent(instance);
        if (known == null) {
            known = read.apply(instance);
            labels.put(instance, known);
        }
        return known;
    }

    private static int memoryBytes(Labels labels) {
        int bytes = LABEL_BYTES;
        for (var label : labels.values().entrySet()) {
            bytes += LABEL_BYTES
                    + 2 * (label.getKey().length() + label.getValue().length());
        }
        return bytes;
    }

    private <T> T with(PartitionKey key, Function<Partition, T> action) {
        List<T> result = new ArrayList<>(1);
        List<OverfilledException> overfilled = new ArrayList<>(0);
        cache.asMap().compute(key, (_, known) -> {
            (known == null ? misses : hits).increment();
            Partition partition = known == null ? Partition.load(engine, key) : known;
            try {
                result.add(action.apply(partition));
                return partition;
            } catch (OverfilledException e) {
                // Let go of, with what it took in and will never write.
                overfilled.add(e);
                return null;
            }
        });
        if (!overfilled.isEmpty()) {
            throw overfilled.getFirst();
        }
        return result.getFirst();
    }

    /** @param mostBytes what one may take */
    StoreStats.Dictionaries stats(long mostBytes) {
        List<Long> bytes =
                cache.asMap().values().stream().map(Partition::memoryBytes).toList();
        return new StoreStats.Dictionaries(
                bytes.size(),
                bytes.stream().mapToLong(Long::longValue).sum(),
                bytes.stream().mapToLong(Long::longValue).max().orElse(0),
                mostBytes,
                hits.sum(),
                misses.sum());
    }
}
