package io.tributary.profile.fuzz;

import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.Profile;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** Decoding as every target begins: with limits that a small input can reach, and an eye on what it allocates. */
final class FuzzLimits {
    static final DecodeLimits SMALL = new DecodeLimits(1 << 20, 4 << 20, 4_000, 500, 8_000, 8_000);

    /** Columns as they are before the first row. */
    private static final long FIXED_BYTES = 2L << 20;

    /** An empty message is two bytes on the wire, up to 40 in columns; those double, and are copied once. */
    private static final long BYTES_A_BYTE = 128;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private FuzzLimits() {}

    /** The profile, or null if the bytes are refused as the decoder's contract says. */
    static @Nullable Profile decode(byte[] input) {
        long bound =
                FIXED_BYTES + BYTES_A_BYTE * Math.max(input.length, compressed(input) ? SMALL.maxInflatedBytes() : 0);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Profile profile = attempt(input);
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        // Classes loaded on the way are counted too, and Jazzer's rewriting of them: not so the second or third time.
        for (int i = 0; i < 3 && bytes > bound; i++) {
            before = THREADS.getCurrentThreadAllocatedBytes();
            profile = attempt(input);
            bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        check(bytes <= bound, "decoding " + input.length + " bytes allocated " + bytes);
        return profile;
    }

    private static @Nullable Profile attempt(byte[] input) {
        try {
            return PprofDecoder.decode(input, SMALL);
        } catch (InvalidProfileException e) {
            checkMessage(e);
            check(e.toString().length() < 500, "a refusal that quotes the input at length");
            return null;
        }
    }

    private static boolean compressed(byte[] input) {
        return input.length > 1 && (input[0] == 0x1f || input[0] == 0x28);
    }

    static void checkMessage(Exception e) {
        String message = e.getMessage();
        check(message != null && !message.isBlank(), "a refusal without a word");
    }

    static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
