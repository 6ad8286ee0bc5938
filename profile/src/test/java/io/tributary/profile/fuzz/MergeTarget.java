package io.tributary.profile.fuzz;

import io.tributary.profile.Profile;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.ProfileMerger;
import io.tributary.profile.merge.StreamingMerge;
import io.tributary.profile.wire.PprofEncoder;
import java.util.Arrays;
import java.util.List;

/**
 * Two profiles, each of any bytes: their merge, or the declared exception. Both ways to merge agree, and a merge merged
 * again is itself. The input is the length of the first in two bytes, the first, the second.
 */
public final class MergeTarget {
    private MergeTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        int end = Math.min(input.length, 2 + ((input[0] & 0xff) << 8 | (input[1] & 0xff)));
        Profile a = FuzzLimits.decode(Arrays.copyOfRange(input, 2, end));
        Profile b = FuzzLimits.decode(Arrays.copyOfRange(input, end, input.length));
        if (a != null && b != null) {
            merge(a, b);
        }
    }

    private static void merge(Profile a, Profile b) {
        Profile merged;
        byte[] streamed;
        try {
            merged = ProfileMerger.merge(List.of(a, b));
            StreamingMerge streaming = new StreamingMerge();
            streaming.add(a);
            streaming.add(b);
            streamed = bytes(streaming.result());
        } catch (IncompatibleHeadersException e) {
            FuzzLimits.checkMessage(e);
            return;
        }
        FuzzLimits.check(Arrays.equals(streamed, bytes(merged)), "the two merges differ");
        try {
            Profile again = ProfileMerger.merge(List.of(merged));
            FuzzLimits.check(Arrays.equals(bytes(again), bytes(merged)), "a merge merged again is another one");
        } catch (IncompatibleHeadersException e) {
            throw new AssertionError("a merge that cannot be merged", e);
        }
    }

    private static byte[] bytes(Profile profile) {
        return PprofEncoder.encode(profile, PprofEncoder.NO_GZIP);
    }

    /** An input for this target. */
    static byte[] pair(byte[] a, byte[] b) {
        int length = Math.min(a.length, 0xffff);
        byte[] input = new byte[2 + length + b.length];
        input[0] = (byte) (length >>> 8);
        input[1] = (byte) length;
        System.arraycopy(a, 0, input, 2, length);
        System.arraycopy(b, 0, input, 2 + length, b.length);
        return input;
    }
}
