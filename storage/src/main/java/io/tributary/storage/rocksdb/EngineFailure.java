package io.tributary.storage.rocksdb;

import io.tributary.storage.StoreException;
import io.tributary.storage.StoreOpenException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** RocksDB's failures in words that say what to do. */
final class EngineFailure {
    // The message is all RocksDB tells of it; "lock" alone is in a damaged block's message and may be in the folder's
    // name.
    private static final Pattern LOCKED =
            Pattern.compile("lock hold by current process|While lock file: .*temporarily unavailable");

    private EngineFailure() {}

    static boolean isCorruption(RocksDBException e) {
        Status status = e.getStatus();
        return status != null && status.getCode() == Status.Code.Corruption;
    }

    /** Whether it says no more than that a write failed before. */
    static boolean isEcho(RocksDBException e) {
        return String.valueOf(e.getMessage()).contains("Writer has previous error");
    }

    /** Why a folder could not be opened. */
    static StoreOpenException toOpen(Path folder, RocksDBException e) {
        String message = String.valueOf(e.getMessage());
        if (LOCKED.matcher(message).lookingAt()) {
            return new StoreOpenException(
                    folder + " is used by another process; stop that one, or name another folder", e);
        }
        if (message.contains("Permission denied") || message.contains("Read-only file system")) {
            return new StoreOpenException(
                    folder + " cannot be written to; change its owner or permissions, or name another folder", e);
        }
        if (message.contains("No space left")) {
            return new StoreOpenException(folder + " is on a full disk; make space, or name another folder", e);
        }
        if (message.contains("Column families not opened")) {
            return new StoreOpenException(
                    folder + " holds data that this version does not know; run the version that wrote it", e);
        }
        return new StoreOpenException(
                folder + " cannot be opened, it looks damaged (" + oneLine(message)
                        + "); restore a copy, or move it away to begin anew",
                e);
    }

    /** @param what was to be done: "the store cannot …" */
    static StoreException to(String what, RocksDBException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("No space left")) {
            return new StoreException("the store cannot " + what + ": its disk is full; make space", e);
        }
        return new StoreException("the store cannot " + what + ": " + oneLine(message), e);
    }

    static String oneLine(String message) {
        return message.replace('\n', ' ').replace('\r', ' ');
    }
}
