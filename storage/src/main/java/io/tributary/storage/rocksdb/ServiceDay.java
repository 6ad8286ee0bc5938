package io.tributary.storage.rocksdb;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * A day of a service, over all its writers.
 *
 * @param day days since the Unix epoch, UTC
 * @param service the service's name
 */
record ServiceDay(int day, String service) implements Comparable<ServiceDay> {
    private static final Comparator<ServiceDay> ORDER =
            Comparator.comparingInt(ServiceDay::day).thenComparing(ServiceDay::service);
    static final int HOURS = 24;

    static ServiceDay ofHour(int hour, String service) {
        return new ServiceDay(Math.floorDiv(hour, HOURS), service);
    }

    /** What the keys of its dictionaries and instances begin with. */
    byte[] prefix() {
        return KeyBuffer.writing().putInt(day).putText(service).toBytes();
    }

    /** What the keys of its profiles of one hour begin with. */
    byte[] prefixOfHour(int hourOfDay) {
        return KeyBuffer.writing()
                .putInt(day * HOURS + hourOfDay)
                .putText(service)
                .toBytes();
    }

    /** What the keys of its activity in one bucket begin with. */
    byte[] prefixOfActivity(Level level, int bucket) {
        return KeyBuffer.writing()
                .putByte(level.code)
                .putInt(bucket)
                .putText(service)
                .toBytes();
    }

    @Override
    public int compareTo(ServiceDay other) {
        return ORDER.compare(this, other);
    }

    /** For messages to an operator. */
    @Override
    public String toString() {
        return service + " on " + LocalDate.ofEpochDay(day);
    }
}
