package io.tributary.storage.rocksdb;

import java.util.ArrayList;
import java.util.List;

/** A {@link VerifyReport} while it is being made. For one thread. */
final class Verification {
    static final String RESTORE = "restore a snapshot";

    long files;
    long partitions;
    long segments;
    long instances;
    long activityRows;
    long profiles;
    long traces;
    private final List<Finding> findings = new ArrayList<>();
    private long notListed;

    void found(String where, String what, String fix) {
        if (findings.size() < VerifyReport.MOST_FINDINGS) {
            findings.add(new Finding(where, what, fix));
        } else {
            notListed++;
        }
    }

    /** Something that cannot be read. */
    void unreadable(String where, Exception e) {
        found(where, EngineFailure.oneLine(String.valueOf(e.getMessage())), RESTORE);
    }

    boolean isClean() {
        return findings.isEmpty();
    }

    VerifyReport report() {
        return new VerifyReport(
                files, partitions, segments, instances, activityRows, profiles, traces, findings, notListed);
    }
}
