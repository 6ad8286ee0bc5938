package io.tributary.storage;

import io.tributary.profile.Profile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where profiles are kept. Every call blocks and may be made from any worker thread at any time; a failure that is the
 * store's own is a {@link StoreException}.
 */
public interface ProfileStore extends AutoCloseable {
    /**
     * Keeps a profile. When this returns, the profile survives the end of the process. Putting exactly the same profile
     * with the same origin again changes nothing.
     *
     * @throws IllegalArgumentException when the origin's service or type is empty or no name the store can keep
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
     */
    MergeResult merge(Selection selection, MergeMode mode);

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

    /** Writes what is still to be written and lets go of the files. Calls after it fail. */
    @Override
    void close();
}
