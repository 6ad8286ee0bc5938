package io.tributary.api.captures;

import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;

/** Whether there is anybody to capture anything. */
final class Running {
    private static final int RETRY_SECONDS = 1;

    private Running() {}

    /** @throws Problem while nobody is, that says when to ask again */
    static void check(CapturesSource source) {
        if (!source.isRunning()) {
            throw new Problem(
                            ProblemType.STARTING,
                            "nothing can be captured yet: no collector runs",
                            "Ask again when /-/ready says that Tributary is ready.")
                    .retryAfter(RETRY_SECONDS);
        }
    }
}
