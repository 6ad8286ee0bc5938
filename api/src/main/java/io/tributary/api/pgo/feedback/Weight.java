package io.tributary.api.pgo.feedback;

import io.tributary.storage.MergeMode;
import java.util.Locale;

/** How profiles count. */
public enum Weight {
    /** Each instance counts in each hour by its CPU rate, however long it was profiled and however often. */
    RATE(MergeMode.HOURLY_RATE),
    /** Their samples are added up, as {@code go tool pprof} does. */
    SUM(MergeMode.SUM);

    /** How it is unless something else is asked for. */
    public static final Weight DEFAULT = RATE;

    private final MergeMode mode;

    Weight(MergeMode mode) {
        this.mode = mode;
    }

    /** How a store merges them so. */
    public MergeMode mode() {
        return mode;
    }

    /** As users write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
