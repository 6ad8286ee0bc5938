package io.tributary.collector.schedule;

import io.tributary.storage.Labels;
import java.math.BigInteger;
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

    /** Of many newcomers so many begin in a second: what comes then all at once has to be stored too. */
    private static final int NEWCOMERS_A_SECOND = 125;

    /** From a newcomer's first scrape to its second, at least; half an interval where that is shorter. */
    private static final Duration SPACING = Duration.ofMinutes(1);

    /** Between the profiles of one process, where there is room for it: what it takes to connect and to answer. */
    private static final long MARGIN_MILLIS = 1_000;

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

    /**
     * Moved, where that is needed and possible, so that it never falls into the time of a timed profile of the same process, which it
     * would have to wait for. Where both come, their instants keep a distance that is the same again after each greatest common divisor
     * of the intervals; within that it is drawn anew from what is free.
     *
     * @param busy how long the timed one lasts
     * @param own how long this one lasts; zero where it is there at once
     */
    public Phase clearOf(Phase timed, Duration busy, Duration own) {
        long common = BigInteger.valueOf(intervalMillis)
                .gcd(BigInteger.valueOf(timed.intervalMillis))
                .longValueExact();
        long begin = busy.toMillis() + MARGIN_MILLIS;
        long end = common - own.toMillis() - MARGIN_MILLIS;
        long distance = Math.floorMod(offsetMillis - timed.offsetMillis, common);
        if (busy.isZero() || begin >= end || (distance >= begin && distance < end)) {
            return this;
        }
        long free = begin + Long.remainderUnsigned(hash * FNV_PRIME, end - begin);
        return new Phase(intervalMillis, Math.floorMod(offsetMillis - distance + free, intervalMillis), hash, isTurn);
    }

    /** Over how long the first scrapes of those who come together are spread: {@link #FIRST_ROUND}, or longer where they are many. */
    public static Duration firstRound(int newcomers) {
        Duration all = Duration.ofMillis(newcomers * 1_000L / NEWCOMERS_A_SECOND);
        return all.compareTo(FIRST_ROUND) > 0 ? all : FIRST_ROUND;
    }

    /** The first scrape: spread over the round, or at its place where an interval is not longer; in its turn where it has one. */
    public Instant first(Instant start, Duration round) {
        long window = round.toMillis();
        return !isTurn && window < intervalMillis
                ? start.plusMillis(Long.remainderUnsigned(hash, window))
                : next(start);
    }

    /** After the first scrape a while passes, so that no target is asked twice in a row. */
    public Instant second(Instant first) {
        return next(first.plusMillis(Math.min(intervalMillis / 2, SPACING.toMillis())));
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
