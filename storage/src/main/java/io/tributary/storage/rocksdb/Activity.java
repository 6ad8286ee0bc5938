package io.tributary.storage.rocksdb;

import io.tributary.storage.coding.ByteReader;
import io.tributary.storage.coding.ByteWriter;
import io.tributary.storage.coding.CorruptDataException;

/**
 * What an hour of a series holds.
 *
 * @param profiles how many
 * @param bytes their records' size before compression
 * @param firstMillis time of the oldest
 * @param lastMillis time of the newest
 */
record Activity(long profiles, long bytes, long firstMillis, long lastMillis) {
    static final Activity NONE = new Activity(0, 0, Long.MAX_VALUE, Long.MIN_VALUE);

    Activity plus(Activity other) {
        return new Activity(
                profiles + other.profiles,
                bytes + other.bytes,
                Math.min(firstMillis, other.firstMillis),
                Math.max(lastMillis, other.lastMillis));
    }

    static Activity ofOne(long bytes, long timeMillis) {
        return new Activity(1, bytes, timeMillis, timeMillis);
    }

    byte[] encode() {
        ByteWriter out = new ByteWriter(32);
        out.writeVarint(profiles);
        out.writeVarint(bytes);
        out.writeZigZag(firstMillis);
        out.writeZigZag(lastMillis);
        return out.toByteArray();
    }

    static Activity decode(byte[] value) throws CorruptDataException {
        ByteReader in = new ByteReader("activity", value);
        Activity activity = new Activity(
                in.readVarint("profiles"),
                in.readVarint("bytes"),
                in.readZigZag("first time"),
                in.readZigZag("last time"));
        in.expectEnd();
        return activity;
    }
}
