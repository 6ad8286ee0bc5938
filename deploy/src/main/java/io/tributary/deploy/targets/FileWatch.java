package io.tributary.deploy.targets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Whether a file says something else than when it was last looked at. Time, size and inode tell that it is worth reading, its digest
 * whether it is another: an editor that saves the same, or a Kubernetes mount that is swapped for an equal one, is no change.
 * Polled, because the system's watches see nothing of network file systems. One thread at a time.
 */
final class FileWatch {
    /** A file that was written this recently may be written once more without its time telling. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private static final String MISSING = "missing";

    private record Stamp(FileTime time, long size, @Nullable Object key) {}

    private final Path file;
    private @Nullable Stamp stamp;
    private String digest = "";

    FileWatch(Path file) {
        this.file = file;
    }

    /** True the first time too. A file that went away has changed. */
    boolean hasChanged() {
        Stamp before = stamp;
        Stamp now = stamp();
        stamp = now;
        if (now != null && now.equals(before) && isSettled(now)) {
            return false;
        }
        String known = digest;
        digest = now == null ? MISSING : digest();
        return !digest.equals(known);
    }

    private static boolean isSettled(Stamp stamp) {
        return System.currentTimeMillis() - stamp.time().toMillis() > SETTLED.toMillis();
    }

    private @Nullable Stamp stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (IOException _) {
            return null;
        }
    }

    private String digest() {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (IOException _) {
            return MISSING;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
