package io.tributary.api.pgo.feedback;

import io.tributary.profile.Profile;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.ProfileMerger;
import io.tributary.profile.pgo.CallEdges;
import io.tributary.profile.pgo.EdgeSum;
import io.tributary.profile.pgo.ShareCaps;
import io.tributary.profile.pgo.WholeNumbers;
import io.tributary.storage.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Which instances are scaled down, so that none has more than its share. All count {@link ShareCaps#WHOLE} times then, and of what is
 * beyond the share the difference is taken off again: one merge of all and one of each instance that has too much.
 *
 * @param instances in the order of {@code factors}
 * @param factors how often each counts
 */
record Caps(List<InstanceUse> instances, long[] factors, double[] weights) {
    /** So much can count {@link ShareCaps#WHOLE} times, and is then what Go's sums hold: an eighth of 64 bits. */
    private static final long ROOM = (1L << 60) / ShareCaps.WHOLE;

    static Caps of(List<InstanceUse> instances, FeedbackOptions options) {
        double[] weights = instances.stream()
                .mapToDouble(instance -> instance.weight(options.weight()))
                .toArray();
        long[] factors = ShareCaps.factors(weights, options.maxShare());
        return new Caps(instances, factors, weights);
    }

    private boolean areNone() {
        return Arrays.stream(factors).allMatch(factor -> factor == ShareCaps.WHOLE);
    }

    /** Each instance's share of the weight, caps applied. */
    double[] shares() {
        double[] capped = IntStream.range(0, factors.length)
                .mapToDouble(i -> weights[i] * factors[i])
                .toArray();
        double total = Arrays.stream(capped).sum();
        return Arrays.stream(capped).map(each -> total == 0 ? 0 : each / total).toArray();
    }

    /** What an instance that has too much did, and how often it counts. */
    private record Part<T>(T of, long factor) {}

    private <T> List<Part<T>> parts(Function<Labels, T> ofInstance) {
        return IntStream.range(0, factors.length)
                .filter(i -> factors[i] < ShareCaps.WHOLE)
                .mapToObj(i -> new Part<>(ofInstance.apply(instances.get(i).labels()), factors[i]))
                .toList();
    }

    /** The edges with what is too much taken off; divided where they would be too large for Go's sums. */
    CallEdges apply(CallEdges edges, Function<Labels, CallEdges> ofInstance) {
        if (areNone()) {
            return inRange(edges);
        }
        List<Part<CallEdges>> parts = parts(ofInstance);
        try {
            EdgeSum sum = new EdgeSum().add(edges, ShareCaps.WHOLE);
            parts.forEach(part -> sum.add(part.of, part.factor - ShareCaps.WHOLE));
            return inRange(sum.sum());
        } catch (ArithmeticException _) {
            return inRange(divided(edges, parts, edges.total() / ROOM + 1));
        }
    }

    private static CallEdges inRange(CallEdges edges) {
        long divisor = WholeNumbers.divisor(edges.total());
        return divisor == 1 ? edges : new EdgeSum().add(edges, 1).dividedBy(divisor);
    }

    /** For what cannot count so often in 64 bits. What is divided is not exact any more, so nothing is taken off of it. */
    private static CallEdges divided(CallEdges edges, List<Part<CallEdges>> parts, long divisor) {
        EdgeSum rest = new EdgeSum().add(edges, 1);
        parts.forEach(part -> rest.add(part.of, -1));
        EdgeSum sum = new EdgeSum().add(rest.dividedBy(divisor), ShareCaps.WHOLE);
        parts.forEach(part -> sum.add(new EdgeSum().add(part.of, 1).dividedBy(divisor), part.factor));
        return sum.sum();
    }

    /** The same with whole profiles. */
    Profile applyToWhole(Profile whole, Function<Labels, Profile> ofInstance) {
        if (areNone()) {
            return inRange(whole);
        }
        List<Part<Profile>> parts = parts(ofInstance);
        try {
            return inRange(sum(
                    WholeNumbers.times(whole, ShareCaps.WHOLE),
                    parts,
                    part -> WholeNumbers.times(part.of, part.factor - ShareCaps.WHOLE)));
        } catch (ArithmeticException _) {
            long largest = Arrays.stream(whole.samples().values()).max().orElse(0);
            return inRange(divided(
                    whole, parts, Math.max(largest, CallEdges.of(whole).total()) / ROOM + 1));
        }
    }

    private static Profile inRange(Profile profile) {
        long divisor = WholeNumbers.divisor(CallEdges.of(profile).total());
        return divisor == 1 ? profile : WholeNumbers.dividedBy(profile, divisor);
    }

    private static Profile divided(Profile whole, List<Part<Profile>> parts, long divisor) {
        Profile rest = sum(whole, parts, part -> WholeNumbers.times(part.of, -1));
        return sum(
                WholeNumbers.times(WholeNumbers.dividedBy(rest, divisor), ShareCaps.WHOLE),
                parts,
                part -> WholeNumbers.times(WholeNumbers.dividedBy(part.of, divisor), part.factor));
    }

    private static Profile sum(Profile first, List<Part<Profile>> parts, Function<Part<Profile>, Profile> each) {
        List<Profile> all = new ArrayList<>();
        all.add(first);
        parts.forEach(part -> all.add(each.apply(part)));
        try {
            Profile merged = ProfileMerger.merge(all);
            return merged.with(first.header(), merged.samples());
        } catch (IncompatibleHeadersException e) {
            throw new IllegalStateException("a part of a merge goes with the whole", e);
        }
    }
}
