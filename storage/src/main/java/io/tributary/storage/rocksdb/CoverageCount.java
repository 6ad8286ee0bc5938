package io.tributary.storage.rocksdb;

import io.tributary.storage.Coverage;
import io.tributary.storage.TimeRange;
import io.tributary.storage.rocksdb.RollUp.InstanceShare;
import java.util.HashMap;
import java.util.Map;

/** Counts what a merge is made of. For one thread. */
final class CoverageCount {
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Longer than any profile: so that no sum of what a target claims overflows. */
    private static final long LONGEST_NANOS = Level.DAY.millis * NANOS_PER_MILLI;

    private static final class Instance {
        long firstMillis = Long.MAX_VALUE;
        long lastMillis = Long.MIN_VALUE;
        long timedNanos;

        /** How much of so many milliseconds was profiled. */
        double share(double lengthMillis) {
            double covered =
                    timedNanos > 0 ? (double) timedNanos / NANOS_PER_MILLI : (double) (lastMillis - firstMillis);
            return Math.min(1, covered / lengthMillis);
        }
    }

    private final TimeRange range;
    private final Map<Digest, Instance> instances = new HashMap<>();
    private long profiles;

    CoverageCount(TimeRange range) {
        this.range = range;
    }

    /** A profile's duration as far as it can be believed. */
    static long timedNanos(long durationNanos) {
        return Math.clamp(durationNanos, 0, LONGEST_NANOS);
    }

    /** At most a day, which is longer than any profile. */
    static long nanos(long millis) {
        return Math.min(millis, Level.DAY.millis) * NANOS_PER_MILLI;
    }

    /** How much of a profile's duration lies behind this moment. */
    static long overhangNanos(long timeMillis, long durationNanos, long endMillis) {
        long left = endMillis - timeMillis;
        return left > Level.DAY.millis ? 0 : Math.max(0, timedNanos(durationNanos) - left * NANOS_PER_MILLI);
    }

    void add(Digest instance, long timeMillis, long durationNanos) {
        long overhang = overhangNanos(timeMillis, durationNanos, range.toMillis());
        count(instance, 1, timeMillis, timeMillis, timedNanos(durationNanos) - overhang);
    }

    /**
     * @param endMillis where the stretch ends of which this is a share
     */
    void add(InstanceShare share, long endMillis) {
        long overhang = endMillis == range.toMillis() ? share.overhangNanos() : 0;
        count(
                share.instance(),
                share.profiles(),
                share.firstMillis(),
                share.lastMillis(),
                share.timedNanos() - overhang);
    }

    private void count(Digest instance, int added, long firstMillis, long lastMillis, long timedNanos) {
        profiles += added;
        Instance counted = instances.computeIfAbsent(instance, _ -> new Instance());
        counted.firstMillis = Math.min(counted.firstMillis, firstMillis);
        counted.lastMillis = Math.max(counted.lastMillis, lastMillis);
        counted.timedNanos += timedNanos;
    }

    Coverage result() {
        double length = (double) range.toMillis() - range.fromMillis();
        // Sorted, for a sum that does not depend on what came first.
        double shares = instances.values().stream()
                .mapToDouble(each -> each.share(length))
                .sorted()
                .sum();
        return new Coverage(profiles, instances.size(), instances.isEmpty() ? 0 : shares / instances.size());
    }
}
