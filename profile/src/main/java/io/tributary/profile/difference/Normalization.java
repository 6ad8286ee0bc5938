package io.tributary.profile.difference;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.Scaling;
import java.util.Objects;

/** {@code go tool pprof}'s {@code -normalize}: two profiles of different lengths or loads brought to the same totals. */
public final class Normalization {
    private static final ValueType NO_TYPE = new ValueType("", "");

    private Normalization() {}

    /**
     * The source with each value column scaled so that it sums to the base's, up to the rounding of each sample. A column
     * of the source that sums to zero becomes zero. Samples that are zero in all scaled columns are left out.
     *
     * @throws IncompatibleHeadersException when sample types or period types differ: unlike a merge, this takes no common
     *     part of them and converts no unit
     */
    public static Profile normalize(Profile source, Profile base) throws IncompatibleHeadersException {
        check(source.header(), base.header());
        long[] from = source.totals();
        long[] to = base.totals();
        double[] ratios = new double[from.length];
        for (int c = 0; c < ratios.length; c++) {
            ratios[c] = from[c] == 0 ? 0 : (double) to[c] / from[c];
        }
        return Scaling.scale(source, ratios);
    }

    private static void check(Header source, Header base) throws IncompatibleHeadersException {
        ValueType a = Objects.requireNonNullElse(source.periodType(), NO_TYPE);
        ValueType b = Objects.requireNonNullElse(base.periodType(), NO_TYPE);
        if (!a.equals(b)) {
            throw new IncompatibleHeadersException(
                    "normalizing needs the same period type: the source has " + a + ", the base " + b);
        }
        if (!source.sampleTypes().equals(base.sampleTypes())) {
            throw new IncompatibleHeadersException("normalizing needs the same sample types: the source has "
                    + source.sampleTypes() + ", the base " + base.sampleTypes());
        }
    }
}
