package io.tributary.storage.rocksdb;

import io.tributary.storage.Labels;
import io.tributary.storage.StoreException;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.rocksdb.Engine.Family;
import io.tributary.storage.selector.Selector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.ReadOptions;

/** The label sets one question meets, each read and matched once. For one thread. */
final class InstanceLookup {
    private final Engine engine;
    private final ReadOptions options;
    private final List<Selector> anyOf;
    private final Map<Digest, Optional<Labels>> known = new HashMap<>();

    InstanceLookup(Engine engine, ReadOptions options, List<Selector> anyOf) {
        this.engine = engine;
        this.options = options;
        this.anyOf = anyOf;
    }

    /** The labels of a profile's instance; empty when no selector matches them. */
    Optional<Labels> selected(ProfileKey key) {
        return selected(key.series().partition(), key.instance());
    }

    /** The same of an instance that is in the partition. */
    Optional<Labels> selected(PartitionKey partition, Digest digest) {
        return known.computeIfAbsent(digest, instance -> {
            Labels labels = read(partition, instance);
            boolean matches =
                    anyOf.isEmpty() || anyOf.stream().anyMatch(selector -> selector.matches(labels::getOrEmpty));
            return matches ? Optional.of(labels) : Optional.empty();
        });
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
