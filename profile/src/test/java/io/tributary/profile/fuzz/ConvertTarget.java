package io.tributary.profile.fuzz;

import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.Profile;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import io.tributary.profile.wire.PprofEncoder;
import java.util.Arrays;

/** Whatever decodes can be written in every form; what is written as pprof reads back and is written the same again. */
public final class ConvertTarget {
    private ConvertTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        Profile profile = FuzzLimits.decode(input);
        if (profile != null) {
            encode(profile);
        }
    }

    private static void encode(Profile profile) {
        byte[] bytes = PprofEncoder.encode(profile, PprofEncoder.NO_GZIP);
        try {
            Profile back = PprofDecoder.decode(bytes, DecodeLimits.DEFAULT);
            FuzzLimits.check(
                    Arrays.equals(PprofEncoder.encode(back, PprofEncoder.NO_GZIP), bytes), "written twice, it differs");
        } catch (InvalidProfileException e) {
            throw new AssertionError("what was written is refused", e);
        }
    }
}
