package io.tributary.api.query;

import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.difference.Difference;
import io.tributary.profile.difference.Normalization;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.Scaling;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeResult;
import io.tributary.storage.Temporality;
import io.tributary.storage.TimeRange;

/**
 * Two merges side by side, as {@code go tool pprof -diff_base} has them.
 *
 * @param source what is looked at
 * @param base what it is compared with
 */
record Comparison(Side source, Side base) {
    /** One merge and the range it is of. */
    record Side(MergeResult merged, TimeRange range) {
        int instances() {
            return merged.coverage().instances();
        }

        /** For how long its instances were profiled, added up. */
        double profiledMillis() {
            return merged.coverage().share() * instances() * (range.toMillis() - range.fromMillis());
        }
    }

    /**
     * The difference.
     *
     * @param mode of both merges
     * @throws Problem when the two have nothing in common that could be compared
     */
    Profile profile(Normalize how, MergeMode mode) {
        Profile left = source.merged().profile();
        Profile right = base.merged().profile();
        try {
            return switch (how) {
                case NONE -> Difference.compare(left, right);
                case SHARE -> Difference.compare(Normalization.normalize(left, right), right);
                case RATE -> Difference.compare(left, Scaling.scale(right, ratios(right.header(), mode)));
            };
        } catch (IncompatibleHeadersException e) {
            throw new Problem(
                    ProblemType.INCOMPATIBLE_PROFILES,
                    String.valueOf(e.getMessage()),
                    "Narrow both sides with match until they hold profiles of one kind.");
        }
    }

    private double[] ratios(Header header, MergeMode mode) {
        return header.sampleTypes().stream()
                .mapToDouble(type -> ratio(type, header.durationNanos(), mode))
                .toArray();
    }

    /** What is summed over time goes by time; a mean, a moment, and what covers no time, as a single scrape, by instances. */
    private double ratio(ValueType type, long durationNanos, MergeMode mode) {
        boolean overTime = switch (mode) {
            case SUM, INCREASE -> true;
            case AUTO -> Temporality.of(type, durationNanos) != Temporality.GAUGE;
            case MEAN, LAST, RATE, HOURLY_RATE -> false;
        };
        return overTime && source.profiledMillis() > 0 && base.profiledMillis() > 0
                ? source.profiledMillis() / base.profiledMillis()
                : (double) source.instances() / base.instances();
    }
}
