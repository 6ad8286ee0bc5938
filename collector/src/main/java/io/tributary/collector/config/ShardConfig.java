package io.tributary.collector.config;

/**
 * {@code shard}: which part of the targets is this collector's, where several share one file.
 *
 * @param index from 0, below {@code count}
 * @param count of collectors, at least 1
 */
public record ShardConfig(int index, int count) {
    /** The only collector. */
    public static final ShardConfig WHOLE = new ShardConfig(0, 1);

    static final int MOST = 10_000;

    public ShardConfig {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("no shard " + index + " of " + count);
        }
    }

    /** Reads it from the top of a file. */
    static ShardConfig read(Section file) {
        Section shard = file.section("shard", "shard");
        if (shard == null) {
            return WHOLE;
        }
        Integer count = shard.integer("count", 1, MOST);
        Integer index = shard.integer("index", 0, (count == null ? MOST : count) - 1);
        shard.refuseUnknown();
        for (String key : new String[] {"index", "count"}) {
            if (!shard.has(key)) {
                shard.problems().add(shard.node(), "shard needs " + key + ", for instance {index: 0, count: 4}");
            }
        }
        return count == null || index == null ? WHOLE : new ShardConfig(index, count);
    }
}
