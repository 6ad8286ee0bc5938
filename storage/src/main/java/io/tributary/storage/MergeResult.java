package io.tributary.storage;

import io.tributary.profile.Profile;

/**
 * One merged profile.
 *
 * @param profile the merge; without samples when nothing was selected
 * @param coverage what it is made of
 */
public record MergeResult(Profile profile, Coverage coverage) {}
