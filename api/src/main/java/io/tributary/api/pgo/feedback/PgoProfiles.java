package io.tributary.api.pgo.feedback;

import io.tributary.profile.Profile;
import io.tributary.profile.pgo.EdgeBlocks;
import io.tributary.storage.InstanceTotals;
import io.tributary.storage.Labels;
import io.tributary.storage.TimeRange;
import java.util.List;

/** The CPU profiles that feedback is made of. Every call may block, and each answers of the same profiles. */
public interface PgoProfiles {
    /** How long an hour is. */
    long HOUR_MILLIS = 3_600_000;

    /** The time that was asked about. */
    TimeRange range();

    /** How many profiles there are. */
    long count();

    /** All of them as one. */
    Profile whole(Weight weight);

    /** Those of one instance as one, weighed alike. */
    Profile instance(Labels instance, Weight weight);

    /**
     * Adds the edges of the plain sum of one instance's in one hour to others.
     *
     * @return whether there are any
     */
    boolean hour(Labels instance, long fromMillis, EdgeBlocks into);

    /** What each instance used, by the hour. */
    List<InstanceTotals> totals();
}
