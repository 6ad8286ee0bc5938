package io.tributary.storage.rocksdb;

import io.tributary.storage.Origin;
import io.tributary.storage.TimeRange;
import java.util.Arrays;
import java.util.List;

/**
 * A stretch of time of one service's type from one writer: what activity is counted for and a roll-up is made of.
 *
 * @param level how long it is
 * @param bucket which one, counted from the Unix epoch
 * @param service the service's name
 * @param type the profile type
 * @param writer who wrote it
 */
record SeriesBucket(Level level, int bucket, String service, String type, String writer) {
    static SeriesBucket of(Level level, ProfileKey key) {
        SeriesHour series = key.series();
        return new SeriesBucket(
                level, level.bucketOf(key.timeMillis()), series.service(), series.type(), series.writer());
    }

    /** The buckets that a profile falls into. */
    static List<SeriesBucket> all(Origin origin, String writer) {
        return Arrays.stream(Level.values())
                .map(level -> new SeriesBucket(
                        level, level.bucketOf(origin.timeMillis()), origin.service(), origin.type(), writer))
                .toList();
    }

    byte[] key() {
        return keyOf().toBytes();
    }

    /** What all its keys come before, those of its instances included: the key ends in the 0 behind the writer's name. */
    byte[] behind() {
        byte[] key = key();
        key[key.length - 1] = 1;
        return key;
    }

    /** The key of what is kept for one instance of it. */
    byte[] key(Digest instance) {
        return keyOf().putDigest(instance).toBytes();
    }

    /** The key of its sum by {@link HourlyRate}. */
    byte[] keyOfRates() {
        return keyOf().putByte(0).toBytes();
    }

    private KeyBuffer keyOf() {
        return KeyBuffer.writing()
                .putByte(level.code)
                .putInt(bucket)
                .putText(service)
                .putText(type)
                .putText(writer);
    }

    static SeriesBucket read(KeyBuffer key) {
        return new SeriesBucket(Level.ofCode(key.getByte()), key.getInt(), key.getText(), key.getText(), key.getText());
    }

    /** What the keys of all series of this stretch of time begin with. */
    static byte[] prefix(Level level, int bucket) {
        return KeyBuffer.writing().putByte(level.code).putInt(bucket).toBytes();
    }

    /** The same of one service's type. */
    static byte[] prefix(Level level, int bucket, String service, String type) {
        return KeyBuffer.writing()
                .putByte(level.code)
                .putInt(bucket)
                .putText(service)
                .putText(type)
                .toBytes();
    }

    long fromMillis() {
        return bucket * level.millis;
    }

    long toMillis() {
        return fromMillis() + level.millis;
    }

    boolean isWithin(TimeRange range) {
        return range.fromMillis() <= fromMillis() && toMillis() <= range.toMillis();
    }

    /** The part of a range that lies in it, of one that meets it. */
    TimeRange within(TimeRange range) {
        return new TimeRange(Math.max(range.fromMillis(), fromMillis()), Math.min(range.toMillis(), toMillis()));
    }

    TimeRange range() {
        return new TimeRange(fromMillis(), toMillis());
    }

    PartitionKey partition() {
        return PartitionKey.of(fromMillis(), service, writer);
    }
}
