package io.tributary.collector.config;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How a server is spoken to. */
public enum Scheme {
    HTTP("http", 80),
    HTTPS("https", 443);

    private final String word;
    private final int defaultPort;

    Scheme(String word, int defaultPort) {
        this.word = word;
        this.defaultPort = defaultPort;
    }

    /** The scheme of a word in lower case, or null where there is none. */
    public static @Nullable Scheme of(String word) {
        return Arrays.stream(values())
                .filter(scheme -> scheme.word.equals(word))
                .findFirst()
                .orElse(null);
    }

    /** As a URL writes it. */
    public String word() {
        return word;
    }

    public int defaultPort() {
        return defaultPort;
    }
}
