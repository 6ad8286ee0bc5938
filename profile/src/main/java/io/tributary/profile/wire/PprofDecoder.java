package io.tributary.profile.wire;

import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.InvalidProfileException.Reason;
import io.tributary.profile.Profile;

/**
 * Reads pprof, compressed with gzip or zstd or not at all, in one pass over the bytes. The rules are those of {@code profile.proto} as google/pprof's
 * own reader applies them: ids may be sparse and unordered, fields may come in any order, repeated numbers packed or not,
 * unknown fields are skipped.
 */
public final class PprofDecoder {
    private PprofDecoder() {}

    /**
     * Decodes one profile.
     *
     * @param input the bytes as a target served them; not kept
     * @throws InvalidProfileException if they are no valid profile, or more than the limits allow; nothing else is thrown
     *     for any bytes
     */
    public static Profile decode(byte[] input, DecodeLimits limits) throws InvalidProfileException {
        byte[] message = inflate(input, limits);
        return decodeMessage(isCompressed(input) ? message : message.clone(), limits);
    }

    /**
     * The protobuf message in a profile as it came, compressed or not: for whoever wants to know its size before it is
     * decoded.
     *
     * @return the input itself where it is not compressed
     * @throws InvalidProfileException as {@link #decode} does
     */
    public static byte[] inflate(byte[] input, DecodeLimits limits) throws InvalidProfileException {
        if (input.length == 0) {
            throw new InvalidProfileException(Reason.EMPTY, "the profile is empty: not one byte came");
        }
        if (input.length > limits.maxInputBytes()) {
            throw new InvalidProfileException(
                    Reason.TOO_LARGE,
                    "the profile has " + input.length + " bytes, more than the " + limits.maxInputBytes() + " allowed");
        }
        byte[] message = inflate(input, limits.maxInflatedBytes());
        if (message.length == 0) {
            throw new InvalidProfileException(Reason.EMPTY, "the profile is empty: compressed, but of no bytes");
        }
        if (message.length > limits.maxInflatedBytes()) {
            throw new InvalidProfileException(
                    Reason.TOO_LARGE,
                    "the profile has " + message.length + " bytes, more than the " + limits.maxInflatedBytes()
                            + " allowed");
        }
        return message;
    }

    /**
     * Decodes what {@link #inflate} gave.
     *
     * @param message handed over: the profile's strings stay in it
     * @throws InvalidProfileException as {@link #decode} does
     */
    public static Profile decodeMessage(byte[] message, DecodeLimits limits) throws InvalidProfileException {
        RawTables tables = SpareTables.take(message.length);
        try {
            PprofReader.read(message, limits, tables);
            return new TableLinker(tables, message).link();
        } catch (InvalidProfileException e) {
            if (e.reason() != Reason.TOO_LARGE) {
                ForeignFormats.refuse(message);
            }
            throw e;
        } finally {
            SpareTables.giveBack(tables, message.length);
        }
    }

    private static byte[] inflate(byte[] input, long maxBytes) throws InvalidProfileException {
        if (Gzip.isGzip(input)) {
            return Gzip.inflate(input, maxBytes);
        }
        return Zstd.isZstd(input) ? Zstd.inflate(input, maxBytes) : input;
    }

    private static boolean isCompressed(byte[] input) {
        return Gzip.isGzip(input) || Zstd.isZstd(input);
    }
}
