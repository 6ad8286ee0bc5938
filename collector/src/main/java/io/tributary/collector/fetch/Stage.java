package io.tributary.collector.fetch;

/** What a request is doing; its deadline strikes for a reason that depends on it. */
public enum Stage {
    CREDENTIALS("getting the credentials", FailureReason.CREDENTIALS),
    RESOLVING("resolving the name", FailureReason.DNS),
    CONNECTING("connecting", FailureReason.CONNECT_TIMEOUT),
    WAITING("waiting for the answer", FailureReason.TIMEOUT),
    READING("reading the answer", FailureReason.TIMEOUT);

    private final String words;
    private final FailureReason timeout;

    Stage(String words, FailureReason timeout) {
        this.words = words;
        this.timeout = timeout;
    }

    /** To go on after "while". */
    public String words() {
        return words;
    }

    /** Why a fetch fails whose time is over in this stage. */
    FailureReason timeout() {
        return timeout;
    }
}
