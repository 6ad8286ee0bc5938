package io.tributary.profile.merge;

import io.tributary.profile.Header;
import java.util.List;

/**
 * The header of a merge, and how each profile's values fit under it.
 *
 * @param header the merge's header
 * @param plans one for each profile, in the order they were given; profiles with the same sample types share one
 */
public record MergedHeader(Header header, List<ColumnPlan> plans) {
    public MergedHeader {
        plans = List.copyOf(plans);
    }
}
