package io.tributary.storage.rocksdb;

import io.tributary.storage.coding.ByteReader;
import io.tributary.storage.coding.ByteWriter;
import io.tributary.storage.coding.CorruptDataException;

/**
 * What a stretch of a series holds.
 *
 * @param profiles how many
 * @param bytes their records' size before compression
 * @param firstMillis time of the oldest that was ever put
 * @param lastMillis time of the newest that was ever put
 * @param changes how often a profile was put or deleted: only grows, so that what was made from its profiles is known to be
 *     right while this is what it was then
 * @param names the {@link ProfileKey#name names} of its profiles added up: which ones they are, whatever stretches they are counted in
 */
record Activity(long profiles, long bytes, long firstMillis, long lastMillis, long changes, long names) {
    static final Activity NONE = new Activity(0, 0, Long.MAX_VALUE, Long.MIN_VALUE, 0, 0);

    Activity plus(Activity other) {
        return new Activity(
                profiles + other.profiles,
                bytes + other.bytes,
                Math.min(firstMillis, other.firstMillis),
                Math.max(lastMillis, other.lastMillis),
                changes + other.changes,
                names + other.names);
    }

    static Activity ofOne(ProfileKey key, long bytes) {
        return new Activity(1, bytes, key.timeMillis(), key.timeMillis(), 1, key.name());
    }

    /** After a profile was deleted. */
    Activity without(Activity deleted) {
        return new Activity(
                profiles - deleted.profiles,
                bytes - deleted.bytes,
                firstMillis,
                lastMillis,
                changes + deleted.changes,
                names - deleted.names);
    }

    byte[] encode() {
        ByteWriter out = new ByteWriter(32);
        out.writeVarint(profiles);
        out.writeVarint(bytes);
        out.writeZigZag(firstMillis);
        out.writeZigZag(lastMillis);
        out.writeVarint(changes);
        out.writeLong(names);
        return out.toByteArray();
    }

    static Activity decode(byte[] value) throws CorruptDataException {
        ByteReader in = new ByteReader("activity", value);
        Activity activity = new Activity(
                in.readVarint("profiles"),
                in.readVarint("bytes"),
                in.readZigZag("first time"),
                in.readZigZag("last time"),
                in.readVarint("changes"),
                in.readLong("names"));
        in.expectEnd();
        return activity;
    }
}
