package io.tributary.profile.wire;

import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.InvalidProfileException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Zstandard (RFC 8878) from a byte array to a byte array. Inflating reads several frames one after the other, passes over skippable
 * ones and checks checksums where there are any. It stops at a bound, and so does the window that a frame may ask for.
 */
public final class Zstd {
    private static final int FIRST_GUESS = 64 << 10;
    /** Profiles shrink to about a fifth. */
    private static final int USUAL_RATIO = 6;

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
    /** What the format's own reader bounds: 1 KiB, and the 128 MiB that every decoder is to accept at most by default. */
    private static final int SMALLEST_WINDOW_LOG = 10;

    private static final int LARGEST_WINDOW_LOG = 27;
    /** Text shrinks as far as with gzip's usual level, in a fraction of its time. */
    private static final int LEVEL = 1;

    /** Tells an input that ended from one that is damaged. */
    private static final class Input extends ByteArrayInputStream {
        private boolean askedBeyondEnd;

        Input(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] to, int offset, int length) {
            int n = super.read(to, offset, length);
            askedBeyondEnd |= n < 0;
            return n;
        }
    }

    private Zstd() {}

    /** Whether the bytes begin as a zstd frame does. */
    static boolean isZstd(byte[] input) {
        return input.length >= 4
                && input[0] == 0x28
                && input[1] == (byte) 0xb5
                && input[2] == 0x2f
                && input[3] == (byte) 0xfd;
    }

    /**
     * Inflates all frames.
     *
     * @param maxBytes the most that the result may hold
     * @throws InvalidProfileException if the input is no zstd, ends early, is damaged, holds more than {@code maxBytes}, or
     *     this machine has none of the native libraries that come with zstd-jni
     */
    static byte[] inflate(byte[] input, long maxBytes) throws InvalidProfileException {
        Input from = new Input(input);
        try (ZstdInputStreamNoFinalizer in = new ZstdInputStreamNoFinalizer(from)) {
            in.setLongMax(windowLog(maxBytes));
            return readAll(in, input.length, maxBytes);
        } catch (ZstdIOException e) {
            throw refusal(e.getErrorCode(), String.valueOf(e.getMessage()), from);
        } catch (ZstdException e) {
            throw refusal(e.getErrorCode(), String.valueOf(e.getMessage()), from);
        } catch (IOException e) {
            throw new AssertionError("a byte array is read without I/O", e);
        } catch (LinkageError e) {
            throw new InvalidProfileException(
                    Reason.UNSUPPORTED_FORMAT,
                    "zstd: there is no library for this machine: send the profile gzipped or plain");
        }
    }

    /** Deflates into one frame; empty where this machine has none of the native libraries that come with zstd-jni. */
    public static Optional<byte[]> deflate(byte[] data) {
        try {
            return Optional.of(com.github.luben.zstd.Zstd.compress(data, LEVEL));
        } catch (LinkageError _) {
            return Optional.empty();
        }
    }

    private static byte[] readAll(ZstdInputStreamNoFinalizer in, int inputLength, long maxBytes)
            throws IOException, InvalidProfileException {
        int room = (int) Math.min(maxBytes, LARGEST_ARRAY - 1) + 1;
        byte[] output = new byte[(int) Math.min(room, Math.max(FIRST_GUESS, (long) inputLength * USUAL_RATIO))];
        int size = 0;
        for (int n = 0; n >= 0; n = in.read(output, size, output.length - size)) {
            size += n;
            if (size == room) {
                throw new InvalidProfileException(
                        Reason.TOO_LARGE, "zstd: inflates to more than " + (room - 1) + " bytes");
            }
            if (size == output.length) {
                output = Arrays.copyOf(output, (int) Math.min(room, size * 2L));
            }
        }
        return Arrays.copyOf(output, size);
    }

    /** The smallest window that holds everything allowed: a frame that asks for more holds more, or is a bomb. */
    private static int windowLog(long maxBytes) {
        int log = 64 - Long.numberOfLeadingZeros(maxBytes);
        return Math.clamp(log, SMALLEST_WINDOW_LOG, LARGEST_WINDOW_LOG);
    }

    private static InvalidProfileException refusal(long code, String message, Input from) {
        if (code == com.github.luben.zstd.Zstd.errFrameParameterWindowTooLarge()) {
            return new InvalidProfileException(
                    Reason.TOO_LARGE, "zstd: needs a window larger than the inflated profile may be");
        }
        if (from.askedBeyondEnd) {
            return new InvalidProfileException(
                    Reason.TRUNCATED, "zstd: the data ends early: it was cut off on the way");
        }
        return new InvalidProfileException(Reason.MALFORMED, "zstd: the data is damaged (" + message + ")");
    }
}
