package io.tributary.api.status;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the daemon runs with, and how it is made to read that anew or to end. Asked on event loops, so nothing here blocks. */
public interface Lifecycle {
    /** What runs, from memory. Nothing in it may hold a secret: it is shown as it is. */
    Configuration configuration();

    /** Whether {@link #reload} and {@link #quit} may be asked for over HTTP. */
    boolean isEnabled();

    /**
     * Reads the targets file and the web configuration anew, however they look. Completes when what they say is in force, with nothing;
     * or with every problem of both, and then what a file with problems says is not in force, while the other's is.
     */
    Future<List<String>> reload();

    /** Ends the daemon in order, soon. */
    void quit();

    /**
     * What runs.
     *
     * @param file the targets file, or the empty string where there is none
     * @param yaml what it says, {@code <secret>} where a secret stands
     * @param loadedAt when that came into force
     * @param lastError why the file was not taken when it was last read, or null where it was
     */
    record Configuration(
            String file,
            String yaml,
            Instant loadedAt,
            @Nullable Refusal lastError) {}

    /**
     * A file that was not taken.
     *
     * @param problems by line and column
     */
    record Refusal(Instant time, List<String> problems) {
        public Refusal {
            problems = List.copyOf(problems);
        }
    }
}
