package io.tributary.storage.rocksdb;

/**
 * An hour of one service's type from one writer: what the keys of its profiles begin with.
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

    PartitionKey partition() {
        return PartitionKey.of(hour * HOUR_MILLIS, service, writer);
    }
}
