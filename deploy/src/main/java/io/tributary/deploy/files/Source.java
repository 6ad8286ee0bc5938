package io.tributary.deploy.files;

import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.InvalidProfileException.Reason;
import io.tributary.profile.Profile;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A profile that a command was given.
 *
 * @param name as the user wrote it; {@link #STANDARD} is standard input
 */
record Source(String name) {
    /** Standard input or output, where a file is named. */
    static final String STANDARD = "-";

    /** More than a scrape may hold: whoever names a file wants all of it. The heap is the bound that remains. */
    private static final DecodeLimits LIMITS =
            new DecodeLimits(512L << 20, 1L << 30, 20_000_000, 65_536, 20_000_000, 20_000_000);

    String shown() {
        return name.equals(STANDARD) ? "standard input" : name;
    }

    /** Bytes of the file; 0 where that is not known before reading. */
    long size() {
        try {
            return name.equals(STANDARD) ? 0 : Files.size(Path.of(name));
        } catch (IOException | IllegalArgumentException _) {
            return 0;
        }
    }

    Profile read() throws SourceException {
        return decode(bytes());
    }

    Profile decode(byte[] bytes) throws SourceException {
        try {
            return PprofDecoder.decode(bytes, LIMITS);
        } catch (InvalidProfileException e) {
            throw SourceException.wrongInput(shown() + ": " + e.getMessage() + advice(e.reason()), e);
        } catch (OutOfMemoryError e) {
            throw SourceException.wrongInput(shown() + ": takes more than the " + Memory.maximum(), e);
        }
    }

    byte[] bytes() throws SourceException {
        try {
            return readBytes();
        } catch (NoSuchFileException e) {
            throw SourceException.cannotBeOpened(shown() + ": there is no such file; check its name", e);
        } catch (AccessDeniedException e) {
            throw SourceException.cannotBeOpened(shown() + ": may not be read; change its permissions", e);
        } catch (IOException | IllegalArgumentException e) {
            throw SourceException.cannotBeOpened(shown() + ": cannot be read: " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw SourceException.wrongInput(shown() + ": takes more than the " + Memory.maximum(), e);
        }
    }

    private byte[] readBytes() throws IOException, SourceException {
        if (name.equals(STANDARD)) {
            return bytes(System.in);
        }
        Path file = Path.of(name);
        if (Files.isDirectory(file)) {
            IOException failure = new IOException("is a directory");
            throw SourceException.cannotBeOpened(name + ": is a folder; name the files in it", failure);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return bytes(in);
        }
    }

    private static byte[] bytes(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes((int) LIMITS.maxInputBytes() + 1);
        if (bytes.length > LIMITS.maxInputBytes()) {
            throw new EOFException("it has more than " + (LIMITS.maxInputBytes() >> 20) + " MiB");
        }
        return bytes;
    }

    private static String advice(Reason reason) {
        return switch (reason) {
            case EMPTY, TRUNCATED -> "; fetch it again";
            case NOT_A_PROFILE, UNSUPPORTED_FORMAT, MALFORMED -> "";
            case TOO_LARGE -> "; leave it out";
        };
    }
}
