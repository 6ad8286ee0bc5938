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
import java.util.TreeSet;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;

/** The label sets one question meets, each read and matched once. For one thread. */
final class InstanceLookup {
    /** A seek takes as long as going over a dozen profiles. */
    private static final int FEW = 12;

    private final Engine engine;
    private final ReadOptions options;
    private final List<Selector> anyOf;
    private final Map<Digest, Labels> known = new HashMap<>();
    private final Map<Digest, Boolean> matches = new HashMap<>();
    private final Map<ServiceDay, Optional<List<Digest>>> few = new HashMap<>();

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
            for (rows.seek(prefix); rows.isValid() && Scans.startsWith(rows.key(), prefix); rows.next()) {
                KeyBuffer key = KeyBuffer.reading(rows.key());
                PartitionKey partition = PartitionKey.read(key);
                Digest instance = key.getDigest(Digest.INSTANCE_BYTES);
                all++;
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
