package io.tributary.storage.rocksdb;

import io.tributary.storage.rocksdb.RollUp.InstanceShare;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** Counts what each instance gives to a roll-up. For one thread. */
final class ShareCount {
    private final long endMillis;
    private final Map<Digest, InstanceShare> shares =
            new TreeMap<>(Comparator.comparing(Digest::bytes, Arrays::compareUnsigned));

    /** @param endMillis the end of the bucket */
    ShareCount(long endMillis) {
        this.endMillis = endMillis;
    }

    void add(ProfileKey key, long durationNanos) {
        add(new InstanceShare(
                key.instance(),
                1,
                key.timeMillis(),
                key.timeMillis(),
                CoverageCount.timedNanos(durationNanos),
                CoverageCount.overhangNanos(key.timeMillis(), durationNanos, endMillis)));
    }

    /** @param shares of a shorter bucket within this one */
    void add(SeriesBucket bucket, InstanceShares shares) {
        for (InstanceShare share : shares) {
            boolean endsHere = bucket.toMillis() == endMillis;
            add(new InstanceShare(
                    share.instance(),
                    share.profiles(),
                    share.firstMillis(),
                    share.lastMillis(),
                    share.timedNanos(),
                    endsHere ? share.overhangNanos() : 0));
        }
    }

    private void add(InstanceShare share) {
        shares.merge(
                share.instance(),
                share,
                (a, b) -> new InstanceShare(
                        a.instance(),
                        a.profiles() + b.profiles(),
                        Math.min(a.firstMillis(), b.firstMillis()),
                        Math.max(a.lastMillis(), b.lastMillis()),
                        a.timedNanos() + b.timedNanos(),
                        a.overhangNanos() + b.overhangNanos()));
    }

    int profiles() {
        return shares.values().stream().mapToInt(InstanceShare::profiles).sum();
    }

    /** By their digests. */
    InstanceShares result() {
        return InstanceShares.of(shares.values());
    }
}
