package io.tributary.collector.config;

/** How targets are spoken to. */
public enum Scheme {
    HTTP("http", 80),
    /** Trusts whom the Java run-time trusts. */
    HTTPS("https", 443);

    private final String word;
    private final int defaultPort;

    Scheme(String word, int defaultPort) {
        this.word = word;
        this.defaultPort = defaultPort;
    }

    /** As a URL writes it. */
    public String word() {
        return word;
    }

    public int defaultPort() {
        return defaultPort;
    }
}
