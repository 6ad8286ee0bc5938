package io.tributary.storage.rocksdb;

import java.time.LocalDate;

/**
 * What shares a dictionary.
 *
 * @param day days since the Unix epoch, UTC
 * @param service the service's name
 * @param writer who writes it
 */
record PartitionKey(int day, String service, String writer) {
    static final long DAY_MILLIS = 86_400_000L;

    static PartitionKey of(long timeMillis, String service, String writer) {
        return new PartitionKey(Math.toIntExact(Math.floorDiv(timeMillis, DAY_MILLIS)), service, writer);
    }

    /** What the keys of its dictionary segments and instances begin with. */
    byte[] prefix() {
        return begin().toBytes();
    }

    byte[] segment(int sequence) {
        return begin().putInt(sequence).toBytes();
    }

    byte[] instance(Digest instance) {
        return begin().putDigest(instance).toBytes();
    }

    /** The partition of a key of the instances. */
    static PartitionKey read(KeyBuffer key) {
        return new PartitionKey(key.getInt(), key.getText(), key.getText());
    }

    /** For messages to an operator. */
    @Override
    public String toString() {
        return service + " on " + LocalDate.ofEpochDay(day) + " (writer " + writer + ")";
    }

    private KeyBuffer begin() {
        return KeyBuffer.writing().putInt(day).putText(service).putText(writer);
    }
}
