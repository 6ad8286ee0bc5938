package io.tributary.storage;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Which profiles were handed out to be built with, byte for byte; a number of the newest of each service. Every call blocks and may be
 * made from any worker thread at any time. A failure that is the store's own is a {@link StoreException}.
 */
public interface ReleaseStore {
    /** How many are kept of a service; beyond it the oldest goes of the question (its parameters) that has most. */
    int MOST = 100;

    /**
     * Keeps one. When this returns it survives the end of the process. Among those of the same parameters, one with the digest of the
     * newest changes nothing, and one with the digest of an older one takes its place, as the newest.
     *
     * @param content the bytes that were handed out
     */
    void put(Release release, byte[] content);

    /** Those of a service, the newest first. */
    List<Release> list(String service);

    /** What was handed out; empty where it is not known, or not any more. */
    Optional<byte[]> content(String service, String digest);

    /** The newest that was handed out to such a question. */
    default Optional<Release> newest(String service, SortedMap<String, String> parameters) {
        return list(service).stream()
                .filter(release -> release.parameters().equals(parameters))
                .findFirst();
    }

    /** The newest with that digest. */
    default Optional<Release> find(String service, String digest) {
        return list(service).stream()
                .filter(release -> release.digest().equals(digest))
                .findFirst();
    }
}
