package io.tributary.storage.rocksdb;

import io.tributary.profile.dictionary.CommonDictionary;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The dictionaries over which the days of a service are put together, kept for the next question about it: within a budget of bytes, those
 * used last. Whoever needs one takes it away and gives it back, so nobody waits; who comes meanwhile gets a new one. For any thread.
 */
final class CommonDictionaries {
    private final long mostBytes;
    /** Those used last come last. */
    private final LinkedHashMap<String, Kept> kept = new LinkedHashMap<>();

    private long bytes;

    private record Kept(CommonDictionary dictionary, long bytes) {}

    /** @param mostBytes of all that are not taken away */
    CommonDictionaries(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    synchronized CommonDictionary take(String service) {
        @Nullable Kept known = kept.remove(service);
        if (known == null) {
            return new CommonDictionary();
        }
        bytes -= known.bytes;
        return known.dictionary;
    }

    /** Gives back one that was taken, when nothing went wrong with it. */
    synchronized void giveBack(String service, CommonDictionary dictionary) {
        // Another question's, which has less than it could, gives way.
        @Nullable Kept other = kept.remove(service);
        bytes -= other == null ? 0 : other.bytes;
        Kept returned = new Kept(dictionary, dictionary.memoryBytes());
        kept.put(service, returned);
        bytes += returned.bytes;
        while (bytes > mostBytes) {
            bytes -= kept.pollFirstEntry().getValue().bytes;
        }
    }
}
