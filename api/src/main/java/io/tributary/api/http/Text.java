package io.tributary.api.http;

/** What a client sent, fit to be shown back to it. */
public final class Text {
    private static final int SHOWN = 80;
    private static final int LINE = 1000;

    private Text() {}

    /** Quoted, without control characters, and cut after some dozens of characters. */
    public static String shown(String text) {
        return '"' + plain(text, SHOWN) + '"';
    }

    /** A sentence with such text in it: without control characters, and cut where it is very long. */
    public static String line(String text) {
        return plain(text, LINE);
    }

    private static String plain(String text, int most) {
        StringBuilder out = new StringBuilder();
        text.codePoints().limit(most).forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                out.append('?');
            } else {
                out.appendCodePoint(c);
            }
        });
        if (text.codePointCount(0, text.length()) > most) {
            out.append('…');
        }
        return out.toString();
    }
}
