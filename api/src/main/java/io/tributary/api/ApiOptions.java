package io.tributary.api;

import java.time.Duration;

/**
 * What can be set about the API.
 *
 * @param host address or name to listen on; on a loopback address the {@code Host} header is checked
 * @param port port to listen on, 0 for a free one
 * @param queryThreads questions answered at once
 * @param queryQueue questions that wait for a thread; one more is answered 503
 * @param queryDeadline from a question's arrival to its answer; waiting counts
 * @param idleTimeout a connection on which nothing moves for so long is closed
 * @param stopGrace how long {@link ApiServer#stop()} lets questions finish
 * @param web who may ask, and over what
 */
public record ApiOptions(
        String host,
        int port,
        int queryThreads,
        int queryQueue,
        Duration queryDeadline,
        Duration idleTimeout,
        Duration stopGrace,
        WebOptions web) {
    public ApiOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
        }
        if (queryThreads < 1 || queryQueue < 1) {
            throw new IllegalArgumentException("queryThreads and queryQueue must be at least 1");
        }
        if (!queryDeadline.isPositive() || !idleTimeout.isPositive() || !stopGrace.isPositive()) {
            throw new IllegalArgumentException("queryDeadline, idleTimeout and stopGrace must be positive");
        }
    }

    /** The defaults: as many threads as processors (2 to 8), eight waiting questions for each of them. */
    public static ApiOptions of(String host, int port) {
        int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8);
        return new ApiOptions(
                host,
                port,
                threads,
                8 * threads,
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                Duration.ofSeconds(3),
                WebOptions.OPEN);
    }

    public ApiOptions withQueries(int threads, int queue, Duration deadline) {
        return new ApiOptions(host, port, threads, queue, deadline, idleTimeout, stopGrace, web);
    }

    public ApiOptions withWeb(WebOptions newWeb) {
        return new ApiOptions(host, port, queryThreads, queryQueue, queryDeadline, idleTimeout, stopGrace, newWeb);
    }
}
