package io.tributary.storage.rocksdb;

import java.util.List;

/**
 * What {@link RocksStore#verify} looked at and what it found wrong. A file, a dictionary or a profile that could not be read counts as
 * looked at.
 *
 * @param files the engine's table files, whose every block has a checksum
 * @param partitions dictionaries that were replayed
 * @param segments the segments they are made of
 * @param instances label sets
 * @param activityRows rows that say how many profiles there are
 * @param profiles stored profiles
 * @param traces traces
 * @param findings what is wrong, the first {@link #MOST_FINDINGS}; empty when all is well
 * @param notListed how many findings there were beyond these
 */
public record VerifyReport(
        long files,
        long partitions,
        long segments,
        long instances,
        long activityRows,
        long profiles,
        long traces,
        List<Finding> findings,
        long notListed) {
    public static final int MOST_FINDINGS = 1000;

    public VerifyReport {
        findings = List.copyOf(findings);
    }

    public boolean isClean() {
        return findings.isEmpty();
    }
}
