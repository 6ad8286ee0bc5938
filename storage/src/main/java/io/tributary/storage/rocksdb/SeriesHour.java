package io.tributary.storage.rocksdb;

/**
 * An hour of one service's type from one writer: what activity is counted for.
 *
 * @param hour hours since the Unix epoch
 * @param service the service's name
 * @param type the profile type
 * @param writer who wrote it
 */
record SeriesHour(int hour, String service, String type, String writer) {
    static final long HOUR_MILLIS = 3_600_000L;

    static int hourOf(long timeMillis) {
        return Math.toIntExact(Math.floorDiv(timeMillis, HOUR_MILLIS));
    }

    byte[] key() {
        return KeyBuffer.writing()
                .putInt(hour)
                .putText(service)
                .putText(type)
                .putText(writer)
                .toBytes();
    }

    static SeriesHour read(KeyBuffer key) {
        return new SeriesHour(key.getInt(), key.getText(), key.getText(), key.getText());
    }

    PartitionKey partition() {
        return PartitionKey.of(hour * HOUR_MILLIS, service, writer);
    }
}
