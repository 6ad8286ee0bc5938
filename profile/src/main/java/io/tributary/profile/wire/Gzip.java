package io.tributary.profile.wire;

import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.InvalidProfileException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Gzip (RFC 1952) from a byte array to a byte array. Inflating reads several members one after the other, checks each
 * one's checksum and length, and stops at a bound. Deflating writes no time stamp, so the same bytes give the same bytes.
 */
public final class Gzip {
    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    private static final int FHCRC = 2;
    private static final int FEXTRA = 4;
    private static final int FNAME = 8;
    private static final int FCOMMENT = 16;
    private static final int RESERVED = 0xe0;
    /** Profiles shrink to about a fifth; a first guess beyond this is not believed. */
    private static final int PLAUSIBLE_RATIO = 16;

    /** Linking takes as long as some ten of these take the JDK. */
    private static final int WORTH_THE_LIBRARY = 64 << 10;

    /** Method 8, no flags, no time, no level hint, operating system unknown. */
    private static final byte[] PLAIN_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private Gzip() {}

    /** Whether the bytes begin as gzip does. */
    public static boolean isGzip(byte[] input) {
        return input.length >= 2 && input[0] == 0x1f && input[1] == (byte) 0x8b;
    }

    /**
     * Inflates all members.
     *
     * @param maxBytes the most that the result may hold
     * @throws InvalidProfileException if the input is no gzip, ends early, fails a checksum, or holds more than
     *     {@code maxBytes}
     */
    public static byte[] inflate(byte[] input, long maxBytes) throws InvalidProfileException {
        return inflate(input, maxBytes, Libdeflate.library());
    }

    static byte[] inflate(byte[] input, long maxBytes, Optional<Libdeflate> library) throws InvalidProfileException {
        byte[] whole = library.isPresent() ? inflateWhole(input, maxBytes, library.get()) : null;
        return whole == null ? inflateMembers(input, maxBytes) : whole;
    }

    /** What one valid member holds, null where the bytes are anything else. */
    private static byte @Nullable [] inflateWhole(byte[] input, long maxBytes, Libdeflate library)
            throws InvalidProfileException {
        int from = skipHeader(input, 0);
        int to = input.length - TRAILER;
        if (from > to) {
            return null;
        }
        long size = declaredSize(input);
        if (size > maxBytes || size > plausibleSize(input)) {
            return null;
        }
        byte[] output = new byte[(int) size];
        return library.inflate(input, from, to, output) && crc(output, 0, output.length) == int32(input, to)
                ? output
                : null;
    }

