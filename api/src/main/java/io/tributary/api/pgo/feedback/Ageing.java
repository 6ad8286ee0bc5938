package io.tributary.api.pgo.feedback;

import io.tributary.profile.pgo.CallEdges;
import io.tributary.profile.pgo.LiveMatch;
import io.tributary.profile.pgo.OwnCode;
import java.util.Optional;

/**
 * How much of an earlier profile a version still does.
 *
 * @param all of all calls
 * @param own of those in the program's own code, which changes most: a release that renames half of it still calls the same library; empty
 *     where one of the two has none
 */
public record Ageing(LiveMatch all, Optional<LiveMatch> own) {
    /** Of all calls, more than that gone makes a profile worth a refresh. */
    public static final double MOST_LOST = 0.05;

    static Ageing of(CallEdges earlier, CallEdges newest, long unit, OwnCode code) {
        CallEdges ownEarlier = code.in(earlier);
        CallEdges ownNewest = code.in(newest);
        return new Ageing(
                LiveMatch.of(earlier, newest, unit),
                ownEarlier.size() == 0 || ownNewest.size() == 0
                        ? Optional.empty()
                        : Optional.of(LiveMatch.of(ownEarlier, ownNewest, unit)));
    }
}
