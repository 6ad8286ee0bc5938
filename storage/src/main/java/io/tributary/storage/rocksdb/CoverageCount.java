package io.tributary.storage.rocksdb;

import io.tributary.storage.Coverage;
import io.tributary.storage.TimeRange;
import java.util.HashMap;
import java.util.Map;

/** Counts what a merge is made of. For one thread. */
final class CoverageCount {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private static final class Instance {
        long firstMillis = Long.MAX_VALUE;
        long lastMillis = Long.MIN_VALUE;
        double timedMillis;
    }

    private final TimeRange range;
    private final Map<Digest, Instance> instances = new HashMap<>();
    private long profiles;

    CoverageCount(TimeRange range) {
        this.range = range;
    }

    void add(Digest instance, long timeMillis, long durationNanos) {
        profiles++;
        Instance counted = instances.computeIfAbsent(instance, _ -> new Instance());
        counted.firstMillis = Math.min(counted.firstMillis, timeMillis);
        counted.lastMillis = Math.max(counted.lastMillis, timeMillis);
        double duration = (double) Math.max(0, durationNanos) / NANOS_PER_MILLI;
        counted.timedMillis += Math.min(duration, (double) (range.toMillis() - timeMillis));
    }

    Coverage result() {
        double length = (double) range.toMillis() - range.fromMillis();
        double shares = 0;
        for (Instance instance : instances.values()) {
            double covered = instance.timedMillis > 0
                    ? instance.timedMillis
                    : (double) (instance.lastMillis - instance.firstMillis);
            shares += Math.min(1, covered / length);
        }
        return new Coverage(profiles, instances.size(), instances.isEmpty() ? 0 : shares / instances.size());
    }
}
