package io.tributary.collector.targets;

import io.tributary.collector.relabel.Md5;
import io.tributary.storage.Labels;

/**
 * Which collector has a target. It comes from the target's labels alone, and one collector more takes its share from all others
 * while nothing moves between those: Lamping and Veach's jump consistent hash.
 */
final class Sharding {
    private Sharding() {}

    /** The shard of a target, from 0 and below {@code count}. */
    static int shardOf(Labels labels, int count) {
        if (count == 1) {
            return 0;
        }
        long key = Md5.lastEightBytes(labels.toString());
        long shard = 0;
        long next = 0;
        while (next < count) {
            shard = next;
            key = key * 2_862_933_555_777_941_757L + 1;
            next = (long) ((shard + 1) * ((double) (1L << 31) / ((key >>> 33) + 1)));
        }
        return (int) shard;
    }
}
