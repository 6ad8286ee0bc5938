package io.tributary.api.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads files and keeps in mind which, and a digest of what was in them. */
final class ReadFiles {
    private static final int MOST_BYTES = 1 << 20;

    private final List<Path> files = new ArrayList<>();
    private final MessageDigest digest;

    ReadFiles() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String text(Path file) throws IOException {
        files.add(file);
        digest.update(file.toString().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            digest.update(bytes);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("larger than the " + (MOST_BYTES >> 20) + " MiB allowed");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Reads a file for its digest alone. */
    void look(Path file) {
        try {
            text(file);
        } catch (IOException _) {
            // That it cannot be read is in the digest, by what is not.
        }
    }

    Sources sources() {
        return new Sources(files, HexFormat.of().formatHex(digest.digest()));
    }

    static String why(Path file, IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "may not be read by this user; change its permissions";
            default -> Files.isDirectory(file) ? "is a folder, not a file" : "cannot be read: " + e.getMessage();
        };
    }
}
