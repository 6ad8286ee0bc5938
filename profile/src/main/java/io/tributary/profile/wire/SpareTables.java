package io.tributary.profile.wire;

import java.lang.ref.SoftReference;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Tables that a decode is done with, for the next one: new ones are a megabyte to be cleared for a profile of 100 KB. As many as there
 * are processors, until the memory is needed. For any thread.
 */
final class SpareTables {
    /** What is read of larger messages is not kept: it may be twenty times as large. */
    private static final int LARGEST_MESSAGE = 1 << 20;

    private static final Queue<SoftReference<RawTables>> SPARE =
            new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

    private SpareTables() {}

    /** Empty tables for a message of this length. */
    static RawTables take(int messageLength) {
        RawTables spent = messageLength > LARGEST_MESSAGE ? null : poll();
        return spent == null ? new RawTables(messageLength) : new RawTables(spent);
    }

    private static @Nullable RawTables poll() {
        SoftReference<RawTables> spare = SPARE.poll();
        return spare == null ? null : spare.get();
    }

    /** Takes back tables of a message of this length, of which nobody reads any more. */
    static void giveBack(RawTables tables, int messageLength) {
        if (messageLength <= LARGEST_MESSAGE) {
            SPARE.offer(new SoftReference<>(tables));
        }
    }
}