    private static byte[] inflateMembers(byte[] input, long maxBytes) throws InvalidProfileException {
        // One byte of room beyond the data, so that the inflater meets the end of its input without growing the array.
        int room = (int) Math.min(maxBytes, LARGEST_ARRAY - 1) + 1;
        byte[] output = new byte[firstGuess(input, room)];
        int size = 0;
        int at = 0;
        Inflater inflater = new Inflater(true);
        try {
            do {
                at = skipHeader(input, at);
                int start = size;
                inflater.reset();
                inflater.setInput(input, at, input.length - at);
                while (!inflater.finished()) {
                    if (size == output.length) {
                        output = Arrays.copyOf(output, (int) Math.min(room, size * 2L));
                    }
                    int n = inflater.inflate(output, size, output.length - size);
                    size += n;
                    if (size == room) {
                        throw new InvalidProfileException(
                                Reason.TOO_LARGE, "gzip: inflates to more than " + (room - 1) + " bytes");
                    }
                    if (n == 0 && !inflater.finished()) {
                        throw inflater.needsDictionary() ? malformed("asks for a preset dictionary") : truncated(input);
                    }
                }
                at = input.length - inflater.getRemaining();
                checkTrailer(input, at, output, start, size);
                at += TRAILER;
            } while (at < input.length);
        } catch (DataFormatException e) {
            throw malformed(
                    "the compressed data is damaged" + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")"));
        } finally {
            inflater.end();
        }
        return size == output.length ? output : Arrays.copyOf(output, size);
    }

    private static int firstGuess(byte[] input, int room) {
        long declared = input.length < TRAILER ? 0 : declaredSize(input);
        return (int) Math.min(room, Math.min(declared, plausibleSize(input)) + 1);
    }

    /** What the last member's trailer says that it holds, modulo 2^32. */
    private static long declaredSize(byte[] input) {
        return int32(input, input.length - 4) & 0xffff_ffffL;
    }

    private static long plausibleSize(byte[] input) {
        return Math.min(LARGEST_ARRAY, Math.max(4096L, (long) input.length * PLAUSIBLE_RATIO));
    }

    private static int skipHeader(byte[] in, int from) throws InvalidProfileException {
        if (in.length - from < HEADER) {
            if (from == 0) {
                throw truncated(in);
            }
            throw malformed((in.length - from) + " stray bytes after the last member");
        }
        if (in[from] != 0x1f || in[from + 1] != (byte) 0x8b) {
            throw malformed(
                    from == 0
                            ? "the magic number is missing"
                            : "what follows the member at byte " + from + " is no gzip");
        }
        int flags = in[from + 3] & 0xff;
        if (in[from + 2] != 8 || (flags & RESERVED) != 0) {
            throw malformed("compression method " + (in[from + 2] & 0xff) + ", flags " + flags + " are not known");
        }
        int at = from + HEADER;
        if ((flags & FEXTRA) != 0) {
            if (in.length - at < 2) {
                throw truncated(in);
            }
            at += 2 + ((in[at] & 0xff) | (in[at + 1] & 0xff) << 8);
        }
        if ((flags & FNAME) != 0) {
            at = afterZero(in, at);
        }
        if ((flags & FCOMMENT) != 0) {
            at = afterZero(in, at);
        }
        if ((flags & FHCRC) != 0) {
            at += 2;
        }
        if (at >= in.length) {
            throw truncated(in);
        }
        return at;
    }

    private static int afterZero(byte[] in, int from) throws InvalidProfileException {
        for (int at = from; at < in.length; at++) {
            if (in[at] == 0) {
                return at + 1;
            }
        }
        throw truncated(in);
    }

    private static void checkTrailer(byte[] in, int at, byte[] out, int start, int end) throws InvalidProfileException {
        if (in.length - at < TRAILER) {
            throw truncated(in);
        }
        if (crc(out, start, end) != int32(in, at)) {
            throw malformed("the checksum does not match: the bytes were changed on the way");
        }
        if (end - start != int32(in, at + 4)) {
            throw malformed("the length in the trailer does not match the data");
        }
    }

    private static int crc(byte[] bytes, int from, int to) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }

    private static int int32(byte[] in, int at) {
        return (in[at] & 0xff) | (in[at + 1] & 0xff) << 8 | (in[at + 2] & 0xff) << 16 | (in[at + 3] & 0xff) << 24;
    }

    private static InvalidProfileException truncated(byte[] in) {
        return new InvalidProfileException(
                Reason.TRUNCATED,
                "gzip: the data ends early, after " + in.length + " bytes: it was cut off on the way");
    }

    private static InvalidProfileException malformed(String what) {
        return new InvalidProfileException(Reason.MALFORMED, "gzip: " + what);
    }

    /**
     * Deflates into one member. At level 1, large ones are libdeflate's where the system has it: other bytes than the JDK's, which
     * inflate to the same.
     *
     * @param level 1 (fast) to 9 (small)
     */
    public static byte[] deflate(byte[] data, int length, int level) {
        boolean byLibrary = level == 1 && length >= WORTH_THE_LIBRARY;
        return deflate(data, length, level, byLibrary ? Libdeflate.linked() : Optional.empty());
    }

    static byte[] deflate(byte[] data, int length, int level, Optional<Libdeflate> library) {
        if (library.isPresent()) {
            byte[] out = new byte[HEADER + length + length / 256 + 64 + TRAILER];
            System.arraycopy(PLAIN_HEADER, 0, out, 0, HEADER);
            int written = library.get().deflate(data, length, out, HEADER);
            if (written > 0) {
                System.arraycopy(trailer(data, length), 0, out, HEADER + written, TRAILER);
                return Arrays.copyOf(out, HEADER + written + TRAILER);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.max(1024, length / 4));
        try {
            deflate(data, length, level, bytes);
        } catch (IOException e) {
            throw new AssertionError("a byte array is written without I/O", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Writes one member.
     *
     * @param level 1 (fast) to 9 (small)
     */
    public static void deflate(byte[] data, int length, int level, OutputStream out) throws IOException {
        out.write(PLAIN_HEADER);
        Deflater deflater = new Deflater(level, true);
        try {
            deflater.setInput(data, 0, length);
            deflater.finish();
            byte[] buffer = new byte[16 << 10];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
        } finally {
            deflater.end();
        }
        out.write(trailer(data, length));
    }

    private static byte[] trailer(byte[] data, int length) {
        int crc = crc(data, 0, length);
        byte[] trailer = new byte[TRAILER];
        for (int i = 0; i < 4; i++) {
            trailer[i] = (byte) (crc >>> (8 * i));
            trailer[4 + i] = (byte) (length >>> (8 * i));
        }
        return trailer;
    }
}
