package io.tributary.collector.captures;

/** Text that others wrote, made fit to be kept and shown. */
final class CaptureText {
    private static final int LONGEST = 1_000;

    private CaptureText() {}

    /** The beginning of it, without control characters and halves of characters. */
    static String of(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().limit(LONGEST).map(CaptureText::shown).forEach(out::appendCodePoint);
        return out.toString();
    }

    private static int shown(int c) {
        return Character.isISOControl(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                ? '\uFFFD'
                : c;
    }
}
