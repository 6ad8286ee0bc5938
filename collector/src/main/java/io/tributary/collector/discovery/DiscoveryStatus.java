package io.tributary.collector.discovery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a discovery goes.
 *
 * @param kind {@code file}, {@code http}, {@code dns}, {@code kubernetes}
 * @param place what is asked: files, a URL, names; without credentials
 * @param groups last handed on
 * @param targets in them
 * @param lastSuccess when it last found out how things are, or null before the first time
 * @param lastError why it does not know at present, or the empty string
 * @param lastFailure when that was last tried, or null where it never failed
 */
public record DiscoveryStatus(
        String job,
        String kind,
        String place,
        int groups,
        int targets,
        @Nullable Instant lastSuccess,
        String lastError,
        @Nullable Instant lastFailure) {}
