package io.tributary.api.pgo.effect;

import java.util.List;

/** What a change of version did to the cores that an instance uses. */
sealed interface Effect {
    /** Hours of the week in which both versions were profiled. */
    int pairedHours();

    /**
     * A figure with its interval.
     *
     * @param before cores for an instance, the mean over the paired hours
     * @param after the same of the new version
     * @param change {@code after / before - 1}
     * @param low where the 95 % interval of the change begins
     * @param high where it ends
     */
    record Measured(int pairedHours, double before, double after, double change, double low, double high)
            implements Effect {
        /** Whether the interval is all below zero, or all above. */
        boolean isShown() {
            return high < 0 || low > 0;
        }

        boolean saves() {
            return high < 0;
        }
    }

    /**
     * No figure.
     *
     * @param missing what there would have to be more of, in words, with how much
     */
    record NotEnough(int pairedHours, List<String> missing) implements Effect {
        public NotEnough {
            missing = List.copyOf(missing);
        }
    }
}
