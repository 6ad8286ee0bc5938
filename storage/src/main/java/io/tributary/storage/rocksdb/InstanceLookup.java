package io.tributary.storage.rocksdb;

import io.tributary.storage.Labels;
import io.tributary.storage.StoreException;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.rocksdb.Engine.Family;
import io.tributary.storage.selector.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;

/**
 * The label sets one question meets, each read and matched once. For one thread.
 *
 * <p>A matcher of a label that a target has not is asked of its samples' own labels. So such a target is selected on the days on
 * which its service has samples that match; a sample without the label has the empty value.
 */
final class InstanceLookup {
    /** A seek takes as long as going over a dozen profiles. */
    private static final int FEW = 12;

    /** What is left to ask where a target is all that was asked for. */
    private static final List<Selector> WHOLE = List.of(new Selector(List.of()));

    private final Engine engine;
    private final ReadOptions options;
    private final List<Selector> anyOf;
    private final Map<Digest, Labels> known = new HashMap<>();
    private final @Nullable Partitions partitions;
    private final Map<Digest, List<Selector>> rests = new HashMap<>();
    private final Map<PartitionKey, Map<List<Selector>, SampleFilter>> filters = new HashMap<>();
    private final Map<ServiceDay, Optional<List<Digest>>> few = new HashMap<>();

    /** A lookup of whole profiles: by their targets' labels alone. */
    InstanceLookup(Engine engine, ReadOptions options, List<Selector> anyOf) {
        this(engine, options, anyOf, null);
    }

    private InstanceLookup(Engine engine, ReadOptions options, List<Selector> anyOf, @Nullable Partitions partitions) {
        this.engine = engine;
        this.options = options;
        this.anyOf = anyOf;
        this.partitions = partitions;
    }

    /** A lookup of samples, whose labels stand in the partitions' dictionaries. */
    static InstanceLookup withSamples(ReadView view, List<Selector> anyOf, Partitions partitions) {
        return new InstanceLookup(view.engine(), view.options(), anyOf, partitions);
    }

    /** Whether a selector matches a profile's instance, or there is none. */
    boolean isSelected(ProfileKey key) {
        return anyOf.isEmpty() || isSelected(key.series().partition(), key.instance());
    }

    /** The same of an instance that is in the partition. */
    boolean isSelected(PartitionKey partition, Digest instance) {
        return samples(partition, instance) != SampleFilter.NONE;
    }

    /** Which samples of an instance that is in the partition are selected. Those of the same choice have the same object. */
    SampleFilter samples(PartitionKey partition, Digest instance) {
        if (anyOf.isEmpty()) {
            return SampleFilter.ALL;
        }
        List<Selector> rest = rests.computeIfAbsent(instance, digest -> rest(labels(partition, digest)));
        if (rest.isEmpty()) {
            return SampleFilter.NONE;
        }
        return rest.equals(WHOLE)
                ? SampleFilter.ALL
                : filters.computeIfAbsent(partition, _ -> new HashMap<>())
                        .computeIfAbsent(rest, anyRest -> filter(partition, anyRest));
    }

    private List<Selector> rest(Labels labels) {
        List<Selector> rests = new ArrayList<>();
        for (Selector selector : anyOf) {
            Optional<Selector> rest = selector.rest(labels::selected);
            if (rest.isPresent() && rest.get().matchers().isEmpty()) {
                return WHOLE;
            }
            rest.ifPresent(rests::add);
        }
        return rests;
    }

    private SampleFilter filter(PartitionKey partition, List<Selector> anyRest) {
        if (partitions == null) {
            return anyRest.stream().anyMatch(rest -> rest.matches(_ -> "")) ? SampleFilter.ALL : SampleFilter.NONE;
        }
        return SampleFilter.of(partitions.view(partition), anyRest);
    }

    /**
     * The selected instances of a service's day in the order of their digests, when they are so few that each is better sought than
     * met; empty otherwise.
     */
    Optional<List<Digest>> few(ServiceDay day) {
        return anyOf.isEmpty() ? Optional.empty() : few.computeIfAbsent(day, this::findFew);
    }

    private Optional<List<Digest>> findFew(ServiceDay day) {
        byte[] prefix = day.prefix();
        int all = 0;
        TreeSet<Digest> selected = new TreeSet<>();
        try (RocksIterator rows = engine.iterator(Family.INSTANCES, options)) {
            for (rows.seek(prefix); rows.isValid(); rows.next()) {
                byte[] keyBytes = rows.key();
                if (!Scans.startsWith(keyBytes, prefix)) {
                    break;
                }
                KeyBuffer key = KeyBuffer.reading(keyBytes);
                PartitionKey partition = PartitionKey.read(key);
                Digest instance = key.getDigest(Digest.INSTANCE_BYTES);
                all++;
                // The row is at hand, and many instances are more than are kept decoded.
                rests.computeIfAbsent(
                        instance, digest -> rest(labels(digest, unknown -> decode(partition, unknown, rows.value()))));
                if (isSelected(partition, instance)) {
                    selected.add(instance);
                }
            }
            Engine.check(rows);
        }
        return selected.size() * FEW <= all ? Optional.of(List.copyOf(selected)) : Optional.empty();
    }

    /** The labels of an instance that is in the partition. */
    Labels labels(PartitionKey partition, Digest instance) {
        return labels(instance, digest -> read(partition, digest));
    }

    private Labels labels(Digest instance, Function<Digest, Labels> read) {
        Partitions shared = partitions;
        return known.computeIfAbsent(
                instance, digest -> shared == null ? read.apply(digest) : shared.labels(digest, read));
    }

    private Labels read(PartitionKey partition, Digest instance) {
        byte[] value = engine.get(Family.INSTANCES, options, partition.instance(instance));
        if (value == null) {
            throw new StoreException(
                    "the labels of instance " + instance + " of " + partition + " are missing; restore a copy");
        }
        return decode(partition, instance, value);
    }

    private static Labels decode(PartitionKey partition, Digest instance, byte[] value) {
        try {
            return LabelsCodec.decode(value);
        } catch (CorruptDataException e) {
            throw new StoreException(
                    "the labels of instance " + instance + " of " + partition + " are damaged: " + e.getMessage(), e);
        }
    }
}
