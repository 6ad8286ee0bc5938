package io.tributary.storage.rocksdb;

import io.tributary.storage.Coverage;
import io.tributary.storage.TimeRange;
import java.util.Arrays;
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

        void add(long first, long last, long timed) {
            firstMillis = Math.min(firstMillis, first);
            lastMillis = Math.max(lastMillis, last);
            timedNanos += timed;
        }

        /** How much of so many milliseconds was profiled. */
        double share(double lengthMillis) {
            double covered =
                    timedNanos > 0 ? (double) timedNanos / NANOS_PER_MILLI : (double) (lastMillis - firstMillis);
            return Math.min(1, covered / lengthMillis);
        }
    }

    private final TimeRange range;
    private final Map<Digest, Instance> instances = new HashMap<>();
    /** Of most stretches it is the same instances that gave something, so they are looked up once. */
    private InstanceShares lastShares = InstanceShares.NONE;

    private Instance[] lastInstances = new Instance[0];
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
        profiles++;
        instance(instance).add(timeMillis, timeMillis, timedNanos(durationNanos) - overhang);
    }

    /**
     * @param endMillis where the stretch ends of which these are shares
     */
    void add(InstanceShares shares, long endMillis) {
        if (!shares.haveInstancesOf(lastShares)) {
            lastShares = shares;
            lastInstances = new Instance[shares.size()];
            Arrays.setAll(lastInstances, i -> instance(shares.instance(i)));
        }
        boolean isCut = endMillis == range.toMillis();
        for (int i = 0; i < lastInstances.length; i++) {
            long overhang = isCut ? shares.overhangNanos(i) : 0;
            profiles += shares.profiles(i);
            lastInstances[i].add(shares.firstMillis(i), shares.lastMillis(i), shares.timedNanos(i) - overhang);
        }
    }

    /** Takes what another counted in the same range. */
    void add(CoverageCount other) {
        profiles += other.profiles;
        other.instances.forEach(
                (digest, counted) -> instance(digest).add(counted.firstMillis, counted.lastMillis, counted.timedNanos));
    }

    private Instance instance(Digest digest) {
        return instances.computeIfAbsent(digest, _ -> new Instance());
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
