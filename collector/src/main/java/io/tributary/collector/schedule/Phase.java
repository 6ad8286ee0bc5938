package io.tributary.collector.schedule;

import io.tributary.storage.Labels;
import java.time.Duration;
import java.time.Instant;

/**
 * The place of one target's profile type in its interval. It comes from the labels and the type alone, so that it is the
 * same after a restart and on every machine, and spreads the load of a fleet evenly.
 *
 * @param intervalMillis from one scrape to the next
 * @param offsetMillis into each interval, counted from the epoch
 * @param hash what the offset comes from
 * @param isTurn whether it is a turn in a {@link Rotation}: then nothing begins before it
 */
public record Phase(long intervalMillis, long offsetMillis, long hash, boolean isTurn) {
    /** A newcomer does not wait a whole interval for its first profile. */
    public static final Duration FIRST_ROUND = Duration.ofSeconds(5);

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    public static Phase of(Labels labels, String type, Duration interval) {
        long hash = hash(labels, type);
        return new Phase(interval.toMillis(), Long.remainderUnsigned(hash, interval.toMillis()), hash, false);
    }

    /** The same place in those intervals alone that are the target's turn. */
    public Phase in(Rotation rotation) {
        return rotation.turns() == 1
                ? this
                : new Phase(
                        intervalMillis * rotation.turns(), intervalMillis * rotation.turn() + offsetMillis, hash, true);
    }

    /** The first scrape: spread over the shorter of the interval and {@link #FIRST_ROUND}; in its turn where it has one. */
    public Instant first(Instant start) {
        if (isTurn) {
            return next(start);
        }
        long window = Math.min(intervalMillis, FIRST_ROUND.toMillis());
        return start.plusMillis(Long.remainderUnsigned(hash, window));
    }

    /** After the first scrape at least half an interval passes, so that no target is asked twice in a row. */
    public Instant second(Instant first) {
        return next(first.plusMillis(intervalMillis / 2));
    }

    /** The next regular scrape, after this instant. */
    public Instant next(Instant after) {
        long since = after.toEpochMilli() - offsetMillis;
        return Instant.ofEpochMilli((Math.floorDiv(since, intervalMillis) + 1) * intervalMillis + offsetMillis);
    }

    static long hash(Labels labels, String type) {
        long hash = FNV_OFFSET;
        for (var label : labels.values().entrySet()) {
            hash = add(add(hash, label.getKey()), label.getValue());
        }
        return add(hash, type);
    }

    /** FNV-1a over UTF-16 units and an end mark, so that neighbours cannot blur. */
    private static long add(long hash, String text) {
        long sum = hash;
        for (int i = 0; i < text.length(); i++) {
            sum = (sum ^ text.charAt(i)) * FNV_PRIME;
        }
        return (sum ^ 0x1_0000L) * FNV_PRIME;
    }
}
