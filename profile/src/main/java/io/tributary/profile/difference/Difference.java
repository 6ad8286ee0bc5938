package io.tributary.profile.difference;

import io.tributary.profile.Profile;
import io.tributary.profile.merge.CommonLabel;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.ProfileMerger;
import io.tributary.profile.merge.Scaling;
import java.util.Arrays;
import java.util.List;

/**
 * A source less a base, as {@code go tool pprof} computes it: the base's values are negated and both are merged. Several
 * sources, and several bases, are merged first ({@link io.tributary.profile.merge.StreamingMerge}).
 *
 * <p>The header is that of a merge, source first: durations add up, for instance. Values beyond 2^53 are negated as
 * pprof does it, through a floating point number, and lose their last bits; below, a difference of equal profiles has no
 * sample.
 */
public final class Difference {
    private Difference() {}

    /**
     * {@code -base}: what the source has beyond the base, equal samples cancelling each other.
     *
     * @throws IncompatibleHeadersException when the two cannot be added up; the source is number 1 in its message
     */
    public static Profile subtract(Profile source, Profile base) throws IncompatibleHeadersException {
        return ProfileMerger.merge(List.of(source, negate(base)));
    }

    /**
     * {@code -diff_base}: both side by side, the base's samples negated and under the label {@code pprof::base=true}, so
     * that sums are differences while the base's own totals can still be told.
     *
     * @throws IncompatibleHeadersException when the two cannot be added up; the source is number 1 in its message
     */
    public static Profile compare(Profile source, Profile base) throws IncompatibleHeadersException {
        return subtract(source, CommonLabel.addTo(base, "pprof::base", "true"));
    }

    private static Profile negate(Profile profile) {
        double[] ratios = new double[profile.valueCount()];
        Arrays.fill(ratios, -1);
        return Scaling.scale(profile, ratios);
    }
}
