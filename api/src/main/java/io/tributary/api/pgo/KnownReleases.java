package io.tributary.api.pgo;

import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.pgo.CallEdges;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.StoreException;
import java.util.Optional;

/** The edges of releases, the last ones asked for kept. Blocks: for workers. */
final class KnownReleases {
    private static final int MOST_KEPT = 16;

    private final ProfileStore store;
    /** By digest alone: the same bytes are the same edges, whosever. */
    private final Recent<String, CallEdges> kept = new Recent<>(MOST_KEPT);

    KnownReleases(ProfileStore store) {
        this.store = store;
    }

    /** Empty where there is no such release, or not any more. */
    Optional<CallEdges> edges(String service, String digest) {
        Optional<CallEdges> known = kept.get(digest);
        if (known.isPresent()) {
            return known;
        }
        Optional<CallEdges> read = store.releases().content(service, digest).map(content -> read(digest, content));
        read.ifPresent(edges -> kept.put(digest, edges));
        return read;
    }

    private static CallEdges read(String digest, byte[] content) {
        try {
            return CallEdges.of(PprofDecoder.decode(content, DecodeLimits.DEFAULT));
        } catch (InvalidProfileException | IllegalArgumentException | ArithmeticException e) {
            throw new StoreException("release " + digest + " cannot be read: " + e.getMessage(), e);
        }
    }
}
