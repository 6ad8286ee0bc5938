package io.tributary.api.pgo.feedback;

import java.util.Locale;

/** How much of the merge is in a default.pgo. */
public enum Fidelity {
    /** What the compiler reads, and nothing else. */
    EDGES,
    /** The whole merge, for whoever looks at it with pprof as well. */
    FULL;

    /** As users write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
