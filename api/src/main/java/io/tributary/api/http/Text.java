package io.tributary.api.http;

/** What a client sent, fit to be shown back to it. */
public final class Text {
    private static final int SHOWN = 80;

    private Text() {}

    /** Quoted, without control characters, and cut after some dozens of characters. */
    public static String shown(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().limit(SHOWN).forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                out.append('?');
            } else {
                out.appendCodePoint(c);
            }
        });
        if (text.codePointCount(0, text.length()) > SHOWN) {
            out.append('…');
        }
        return out.append('"').toString();
    }
}
