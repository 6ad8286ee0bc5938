package io.tributary.storage.testing;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.ValueType;
import io.tributary.profile.merge.HeaderMerger;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.MergedHeader;
import io.tributary.profile.merge.ProfileMerger;
import io.tributary.profile.merge.SumOverflowException;
import io.tributary.storage.Temporality;
import io.tributary.storage.Totals;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A merge in fractions of whole numbers of any size, rounded once at its end. {@link ProfileMerger} finds which samples are the
 * same: each value goes through it as {@value #LIMB_BITS}-bit parts of a large number, which are columns of their own.
 */
final class ExactMerge {
    private static final int LIMB_BITS = 30;
    private static final BigInteger LIMB = BigInteger.ONE.shiftLeft(LIMB_BITS);

    /** How often a profile's values count. */
    record Weight(long count, long divisor) {
        static final Weight ONE = new Weight(1, 1);
    }

    private record Part(String key, Profile profile, Function<Temporality, Weight> weights) {
        Weight weight(ValueType type) {
            return weights.apply(Temporality.of(type, profile.header().durationNanos()));
        }
    }

    private final List<Part> parts = new ArrayList<>();

    /** @param key profiles are merged in the order of their keys */
    void add(String key, Profile profile, Function<Temporality, Weight> weights) {
        parts.add(new Part(key, profile, weights));
    }

    Profile result() throws IncompatibleHeadersException, SumOverflowException {
        parts.sort(Comparator.comparing(Part::key));
        if (parts.getFirst().profile.valueCount() == 0) {
            return parts.getFirst().profile;
        }
        MergedHeader merged = HeaderMerger.merge(
                parts.stream().map(part -> part.profile.header()).toList());
        List<ValueType> types = merged.header().sampleTypes();
        BigInteger divisor = BigInteger.ONE;
        for (Part part : parts) {
            for (ValueType type : types) {
                BigInteger each = BigInteger.valueOf(part.weight(type).divisor);
                divisor = divisor.multiply(each).divide(divisor.gcd(each));
            }
        }
        int limbs = (2 * Long.SIZE + divisor.bitLength()) / LIMB_BITS + 1;
        List<Profile> inLimbs = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Profile profile = merged.plans().get(i).apply(parts.get(i).profile, merged.header());
            inLimbs.add(inLimbs(profile, types, parts.get(i), divisor, limbs));
        }
        Profile sum = fromLimbs(ProfileMerger.merge(inLimbs), merged.header(), divisor, limbs);
        Optional<ValueType> tooLarge = Totals.overflow(sum);
        if (tooLarge.isPresent()) {
            throw new SumOverflowException(tooLarge.get());
        }
        return ProfileMerger.merge(List.of(sum));
    }

    private static Profile inLimbs(Profile profile, List<ValueType> types, Part part, BigInteger divisor, int limbs) {
        int columns = types.size();
        // One more column, which is never zero, so that no sample is dropped between.
        int wide = columns * limbs + 1;
        long[] values = new long[profile.samples().size() * wide];
        for (int s = 0; s < profile.samples().size(); s++) {
            for (int c = 0; c < columns; c++) {
                Weight weight = part.weight(types.get(c));
                BigInteger rest = BigInteger.valueOf(profile.samples().values()[s * columns + c])
                        .multiply(BigInteger.valueOf(weight.count))
                        .multiply(divisor.divide(BigInteger.valueOf(weight.divisor)));
                for (int l = 0; l < limbs; l++) {
                    values[s * wide + c * limbs + l] = rest.remainder(LIMB).longValueExact();
                    rest = rest.divide(LIMB);
                }
            }
            values[(s + 1) * wide - 1] = 1;
        }
        List<ValueType> names = new ArrayList<>();
        for (int column = 0; column < wide; column++) {
            names.add(new ValueType("part" + column, ""));
        }
        return with(profile, with(profile.header(), names), values);
    }

    private static Profile fromLimbs(Profile merged, Header header, BigInteger divisor, int limbs)
            throws SumOverflowException {
        int columns = header.sampleTypes().size();
        int wide = columns * limbs + 1;
        long[] values = new long[merged.samples().size() * columns];
        for (int at = 0; at < values.length; at++) {
            int from = at / columns * wide + at % columns * limbs;
            BigInteger sum = BigInteger.ZERO;
            for (int l = limbs - 1; l >= 0; l--) {
                sum = sum.multiply(LIMB).add(BigInteger.valueOf(merged.samples().values()[from + l]));
            }
            BigInteger twice = sum.add(sum).add(divisor);
            BigInteger[] halvesUp = twice.divideAndRemainder(divisor.add(divisor));
            BigInteger rounded = halvesUp[1].signum() < 0 ? halvesUp[0].subtract(BigInteger.ONE) : halvesUp[0];
            if (rounded.bitLength() >= Long.SIZE) {
                throw new SumOverflowException(header.sampleTypes().get(at % columns));
            }
            values[at] = rounded.longValue();
        }
        return with(merged, header, values);
    }

    private static Header with(Header h, List<ValueType> sampleTypes) {
        return new Header(
                sampleTypes,
                h.periodType(),
                h.period(),
                h.timeNanos(),
                h.durationNanos(),
                "",
                h.comments(),
                h.dropFrames(),
                h.keepFrames(),
                h.docUrl());
    }

    static Profile with(Profile p, Header header, long[] values) {
        SampleTable s = p.samples();
        return new Profile(
                header,
                p.strings(),
                p.mappings(),
                p.functions(),
                p.locations(),
                new SampleTable(
                        s.stackOffset(),
                        s.location(),
                        Arrays.copyOf(values, values.length),
                        s.labelOffset(),
                        s.labelKey(),
                        s.labelString(),
                        s.labelNumber(),
                        s.labelUnit()));
    }
}
