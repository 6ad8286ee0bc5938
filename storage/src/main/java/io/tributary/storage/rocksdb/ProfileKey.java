package io.tributary.storage.rocksdb;

import io.tributary.storage.ProfileId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * A stored profile's key.
 *
 * @param series its hour, service, type and writer
 * @param instance digest of its labels
 * @param timeMillis Unix milliseconds
 * @param content digest of its record
 */
record ProfileKey(SeriesHour series, Digest instance, long timeMillis, Digest content) {
    /** Which minute of the hour: those of all instances stand together, for a range that begins or ends within the hour. */
    int minute() {
        return minute(timeMillis);
    }

    static int minute(long timeMillis) {
        return (int) (Math.floorMod(timeMillis, Level.HOUR.millis) / Level.MINUTE.millis);
    }

    /** A number that no other profile has, but by a chance of 1 in 2^64. */
    long name() {
        return ByteBuffer.wrap(Digest.of(toBytes(), Long.BYTES).bytes()).getLong();
    }

    /** What the keys of a service's type in the minute of this moment begin with. */
    static byte[] prefix(String service, String type, long timeMillis) {
        return prefixOf(service, type, timeMillis).toBytes();
    }

    /** The same of one instance. */
    static byte[] prefix(String service, String type, long timeMillis, Digest instance) {
        return prefixOf(service, type, timeMillis).putDigest(instance).toBytes();
    }

    /** The first key that none of a service's type in the minute of this moment comes behind. */
    static byte[] behindMinute(String service, String type, long timeMillis) {
        byte[] key = prefix(service, type, timeMillis);
        key[key.length - 1]++;
        return key;
    }

    /** What the keys of a series' profiles of exactly this moment begin with. */
    static byte[] prefixOfTime(Series series, long timeMillis) {
        return prefixOf(series.service(), series.type(), timeMillis)
                .putDigest(series.instance())
                .putLong(timeMillis)
                .toBytes();
    }

    private static KeyBuffer prefixOf(String service, String type, long timeMillis) {
        return KeyBuffer.writing()
                .putInt(SeriesHour.hourOf(timeMillis))
                .putText(service)
                .putText(type)
                .putByte(minute(timeMillis));
    }

    byte[] toBytes() {
        return prefixOf(series.service(), series.type(), timeMillis)
                .putDigest(instance)
                .putLong(timeMillis)
                .putText(series.writer())
                .putDigest(content)
                .toBytes();
    }

    /**
     * @throws IllegalArgumentException when the bytes are no such key
     */
    static ProfileKey read(byte[] bytes) {
        try {
            KeyBuffer key = KeyBuffer.reading(bytes);
            int hour = key.getInt();
            String service = key.getText();
            String type = key.getText();
            int minute = key.getByte();
            Digest instance = key.getDigest(Digest.INSTANCE_BYTES);
            long timeMillis = key.getLong();
            SeriesHour series = new SeriesHour(hour, service, type, key.getText());
            ProfileKey read = new ProfileKey(series, instance, timeMillis, key.getDigest(Digest.CONTENT_BYTES));
            if (key.atEnd() && read.minute() == minute) {
                return read;
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("not a profile's key", e);
        }
        throw new IllegalArgumentException("not a profile's key");
    }

    /** The key as text for users. */
    static ProfileId toId(byte[] key) {
        return new ProfileId(Base64.getUrlEncoder().withoutPadding().encodeToString(key));
    }

    /** The key that a user's text stands for; empty when it stands for none. */
    static Optional<byte[]> fromText(String text) {
        try {
            byte[] key = Base64.getUrlDecoder().decode(text);
            read(key);
            return Optional.of(key);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
