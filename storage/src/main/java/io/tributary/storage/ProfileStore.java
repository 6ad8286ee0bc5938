package io.tributary.storage;

import io.tributary.profile.Profile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Where profiles are kept. Every call blocks and may be made from any worker thread at any time; a failure that is the
 * store's own is a {@link StoreException}.
 */
public interface ProfileStore extends AutoCloseable {
    /**
     * Keeps a profile. When this returns, the profile survives the end of the process. Putting exactly the same profile
     * with the same origin again changes nothing.
     *
     * @throws IllegalArgumentException when the origin's service or type is empty or no name the store can keep, or its time is none that it
     *     can keep
     * @throws UnstorableProfileException when the profile itself can never be kept: its values' totals are beyond 64 bits, or it has more
     *     sample types than the store keeps
     */
    PutResult put(Origin origin, Profile profile);

    /** One stored profile as it was put: equal in meaning to what was fetched. Empty when there is none of that name. */
    Optional<Profile> profile(ProfileId id);

    /**
     * The selected profiles, ordered by time bucket, then service, type, instance and time.
     *
     * @param limit at most so many, positive
     * @param cursor {@link Page#next()} of the page before, or the empty string for the first
     * @throws IllegalArgumentException when the cursor is not one of ours
     */
    Page<StoredProfile> profiles(Selection selection, int limit, String cursor);

    /**
     * The selected profiles as one. Its cost grows with the distinct stacks, not with the number of profiles.
     *
     * @throws IncompatibleProfilesException when the selection mixes profiles that cannot be added up
     * @throws MergeTooLargeException when the merged profile would take too much memory
     * @throws StoppedException soon after the thread is interrupted, which it stays; a store need not notice
     */
    MergeResult merge(Selection selection, MergeMode mode);

    /**
     * What each selected instance used over time, in order of service, type and instance, which is that of its labels as text. Where a
     * selector asks for samples' labels, only these samples count. Of days whose profiles are gone there are the steps that are made
     * up of what is left.
     *
     * @param stepMillis the length of a step, a positive multiple of a minute; steps begin at its multiples since 1970
     * @throws MergeTooLargeException when the answer would take too much memory
     * @throws StoppedException as {@link #merge}
     * @throws StoreException when this store gives none
     */
    default List<InstanceTotals> totals(Selection selection, long stepMillis) {
        throw new StoreException("this store gives no totals");
    }

    /**
     * The labels of the selected profiles' targets, and of samples those that their services have on the selected profiles' days, of
     * whatever type: each name with its values, sorted, numbers in decimal. Values of which there are too many in a day are left out.
     * A selector with matchers of samples' labels selects profiles here, not samples.
     *
     * @throws StoreException when this store gives none
     */
    default SortedMap<String, SortedSet<String>> labels(Selection selection) {
        throw new StoreException("this store lists no labels");
    }

    /**
     * A short text that says which profiles there are in the selection's range, of its service and type: while it stays the same, so does
     * every answer made of them. It changes when one is put or deleted, and is what it was when that is undone, also when the range moves
     * without a profile entering or leaving it. Takes no look at the profiles themselves, so that it costs little beside a merge.
     *
     * @throws StoreException when this store gives none
     */
    default String revision(Selection selection) {
        throw new StoreException("this store gives no revisions");
    }

    /**
     * Gives space back now that deleted and replaced rows take. It can take minutes; the store is used meanwhile.
     *
     * @throws StoreException when this store cannot
     */
    default void compact() {
        throw new StoreException("this store compacts nothing");
    }

    /** Every service in the store, sorted by name. */
    List<ServiceSummary> services();

    StoreStats stats();

    /**
     * Deletes the selected profiles. When it returns no list, merge or count has them; the disk's space is given back in time.
     * A profile that is put meanwhile may stay.
     *
     * @return how many were deleted
     * @throws StoreException when this store deletes nothing
     */
    default long delete(Selection selection) {
        throw new StoreException("this store deletes nothing");
    }

    /**
     * Copies the store while it is used: all that was acknowledged before this began is in the copy, which can be opened as a
     * store. It is there whole or not at all, and shares files with the store where the file system can.
     *
     * @param target a folder that is not there yet, in one that is
     * @throws StoreException when it is there, or cannot be written; or when this store makes no copies
     */
    default void snapshot(Path target) {
        throw new StoreException("this store makes no snapshots");
    }

    /**
     * Where traces are kept beside the profiles; it is closed with this.
     *
     * @throws StoreException when this store keeps none
     */
    default TraceStore traces() {
        throw new StoreException("this store keeps no traces");
    }

    /**
     * Which profiles were handed out to be built with.
     *
     * @throws StoreException when this store keeps none
     */
    default ReleaseStore releases() {
        throw new StoreException("this store keeps no releases");
    }

    /** Writes what is still to be written and lets go of the files. Calls after it fail. */
    @Override
    void close();
}
