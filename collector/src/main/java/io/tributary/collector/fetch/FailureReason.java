package io.tributary.collector.fetch;

/** Why a scrape gave no profile: a closed set, so that it can be a metric's label. */
public enum FailureReason {
    /** Nobody listens at the address. */
    CONNECTION_REFUSED("connection_refused"),
    /** The network knows no way to the address, or broke off before an answer. */
    UNREACHABLE("unreachable"),
    /** The name has no address. */
    DNS("dns"),
    /** No connection in time. */
    CONNECT_TIMEOUT("connect_timeout"),
    /** A connection, but not the whole answer in time. */
    TIMEOUT("timeout"),
    /** The certificate is not trusted, or the target speaks no TLS. */
    TLS("tls"),
    /** The proxy on the way does not answer, or does not let through. */
    PROXY("proxy"),
    /** Another status than 200. */
    HTTP_STATUS("http_status"),
    /** The target wants to be asked elsewhere. */
    REDIRECT("redirect"),
    /** 200, and not one byte. */
    EMPTY("empty"),
    /** The answer is no HTTP, or no profile, or one that no store can keep. */
    WRONG_FORMAT("wrong_format"),
    /** The answer ends too early. */
    TRUNCATED("truncated"),
    /** More bytes than allowed, on the wire or unpacked. */
    TOO_LARGE("too_large"),
    /** A file with a secret cannot be used, or there is no token to be had. */
    CREDENTIALS("credentials"),
    /** The memory for profiles in flight is used up. */
    MEMORY_BUDGET("memory_budget"),
    /** Too many fetched profiles wait to be stored. */
    QUEUE_FULL("queue_full"),
    /** The store could not keep it. */
    STORE("store"),
    /** The collector was stopped, or the target left it. */
    CANCELLED("cancelled"),
    /** A mistake of ours; the log has it. */
    INTERNAL("internal");

    private final String label;

    FailureReason(String label) {
        this.label = label;
    }

    /** Whether it says nothing about the target: we had no room or no time for what it serves. */
    public boolean isOurs() {
        return switch (this) {
            case MEMORY_BUDGET, QUEUE_FULL, STORE, CANCELLED -> true;
            default -> false;
        };
    }

    /** The value of a metric's label. */
    public String label() {
        return label;
    }
}
