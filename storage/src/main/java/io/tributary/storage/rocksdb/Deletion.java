package io.tributary.storage.rocksdb;

import io.tributary.storage.Selection;
import io.tributary.storage.rocksdb.ProfileScan.Entry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deletes profiles, with what was counted and summed up of them. */
final class Deletion {
    /** Keys that are collected, and profiles that are deleted in one batch, at most. */
    private static final int MOST_AT_ONCE = 1000;

    private Deletion() {}

    /** Deletes the selected profiles and gives their number. */
    static long run(Running store, Selection selection, InstantSource clock) {
        long deleted = 0;
        try (ReadView view = new ReadView(store.engine());
                ProfileScan scan = new ProfileScan(
                        view,
                        selection,
                        selection.range(),
                        new InstanceLookup(view.engine(), view.options(), selection.anyOf()))) {
            Map<PartitionKey, List<byte[]>> found = new LinkedHashMap<>();
            int size = 0;
            for (Optional<Entry> next = scan.next(); next.isPresent(); next = scan.next()) {
                found.computeIfAbsent(next.get().key().series().partition(), _ -> new ArrayList<>())
                        .add(next.get().keyBytes());
                size++;
                if (size == MOST_AT_ONCE) {
                    deleted += delete(store, found, clock);
                    size = 0;
                }
            }
            return deleted + delete(store, found, clock);
        }
    }

    private static long delete(Running store, Map<PartitionKey, List<byte[]>> found, InstantSource clock) {
        long deleted = 0;
        for (Map.Entry<PartitionKey, List<byte[]>> partition : found.entrySet()) {
            Partition.Deleted done = store.partitions().delete(partition.getKey(), partition.getValue());
            done.changed().forEach(series -> store.rollUps().touch(series, clock.millis()));
            deleted += done.profiles();
        }
        found.clear();
        return deleted;
    }
}
