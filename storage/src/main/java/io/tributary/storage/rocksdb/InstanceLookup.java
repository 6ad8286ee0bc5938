package io.tributary.storage.rocksdb;

import io.tributary.storage.Labels;
import io.tributary.storage.StoreException;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.rocksdb.Engine.Family;
import io.tributary.storage.selector.Selector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.ReadOptions;

/** The label sets one question meets, each read and matched once. For one thread. */
final class InstanceLookup {
    private final Engine engine;
    private final ReadOptions options;
    private final List<Selector> anyOf;
    private final Map<Digest, Labels> known = new HashMap<>();
    private final Map<Digest, Boolean> matches = new HashMap<>();

    InstanceLookup(Engine engine, ReadOptions options, List<Selector> anyOf) {
        this.engine = engine;
        this.options = options;
        this.anyOf = anyOf;
    }

    /** Whether a selector matches a profile's instance, or there is none. */
    boolean isSelected(ProfileKey key) {
        return anyOf.isEmpty() || isSelected(key.series().partition(), key.instance());
    }

    /** The same of an instance that is in the partition. */
    boolean isSelected(PartitionKey partition, Digest instance) {
        return anyOf.isEmpty()
                || matches.computeIfAbsent(instance, digest -> {
                    Labels labels = labels(partition, digest);
                    return anyOf.stream().anyMatch(selector -> selector.matches(labels::getOrEmpty));
                });
    }

    /** The labels of an instance that is in the partition. */
    Labels labels(PartitionKey partition, Digest instance) {
        return known.computeIfAbsent(instance, digest -> read(partition, digest));
    }

    private Labels read(PartitionKey partition, Digest instance) {
        byte[] value = engine.get(Family.INSTANCES, options, partition.instance(instance));
        if (value == null) {
            throw new StoreException(
                    "the labels of instance " + instance + " of " + partition + " are missing; restore a copy");
        }
        try {
            return LabelsCodec.decode(value);
        } catch (CorruptDataException e) {
            throw new StoreException(
                    "the labels of instance " + instance + " of " + partition + " are damaged: " + e.getMessage(), e);
        }
    }
}
