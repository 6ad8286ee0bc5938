package io.tributary.profile.filter;

import io.tributary.profile.Profile;
import java.util.Set;

/**
 * A filtered profile.
 *
 * @param profile what is left, over the string, function and mapping tables of the one before; rows that no sample needs any
 *     more are still there
 * @param matchedNothing filters whose pattern is nowhere in the profile: probably a mistake, so the tool warns of them
 */
public record FilterResult(Profile profile, Set<FilterName> matchedNothing) {
    public FilterResult {
        matchedNothing = Set.copyOf(matchedNothing);
    }
}
