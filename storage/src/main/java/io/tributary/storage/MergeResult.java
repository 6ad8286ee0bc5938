package io.tributary.storage;

import io.tributary.profile.Profile;

/**
 * One merged profile.
 *
 * @param profile the merge; without samples when nothing was selected
 * @param coverage what it is made of
 * @param leavesLabelsOut whether there may be samples without labels that they have: where a service has more label sets on a day than a
 *     store keeps sums of, their values count on the same stacks without them
 */
public record MergeResult(Profile profile, Coverage coverage, boolean leavesLabelsOut) {}
