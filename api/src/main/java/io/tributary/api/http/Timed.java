package io.tributary.api.http;

import java.util.Locale;

/** How long an answer took, as a header. */
public final class Timed {
    private Timed() {}

    /**
     * The answer with the time until now.
     *
     * @param startNanos {@link System#nanoTime()} when the question came
     */
    public static Answer since(long startNanos, Answer answer) {
        return answer.with(
                "Tributary-Query-Time", String.format(Locale.ROOT, "%.6f", (System.nanoTime() - startNanos) / 1e9));
    }
}
