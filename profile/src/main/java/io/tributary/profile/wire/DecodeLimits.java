package io.tributary.profile.wire;

/**
 * How much one profile may hold. Whatever is beyond is refused as
 * {@link io.tributary.profile.InvalidProfileException.Reason#TOO_LARGE}. The memory a decode takes is bounded by a small
 * multiple of the inflated bytes, whatever lengths the bytes claim.
 *
 * @param maxInputBytes bytes as they came, usually gzipped
 * @param maxInflatedBytes bytes of the protobuf message
 * @param maxSamples samples in one profile
 * @param maxStackDepth locations in one sample
 * @param maxStrings rows of the string table
 * @param maxEntries locations in all samples together, and values in all samples together: what a decoded profile's memory
 *     mostly goes to, at up to 16 bytes for one byte of the message
 * @param maxRows rows of every other table: mappings, functions, locations, lines, labels, sample types, comments
 */
public record DecodeLimits(
        long maxInputBytes,
        long maxInflatedBytes,
        int maxSamples,
        int maxStackDepth,
        int maxEntries,
        int maxStrings,
        int maxRows) {
    /** Far beyond what a Go, Java or native program serves, and small enough to survive. */
    public static final DecodeLimits DEFAULT =
            new DecodeLimits(32L << 20, 256L << 20, 2_000_000, 8_192, 64_000_000, 2_000_000, 2_000_000);

    /**
     * For a daemon that takes profiles from others: some ten times what the largest real programs serve, and what its memory has
     * room for.
     */
    public static final DecodeLimits DAEMON =
            new DecodeLimits(32L << 20, 32L << 20, 500_000, 8_192, 4_000_000, 500_000, 500_000);

    public DecodeLimits {
        if (Math.min(maxInputBytes, maxInflatedBytes) < 1
                || Math.min(Math.min(maxSamples, maxStackDepth), Math.min(maxStrings, maxRows)) < 1
                || maxEntries < 1) {
            throw new IllegalArgumentException("every decode limit must be at least 1");
        }
    }

    /** Without a limit on entries but that of the message's bytes. */
    public DecodeLimits(
            long maxInputBytes, long maxInflatedBytes, int maxSamples, int maxStackDepth, int maxStrings, int maxRows) {
        this(maxInputBytes, maxInflatedBytes, maxSamples, maxStackDepth, Integer.MAX_VALUE, maxStrings, maxRows);
    }
}
