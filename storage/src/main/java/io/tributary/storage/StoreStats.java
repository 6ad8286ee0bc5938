package io.tributary.storage;

import java.util.List;
import java.util.OptionalLong;

/**
 * The store in figures, for metrics and for people. Counters count since the store was opened; those of writes and compactions
 * begin anew when it had to be opened again.
 *
 * @param profiles what was put
 * @param disk what is kept
 * @param dictionaries what is in memory of it
 * @param writes how writing goes
 * @param compactions how rewriting goes
 * @param rollUpsPending stretches whose roll-up is still to be made
 */
public record StoreStats(
        Profiles profiles,
        Disk disk,
        Dictionaries dictionaries,
        Writes writes,
        Compactions compactions,
        int rollUpsPending) {
    /** Of an empty store that has no files. */
    public static final StoreStats NONE = new StoreStats(
            new Profiles(0, 0),
            new Disk(0, List.of(), 0, OptionalLong.empty(), OptionalLong.empty()),
            new Dictionaries(0, 0, 0, 0, 0, 0),
            new Writes(false, false, 0),
            new Compactions(0, 0, 0),
            0);

    /**
     * Profiles that were put.
     *
     * @param added that were not there before
     * @param duplicate that were there already
     */
    public record Profiles(long added, long duplicate) {}

    /**
     * What is kept, and cached of it.
     *
     * @param bytes size of all files, those of copies in the store's own folder left out
     * @param kinds the same by what is in them; what is still in memory alone is in none
     * @param cacheBytes memory for blocks read from files
     * @param oldestProfileMillis begin of the oldest day that has profiles, Unix milliseconds
     * @param oldestMillis begin of the oldest day of which anything is kept
     */
    public record Disk(
            long bytes,
            List<Kind> kinds,
            long cacheBytes,
            OptionalLong oldestProfileMillis,
            OptionalLong oldestMillis) {
        public Disk {
            kinds = List.copyOf(kinds);
        }
    }

    /**
     * Files of one kind.
     *
     * @param name {@code profiles}, {@code rollups}, {@code dictionary}, {@code instances}, {@code activity}, {@code log}, {@code traces}
     * @param bytes their size
     * @param entries how many there are in them, an estimate; empty where it is not known
     */
    public record Kind(String name, long bytes, OptionalLong entries) {}

    /**
     * Dictionaries in memory.
     *
     * @param open partitions whose dictionary is in memory
     * @param bytes memory of these
     * @param largestBytes memory of the largest of them
     * @param mostBytes what one may take before its service is refused for the rest of the day
     * @param hits how often one that was asked for was in memory
     * @param misses how often one had to be read
     */
    public record Dictionaries(int open, long bytes, long largestBytes, long mostBytes, long hits, long misses) {}

    /**
     * How writing goes.
     *
     * @param failing whether the last write failed, as on a full disk: profiles are refused until it goes on by itself
     * @param stopped whether writes wait for compactions at this moment
     * @param stalls how often they were made to wait, or slowed down
     */
    public record Writes(boolean failing, boolean stopped, long stalls) {}

    /**
     * How rewriting goes.
     *
     * @param done since the store was opened
     * @param running at this moment
     * @param pendingBytes an estimate of what is to be rewritten
     */
    public record Compactions(long done, int running, long pendingBytes) {}
}
