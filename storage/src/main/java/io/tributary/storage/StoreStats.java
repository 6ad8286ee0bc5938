package io.tributary.storage;

/**
 * The store in figures, for metrics. Counters count since the store was opened.
 *
 * @param profilesAdded profiles put and not there before
 * @param profilesDuplicate profiles put that were there already
 * @param diskBytes size of all files
 * @param openPartitions partitions whose dictionary is in memory
 * @param dictionaryBytes memory of these dictionaries
 * @param largestDictionaryBytes memory of the largest of them
 * @param mostDictionaryBytes what one may take before its service is refused for the rest of the day
 */
public record StoreStats(
        long profilesAdded,
        long profilesDuplicate,
        long diskBytes,
        int openPartitions,
        long dictionaryBytes,
        long largestDictionaryBytes,
        long mostDictionaryBytes) {}
