package io.tributary.api.pgo.feedback;

import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param name for instance {@code missing-mass}
 * @param level what it came to
 * @param finding in words, with the numbers
 * @param advice what to do; empty where there is nothing to do
 */
public record Check(String name, Level level, String finding, String advice) {
    /** From harmless to grave. */
    public enum Level {
        OK,
        /** Worth knowing; the feedback is handed out all the same. */
        NOTE,
        WAIT,
        BROKEN;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Check ok(String name, String finding) {
        return new Check(name, Level.OK, finding, "");
    }

    Verdict verdict() {
        return switch (level) {
            case OK, NOTE -> Verdict.SHIP;
            case WAIT -> Verdict.WAIT;
            case BROKEN -> Verdict.BROKEN;
        };
    }
}
