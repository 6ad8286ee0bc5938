package io.tributary.api.pgo.feedback;

import java.util.Locale;

/** What to do with feedback; a later one outweighs those before. */
public enum Verdict {
    /** Build with it. */
    SHIP,
    /** Not yet: time mends it. */
    WAIT,
    /** Not so: something is to be changed at the target, or in the question. */
    BROKEN;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
