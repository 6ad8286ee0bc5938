package io.tributary.collector.fetch;

import java.time.Duration;

/**
 * Bounds of every fetch.
 *
 * @param maxBytes of one answer, as they come over the wire
 * @param connectTimeout for the connection alone, within the request's deadline
 * @param userAgent sent with every request
 */
public record FetchOptions(int maxBytes, Duration connectTimeout, String userAgent) {
    /** As many bytes as a profile may have unpacked: more on the wire is none. */
    public static final FetchOptions DEFAULT = new FetchOptions(32 << 20, Duration.ofSeconds(5), "Tributary");

    public FetchOptions {
        if (maxBytes < 1 || connectTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("maxBytes and connectTimeout must be positive");
        }
    }
}
