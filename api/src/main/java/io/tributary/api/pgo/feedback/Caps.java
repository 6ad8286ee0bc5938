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

    /** The edges with what is too much taken off; divided where they would be too large for Go's sums. */
    CallEdges apply(CallEdges edges, Function<Labels, CallEdges> ofInstance) {
        CallEdges capped = edges;
        if (!areNone()) {
            EdgeSum sum = new EdgeSum().add(edges, ShareCaps.WHOLE);
            for (int i = 0; i < factors.length; i++) {
                if (factors[i] < ShareCaps.WHOLE) {
                    sum.add(ofInstance.apply(instances.get(i).labels()), factors[i] - ShareCaps.WHOLE);
                }
            }
            capped = sum.sum();
        }
        long divisor = WholeNumbers.divisor(capped.total());
        return divisor == 1 ? capped : new EdgeSum().add(capped, 1).dividedBy(divisor);
    }

    /** The same with whole profiles. */
    Profile applyToWhole(Profile whole, Function<Labels, Profile> ofInstance) {
        Profile capped = whole;
        if (!areNone()) {
            List<Profile> parts = new ArrayList<>();
            parts.add(WholeNumbers.times(whole, ShareCaps.WHOLE));
            for (int i = 0; i < factors.length; i++) {
                if (factors[i] < ShareCaps.WHOLE) {
                    parts.add(WholeNumbers.times(
                            ofInstance.apply(instances.get(i).labels()), factors[i] - ShareCaps.WHOLE));
                }
            }
            try {
                capped = WholeNumbers.withHeader(ProfileMerger.merge(parts), whole.header());
            } catch (IncompatibleHeadersException e) {
                throw new IllegalStateException("a part of a merge goes with the whole", e);
            }
        }
        long divisor = WholeNumbers.divisor(CallEdges.of(capped).total());
        return divisor == 1 ? capped : WholeNumbers.dividedBy(capped, divisor);
    }
}
